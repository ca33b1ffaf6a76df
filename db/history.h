/* The history: only added to, each step carries the hash of the one before. */
#ifndef TZ_DB_HISTORY_H
#define TZ_DB_HISTORY_H

#include <stdint.h>

#include "db/archive.h"
#include "db/digest.h"

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
 * The number that the next step will get: what is stored with a step names it
 * before the step is added, so that the step can hash what was stored.
 */
MUST_CHECK enum status db_coming_step(struct db_archive *archive, int64_t *id,
                                      struct fault *fault);

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
