/* Names that end with a number and a counter, "南庄村5组": the name is read as
 * words, the number by the digit reader. */
#ifndef TZ_OCR_NUMBERED_NAME_H
#define TZ_OCR_NUMBERED_NAME_H

#include "ocr/digits/digit_reader.h"
#include "ocr/field.h"
#include "ocr/text_engine.h"

/**
 * Read such a field again, part by part.
 *
 * @line  what the engine made of all of it
 *
 * Fills the reading's candidates and certainty as word_choice_fill() does;
 * where the parts cannot be told apart the reading is that of the whole line.
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status numbered_name_fill(struct text_engine *engine,
                                          struct digit_reader *digits,
                                          const struct field *field,
                                          const struct engine_line *line,
                                          int glyph_px, struct fault *fault);

#endif
