/* Which of a grid's separators bound a form's columns. Private to forms/. */
#ifndef TZ_FORMS_LAYOUT_COLUMNS_H
#define TZ_FORMS_LAYOUT_COLUMNS_H

#include <stdbool.h>

#include "forms/definition.h"
#include "forms/grid.h"

struct layout_columns {
    int extra;     /* separators that had to be dropped, 0 to 3 */
    double misfit; /* mean of |width - defined width| / defined width; 1 where
                      the definition gives no widths */
};

/**
 * Choose the separators of a form's columns. A few too many (a fold, the edge
 * of the next page, a stroke of the pen) are dropped: of all ways to do so the
 * one whose widths are likest the definition's and which drops the weakest
 * rules.
 *
 * @separators  n_columns + 1 grid separators, filled when true
 *
 * Returns false when the numbers of columns cannot be made to agree.
 */
bool layout_place_columns(const struct grid *grid, const struct form *form,
                          int *separators, struct layout_columns *placed);

#endif
