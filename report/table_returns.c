/* Who has handed in, who late, who not: a line a form and unit, a column a
 * period. */
#include <string.h>

#include "report/table_maker.h"
#include "report/wording.h"

static const char *form_name(const struct table_maker *maker,
                             const struct report_form_name *form)
{
    return maker->language == REPORT_CHINESE ? form->zh : form->en;
}

/* Sheets of one form have the same periods, and stand unit by unit. */
static size_t line_length(const struct report *report, size_t first)
{
    const struct report_return *returns = report->returns;
    size_t n = 1;

    while (first + n < report->n_returns &&
           returns[first + n].form == returns[first].form &&
           strcmp(returns[first + n].unit, returns[first].unit) == 0)
        n++;
    return n;
}

static size_t longest_line(const struct report *report)
{
    size_t most = 0;

    for (size_t i = 0, n; i < report->n_returns; i += n) {
        n = line_length(report, i);
        most = n > most ? n : most;
    }
    return most;
}

static const struct {
    const char *text;
    enum report_mark mark;
} states[] = {
    [RETURN_IN] = {N_("in"), REPORT_GOOD},
    [RETURN_LATE] = {N_("late"), REPORT_UNSURE},
    [RETURN_UNDATED] = {N_("in, undated"), REPORT_PLAIN},
    [RETURN_MISSING] = {N_("missing"), REPORT_BAD},
};

/* 2025-03 -> 03: the year stands in the title. */
static const char *short_period(const struct report_return *one)
{
    const char *dash = strpbrk(one->period, "-QH");

    return dash == NULL ? one->period : *dash == '-' ? dash + 1 : dash;
}

/* Months are called by their names, which do not begin with January in a
 * statistical year; all else by numbers. */
static void head_of(const struct table_maker *maker, size_t column,
                    size_t columns, char *text, size_t size)
{
    const struct report *report = maker->report;
    struct period period;

    snprintf(text, size, "%zu", column + 1);
    for (size_t i = 0, n; i < report->n_returns; i += n) {
        n = line_length(report, i);
        if (n < columns ||
            !period_parse(report->returns[i + column].period, &period) ||
            period.month == 0)
            continue;
        snprintf(text, size, maker->language == REPORT_CHINESE ? "%d月" : "%d",
                 period.month);
        return;
    }
}

static void put_return(struct table_maker *maker,
                       const struct report_return *one)
{
    const char *between = one->copies > 1 ? " ×" : "";

    if (one->copies > 1)
        table_put(maker, states[one->state].mark, "%s %s%s%d",
                  short_period(one), _(states[one->state].text), between,
                  one->copies);
    else
        table_put(maker, states[one->state].mark, "%s %s", short_period(one),
                  _(states[one->state].text));
}

static void count_states(const struct report *report, size_t n[4])
{
    memset(n, 0, 4 * sizeof *n);
    for (size_t i = 0; i < report->n_returns; i++)
        n[report->returns[i].state]++;
}

void table_returns(struct table_maker *maker)
{
    const struct report *report = maker->report;
    size_t columns = longest_line(report), counts[4];
    char whose[256], head[24];

    table_title(maker, _("Returns: %s"),
                table_whose(maker, whose, sizeof whose));
    table_column(maker, _("form"), false);
    table_column(maker, _("unit"), false);
    for (size_t i = 0; i < columns; i++) {
        head_of(maker, i, columns, head, sizeof head);
        table_column(maker, head, false);
    }
    for (size_t i = 0, n; i < report->n_returns; i += n) {
        n = line_length(report, i);
        table_put(maker, REPORT_PLAIN, "%s %s", report->returns[i].form->id,
                  form_name(maker, report->returns[i].form));
        table_put(maker, REPORT_PLAIN, "%s", report->returns[i].unit);
        for (size_t j = 0; j < columns; j++)
            if (j < n)
                put_return(maker, &report->returns[i + j]);
            else
                table_put(maker, REPORT_PLAIN, "%s", "");
    }
    count_states(report, counts);
    table_note(maker,
               _("%zu are due: %zu in time, %zu late, %zu without a date, %zu "
                 "missing"),
               report->n_returns, counts[RETURN_IN], counts[RETURN_LATE],
               counts[RETURN_UNDATED], counts[RETURN_MISSING]);
}
