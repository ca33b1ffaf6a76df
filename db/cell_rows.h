/* Single cells as exports show them, for the files of this room. */
#ifndef TZ_DB_CELL_ROWS_H
#define TZ_DB_CELL_ROWS_H

#include "db/archive.h"
#include "db/statement.h"

/** The label of the row last asked for: cells come row by row. */
struct label_finder {
    struct db_statement s;
    int64_t sheet_id;
    int row;
    char label[SHEET_UNIT_MAX];
};

/** Finds one cell after the other; zeroed to begin with. */
struct cell_finder {
    struct db_statement s;
    struct label_finder label;
};

/** ST_OK; ST_DB. End with db_finish_cell_finder() either way. */
MUST_CHECK enum status db_prepare_cell_finder(struct db_archive *archive,
                                              struct cell_finder *finder,
                                              struct fault *fault);
void db_finish_cell_finder(struct cell_finder *finder);

/** ST_OK; ST_NONE when it is gone; ST_DB. */
MUST_CHECK enum status db_find_cell(struct cell_finder *finder, int64_t id,
                                    struct db_cell *cell, struct fault *fault);

#endif
