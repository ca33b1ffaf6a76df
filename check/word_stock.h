/*
 * The words that a domain's cells may hold: those known beforehand, those that
 * persons said, and those that were read surely or again and again. Private to
 * the check room.
 */
#ifndef TZ_CHECK_WORD_STOCK_H
#define TZ_CHECK_WORD_STOCK_H

#include "check/word_parts.h"

struct stock_word {
    char word[OCR_TEXT_MAX];
    double weight;         /* share of the domain's cells, without a scale */
    double start;          /* what it has beforehand */
    double sureness, best; /* sum and most of the chances of its readings */
    bool certain;          /* its spelling is beyond doubt */
    bool misread; /* another word, badly read */
};

struct word_stock {
    struct stock_word *words;
    size_t n, room;
    struct stock_char { /* how often each character stands in the domain */
        char text[8];
        double share;
    } * chars;
    size_t n_chars;
};

/** Returns ST_OK; ST_NOMEM. End with word_stock_clear(). */
MUST_CHECK enum status word_stock_make(const struct check_text *words,
                                       const struct word_parts *parts, size_t n,
                                       const struct check_known_word *known,
                                       size_t n_known, struct word_stock *out,
                                       struct fault *fault);
void word_stock_clear(struct word_stock *stock);

/** Index of the word, -1 when there is none. */
int word_stock_find(const struct word_stock *stock, const char *word);

/** How likely it is to see this where none of the words stands. */
double word_stock_unknown(const struct word_stock *stock,
                          const struct word_parts *parts);

#endif
