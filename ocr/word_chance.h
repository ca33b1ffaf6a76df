/*
 * How surely the characters of a text were read, and what that makes of a word
 * which may have been meant.
 */
#ifndef TZ_OCR_WORD_CHANCE_H
#define TZ_OCR_WORD_CHANCE_H

#include <stddef.h>

/** So many code points of a text are looked at. */
enum { WORD_CHARS = 40 };

/** Chance that a character is what was read, for Tesseract's score of it. */
double word_symbol_chance(double score);

/** A chance as one figure, '0' to '9', and back: what a reading keeps for each
 * character of its text. */
char word_chance_digit(double chance);
double word_digit_chance(char digit);

/** Bytes of the UTF-8 character that @text begins with, 0 at its end. */
size_t word_char_bytes(const char *text);

/**
 * How likely it is that @text is seen where @word is written: each character
 * right, taken for another, dropped, or one added.
 *
 * @certainty  a figure for each character of @text; those missing count as 5
 *
 * A character read rightly counts as its chance, so that two words are
 * compared by the ratio of their likelihoods.
 */
double word_likelihood(const char *text, const char *certainty,
                       const char *word);

/** The same where no word is known: @rarity is how likely the usual character
 * is to stand anywhere, 1/1000 for Chinese. */
double word_likelihood_unknown(const char *text, const char *certainty,
                               double rarity);

/** Chance that all of @text is right. */
double word_whole_chance(const char *text, const char *certainty);

/** Likelihood of a character that was taken for another one. */
double word_other_character(double chance);

#endif
