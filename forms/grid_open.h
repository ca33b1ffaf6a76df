/* Tables that no rules frame: lattices made around blocks of writing. */
#ifndef TZ_FORMS_GRID_OPEN_H
#define TZ_FORMS_GRID_OPEN_H

#include "forms/grid_edges.h"
#include "forms/text_block.h"

/** Fewer columns are no table: a list, or fields to fill in. */
enum { OPEN_LEAST_COLUMNS = 3, OPEN_LEAST_ROWS = 3 };

/**
 * Give @block a frame: separators at its four sides, where its body begins and
 * between its columns, and those of the rules that run through most of it.
 *
 * @draft  its axes are made; end with draft_clear() whatever is returned
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status open_make_axes(const struct text_block *block,
                                      const struct rule_list *lying,
                                      const struct rule_list *standing, int dpi,
                                      struct draft *draft, struct fault *fault);

/** After the edges are judged: white paper divides along separators that no
 * rule made, but for columns only where no writing runs across. */
void open_white_edges(struct draft *draft);

/** Rows above the body's first; what the block's lines make of its top. */
int open_count_head(const struct grid *grid, const struct text_block *block);

#endif
