/*
 * What the office may know and a report on a village, or a village's line of
 * one, must not tell. Private to report/.
 *
 * Sensitive figures from 1 to 4 are hidden (a nought tells of nobody), and
 * with them as few others as are needed so that none of the hidden ones can be
 * worked out from what is still printed: not from this report, and not from it
 * and the reports on other villages, the township or other periods.
 */
#ifndef TZ_REPORT_SUPPRESS_H
#define TZ_REPORT_SUPPRESS_H

#include "report/evaluate.h"

/**
 * Below the township: hide the small sensitive figures and what would give
 * them away.
 *
 * @scope  that the report's figures were worked out in
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status suppress_figures(struct report *report,
                                        const struct evaluate_scope *scope,
                                        struct fault *fault);

#endif
