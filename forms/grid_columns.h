/* Columns that no rule divides, found by the white between them. */
#ifndef TZ_FORMS_GRID_COLUMNS_H
#define TZ_FORMS_GRID_COLUMNS_H

#include "forms/grid_edges.h"

/** Where only white paper divides, squares that writing runs across are one
 * cell: once more, after the rows were split. */
void grid_judge_gaps(struct draft *draft, struct Pix *text);

/**
 * Divide the columns of a judged draft in which several lines of writing leave
 * the same white strip. Where writing crosses the strip, the two squares stay
 * one cell.
 *
 * @text  1 bpp, the page's writing without its rules
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status grid_split_columns(struct draft *draft, struct Pix *text,
                                          struct fault *fault);

#endif
