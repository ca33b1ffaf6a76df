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

/**
 * Where the rule below a group is lost, the group seems to stand over the first
 * body row, which then is taken for the headers. So the header ends higher up
 * where the words there are the likest to the definition's, and at least as
 * like as @enough.
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status layout_shorten_header(struct layout *layout,
                                             struct table_words *words,
                                             double enough,
                                             struct fault *fault);

#endif
