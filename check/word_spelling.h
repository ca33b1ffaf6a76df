/* Whether the words that were read are spelled rightly, and which cells are
 * one question. Private to the check room. */
#ifndef TZ_CHECK_WORD_SPELLING_H
#define TZ_CHECK_WORD_SPELLING_H

#include "check/word_stock.h"

/**
 * Chance that each word of the stock is spelled rightly: character by
 * character, how surely it was read so, and how surely anything else was.
 *
 * @words, @parts  @n cells
 * @chosen         of each cell: index of its word, -1 none
 * @spelling       stock->n, filled
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status word_spelling_judge(const struct word_stock *stock,
                                           const struct check_text *words,
                                           const struct word_parts *parts,
                                           const int *chosen, size_t n,
                                           double *spelling);

/** True when a character that was read surely stands against @word. */
bool word_is_contradicted(const struct word_parts *parts, const char *word);

/**
 * Would a person's answer on one of the two settle the other? Equal known
 * values are; of unknown ones those that differ only where neither was read
 * surely.
 */
bool word_is_one_question(const struct word_parts *a, const char *a_value,
                          const struct word_parts *b, const char *b_value,
                          bool known);

#endif
