/*
 * Names and other words of a whole archive, settled together: what stands on
 * many sheets is read once, and what was read badly is known from the others.
 */
#ifndef TZ_CHECK_SETTLE_WORDS_H
#define TZ_CHECK_SETTLE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "ocr/reading.h"

/** One cell that holds a word. */
struct check_text {
    int domain;      /* only words of one domain help one another */
    int64_t sheet;   /* which sheet, ... */
    int column, row; /* ... and where on it */
    int slot;        /* cells of one slot hold the same word on most
                        sheets (third row of a month's list); -1: none,
                        then the rows above and below are looked at */
    bool exclusive;  /* no word comes twice in this column of a sheet */
    enum reading_state state;
    const char *text;      /* as read; "" when nothing could be */
    const char *certainty; /* see struct reading */
    const char *numbered;  /* see struct value_type */
    const char *decided;   /* what a person said; NULL */
};

/** A word that is known beforehand. */
struct check_known_word {
    int domain;
    const char *word;
    bool listed; /* an office's own list says so; else it is only usual */
};

struct check_word_answer {
    char value[OCR_TEXT_MAX];
    double confidence; /* probability of being right, 0 to 1 */
    size_t group;      /* index of the first word of the same group: a person
                          who reads one of them reads them all */
    bool known;        /* false: none of the known words, value is as read */
};

/**
 * Settle @n words, sorted by domain, sheet, column and row.
 *
 * @answers  @n, filled; a decided word's answer is what was decided, a ditto's
 *           is that of the cell above
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status
check_settle_words(const struct check_text *words, size_t n,
                   const struct check_known_word *known, size_t n_known,
                   struct check_word_answer *answers, struct fault *fault);

#endif
