/* Confidences set right by this archive's decisions, for the files of this
 * room. */
#ifndef TZ_DB_RECALIBRATION_ROWS_H
#define TZ_DB_RECALIBRATION_ROWS_H

#include "check/recalibrate.h"
#include "db/archive.h"
#include "db/questions.h"

struct db_recalibration {
    bool any; /* somebody decided something */
    struct check_recalibration by[DB_CELL_KINDS];
};

/** Fit it to what persons decided so far. ST_OK; ST_NOMEM; ST_DB. */
MUST_CHECK enum status db_find_recalibration(struct db_archive *archive,
                                             struct db_recalibration *out,
                                             struct fault *fault);

/**
 * Set right the confidences of all cells that nobody decided. Inside of the
 * caller's transaction; SQL's temporary table touched (page_id) gets the pages
 * that changed.
 *
 * Returns ST_OK; ST_NOMEM; ST_DB.
 */
MUST_CHECK enum status
db_apply_recalibration(struct db_archive *archive,
                       const struct db_recalibration *by,
                       const struct db_thresholds *thresholds,
                       struct fault *fault);

/** Remember the built-in confidence of a cell whose own one was set right. */
MUST_CHECK enum status db_keep_built_in(struct db_archive *archive,
                                        int64_t cell_id, double built_in,
                                        struct fault *fault);

#endif
