/* Is a cell lent to another process? For the files of this room. */
#ifndef TZ_DB_LEASE_H
#define TZ_DB_LEASE_H

#include "db/decision_row.h"

/** ST_OK when the cell is free or ours; ST_BUSY when another living process has
 * it, and the fault says whose; ST_DB. Inside of the caller's transaction. */
MUST_CHECK enum status db_check_lease(struct db_archive *archive,
                                      const struct decision *cell,
                                      struct fault *fault);

#endif
