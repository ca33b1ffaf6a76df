/* What reports make of the forms' columns, for the files of this room. */
#ifndef TZ_DB_PUBLISHED_ROWS_H
#define TZ_DB_PUBLISHED_ROWS_H

#include "db/archive.h"

/** @out  new; free(). Empty when the archive was never told. ST_OK; ST_NOMEM;
 * ST_DB. */
MUST_CHECK enum status db_find_published(struct db_archive *archive,
                                         struct check_published **out,
                                         size_t *n, struct fault *fault);

#endif
