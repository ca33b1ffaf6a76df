/* How many digits the values of a page have, as knowledge about each of them. */
#ifndef TZ_OCR_DIGIT_LENGTHS_H
#define TZ_OCR_DIGIT_LENGTHS_H

#include "ocr/field.h"

/**
 * In columns with a fixed number of decimals nearly all values have the same
 * number of digits; a mark taken for a digit, or a digit lost, makes another.
 * The shares of the lengths are counted over all opinions of a page and each
 * opinion is weighed by them; what it gives to values together stays as it is.
 * Fields of other types are left alone.
 *
 * @fields  with their opinions, changed
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status digit_lengths_weigh(struct field **fields, size_t n);

#endif
