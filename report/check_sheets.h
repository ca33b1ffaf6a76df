/* Checks that only an archive's sheets together show: months that lack, papers
 * that came twice or repeat the last ones. Private to report/. */
#ifndef TZ_REPORT_CHECK_SHEETS_H
#define TZ_REPORT_CHECK_SHEETS_H

#include "db/archive.h"

struct check_sheets_finding {
    const char *check;
    const char *form, *unit, *period;
    char page[300]; /* "scan0007.tif:2"; "" none */
    char zh[256], en[256];
};

/** Call @each for each of them. ST_OK; ST_DB; ST_NOMEM; what @each returned. */
MUST_CHECK enum status
check_sheets_together(struct db_archive *archive, struct db_filter filter,
                      enum status (*each)(const struct check_sheets_finding *,
                                          void *),
                      void *context, struct fault *fault);

#endif
