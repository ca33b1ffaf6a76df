/*
 * Words put together: "上塬村7组" may stand nowhere else, but 上塬村 does, and
 * the 7 was read. So what is nearly right is one key away, and what is typed
 * need not be typed to its end.
 */
#ifndef TZ_REVIEW_COMPOSED_WORDS_H
#define TZ_REVIEW_COMPOSED_WORDS_H

#include "review/column_words.h"

enum { COMPOSED_MAX = 4 };

/** Where a word stands, and what is known of it. */
struct word_place {
    const char *column;
    const char *read;  /* what was read */
    const char *above; /* the word of the row above; "" none */
};

/**
 * Names that look like the one that was read, or stand above, with the number
 * and the end of what was read; the likest first. None where no number was
 * read.
 *
 * @n  so many, at most COMPOSED_MAX
 *
 * Returns ST_OK; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status composed_words_find(struct column_words *all,
                                           struct db_archive *archive,
                                           const struct word_place *place,
                                           char out[][OCR_TEXT_MAX], size_t *n,
                                           struct fault *fault);

/**
 * What the typed letters may become: a number alone, the word that was read
 * with that number; else a name that begins so, with the number that was read;
 * else a word of the column that begins so. "" when nothing is known.
 *
 * Returns ST_OK; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status
composed_words_complete(struct column_words *all, struct db_archive *archive,
                        const struct word_place *place, const char *typed,
                        char out[OCR_TEXT_MAX], struct fault *fault);

#endif
