/* Tables that no rules frame: lattices made around blocks of writing. */
#ifndef TZ_FORMS_GRID_OPEN_H
#define TZ_FORMS_GRID_OPEN_H

#include "forms/lattice.h"
#include "forms/text_block.h"

/** Fewer columns are no table: a list, or fields to fill in. */
enum { OPEN_LEAST_COLUMNS = 3, OPEN_LEAST_ROWS = 3 };

/**
 * The axes of a frame around @block, with the rules that run through most of it
 * as separators.
 *
 * @lying, @standing_axis  end with axis_clear() whatever is returned
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status open_axes_make(const struct text_block *block,
                                      const struct rule_list *lying_rules,
                                      const struct rule_list *standing_rules,
                                      int dpi, struct axis *lying,
                                      struct axis *standing,
                                      struct fault *fault);

#endif
