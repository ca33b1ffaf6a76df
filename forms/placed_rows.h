/* Where a form's rows lie in a table placed by hand. Private to forms/. */
#ifndef TZ_FORMS_PLACED_ROWS_H
#define TZ_FORMS_PLACED_ROWS_H

#include <stdbool.h>

#include "forms/definition.h"
#include "forms/grid.h"
#include "forms/layout.h"
#include "forms/placed_view.h"

struct placed_rows {
    double y[LAYOUT_SEPARATORS_MAX]; /* n + 1 separators, px of the view */
    enum grid_source source[LAYOUT_SEPARATORS_MAX];
    double strength[LAYOUT_SEPARATORS_MAX];
    int n;
    int body;    /* the first body row; what is above is header */
    double seen; /* how well lines and rows agree, 0 to 1; 1 for rows found by
                    their writing */
};

/**
 * Ruled rows: the number of equally high ones, down to the lower corners, that
 * the lines speak for. Rows without rules, or whose rules are gone: one a line
 * of writing below the header.
 *
 * @why  LAYOUT_WHY_MAX bytes: on false, what speaks against it
 *
 * Returns false when no rows can be told.
 */
bool placed_rows_find(const struct placed_view *view, const struct form *form,
                      struct placed_rows *out, char *why);

#endif
