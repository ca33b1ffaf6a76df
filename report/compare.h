/* The figures of a report beside those of the period before and of a year ago.
 * Private to report/. */
#ifndef TZ_REPORT_COMPARE_H
#define TZ_REPORT_COMPARE_H

#include "report/asked.h"
#include "report/summary.h"

/** The figures of other periods, as they would be printed. */
struct compare_past {
    struct report_compared *before, *year_ago; /* by the catalogue's figures;
                                       NULL: no sheet of then */
};

/**
 * Gather them, from summaries of their own, so that nothing is told of another
 * period that a report on it would not tell. Done before the report itself is
 * made: of two periods only one is in memory at a time.
 *
 * Returns ST_OK, also when there is nothing to compare with; ST_DB; ST_NOMEM.
 * End @out with compare_clear(), also on failure.
 */
MUST_CHECK enum status compare_gather(struct db_archive *archive,
                                      const struct report_asked *asked,
                                      struct compare_past *out,
                                      struct fault *fault);

/** Fill before and year_ago of the report's figures. */
void compare_fill(struct report *report, const struct compare_past *past);

void compare_clear(struct compare_past *past);

/**
 * report_summarise() without comparison.
 *
 * @brief  only the figures: neither villages nor months, nothing of what is
 *         missing and found
 */
MUST_CHECK enum status summary_make(struct db_archive *archive,
                                    const struct report_asked *asked,
                                    bool brief, struct report **out,
                                    struct fault *fault);

#endif
