/* The figures of a report beside those of the period before and of a year ago.
 * Private to report/. */
#ifndef TZ_REPORT_COMPARE_H
#define TZ_REPORT_COMPARE_H

#include "report/summary.h"

/** report_summarise() without comparison. */
MUST_CHECK enum status summary_make(struct db_archive *archive,
                                    const char *period, const char *unit,
                                    struct report **out, struct fault *fault);

/**
 * Fill before and year_ago of the report's figures, from summaries of their
 * own, so that nothing is told of another period that a report on it would not
 * tell.
 *
 * Returns ST_OK, also when there is nothing to compare with; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status compare_fill(struct db_archive *archive,
                                    struct report *report,
                                    struct fault *fault);

#endif
