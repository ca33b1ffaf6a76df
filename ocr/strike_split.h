/* Where a figure was struck out and another one written beside or above it, the
 * two are read apart: what is void and what holds. */
#ifndef TZ_OCR_STRIKE_SPLIT_H
#define TZ_OCR_STRIKE_SPLIT_H

#include "ocr/digit_opinion.h"
#include "ocr/digits/digit_reader.h"
#include "ocr/field.h"

/**
 * Look whether the field is better read as two figures of which one is struck
 * out; the digit reader judges either. If so, @field keeps the ink of what
 * holds, its opinion becomes what is said of that, and its reading's old value
 * is what the struck figure was, as far as it can still be seen.
 *
 * @field  its opinion of the whole is there
 * @sizes  of the page's digits
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status strike_split_weigh(struct digit_reader *reader,
                                          struct field *field,
                                          struct glyph_sizes sizes);

#endif
