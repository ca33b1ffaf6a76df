/*
 * The review queue: a person settles doubtful cells at a terminal, or hands
 * decisions in as a file. Both are held to the same rules, and every decision
 * is stored before the next question is seen.
 */
#ifndef TZ_REVIEW_REVIEW_H
#define TZ_REVIEW_REVIEW_H

#include <stdio.h>

#include "review/ink_art.h"
#include "review/work_list.h"

struct review_options {
    const char *who; /* NULL: the login */
    bool chinese;    /* explanations stored in both languages */
    enum work_order order;
    struct work_filter filter;
    struct db_task_rules rules;
    bool pictures_chosen;     /* else the terminal decides */
    enum ink_symbols symbols; /* ... when chosen */
    bool no_colours;
};

/** What a session came to. */
struct review_summary {
    int confirmed, corrected, keyed, undone, later;
    int alike;      /* settled with one that was confirmed, as they look alike */
    size_t left;    /* in the queue as it was filtered */
    double minutes; /* pauses of more than a minute count as one */
    bool cut_short; /* the terminal went away, or a signal said so */
};

/**
 * Ask at the terminal until the person ends it or nothing is left.
 *
 * @in, @out  the terminal
 *
 * Returns ST_OK; ST_INPUT when they are no terminal, or it is too small; ST_DB
 * and others when the archive fails: what was decided until then is stored.
 */
MUST_CHECK enum status review_run(struct db_archive *archive,
                                  const struct review_options *options,
                                  FILE *in, FILE *out,
                                  struct review_summary *summary,
                                  struct fault *fault);

/** Called for each line of a file that was not taken. */
typedef void review_complain(const char *line, void *context);

/**
 * Take decisions from a CSV file, each in a transaction of its own.
 *
 * Its first line names the columns, in any order: source, row, column and
 * answer are needed; page (else 1), form, value (what stood when the file was
 * written: refused when something else stands by now), answer_state ("blank",
 * "dash", "ditto", "struck", "illegible"), really ("y": although sums fail, or
 * the word is on no list) and note may be there, others are passed over. A line
 * without answer and answer_state decides nothing; "=" confirms what stands.
 *
 * @n_taken, @n_refused  lines
 *
 * Returns ST_OK also when lines were refused; ST_IO; ST_INPUT when it is no
 * such file; ST_DB.
 */
MUST_CHECK enum status review_take_file(struct db_archive *archive,
                                        const char *path,
                                        const struct review_options *options,
                                        review_complain *complain,
                                        void *context, size_t *n_taken,
                                        size_t *n_refused, struct fault *fault);

#endif
