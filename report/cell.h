/* A cell as a report keeps it: thousands lie under one figure, so its texts
 * are kept once each. */
#ifndef TZ_REPORT_CELL_H
#define TZ_REPORT_CELL_H

#include "db/archive.h"

/** As struct db_cell; the texts belong to the report and are never NULL. */
struct report_cell {
    int64_t id, sheet_id, page_id;
    const char *source, *form, *unit, *period, *column;
    const char *value, *raw, *row_label, *why;
    double confidence;
    struct scan_box box;         /* px of the original */
    int page, row;
    enum reading_state state;
    enum verdict_status status;
    enum sheet_row_kind row_kind;
    bool personal, sensitive;
};

#endif
