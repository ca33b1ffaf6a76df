/* Tables that go on over several pages become one. Private to batch/. */
#ifndef TZ_BATCH_JOIN_H
#define TZ_BATCH_JOIN_H

#include "base/status.h"
#include "batch/engine.h"

/**
 * Find sheets that go on with the one before them in the pile and judge each
 * such table as a whole; tell where a part of one is missing. Tables that were
 * judged so before, and of which no part was read again, are left alone.
 *
 * @n_joined  parts of tables that were judged now
 *
 * Returns ST_OK; ST_BUSY; ST_IO; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status batch_join(struct db_archive *archive,
                                  const struct batch_engine *engine,
                                  bool weigh_laws, size_t *n_joined,
                                  struct fault *fault);

#endif
