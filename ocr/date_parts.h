/* Dates written with 年, 月 and 日: the figures between them go to the digit
 * reader, which sees figures that an engine for words drops. */
#ifndef TZ_OCR_DATE_PARTS_H
#define TZ_OCR_DATE_PARTS_H

#include "ocr/digit_opinion.h"

/**
 * Read such a date; @opinion gets no candidates where the field cannot be
 * taken apart so.
 */
void date_parts_form(struct digit_reader *reader, const struct field *field,
                     struct digit_opinion *opinion);

#endif
