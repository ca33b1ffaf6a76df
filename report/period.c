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

bool period_parse(const char *text, struct period *out)
{
    size_t length = strlen(text);

    *out = (struct period){0};
    if (length < 4 || !all_digits(text, 4))
        return false;
    sscanf(text, "%4d", &out->year);
    if (length == 4)
        return true;
    if (length == 6 && text[4] == 'H' && (text[5] == '1' || text[5] == '2')) {
        out->half = text[5] - '0';
        return true;
    }
    if (length != 7 || text[4] != '-' || !all_digits(text + 5, 2))
        return false;
    sscanf(text + 5, "%2d", &out->month);
    return out->month >= 1 && out->month <= 12;
}

bool period_holds(struct period outer, struct period inner)
{
    if (outer.year != inner.year)
        return false;
    if (outer.month != 0)
        return inner.month == outer.month;
    if (outer.half == 0)
        return true;
    if (inner.month != 0)
        return (inner.month - 1) / 6 + 1 == outer.half;
    return inner.half == outer.half;
}

static void add_month(struct period_list *list, int year, int month)
{
    snprintf(list->text[list->n++], PERIOD_TEXT_MAX, "%04d-%02d", year,
             month);
}

static void add_half(struct period_list *list, int year, int half)
{
    snprintf(list->text[list->n++], PERIOD_TEXT_MAX, "%04dH%d", year, half);
}

static int first_month(struct period period)
{
    if (period.month != 0)
        return period.month;
    return period.half == 2 ? 7 : 1;
}

static int last_month(struct period period)
{
    if (period.month != 0)
        return period.month;
    return period.half == 1 ? 6 : 12;
}

static void add_halves(struct period_list *list, struct period period,
                       bool last_first)
{
    if (period.half != 0) {
        add_half(list, period.year, period.half);
    } else if (period.month == 0) {
        add_half(list, period.year, last_first ? 2 : 1);
        add_half(list, period.year, last_first ? 1 : 2);
    }
}

void period_expand(struct period period, enum report_when when,
                   struct period_list *out)
{
    *out = (struct period_list){0};
    switch (when) {
    case REPORT_LAST_MONTH:
        for (int m = last_month(period); m >= first_month(period); m--)
            add_month(out, period.year, m);
        break;
    case REPORT_MONTHS:
        for (int m = first_month(period); m <= last_month(period); m++)
            add_month(out, period.year, m);
        break;
    case REPORT_LAST_HALF:
        add_halves(out, period, true);
        break;
    case REPORT_HALVES:
        add_halves(out, period, false);
        break;
    case REPORT_YEAR:
        if (period.half == 0 && period.month == 0)
            snprintf(out->text[out->n++], PERIOD_TEXT_MAX, "%04d",
                     period.year);
        break;
    }
}
