/* From the net's probabilities to the most likely strings. */
#ifndef TZ_OCR_CTC_BEAM_H
#define TZ_OCR_CTC_BEAM_H

#include "ocr/digits/ctc_loss.h"

/** A string and its probability. */
struct ctc_string {
    char text[CTC_LONGEST + 1];
    double probability;
};

/**
 * Prefix beam search: the probability of a string is the sum over all its ways
 * through the steps, so that "1" spread over three steps counts once.
 *
 * @probabilities  @steps rows of NET_CLASSES
 * @symbols        only these symbols of NET_ALPHABET can be there: the
 *                 probabilities are those given that no other is; NULL: all
 * @strings        filled, most likely first, at most @most of them; "" (no
 *                 symbol at all) is among them when it is likely
 *
 * Returns how many. The probabilities sum to 1 at most.
 */
int ctc_beam(const float *probabilities, int steps, const char *symbols,
             struct ctc_string *strings, int most);

#endif
