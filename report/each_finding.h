/*
 * All findings of an archive in one stream: those that judging sheets left in
 * it, and then those that follow from it as it stands. Private to report/.
 */
#ifndef TZ_REPORT_EACH_FINDING_H
#define TZ_REPORT_EACH_FINDING_H

#include "db/archive.h"

/**
 * Call @each for every finding; first in the order of pages, then check by
 * check. Those that follow have no id.
 *
 * @filter  form, unit and period; one for a row or column takes only stored ones
 *
 * Returns ST_OK; ST_DB; ST_NOMEM; ST_INPUT and ST_IO of a catalogue; what @each
 * returned.
 */
MUST_CHECK enum status
report_each_finding(struct db_archive *archive, struct db_filter filter,
                    enum status (*each)(const struct db_finding *, void *),
                    void *context, struct fault *fault);

#endif
