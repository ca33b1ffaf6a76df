/* One sheet that was weighed, on its way into the archive: what the files that
 * store it share. */
#ifndef TZ_DB_WEIGH_STORING_H
#define TZ_DB_WEIGH_STORING_H

#include "db/weigh_rows.h"

struct weigh_storing {
    struct db_archive *archive;
    const struct weigh_result *group;
    size_t at; /* which of the group's sheets */
    const struct weigh_sheet *from;
    const struct weigh_loaded *loaded;
    const struct check_result *result;
    struct verdict *standing; /* of all cells as they stand in the end */
    int64_t changed;
    struct fault *fault;
};

/** The part of the table that a cell stands on. */
const struct weigh_part *weigh_part_of_cell(const struct weigh_loaded *loaded,
                                            size_t cell);

/** A row of the whole as it is counted on the part's own page. */
int weigh_row_on(const struct weigh_part *part, int row);

/** Run @sql with the number of a part's sheet as ?1 and @number as ?2, where it
 * has one. */
MUST_CHECK enum status weigh_run_for_sheet(struct weigh_storing *store,
                                           int64_t sheet_id, const char *sql,
                                           int64_t number);

/* ---- weigh_findings.c ---- */

MUST_CHECK enum status weigh_store_findings(struct weigh_storing *store);

#endif
