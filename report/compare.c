#include "report/compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/period.h"

static bool is_told(enum report_state state)
{
    return state == REPORT_SURE || state == REPORT_DOUBTFUL;
}

/* The change of what is printed, so that a reader who subtracts finds it. */
static void fill_change(const struct report_figure *now,
                        struct report_compared *out)
{
    struct amount a, b;
    char text[REPORT_VALUE_MAX - 1];

    out->known = is_told(now->state) && is_told(out->state) &&
                 amount_parse(now->text, &a) && amount_parse(out->text, &b) &&
                 amount_add(a, b, -1, &out->change);
    if (!out->known)
        return;
    amount_text(out->change, now->indicator->decimals, text, sizeof text);
    snprintf(out->change_text, sizeof out->change_text, "%s%s",
             out->change.parts > 0 ? "+" : "", text);
}

/* Another period without a single sheet has no figure to compare with. */
static enum status make_other(struct db_archive *archive,
                              const struct report_asked *asked,
                              struct period period,
                              struct report_compared **out, struct fault *fault)
{
    struct report_asked other = *asked; /* of the same people */
    struct report *report = NULL;
    struct fault unheard = {{0}};
    enum status rc;

    other.period = period;
    other.unit_given = true;
    period_format(period, other.text, sizeof other.text);
    rc = summary_make(archive, &other, true, &report, &unheard);
    if (rc == ST_NONE)
        return ST_OK;
    if (rc != ST_OK) {
        *fault = unheard;
        return rc;
    }
    *out = calloc(report->n_figures + 1, sizeof **out);
    for (size_t i = 0; *out != NULL && i < report->n_figures; i++) {
        const struct report_figure *then = &report->figures[i];
        memcpy((*out)[i].period, other.text, sizeof other.text);
        memcpy((*out)[i].text, then->text, sizeof then->text);
        (*out)[i].state = then->state;
    }
    report_free(&report);
    return *out != NULL ? ST_OK : fault_set(fault, ST_NOMEM, "out of memory");
}

static bool is_whole_year(struct period period)
{
    return period.month == 0 && period.quarter == 0 && period.half == 0;
}

enum status compare_gather(struct db_archive *archive,
                           const struct report_asked *asked,
                           struct compare_past *out, struct fault *fault)
{
    enum status rc;

    *out = (struct compare_past){0};
    if (asked->text[0] == '\0' || asked->unit[0] == '\0')
        return ST_OK;
    rc = make_other(archive, asked, period_before(asked->period), &out->before,
                    fault);
    if (rc == ST_OK && !is_whole_year(asked->period))
        rc = make_other(archive, asked, period_year_ago(asked->period),
                        &out->year_ago, fault);
    return rc;
}

static void fill(const struct report_figure *now,
                 const struct report_compared *then,
                 struct report_compared *out)
{
    if (then == NULL || then->state == REPORT_MISSING)
        return;
    *out = *then;
    fill_change(now, out);
}

void compare_fill(struct report *report, const struct compare_past *past)
{
    struct period period;
    const struct report_compared *year_ago = past->year_ago;

    if (period_parse(report->period, &period) && is_whole_year(period))
        year_ago = past->before;
    for (size_t i = 0; i < report->n_figures; i++) {
        struct report_figure *now = &report->figures[i];
        fill(now, past->before != NULL ? &past->before[i] : NULL, &now->before);
        fill(now, year_ago != NULL ? &year_ago[i] : NULL, &now->year_ago);
    }
}

void compare_clear(struct compare_past *past)
{
    free(past->before);
    free(past->year_ago);
    *past = (struct compare_past){0};
}
