/*
 * 统计期: a year, a half-year, a quarter or a month, as sheets and words write
 * it. There are two kinds of year: the calendar year, and the statistical year
 * of family planning from October to September, which is named by the year it
 * ends in. A period is of one kind, and the two are never mixed.
 */
#ifndef TZ_REPORT_PERIOD_H
#define TZ_REPORT_PERIOD_H

#include <stdbool.h>
#include <stddef.h>

#include "report/catalogue.h"

enum { PERIOD_TEXT_MAX = 16, PERIOD_LIST_MAX = 12 };

struct period {
    int year;
    int half;    /* 1, 2; 0: not a half-year */
    int month;   /* 1 to 12, of the calendar; 0: not a month */
    int quarter; /* 1 to 4, of the calendar; 0: not a quarter */
    bool statistical; /* a statistical year or its half: the first one is
                         October to March */
};

/** Months counted from the year 0: 12 * year + month - 1. */
struct period_span {
    int first, last;
};

/** Periods of the sheets that one source may rest on. */
struct period_list {
    char text[PERIOD_LIST_MAX][PERIOD_TEXT_MAX];
    int n;
};

/** Read "2025", "2025H1", "2025Q3" or "2025-05"; "2025S", "2025SH1" are of the
 * statistical year. */
bool period_parse(const char *text, struct period *out);

/** The same in writing. */
void period_format(struct period period, char *text, size_t size);

struct period_span period_span(struct period period);

/** True when all of @inner lies in @outer. */
bool period_holds(struct period outer, struct period inner);

/** The period of the same length just before it: the month before, the half
 * before, the year before. */
struct period period_before(struct period period);

/** The same period of the year before. */
struct period period_year_ago(struct period period);

/**
 * Which sheets a rule wants within @period.
 *
 * @statistical  a year on such sheets is the statistical year
 *
 * For REPORT_LAST_*: the ends of the period first, each next one an earlier
 * stand-in. For the others: all that must be there. Empty when the period is
 * too short for such sheets, or a year of the other kind.
 */
void period_expand(struct period period, enum report_when when,
                   bool statistical, struct period_list *out);

#endif
