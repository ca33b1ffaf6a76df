/* Words that repeat over the archive, and what they tell one another. */
#ifndef TZ_DB_REPEATED_WORDS_H
#define TZ_DB_REPEATED_WORDS_H

#include "db/archive.h"

/** A cell that holds a word, or could not be read, or repeats the one above. */
struct db_word {
    int64_t cell_id, sheet_id, page_id;
    char form[FORM_ID_MAX];
    int form_version;
    int row, column;             /* row 0: column is an index of the fields */
    enum sheet_row_kind row_kind;
    enum reading_state state;
    char text[OCR_TEXT_MAX];     /* first candidate, as read */
    char certainty[OCR_CERTAINTY_MAX]; /* see struct reading */
    bool decided;                /* value is a person's */
    char value[OCR_TEXT_MAX];
    double confidence;
    enum verdict_status status;
    int64_t group;               /* 0: not yet compared */
    bool touched;                /* ink crosses its edges, so it is asked */
    char why[VERDICT_WHY_MAX];
};

/** Every such cell that counts and is not personal, by page, column and row. */
MUST_CHECK enum status db_each_word(struct db_archive *archive,
                                    enum status (*each)(const struct db_word *,
                                                        void *),
                                    void *context, struct fault *fault);

struct db_settled_word {
    bool answered; /* false: value, confidence and status stay */
    char value[OCR_TEXT_MAX];
    double confidence;
    enum verdict_status status;
    char why[VERDICT_WHY_MAX];
    int64_t group;
};

/**
 * Store what the words of the archive tell one another, in one transaction.
 * Persons' decisions stay; what changes is told to the history.
 *
 * @words    as db_each_word() gave them
 * @settled  @n, in the same order
 *
 * Returns ST_OK; ST_BUSY; ST_IO; ST_DB.
 */
MUST_CHECK enum status db_settle_words(struct db_archive *archive,
                                       const struct db_word *words,
                                       const struct db_settled_word *settled,
                                       size_t n, struct fault *fault);

/**
 * The other cells of a cell's group that nobody decided yet: who reads one of
 * them has read them all.
 *
 * Returns ST_OK (also when the cell has no group); what @each returned; ST_DB.
 */
MUST_CHECK enum status db_each_of_group(struct db_archive *archive,
                                        int64_t cell_id,
                                        enum status (*each)(int64_t cell_id,
                                                            void *),
                                        void *context, struct fault *fault);

#endif
