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

/**
 * Below the township: of a month only the figures that a village's line of a
 * township's report has too, and none whose figure of the whole period is
 * hidden. A small figure cut into months would tell more than the figure.
 */
void months_keep_secrets(struct report *report);

/** True when the figure @at of the catalogue is told for at least @least
 * months. */
bool months_tell(const struct report *report, size_t at, size_t least);

/** "3月", or "3" in English. */
void months_label(const struct report_month *month,
                  enum report_language language, char *text, size_t size);

#endif
