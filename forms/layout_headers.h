/* The printed headers of single columns. Private to forms/. */
#ifndef TZ_FORMS_LAYOUT_HEADERS_H
#define TZ_FORMS_LAYOUT_HEADERS_H

#include "forms/layout.h"

/**
 * Read the lowest header of every column and set layout->headers to the mean
 * likeness of them to what the definition prints there; left as it is where
 * fewer than half of the columns have one.
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status layout_read_headers(struct layout *layout,
                                           struct table_words *words,
                                           struct fault *fault);

#endif
