/* What the reports of all villages of a year, and the township's, must not tell
 * together. Private to report/. */
#ifndef TZ_REPORT_JOINT_H
#define TZ_REPORT_JOINT_H

#include "report/evaluate.h"

/**
 * A reader may have the township's report and every village's. A small figure
 * that one village keeps back is what the township's leaves when all others are
 * taken off; so further villages keep theirs back, as few as are needed.
 *
 * @scope  of the village that is reported on; its figures are report->figures
 * @keep   [n_figures] set to true for the figures that this village must keep
 *         back; only of sensitive ones
 *
 * Of any period but the one kind of year that the catalogue names, every
 * sensitive figure is kept back: halves and months add up to years, and years
 * of two kinds overlap.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status joint_secrets(const struct report *report,
                                     const struct evaluate_scope *scope,
                                     bool *keep, struct fault *fault);

#endif
