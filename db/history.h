/* The history: only added to, each step carries the hash of the one before. */
#ifndef TZ_DB_HISTORY_H
#define TZ_DB_HISTORY_H

#include <stdint.h>

#include "db/archive.h"
#include "db/digest.h"
#include "db/statement.h"

/** A step to add; NULL texts are "". */
struct db_step_taken {
    const char *who; /* NULL: the program */
    const char *what;
    int64_t page_id; /* 0: none */
    const char *source;
    int page, row;
    const char *column;
    const char *before, *after, *why;
    const char *digest; /* of what else the step stored, NULL: nothing */
};

/**
 * Add a step, inside of the caller's transaction: what happened and that it is
 * told are stored together or not at all.
 *
 * @id  [optional] the step's number
 */
MUST_CHECK enum status db_add_step(struct db_archive *archive,
                                   const struct db_step_taken *step,
                                   int64_t *id, struct fault *fault);

/**
 * db_prepare() of an INSERT that the next step tells of: ?1 is @who, ?2 the
 * time, ?3 the number that the step will get. The other values begin at ?4.
 * What is stored with a step names it before the step is added, so that the
 * step can hash what was stored.
 */
MUST_CHECK enum status
db_prepare_told(struct db_archive *archive, const char *doing, const char *sql,
                const char *who, struct db_statement *out, struct fault *fault);

/**
 * Walk the chain from the first step and call @complain for each break.
 *
 * @n_broken  how many lines were said
 */
MUST_CHECK enum status
db_verify_history(struct db_archive *archive,
                  void (*complain)(const char *line, void *), void *context,
                  int *n_broken, struct fault *fault);

#endif
