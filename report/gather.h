/* What the office's sheets beside the summary need of the archive. Private to
 * report/. */
#ifndef TZ_REPORT_GATHER_H
#define TZ_REPORT_GATHER_H

#include "report/summary.h"

/**
 * List the problems of data of the report's period by form and village.
 *
 * Returns ST_OK; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status gather_tasks(struct db_archive *archive,
                                    struct report *report,
                                    struct fault *fault);

/**
 * List what 台帐资料验收表 (T4) of the report's year say.
 *
 * Returns ST_OK; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status gather_acceptance(struct db_archive *archive,
                                         struct report *report,
                                         struct fault *fault);

#endif
