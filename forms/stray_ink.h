/* Ink that no cell owns, and writing that reaches into a neighbour's cell.
 * Private to forms/. */
#ifndef TZ_FORMS_STRAY_INK_H
#define TZ_FORMS_STRAY_INK_H

#include "base/status.h"
#include "forms/layout.h"
#include "forms/sheet.h"

enum { STRAY_NO_CELL = -1 };

/**
 * Look at every piece of ink between the body's first and last separators. What
 * lies wholly in one cell is that cell's; what is as large as a character and
 * lies across separators is put on sheet->strays. Nothing is said of rules, of
 * specks and of what is larger than writing (stains, folds, strokes of the pen
 * across rows).
 *
 * @index  n_body x form->n_columns: place in sheet->cells, or STRAY_NO_CELL
 *         for a line that is no row
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status stray_ink_find(const struct page *page,
                                      const struct layout *layout,
                                      const int *index, struct sheet *sheet,
                                      struct fault *fault);

#endif
