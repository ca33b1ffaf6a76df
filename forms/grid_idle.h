/* Which separators of a lattice bound no cell. Its edges were measured before,
 * and are as they were: whoever takes one out measures them anew. */
#ifndef TZ_FORMS_GRID_IDLE_H
#define TZ_FORMS_GRID_IDLE_H

#include <stdbool.h>

#include "forms/grid_edges.h"

/**
 * Take out what bounds nothing in either direction.
 *
 * @any  true when there was something
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status grid_prune(struct draft *draft, bool *any);

/** Take out outermost strips that are a line of writing beside the table or
 * none at all; true when there were any. */
bool grid_trim(struct draft *draft);

/** Take dotted rules between rows out, which show on some columns only, where
 * there are many columns: the writing on them tells the rows better. True when
 * there were any. */
bool grid_drop_dotted(struct draft *draft);

#endif
