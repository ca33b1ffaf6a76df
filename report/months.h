/* The months of a year or a half-year, each as the sheets of that month tell
 * it. Private to report/. */
#ifndef TZ_REPORT_MONTHS_H
#define TZ_REPORT_MONTHS_H

#include "report/evaluate.h"
#include "report/render.h"

/**
 * Follow the catalogue's figures for every month of the scope's period; a
 * report on a single month gets none.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status months_follow(struct report *report,
                                     struct evaluate_scope scope,
                                     struct fault *fault);

/** Forget the cells of the figures that are not listed by month, once it is
 * known what they rest on. */
void months_forget_unlisted(struct report *report);

/**
 * Below the township: of a month only the figures that a village's line of a
 * township's report has too, and none whose figure of the whole period is
 * hidden. A small figure cut into months would tell more than the figure.
 */
void months_keep_secrets(struct report *report);

/**
 * True when the figure @at of the catalogue is listed by month, in every
 * format: a stock or a change that at least one month tells. Sensitive figures
 * and what tells of them are not, for cut into months they are small everywhere;
 * neither are births by order and sex, nor what only some offices keep.
 */
bool months_list(const struct report *report, size_t at);

/** How many months tell it. */
size_t months_told(const struct report *report, size_t at);

/** True when the catalogue's sums have it as a part of another figure. */
bool months_is_part(const struct report *report, size_t at);

/** "3月", or "3" in English. */
void months_label(const struct report_month *month,
                  enum report_language language, char *text, size_t size);

#endif
