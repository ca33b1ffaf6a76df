/* Following all ways to a figure, and to every figure of the catalogue. Private
 * to report/. */
#ifndef TZ_REPORT_FOLLOW_H
#define TZ_REPORT_FOLLOW_H

#include "report/evaluate.h"

/**
 * Follow all rules of @indicator and choose among them.
 *
 * @figure  filled; end it with follow_free(), also on failure
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status follow_rules(const struct evaluate_scope *scope,
                                    const struct report_indicator *indicator,
                                    struct report_figure *figure,
                                    struct fault *fault);

/**
 * All of the catalogue, in its order.
 *
 * @scope  its figures are set to *out
 * @out    new, one a figure of the catalogue; end it with follow_free_all(),
 *         also on failure
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status follow_all(struct evaluate_scope *scope,
                                  struct report_figure **out,
                                  struct fault *fault);

/** Sums and rates anew, after the figures under them were chosen again. */
MUST_CHECK enum status follow_again(const struct evaluate_scope *scope,
                                    struct report_figure *figures,
                                    struct fault *fault);

/** Forget the cells of ways that were not taken and say nothing else than the
 * one that was. */
void follow_forget_rest(struct report_figure *figures, size_t n);

/** Forget the cells of all of its ways. */
void follow_forget_cells(struct report_figure *figure);

void follow_free(struct report_figure *figure);
void follow_free_all(struct report_figure *figures, size_t n);

#endif
