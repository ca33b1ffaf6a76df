/*
 * D2 and E5: when a paper was handed in, and days and years that cannot be:
 * a form that was no longer valid, a report dated before its period ended, an
 * event on a month's slip that happened in another month.
 */
#include <stdio.h>
#include <string.h>

#include "report/check_find.h"
#include "report/returns.h"

/* A report dated so many months after its period: the year may be wrong. */
enum { MONTHS_LATE = 24 };

/* Months since the year 0 of "2025-03-07" or "2025-03", or -1. */
static int month_of(const char *date)
{
    int year, month, used = 0;

    return sscanf(date, "%4d-%2d%n", &year, &month, &used) == 2 && used == 7 &&
                   month >= 1 && month <= 12
               ? 12 * year + month - 1
               : -1;
}

/* A settled date in the header, or NULL. */
static const struct check_cell *find_date(const struct check_paper *paper,
                                          const char *field)
{
    const struct check_cell *cell = check_paper_field(paper, field);

    return cell != NULL && !cell->waits && month_of(cell->value) >= 0 ? cell
                                                                      : NULL;
}

/* ---- D2 ---- */

static void check_deadline(struct check_finder *finder,
                           const struct check_paper *paper,
                           struct period period)
{
    const struct report_form_name *form =
        report_find_form(finder->catalogue, paper->form->id);
    const struct check_cell *date = find_date(paper, "report_date");
    char deadline[40];
    struct db_finding out;

    if (form == NULL || form->due == 0 || date == NULL ||
        !returns_is_day(date->value))
        return;
    returns_deadline(period, form->due, deadline, sizeof deadline);
    if (strcmp(date->value, deadline) <= 0)
        return;
    check_begin(&out, "D2", paper, 0);
    check_name_cell(&out, paper, paper, 0, date->column);
    check_say(&out, REPORT_CHINESE, "报出日期 %s，应在 %s 前报出", date->value,
              deadline);
    check_say(&out, REPORT_ENGLISH, "dated %s, due on %s", date->value,
              deadline);
    check_tell(finder, &out);
}

/* ---- E5: the header ---- */

static void check_validity(struct check_finder *finder,
                           const struct check_paper *paper,
                           struct period_span span)
{
    const struct check_cell *until = find_date(paper, "valid_until");
    struct db_finding out;

    if (until == NULL || month_of(until->value) >= span.last)
        return;
    check_begin(&out, "E5", paper, 0);
    check_name_cell(&out, paper, paper, 0, until->column);
    check_say(&out, REPORT_CHINESE, "本表有效期至 %s，报告期是 %s",
              until->value, paper->sheet.period);
    check_say(&out, REPORT_ENGLISH,
              "this form was valid until %s, the period is %s", until->value,
              paper->sheet.period);
    check_tell(finder, &out);
}

static void check_report_date(struct check_finder *finder,
                              const struct check_paper *paper,
                              struct period_span span)
{
    const struct check_cell *date = find_date(paper, "report_date");
    int month = date != NULL ? month_of(date->value) : 0;
    struct db_finding out;

    if (date == NULL ||
        (month >= span.last && month <= span.last + MONTHS_LATE))
        return;
    check_begin(&out, "E5", paper, 0);
    check_name_cell(&out, paper, paper, 0, date->column);
    if (month < span.last) {
        check_say(&out, REPORT_CHINESE, "报出日期 %s 早于报告期 %s 结束",
                  date->value, paper->sheet.period);
        check_say(&out, REPORT_ENGLISH,
                  "dated %s, before the period %s had ended", date->value,
                  paper->sheet.period);
    } else {
        check_say(&out, REPORT_CHINESE, "报出日期 %s 比报告期 %s 晚两年以上",
                  date->value, paper->sheet.period);
        check_say(&out, REPORT_ENGLISH,
                  "dated %s, more than two years after the period %s",
                  date->value, paper->sheet.period);
    }
    check_tell(finder, &out);
}

/* ---- E5: events of a slip or register ---- */

static bool is_outside(const struct check_cell *cell, struct period_span span)
{
    int month = cell != NULL && !cell->waits ? month_of(cell->value) : -1;

    return month >= 0 && (month < span.first || month > span.last);
}

static void check_events(struct check_finder *finder,
                         const struct check_paper *paper, int column,
                         struct period_span span)
{
    int rows = check_paper_rows(paper), n = 0;
    char name[CHECK_NAME_MAX];
    struct db_finding out;

    check_begin(&out, "E5", paper, 0);
    for (int row = 1; row <= rows; row++)
        if (is_outside(check_paper_at(paper, row, column), span)) {
            check_name_cell(&out, paper, paper, row, column);
            n++;
        }
    if (n == 0)
        return;
    check_name_column(paper, column, name);
    check_say(&out, REPORT_CHINESE, "%s 有 %d 个日期不在报告期 %s 之内", name,
              n, paper->sheet.period);
    check_say(&out, REPORT_ENGLISH, "%d dates of %s are not in the period %s",
              n, name, paper->sheet.period);
    check_tell(finder, &out);
}

void check_find_dates(struct check_finder *finder)
{
    for (size_t i = 0; i < finder->papers->n; i++) {
        const struct check_paper *paper = &finder->papers->all[i];
        const struct form *form = paper->form;
        struct period period;

        if (!period_parse(paper->sheet.period, &period))
            continue;
        check_deadline(finder, paper, period);
        check_validity(finder, paper, period_span(period));
        check_report_date(finder, paper, period_span(period));
        for (size_t c = 0; form->rows == FORM_ROWS_PERSON &&
                           c < form->n_columns; c++)
            if (form->columns[c].type.kind == VALUE_DATE &&
                !form->columns[c].personal)
                check_events(finder, paper, (int)c, period_span(period));
    }
}
