/* Doubtful figures chosen so that they agree with each other. Private to
 * report/. */
#ifndef TZ_REPORT_RECONCILE_H
#define TZ_REPORT_RECONCILE_H

#include "report/summary.h"

/**
 * Where sheets disagree and none is sure, let the catalogue's sums vote too:
 * boys and girls of 108 each speak for 216 births. Only values that some sheet
 * gives are chosen, and figures that are sure stay.
 *
 * Returns true when a choice was changed; figures that rest on others must then
 * be worked out again.
 */
bool reconcile_figures(struct report *report);

#endif
