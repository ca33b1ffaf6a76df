/* A sheet's cells as questions, for the files of this room. */
#ifndef TZ_DB_QUESTION_ROWS_H
#define TZ_DB_QUESTION_ROWS_H

#include "db/archive.h"

/**
 * Store how much each cell of a sheet is worth asking about; what was stored
 * before is replaced. Inside of the caller's transaction.
 *
 * @ids        sheet->n_cells numbers of cells
 *
 * Returns ST_OK; ST_NOMEM; ST_DB.
 */
MUST_CHECK enum status db_store_questions(struct db_archive *archive,
                                          const int64_t *ids,
                                          const struct check_question *questions,
                                          size_t n, struct fault *fault);

#endif
