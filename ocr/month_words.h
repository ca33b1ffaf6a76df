/* Months in words or figures, 一月 and 1月, of which there are only twelve. */
#ifndef TZ_OCR_MONTH_WORDS_H
#define TZ_OCR_MONTH_WORDS_H

#include "ocr/reading.h"
#include "ocr/text_engine.h"

/**
 * Candidates for a month by what an engine saw: as a number where it is one,
 * else the months whose words are like it.
 */
void month_words_fill(const struct engine_line *line,
                      const struct value_type *type, struct reading *reading);

#endif
