/*
 * The words of a column throughout the archive: a village's name stands on many
 * forms, and what was read badly here was read well, or typed, elsewhere.
 */
#ifndef TZ_REVIEW_COLUMN_WORDS_H
#define TZ_REVIEW_COLUMN_WORDS_H

#include "db/tasks.h"

enum { COLUMN_WORDS_KEPT = 8 };

/** The columns last asked about; zeroed to begin with. */
struct column_words {
    struct word_list {
        char column[FORM_CODE_MAX];
        char (*words)[OCR_TEXT_MAX];
        size_t n, room;
        unsigned long used;
    } lists[COLUMN_WORDS_KEPT];
    unsigned long clock;
};

void column_words_clear(struct column_words *all);

/** A word was decided in a column. */
void column_words_add(struct column_words *all, const char *column,
                      const char *word);

/** Those of one column, read from the archive when they are first asked for;
 * lent until COLUMN_WORDS_KEPT others were opened. ST_OK; ST_DB. */
MUST_CHECK enum status column_words_open(struct column_words *all,
                                         struct db_archive *archive,
                                         const char *column,
                                         const struct word_list **out,
                                         struct fault *fault);

/**
 * The words that look most like what was read, the likest first.
 *
 * @out  room for @max; lent until the next call
 *
 * Returns ST_OK; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status column_words_find(struct column_words *all,
                                         struct db_archive *archive,
                                         const char *column, const char *read,
                                         const char **out, size_t max,
                                         size_t *n, struct fault *fault);

#endif
