/* One page in the place of another, for the files of this room. */
#ifndef TZ_DB_REPLACEMENT_H
#define TZ_DB_REPLACEMENT_H

#include "db/archive.h"

/* SQL: a page p that counts, for nothing that replaces it has been read. */
#define DB_PAGE_COUNTS "p.id NOT IN (SELECT page_id FROM page_replaced)"

/**
 * After a page's sheet was stored: what persons decided on the pages that it
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
