/* From which confidence on cells are accepted, for the files of this room. */
#ifndef TZ_DB_THRESHOLD_ROWS_H
#define TZ_DB_THRESHOLD_ROWS_H

#include "db/archive.h"
#include "db/questions.h"

/* SQL: the kind of a cell with reading r, as db_kind_of_reading() tells it. */
#define DB_KIND_OF                                                             \
    "CASE WHEN r.state IN ('blank', 'dash', 'ditto') THEN 2"                   \
    " WHEN r.engine IN ('digits', 'glyph-vote', 'tesseract-eng') THEN 0"       \
    " ELSE 1 END"

/** What kind of cell a reading is. */
enum db_cell_kind db_kind_of_reading(const struct reading *reading);

/**
 * Set confidences right by what persons decided, work the thresholds out anew
 * and give every cell that nobody decided the status that follows; told to the
 * history. Nothing without a target and without decisions. Inside of the
 * caller's transaction.
 *
 * Returns ST_OK; ST_NOMEM; ST_DB.
 */
MUST_CHECK enum status db_settle_thresholds(struct db_archive *archive,
                                            struct fault *fault);

#endif
