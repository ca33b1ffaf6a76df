/* The dates of a page: most are of one year, and all say the day or none. */
#ifndef TZ_OCR_DATE_AGREE_H
#define TZ_OCR_DATE_AGREE_H

#include "ocr/field.h"

/** Weigh the candidates of each date by the years of all others, and by how
 * exact they are: where a day stands in every other row, a date without one has
 * lost it to the reader. */
void date_agree(struct field *fields, size_t n);

#endif
