/* Words that a field is likely or certain to hold. */
#ifndef TZ_OCR_WORD_CHOICE_H
#define TZ_OCR_WORD_CHOICE_H

#include "ocr/reading.h"
#include "ocr/text_engine.h"

/**
 * Turn what an engine saw into candidates: the words of @type that are near
 * to it first, and what was seen itself unless only words are possible.
 *
 * @line     as read; the runners-up of each symbol count for a word
 * @reading  its candidates are filled; none when nothing fits
 */
void word_choice_fill(const struct engine_line *line,
                      const struct value_type *type, struct reading *reading);

#endif
