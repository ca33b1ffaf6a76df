/* Choices that are printed in the field, of which one is ticked, circled or
 * crossed; and boxes to be ticked. */
#ifndef TZ_OCR_MARK_CHOICE_H
#define TZ_OCR_MARK_CHOICE_H

#include "base/status.h"
#include "ocr/field.h"

/**
 * Decide the open fields whose type is marked. What is printed in the fields of
 * one type is what most of them share, and what a mark looks like is learned
 * from the ink that they do not share. Fields in which the words are not
 * printed stay open: they are read as words.
 *
 * @glyph_px  height of a character on this page; 0: not known
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status mark_choice_read(struct field *fields, size_t n,
                                        int glyph_px);

#endif
