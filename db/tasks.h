/*
 * What persons do to cells: which ones ask for a look, what is said about them,
 * taking it back, keying blind, notes, and lending a cell to one person.
 */
#ifndef TZ_DB_TASKS_H
#define TZ_DB_TASKS_H

#include "db/archive.h"

/** Why a cell is asked about. */
enum db_task_kind {
    DB_TASK_DOUBT,  /* it waits for a person */
    DB_TASK_SECOND, /* decided by another person; a rule wants a second one */
    DB_TASK_THIRD,  /* two persons disagree */
    DB_TASK_AUDIT,  /* accepted without a look, drawn by lot */
    DB_TASK_KNOWN   /* two persons agreed on it; measures a third */
};

struct db_ask {
    int64_t cell_id, sheet_id, page_id, original_id;
    enum db_task_kind kind;
    int row, column_order;
    char column[FORM_CODE_MAX];
    char form[FORM_ID_MAX], unit[SHEET_UNIT_MAX], period[SHEET_PERIOD_MAX];
    char label[SHEET_UNIT_MAX]; /* of its row, as read */
    char value[OCR_TEXT_MAX];
    enum reading_state state;
    bool personal;
    struct scan_box box; /* px of the original */
    double effect; /* what an answer is worth, as reading weighed it */
    double doubt;  /* chance of being wrong, when it was read */
    int64_t draw;  /* DB_TASK_AUDIT: its place in the draw, from 1 */
};

/** Which cells want a second person, and how many are mixed in. */
struct db_task_rules {
    bool second_struck, second_illegible;
    double second_doubt; /* read with at least this chance of being wrong;
                            above 1: none */
    double second_effect; /* at least so many published figures go wrong with
                             it; 0: none */
    int audit_every;     /* an accepted cell after so many doubtful ones; 0:
                            none */
    double known_share;  /* of cells that two persons agreed on, 0 to 1 */
};
extern const struct db_task_rules DB_TASK_RULES_DEFAULT;

/** Sides of a sheet, as its table lies on paper. */
enum db_side { DB_LEFT, DB_RIGHT, DB_ABOVE, DB_BELOW };

/**
 * The sheet of the same table that lies on that side of @sheet_id: the other
 * half of a spread, or the page before or after.
 *
 * @other  0 when there is none
 *
 * Returns ST_OK; ST_NONE when the table ends there; ST_DB.
 */
MUST_CHECK enum status db_find_part(struct db_archive *archive,
                                    int64_t sheet_id, enum db_side side,
                                    int64_t *other, struct fault *fault);

/** Draw accepted cells for the audit, enough for a queue of @n_doubtful. */
MUST_CHECK enum status db_draw_for_tasks(struct db_archive *archive,
                                         const struct db_task_rules *rules,
                                         size_t n_doubtful,
                                         struct fault *fault);

/**
 * Every cell that @who may be asked about, in the order of pages. @each must
 * not write to the archive.
 *
 * @rules  NULL: only what waits for a person, and disagreements
 */
MUST_CHECK enum status
db_each_ask(struct db_archive *archive, struct db_filter filter,
            const char *who, const struct db_task_rules *rules,
            enum status (*each)(const struct db_ask *, void *), void *context,
            struct fault *fault);

/** One cell, or ST_NONE when its page was read again meanwhile. */
MUST_CHECK enum status db_find_one_cell(struct db_archive *archive,
                                        int64_t cell_id, struct db_cell *cell,
                                        struct fault *fault);

/**
 * A cell as a file names it: "scan0007.tif", 1, row 3, "c2".
 *
 * Returns ST_OK; ST_NONE when there is none; ST_DOUBT when it may be several,
 * of files that came under one name, or tables of one page; ST_DB.
 *
 * @form  "": any
 */
MUST_CHECK enum status db_find_named_cell(struct db_archive *archive,
                                          const char *source, int page,
                                          const char *form, int row,
                                          const char *column, int64_t *cell_id,
                                          struct fault *fault);

/**
 * What other sheets of the same form have in the same row and column, persons'
 * words first, then the most frequent; text columns and header fields only: of
 * figures each sheet has its own. At most 4.
 */
MUST_CHECK enum status
db_each_neighbour(struct db_archive *archive, int64_t cell_id,
                  void (*each)(const char *value, void *), void *context,
                  struct fault *fault);

/** Every word that stands in a column of that code, of whatever form and not
 * doubtful or personal, the most frequent first. @each must not write to the archive. */
