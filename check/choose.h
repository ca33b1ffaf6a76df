/* Which option each cell is taken for. Private to the check room. */
#ifndef TZ_CHECK_CHOOSE_H
#define TZ_CHECK_CHOOSE_H

#include "check/relation.h"

/**
 * Choose among the options of all cells at once, set the cells' beliefs, and
 * weigh the relations anew. Another figure than the one read is only taken
 * when ink supports it and it is the best explanation by a margin.
 *
 * @bound  filled: what the choice costs, and what any other costs at least
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status choose_options(struct board *board,
                                      struct relation_set *set,
                                      struct choice_bound *bound,
                                      struct fault *fault);

#endif
