/* What printed headers call the same thing, and how printers misspell it. */
#ifndef TZ_FORMS_SYNONYMS_H
#define TZ_FORMS_SYNONYMS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Bring @text to one wording, so that two headers can be compared: NFKC without
 * white space and marks, misspellings put right (期未 -> 期末), and of words that
 * mean the same always the same one (放置宫内节育器, 放环 -> 上环).
 *
 * Only for comparing: what was read is never changed. Returns false when
 * something was cut to fit @size.
 */
bool synonyms_fold(const char *text, char *out, size_t size);

/** Likeness of folded @text to the best of the words in @wanted, which are
 * written "a|b"; 0 to 1. */
double synonyms_likeness(const char *text, const char *wanted);

#endif
