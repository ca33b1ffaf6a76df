/* Storing how surely words were read. Private to the database's room. */
#ifndef TZ_DB_WORD_ROWS_H
#define TZ_DB_WORD_ROWS_H

#include "db/archive.h"

/** Keep the certainty of the cells of a sheet that hold words, inside of the
 * caller's transaction. @ids as they were inserted. */
MUST_CHECK enum status db_insert_words(struct db_archive *archive,
                                       const struct db_table *table,
                                       const int64_t *ids, struct fault *fault);

#endif
