#include "report/compare.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static bool is_told(const struct report_figure *figure)
{
    return figure->state == REPORT_SURE || figure->state == REPORT_DOUBTFUL;
}

/* The change of what is printed, so that a reader who subtracts finds it. */
static void fill_change(const struct report_figure *now,
                        const struct report_figure *then,
                        struct report_compared *out)
{
    struct amount a, b;
    char text[REPORT_VALUE_MAX - 1];

    out->known = is_told(now) && is_told(then) && amount_parse(now->text, &a) &&
                 amount_parse(then->text, &b) &&
                 amount_add(a, b, -1, &out->change);
    if (!out->known)
        return;
    amount_text(out->change, now->indicator->decimals, text, sizeof text);
    snprintf(out->change_text, sizeof out->change_text, "%s%s",
             out->change.parts > 0 ? "+" : "", text);
}

static void fill_figures(struct report *report, const struct report *other,
                         bool year_ago)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        struct report_figure *now = &report->figures[i];
        const struct report_figure *then = &other->figures[i];
        struct report_compared *out = year_ago ? &now->year_ago : &now->before;
        if (then->state == REPORT_MISSING)
            continue;
        memcpy(out->period, other->period, sizeof out->period);
        out->state = then->state;
        memcpy(out->text, then->text, sizeof out->text);
        fill_change(now, then, out);
    }
}

/* Another period without a single sheet has no figure to compare with. */
static enum status make_other(struct db_archive *archive,
                              const struct report *report, struct period period,
                              struct report **out, struct fault *fault)
{
    char text[PERIOD_TEXT_MAX];
    struct fault unheard = {{0}};
    enum status rc;

    period_format(period, text, sizeof text);
    rc = summary_make(archive, text, report->unit, out, &unheard);
    if (rc == ST_NONE)
        return ST_OK;
    if (rc != ST_OK)
        *fault = unheard;
    return rc;
}

enum status compare_fill(struct db_archive *archive, struct report *report,
                         struct fault *fault)
{
    struct report *before = NULL, *year_ago = NULL;
    struct period period;
    bool same;
    enum status rc;

    if (!period_parse(report->period, &period) || report->unit[0] == '\0')
        return ST_OK;
    same = period.month == 0 && period.quarter == 0 && period.half == 0;
    rc = make_other(archive, report, period_before(period), &before, fault);
    if (rc == ST_OK && !same)
        rc = make_other(archive, report, period_year_ago(period), &year_ago,
                        fault);
    if (rc == ST_OK && before != NULL)
        fill_figures(report, before, false);
    if (rc == ST_OK && (same ? before : year_ago) != NULL)
        fill_figures(report, same ? before : year_ago, true);
    report_free(&before);
    report_free(&year_ago);
    return rc;
}
