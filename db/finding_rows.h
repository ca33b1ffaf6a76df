/* One finding as rows, for the files of this room. */
#ifndef TZ_DB_FINDING_ROWS_H
#define TZ_DB_FINDING_ROWS_H

#include <stdint.h>

#include "check/check.h"

struct db_archive;

/** Insert a finding and the cells it names, inside of the caller's transaction.
 *
 * @ids  the database's numbers of the cells that finding->cells point to
 */
MUST_CHECK enum status db_insert_finding(struct db_archive *archive,
                                         int64_t sheet_id, int ordinal,
                                         const struct finding *finding,
                                         const int64_t *ids,
                                         struct fault *fault);

#endif
