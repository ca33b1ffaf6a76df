/* Which of a grid's row separators bound a form's body rows. Private. */
#ifndef TZ_FORMS_LAYOUT_ROWS_H
#define TZ_FORMS_LAYOUT_ROWS_H

#include <stdbool.h>

#include "forms/layout.h"

/**
 * Choose the separators of the body rows, from layout->body_row on. In a form
 * whose rows are ruled a fold across the paper looks like one rule more: where
 * two rows together are as high as the others are alone, the separator between
 * them is dropped.
 *
 * @rows    LAYOUT_SEPARATORS_MAX, filled with *n_body + 1 grid row separators
 * @n_body  may be 0 or less when there is no body
 *
 * Returns false when there are more rows than fit.
 */
bool layout_place_rows(const struct layout *layout, int *rows, int *n_body);

#endif
