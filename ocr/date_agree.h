/* The dates of a page, of which most are of one year. */
#ifndef TZ_OCR_DATE_AGREE_H
#define TZ_OCR_DATE_AGREE_H

#include "ocr/field.h"

/** Weigh the candidates of each date by the years of all others. */
void date_agree(struct field *fields, size_t n);

#endif
