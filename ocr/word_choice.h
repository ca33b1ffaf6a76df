/* Words that a field is likely or certain to hold. */
#ifndef TZ_OCR_WORD_CHOICE_H
#define TZ_OCR_WORD_CHOICE_H

#include "ocr/reading.h"
#include "ocr/text_engine.h"

/**
 * What an engine saw as one text, NFKC without white space.
 *
 * @certainty  a figure for each of its code points, see word_chance.h
 */
void word_choice_text(const struct engine_line *line, char *text, size_t size,
                      char *certainty, size_t n_certainty);

/**
 * Turn what an engine saw into candidates: the words of @type by how likely
 * they were meant, and the text itself unless only words are possible. The
 * scores are probabilities; what they leave of 1 is "none of these".
 *
 * @reading  its candidates and certainty are filled; no candidates when
 *           nothing was seen
 */
void word_choice_fill(const struct engine_line *line,
                      const struct value_type *type, struct reading *reading);

/** The same for a text that is known already; @reading has its certainty. */
void word_choice_weigh(const char *text, const struct value_type *type,
                       struct reading *reading);

#endif
