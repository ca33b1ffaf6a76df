/* Where a form's columns lie in a table placed by hand. Private to forms/. */
#ifndef TZ_FORMS_PLACED_COLUMNS_H
#define TZ_FORMS_PLACED_COLUMNS_H

#include <stdbool.h>

#include "forms/definition.h"
#include "forms/placed_view.h"

struct placed_columns {
    double *x;     /* n_columns + 1, px of the view; given by the caller */
    double seen;   /* mean strength of the inner separators, 0 to 1 */
    double misfit; /* mean of |width - defined width| / defined width */
};

/** True when the definition gives every column of the page a width. */
bool placed_has_widths(const struct form *form);

/**
 * One best alignment of all separators: the definition's widths from corner to
 * corner, drawn to the lines that stand there.
 *
 * @form  placed_has_widths()
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status placed_columns_find(const struct placed_view *view,
                                           const struct form *form,
                                           struct placed_columns *out,
                                           struct fault *fault);

#endif
