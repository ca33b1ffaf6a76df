/* A form's rows as a tidy table. Private to report/. */
#ifndef TZ_REPORT_EXPORT_TABLE_H
#define TZ_REPORT_EXPORT_TABLE_H

#include "report/export_rows.h"

/**
 * Write every row of every sheet of the filter's form, with a field a column.
 * Personal columns are left out unless they are asked for.
 *
 * Returns ST_OK; ST_LIMIT when the form has more columns than a row has room
 * for; ST_DB; ST_NOMEM; what export_end_row() returns.
 */
MUST_CHECK enum status export_table(struct db_archive *archive,
                                    struct db_filter filter,
                                    bool with_personal,
                                    struct export_rows *rows);

#endif
