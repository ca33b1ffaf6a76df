/* Reads the numbers of a page together, so that they help one another. */
#ifndef TZ_OCR_SHEET_NUMBERS_H
#define TZ_OCR_SHEET_NUMBERS_H

#include "ocr/digits/digit_reader.h"
#include "ocr/field.h"
#include "ocr/text_engine.h"

/**
 * Read the fields that are open and hold numbers; a field that nothing can be
 * made of stays open. Our own net is asked first, Tesseract only where the net
 * is not sure.
 *
 * @hand  how they are written
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status sheet_numbers_read(struct text_engine *engine,
                                          struct digit_reader *digits,
                                          struct field **fields, size_t n,
                                          struct glyph_sizes sizes,
                                          enum ocr_hand *hand,
                                          struct fault *fault);

#endif
