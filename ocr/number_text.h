/* Candidates for a number out of what an engine saw of each symbol. */
#ifndef TZ_OCR_NUMBER_TEXT_H
#define TZ_OCR_NUMBER_TEXT_H

#include "ocr/reading.h"
#include "ocr/text_engine.h"

/**
 * Combine the symbols' choices into the most likely strings, keep those that
 * can be a value of @type, best first.
 *
 * @n_glyphs  pieces of ink counted in the field; a line with another number of
 *            symbols gets lower scores. 0: not counted.
 */
void number_text_fill(const struct engine_line *line, int n_glyphs,
                      const struct value_type *type, struct reading *reading);

#endif
