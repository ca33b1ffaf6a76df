/*
 * What a cell is by the best choices around it, each weighed by its chance.
 * Private to the check room.
 */
#ifndef TZ_CHECK_EXACT_LEAVES_H
#define TZ_CHECK_EXACT_LEAVES_H

#include "check/exact_search.h"

/**
 * Set the beliefs of all cells that stand in @failing relations or are moved by
 * a leaf: in each leaf, all other cells being as it has them, a cell's figures
 * have chances of their own, and these are added up over the leaves.
 *
 * @board  the one that @state was made of
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status exact_leaves_believe(struct exact_state *state,
                                            const struct exact_result *result,
                                            const size_t *failing, size_t n,
                                            struct board *board,
                                            struct fault *fault);

#endif
