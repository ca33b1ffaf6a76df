/* Labels in the middle of groups of rows that no rule bounds. */
#ifndef TZ_FORMS_GRID_CENTRED_H
#define TZ_FORMS_GRID_CENTRED_H

#include "forms/grid_edges.h"

/**
 * Make one cell of a group's rows in the columns at the left whose labels stand
 * in the middle of groups: where the groups that this makes follow one another
 * from the first row to the last without a rest, as they would hardly by
 * chance.
 *
 * @draft  judged, its rows divided; its lying edges are changed
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status grid_join_centred(struct draft *draft,
                                         struct fault *fault);

#endif
