/* A name that ends with a number, taken apart. Private to the check room. */
#ifndef TZ_CHECK_WORD_PARTS_H
#define TZ_CHECK_WORD_PARTS_H

#include "check/settle_words.h"

struct word_parts {
    char name[OCR_TEXT_MAX];           /* 南庄村 */
    char certainty[OCR_CERTAINTY_MAX]; /* of the name's characters */
    char tail[OCR_TEXT_MAX];           /* 5组; "" where there is no number */
    double tail_chance;                /* of being right; 1 without tail */
};

/** @numbered NULL: all of it is the name. */
void word_parts_split(const char *text, const char *certainty,
                      const char *numbered, struct word_parts *out);

#endif