MUST_CHECK enum status
db_each_column_word(struct db_archive *archive, const char *column,
                    void (*each)(const char *value, void *), void *context,
                    struct fault *fault);

/** A person's word on a cell. */
struct db_answer {
    const char *value;        /* normalised; "" for blank, dash, illegible */
    enum reading_state state; /* not READ_WITHHELD */
    bool as_written;          /* the paper itself says so, whatever its sums
                                 say */
    const char *who;          /* NULL: the login */
    const char *why;          /* the person's words; NULL: none */
};

/**
 * Decide a cell: confirmed when value and state stand so already, else
 * corrected. One transaction, synced before it returns.
 *
 * Returns ST_OK; ST_NONE when the cell is gone; ST_INPUT when value and state
 * contradict; ST_BUSY also when another terminal has it on its screen; ST_DB.
 */
MUST_CHECK enum status db_settle(struct db_archive *archive, int64_t cell_id,
                                 const struct db_answer *word,
                                 struct fault *fault);

/**
 * db_settle(); where it confirms a word, the open cells that look the same are
 * confirmed in the same transaction: of the same group, column and form, read
 * as the same characters, taken for the same word and doubted for the same
 * reasons. What another terminal has on its screen is left to it.
 *
 * @also  called for each of them when all is stored
 *
 * Returns as db_settle(); ST_NOMEM.
 */
MUST_CHECK enum status db_settle_alike(struct db_archive *archive,
                                       int64_t cell_id,
                                       const struct db_answer *word,
                                       void (*also)(int64_t cell_id, void *),
                                       void *context, struct fault *fault);

/**
 * Keep what a person keyed without seeing what stands. DB_TASK_SECOND and
 * DB_TASK_KNOWN change nothing of the cell; DB_TASK_THIRD settles it too.
 *
 * Returns as db_settle(); ST_INPUT also for other kinds.
 */
MUST_CHECK enum status db_key(struct db_archive *archive, int64_t cell_id,
                              enum db_task_kind kind,
                              const struct db_answer *word,
                              struct fault *fault);

/** The two words of a disagreement. */
struct db_dispute {
    char value[2][OCR_TEXT_MAX];
    enum reading_state state[2];
};
MUST_CHECK enum status db_find_dispute(struct db_archive *archive,
                                       int64_t cell_id,
                                       struct db_dispute *dispute,
                                       struct fault *fault);

struct db_withdrawn {
    int64_t cell_id; /* 0: its page was read again, no such cell now */
    char source[256];
    int page, row;
    char column[FORM_CODE_MAX], value[OCR_TEXT_MAX];
    int alike; /* cells that had been settled with it, and wait again */
};

/**
 * Take back the last thing that @who said and did not take back yet, whenever
 * that was, and what was settled with it because it looks alike. What was said stays in the history.
 *
 * Returns ST_OK; ST_NONE when there is nothing; ST_BUSY; ST_DB.
 */
MUST_CHECK enum status db_withdraw(struct db_archive *archive, const char *who,
                                   struct db_withdrawn *out,
                                   struct fault *fault);

/** Leave a note on a cell; it changes nothing. */
MUST_CHECK enum status db_note(struct db_archive *archive, int64_t cell_id,
                               const char *who, const char *note,
                               struct fault *fault);

/** The last note on a cell; "" when there is none. */
MUST_CHECK enum status db_find_note(struct db_archive *archive, int64_t cell_id,
                                    char *note, size_t size,
                                    struct fault *fault);

/**
 * Lend a cell to this process for @seconds, or prolong it. A lease ends by
 * itself when its process is gone.
 *
 * Returns ST_OK; ST_BUSY when another process has it (the fault says who);
 * ST_NONE when the cell is gone; ST_DB.
 */
MUST_CHECK enum status db_lease(struct db_archive *archive, int64_t cell_id,
                                const char *who, int seconds,
                                struct fault *fault);

/** Give back one cell, or with 0 all that this process has. */
MUST_CHECK enum status db_release(struct db_archive *archive, int64_t cell_id,
                                  struct fault *fault);

/** What one person did, and how the known cells went. */
struct db_reviewer {
    int64_t decided;            /* decisions that hold */
    int64_t known, known_wrong; /* of cells that two others agreed on */
};
MUST_CHECK enum status db_count_reviewer(struct db_archive *archive,
                                         const char *who,
                                         struct db_reviewer *out,
                                         struct fault *fault);

#endif
