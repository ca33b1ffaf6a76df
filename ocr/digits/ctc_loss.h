/*
 * Connectionist temporal classification (Graves 2006): how well the net's
 * scores spell a string, when nobody says where in the strip each symbol is.
 */
#ifndef TZ_OCR_CTC_LOSS_H
#define TZ_OCR_CTC_LOSS_H

#include <stdbool.h>

#include "ocr/digits/digit_net.h"

enum { CTC_LONGEST = 24 }; /* symbols of a string */

/** Scores of each step to probabilities that sum to 1; @steps rows of
 * NET_CLASSES. */
void ctc_softmax(const float *scores, int steps, float *probabilities);

/** Classes of @text's symbols; -1 when one is not in the alphabet or @text is
 * longer than CTC_LONGEST. Returns how many. */
int ctc_classes(const char *text, unsigned char classes[CTC_LONGEST]);

/**
 * @classes         what the strip says, none of them NET_BLANK; n may be 0
 * @loss            -log of the probability of the string, natural
 * @score_gradient  what it changes by when the scores do (not the
 *                  probabilities), @steps rows of NET_CLASSES
 *
 * Returns false when @steps are too few for the string; nothing is set then.
 */
bool ctc_loss(const float *probabilities, int steps,
              const unsigned char *classes, int n, double *loss,
              float *score_gradient);

#endif
