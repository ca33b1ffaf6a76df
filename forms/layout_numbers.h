/* The printed row of column numbers 甲 1 2 3 ... Private to forms/. */
#ifndef TZ_FORMS_LAYOUT_NUMBERS_H
#define TZ_FORMS_LAYOUT_NUMBERS_H

#include "forms/layout.h"

/**
 * Look for the row of column numbers, the expected place first. When it is
 * found, the header ends right above it and the body begins right below, and
 * layout->columns is the share of the columns that bear their own number; else
 * they stay as they are. (Where a group's rules are broken its cells look like
 * a header of their own.)
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status layout_find_numbers(struct layout *layout,
                                           struct table_words *words,
                                           struct fault *fault);

#endif
