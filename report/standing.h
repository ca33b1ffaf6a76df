/* What stands beside a figure: its parts, what it rests on, and whether it may
 * be printed as a rate at all. Private to report/. */
#ifndef TZ_REPORT_STANDING_H
#define TZ_REPORT_STANDING_H

#include "report/summary.h"

/**
 * Fill numerator, denominator, standing and counts of cells of @figures, and
 * make rates on too few REPORT_COUNTED. It comes after all judging and before
 * anything is hidden.
 */
void standing_fill(const struct report *report, struct report_figure *figures,
                   size_t n);

/** After figures were hidden: forget what stands beside them, and hide the
 * counted rates whose parts are hidden. */
void standing_hide(struct report_figure *figures, size_t n);

#endif
