/* 统计期: a year, a half-year or a month, as sheets and words write it. */
#ifndef TZ_REPORT_PERIOD_H
#define TZ_REPORT_PERIOD_H

#include <stdbool.h>
#include <stddef.h>

#include "report/catalogue.h"

enum { PERIOD_TEXT_MAX = 16, PERIOD_LIST_MAX = 12 };

struct period {
    int year;
    int half;  /* 1, 2; 0: not a half-year */
    int month; /* 1 to 12; 0: not a month */
};

/** Periods of the sheets that one source may rest on. */
struct period_list {
    char text[PERIOD_LIST_MAX][PERIOD_TEXT_MAX];
    int n;
};

/** Read "2025", "2025H1" or "2025-05". */
bool period_parse(const char *text, struct period *out);

/** True when all of @inner lies in @outer. */
bool period_holds(struct period outer, struct period inner);

/**
 * Which sheets a rule wants within @period.
 *
 * For REPORT_LAST_*: the ends of the period first, each next one an earlier
 * stand-in. For the others: all that must be there. Empty when the period is
 * too short for such sheets.
 */
void period_expand(struct period period, enum report_when when,
                   struct period_list *out);

#endif
