/* How far a figure may be off for what nobody has looked at yet. Private to
 * report/. */
#ifndef TZ_REPORT_INTERVAL_H
#define TZ_REPORT_INTERVAL_H

#include "report/summary.h"

/**
 * Set low and high of the report's figures that rest on cells in review: the
 * least and the most that their other readings allow. A cell that has no other
 * reading counts as it stands.
 *
 * Returns ST_OK; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status interval_fill(struct db_archive *archive,
                                     struct report *report,
                                     struct fault *fault);

#endif
