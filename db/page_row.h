/* One page, looked up or made to wait, for the files of this room. */
#ifndef TZ_DB_PAGE_ROW_H
#define TZ_DB_PAGE_ROW_H

#include "db/archive.h"

/** Returns ST_OK; ST_NONE when there is no such page; ST_DB. */
MUST_CHECK enum status db_find_page(struct db_archive *archive, int64_t page_id,
                                    struct db_page *page, struct fault *fault);

/** The page waits to be read, inside of the caller's transaction. */
MUST_CHECK enum status db_let_page_wait(struct db_archive *archive,
                                        int64_t page_id, const char *doing,
                                        struct fault *fault);

#endif
