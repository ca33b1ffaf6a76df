/* Each figure beside the period before and a year ago. */
#include <string.h>

#include "report/table_maker.h"
#include "report/wording.h"

static void put_other(struct table_maker *maker,
                      const struct report_figure *figure,
                      const struct report_compared *other)
{
    bool there = other->period[0] != '\0' && other->state != REPORT_MISSING;

    if (!there)
        table_put(maker, REPORT_ABSENT, "%s", _("—"));
    else if (other->state == REPORT_HIDDEN)
        table_put(maker, REPORT_ABSENT, "%s", _("[s]"));
    else
        table_put(maker,
                  other->state == REPORT_DOUBTFUL ? REPORT_UNSURE
                                                  : REPORT_PLAIN,
                  "%s", other->text);
    if (other->known)
        table_put(maker, REPORT_PLAIN, "%s%s", other->change_text,
                  wording_change_unit(figure->indicator, maker->language));
    else
        table_put(maker, REPORT_ABSENT, "%s", "");
}

static bool is_worth_a_line(const struct report_figure *figure)
{
    return figure->state != REPORT_MISSING &&
           figure->indicator->group != REPORT_SOURCE &&
           (figure->before.period[0] != '\0' ||
            figure->year_ago.period[0] != '\0');
}

static void period_head(const struct table_maker *maker, struct period period,
                        char *text, size_t size)
{
    char code[PERIOD_TEXT_MAX];

    period_format(period, code, sizeof code);
    wording_period(code, maker->language, text, size);
}

/* Of a whole year both are the same period, and one is enough. */
struct others {
    char before[64], year_ago[64]; /* in words; year_ago "" where it is before */
};

static struct others name_others(const struct table_maker *maker)
{
    struct others others;
    struct period period = {0};

    (void)period_parse(maker->report->period, &period);
    period_head(maker, period_before(period), others.before,
                sizeof others.before);
    period_head(maker, period_year_ago(period), others.year_ago,
                sizeof others.year_ago);
    if (strcmp(others.before, others.year_ago) == 0)
        others.year_ago[0] = '\0';
    return others;
}

static void put_notes(struct table_maker *maker, const struct others *others,
                      bool empty)
{
    if (!empty)
        table_note(maker, "%s",
                   _("Changes are of the figures as printed; those of rates "
                     "are in percentage points or points per thousand."));
    else if (others->year_ago[0] == '\0')
        table_note(maker, _("The archive has no figures of %s."),
                   others->before);
    else
        table_note(maker, _("The archive has no figures of %s or of %s."),
                   others->before, others->year_ago);
}

void table_compare(struct table_maker *maker)
{
    const struct report *report = maker->report;
    const struct others others = name_others(maker);
    bool both = others.year_ago[0] != '\0', empty = true;
    char whose[256];

    table_title(maker, _("Compared with the period before and a year ago: %s"),
                table_whose(maker, whose, sizeof whose));
    table_column(maker, _("figure"), false);
    table_column(maker, _("now"), true);
    table_column(maker, others.before, true);
    table_column(maker, _("change"), true);
    if (both) {
        table_column(maker, others.year_ago, true);
        table_column(maker, _("change"), true);
    }
    for (size_t i = 0; i < report->n_figures; i++) {
        const struct report_figure *figure = &report->figures[i];
        if (!is_worth_a_line(figure))
            continue;
        empty = false;
        table_put(maker, REPORT_PLAIN, "%s",
                  wording_name(figure->indicator, maker->language));
        table_put_figure(maker, figure);
        put_other(maker, figure, &figure->before);
        if (both)
            put_other(maker, figure, &figure->year_ago);
    }
    put_notes(maker, &others, empty);
}
