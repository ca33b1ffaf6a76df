/* One page in the place of another, for the files of this room. */
#ifndef TZ_DB_REPLACEMENT_H
#define TZ_DB_REPLACEMENT_H

#include "db/archive.h"

/* SQL: a sheet s that counts, for nothing that replaces it has been read. */
#define DB_SHEET_COUNTS "s.id NOT IN (SELECT sheet_id FROM sheet_replaced)"

/**
 * After a page's sheets were stored: what persons decided on the pages that it
 * replaces is carried over where the ink reads the same, and where it does not
 * the cell goes to review with the old decision in its `why`. Part of the
 * caller's transaction.
 *
 * Returns ST_OK; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status db_carry_decisions(struct db_archive *archive,
                                          const struct db_page *page,
                                          struct fault *fault);

#endif
