/* The rows that one page's outcome becomes. */
#ifndef TZ_DB_OUTCOME_ROWS_H
#define TZ_DB_OUTCOME_ROWS_H

#include "db/archive.h"

/** ST_OK, or ST_INPUT and what in the outcome contradicts itself. */
MUST_CHECK enum status db_check_outcome(const struct db_outcome *outcome,
                                        struct fault *fault);

/** Insert sheet, rows, cells, readings, verdicts and findings of table @number
 * (from 1) of a page that was READ, inside of the caller's transaction. */
MUST_CHECK enum status db_insert_sheet(struct db_archive *archive,
                                       int64_t page_id, int number,
                                       const struct db_table *table,
                                       struct fault *fault);

#endif
