/*
 * What the checks of data quality found: on papers, cell by cell. No list ranks
 * units or people.
 */
#ifndef TZ_REPORT_CHECKS_H
#define TZ_REPORT_CHECKS_H

#include "db/archive.h"
#include "report/table.h"

struct report_checks {
    struct report_table checks;   /* each check and how much it found */
    struct report_table findings; /* one a row, in the order of pages */
};

/**
 * Gather all findings of the archive: those that judging sheets made, and what
 * only the sheets together show (months that lack, papers that came twice or
 * are copies of the last ones).
 *
 * @filter  form, unit and period: also what lies within a year of either kind,
 * a half or a quarter
 * @brief   of many cells name only the first, as for reading
 * @out     end with report_checks_clear(), also on failure
 *
 * Returns ST_OK; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status report_gather_checks(struct db_archive *archive,
                                            struct db_filter filter,
                                            enum report_language language,
                                            bool brief,
                                            struct report_checks *out,
                                            struct fault *fault);
void report_checks_clear(struct report_checks *checks);

#endif
