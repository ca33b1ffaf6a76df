/* One cell as it is put to a person: what was read, what else it may be, and
 * why it is asked. */
#ifndef TZ_REVIEW_PUT_QUESTION_H
#define TZ_REVIEW_PUT_QUESTION_H

#include "review/column_words.h"
#include "review/sheet_now.h"

enum {
    QUESTION_CHOICES_MAX = 9,
    QUESTION_REASONS_MAX = 4,
    QUESTION_REASON_SIZE = 400
};

/* Above this chance no more is said than that it is above. */
#define NEARLY_SURE 0.95

enum choice_origin {
    CHOICE_STANDS, /* what it is taken for */
    CHOICE_READ,   /* another reading of the ink */
    CHOICE_SUMS,   /* a sum would come out */
    CHOICE_OTHERS, /* other sheets have it in this place */
    CHOICE_LISTED, /* the form lists it */
    CHOICE_PERSON  /* one of two persons said so */
};

struct question_choice {
    char value[OCR_TEXT_MAX];
    enum reading_state state;
    double chance; /* 0 to 1; below 0: not known */
    enum choice_origin origin;
};

struct question {
    struct db_ask task;
    struct db_cell cell;
    int at;     /* index into the sheet */
    bool blind; /* nothing of what stands is shown */
    struct question_choice choices[QUESTION_CHOICES_MAX];
    int n_choices;
    char header[200];
    char note[OCR_TEXT_MAX];
    char reasons[QUESTION_REASONS_MAX][QUESTION_REASON_SIZE];
    int n_reasons;
};

/**
 * Put the question of a task; @now is its sheet, loaded.
 *
 * Returns ST_OK; ST_NONE when the cell is gone; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status question_make(struct db_archive *archive,
                                     struct sheet_now *now,
                                     struct column_words *words,
                                     const struct db_ask *task, bool chinese,
                                     struct question *out, struct fault *fault);

/** A value as it is shown: "(blank)" for nothing, the state's sign with it. */
void question_words(const char *value, enum reading_state state, char *out,
                    size_t size);

/* ---- question_reasons.c ---- */

/** Fill the reasons of a question whose choices are known. */
MUST_CHECK enum status question_add_reasons(struct sheet_now *now, bool chinese,
                                            struct question *question,
                                            struct fault *fault);

/** A failing identity in words, seen from a cell: columns by what is printed
 * above them, their codes beside it. @form NULL: codes only. */
void question_law_words(const struct form *form,
                        const struct check_cell_law *law,
                        const struct db_cell *cell, char *out, size_t size);

/** What speaks against a value in the cell: the first identity that fails with
 * it, in words; "" when none does. */
MUST_CHECK enum status question_objection(struct sheet_now *now, int at,
                                          const char *value, char *out,
                                          size_t size, struct fault *fault);

#endif
