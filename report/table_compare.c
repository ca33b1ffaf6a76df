/* Each figure beside the period before and a year ago. */
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

void table_compare(struct table_maker *maker)
{
    const struct report *report = maker->report;
    char whose[256], head[64];
    struct period period = {0};

    (void)period_parse(report->period, &period);
    table_title(maker, _("Compared with the period before and a year ago: %s"),
                table_whose(maker, whose, sizeof whose));
    table_column(maker, _("figure"), false);
    table_column(maker, _("now"), true);
    period_head(maker, period_before(period), head, sizeof head);
    table_column(maker, head, true);
    table_column(maker, _("change"), true);
    period_head(maker, period_year_ago(period), head, sizeof head);
    table_column(maker, head, true);
    table_column(maker, _("change"), true);
    for (size_t i = 0; i < report->n_figures; i++) {
        const struct report_figure *figure = &report->figures[i];
        if (!is_worth_a_line(figure))
            continue;
        table_put(maker, REPORT_PLAIN, "%s",
                  wording_name(figure->indicator, maker->language));
        table_put_figure(maker, figure);
        put_other(maker, figure, &figure->before);
        put_other(maker, figure, &figure->year_ago);
    }
    table_note(maker, "%s",
               _("Changes are of the figures as printed; those of rates are in "
                 "percentage points or points per thousand."));
}
