/* How well a set was read: one row of the data card's table. */
#ifndef TZ_DIGIT_SCORE_H
#define TZ_DIGIT_SCORE_H

#include <stdbool.h>

#include "ocr/digits/digit_reader.h"

enum { SCORE_MOST = 20000, SCORE_RANKS = 5 };

struct digit_score {
    const char *name;
    int n;
    int right_by[SCORE_RANKS];       /* truth among the first 1, 2, ... 5 */
    double seconds;                  /* CPU, reading alone */
    float confidence[SCORE_MOST];    /* of the first guess */
    bool right[SCORE_MOST];
};

/**
 * @truth   "" when nothing is there
 * @digits  compare digits only, points and dashes aside
 *
 * Returns true when the first guess is right.
 */
bool digit_score_add(struct digit_score *score,
                     const struct digit_answer *answer, const char *truth,
                     bool digits);

/** AUROC: the probability that a right answer is surer than a wrong one. */
double digit_score_separation(const struct digit_score *score);

void digit_score_head(void);
void digit_score_print(const struct digit_score *score);

#endif
