/* How sure a figure is. Private to report/. */
#ifndef TZ_REPORT_JUDGE_H
#define TZ_REPORT_JUDGE_H

#include "report/summary.h"

/**
 * Choose among the ways that were followed and say how sure the figure is.
 *
 * A sure way goes before a doubtful one; then the value that most ways give;
 * then the catalogue's order. The figure is sure when the chosen way is, and
 * no other way contradicts it; one that is itself doubtful may, if a third way
 * agrees or the figure rests on other figures that are sure.
 */
void judge_figure(struct report_figure *figure);

/** Take the way @at, which must be complete, and say how sure the figure is. */
void judge_choice(struct report_figure *figure, int at);

/**
 * Look at the catalogue's sums. One that fails although all of its figures
 * are sure makes them doubtful, and so all figures that rest on them.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status judge_laws(struct report *report, struct fault *fault);

#endif
