/* Whole numbers that are not written in figures: Chinese numerals (十二, 廿三)
 * and tallies (正正丅), and dates with 年 and 月, as the digit reader sees
 * them. */
#ifndef TZ_OCR_NUMERAL_OPINION_H
#define TZ_OCR_NUMERAL_OPINION_H

#include "ocr/digits/digit_reader.h"
#include "ocr/reading.h"

struct numeral_opinion {
    double share; /* of all that the ink may say, 0 to 1: it is so written */
    int n;
    struct digit_guess guess[DIGIT_GUESSES]; /* symbols; the probabilities sum
                                                to share at most */
};

/** Can a value of the type be written so at all? */
bool numeral_opinion_fits(const struct value_type *type);

/** What the strip or field that @reader read last says. */
void numeral_opinion_form(struct digit_reader *reader,
                          const struct value_type *type,
                          struct numeral_opinion *opinion);

#endif
