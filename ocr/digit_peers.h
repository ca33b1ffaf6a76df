/* What the values of a page have in common, as knowledge about each of them. */
#ifndef TZ_OCR_DIGIT_PEERS_H
#define TZ_OCR_DIGIT_PEERS_H

#include "ocr/field.h"

/**
 * In columns with a fixed number of decimals nearly all values have the same
 * number of digits, and of those few first digits: a mark taken for a digit, or
 * a digit lost, makes another number, and a hand's 2 that looks like a 9 makes
 * a first digit that nothing else on the page has. The shares of the lengths,
 * and of the first digits of each length, are counted over all opinions of a
 * page and each opinion is weighed by them; what it gives to values together
 * stays as it is. Fields of other types are left alone.
 *
 * @fields  with their opinions, changed
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status digit_peers_weigh(struct field **fields, size_t n);

#endif
