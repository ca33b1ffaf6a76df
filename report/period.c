#include "report/period.h"

#include <stdio.h>
#include <string.h>

static bool all_digits(const char *text, int n)
{
    for (int i = 0; i < n; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

static bool parse_part(const char *text, char letter, char most, int *out)
{
    if (text[0] != letter || text[1] < '1' || text[1] > most || text[2] != '\0')
        return false;
    *out = text[1] - '0';
    return true;
}

static bool parse_month(const char *text, int *out)
{
    if (strlen(text) != 3 || text[0] != '-' || !all_digits(text + 1, 2))
        return false;
    *out = (text[1] - '0') * 10 + text[2] - '0';
    return *out >= 1 && *out <= 12;
}

bool period_parse(const char *text, struct period *out)
{
    const char *rest = text + 4;

    *out = (struct period){0};
    if (strlen(text) < 4 || !all_digits(text, 4))
        return false;
    sscanf(text, "%4d", &out->year);
    if (out->year == 0)
        return false;
    if (*rest == 'S') {
        out->statistical = true;
        rest++;
    }
    if (*rest == '\0' || parse_part(rest, 'H', '2', &out->half))
        return true;
    return !out->statistical && (parse_part(rest, 'Q', '4', &out->quarter) ||
                                 parse_month(rest, &out->month));
}

void period_format(struct period period, char *text, size_t size)
{
    const char *kind = period.statistical ? "S" : "";

    if (period.month != 0)
        snprintf(text, size, "%04d-%02d", period.year, period.month);
    else if (period.quarter != 0)
        snprintf(text, size, "%04dQ%d", period.year, period.quarter);
    else if (period.half != 0)
        snprintf(text, size, "%04d%sH%d", period.year, kind, period.half);
    else
        snprintf(text, size, "%04d%s", period.year, kind);
}

struct period_span period_span(struct period period)
{
    /* the statistical year begins in October of the year before */
    int first = 12 * period.year - (period.statistical ? 3 : 0), n = 12;

    if (period.month != 0) {
        first += period.month - 1;
        n = 1;
    } else if (period.quarter != 0) {
        first += 3 * (period.quarter - 1);
        n = 3;
    } else if (period.half != 0) {
        first += 6 * (period.half - 1);
        n = 6;
    }
    return (struct period_span){first, first + n - 1};
}

bool period_holds(struct period outer, struct period inner)
{
    struct period_span out = period_span(outer), in = period_span(inner);

    return in.first >= out.first && in.last <= out.last;
}

static void step_back(int *part, int most, int *year)
{
    if (--*part == 0) {
        *part = most;
        --*year;
    }
}

struct period period_before(struct period period)
{
    if (period.month != 0)
        step_back(&period.month, 12, &period.year);
    else if (period.quarter != 0)
        step_back(&period.quarter, 4, &period.year);
    else if (period.half != 0)
        step_back(&period.half, 2, &period.year);
    else
        period.year--;
    return period;
}

struct period period_year_ago(struct period period)
{
    period.year--;
    return period;
}

/* ---- sheets within a period ---- */

static void add(struct period_list *list, struct period period)
{
    if (list->n < PERIOD_LIST_MAX)
        period_format(period, list->text[list->n++], PERIOD_TEXT_MAX);
}

static void add_months(struct period_list *list, struct period_span span)
{
    for (int at = span.first; at <= span.last; at++)
        add(list, (struct period){.year = at / 12, .month = at % 12 + 1});
}

/* Both kinds of year consist of whole calendar quarters. */
static void add_quarters(struct period_list *list, struct period_span span)
{
    for (int at = span.first; at % 3 == 0 && at + 2 <= span.last; at += 3)
        add(list, (struct period){.year = at / 12, .quarter = at % 12 / 3 + 1});
}

/* Sheets do not write which kind of year they mean. */
static void add_halves(struct period_list *list, struct period period)
{
    struct period half = {.year = period.year, .half = period.half};

    if (period.month != 0 || period.quarter != 0)
        return;
    for (half.half = 1; half.half <= 2; half.half++)
        if (period.half == 0 || period.half == half.half)
            add(list, half);
}

static void add_year(struct period_list *list, struct period period)
{
    if (period.half == 0 && period.month == 0 && period.quarter == 0)
        add(list, (struct period){.year = period.year});
}

/* All calendar years that the period touches. */
static void add_years(struct period_list *list, struct period_span span)
{
    for (int year = span.first / 12; year <= span.last / 12; year++)
        add(list, (struct period){.year = year});
}

static void turn_round(struct period_list *list)
{
    for (int i = 0, j = list->n - 1; i < j; i++, j--) {
        char text[PERIOD_TEXT_MAX];
        memcpy(text, list->text[i], sizeof text);
        memcpy(list->text[i], list->text[j], sizeof text);
        memcpy(list->text[j], text, sizeof text);
    }
}

void period_expand(struct period period, enum report_when when,
                   bool statistical, struct period_list *out)
{
    const struct period_span span = period_span(period);
    bool same_kind = period.statistical == statistical;

    *out = (struct period_list){0};
    switch (when) {
    case REPORT_LAST_MONTH:
    case REPORT_MONTHS:
        add_months(out, span);
        break;
    case REPORT_LAST_QUARTER:
    case REPORT_QUARTERS:
        add_quarters(out, span);
        break;
    case REPORT_LAST_HALF:
    case REPORT_FIRST_HALF:
    case REPORT_HALVES:
        if (same_kind)
            add_halves(out, period);
        break;
    case REPORT_YEAR:
        if (same_kind)
            add_year(out, period);
        break;
    case REPORT_YEARS:
        add_years(out, span);
        break;
    }
    if (when == REPORT_LAST_MONTH || when == REPORT_LAST_QUARTER ||
        when == REPORT_LAST_HALF)
        turn_round(out);
}
