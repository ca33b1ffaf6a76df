/* What is to be done on the data, sheet by sheet and row by row. */
#include "db/archive.h"

#include "db/connection.h"
#include "db/query_filter.h"
#include "db/replacement.h"

/* A finding of no row, and a cell of a header field, belong to the sheet. Sheets
 * come first, for the cells of those that are not asked for are many. */
static const char TASKS[] =
    "SELECT s.form, s.unit, s.period,"
    " CASE WHEN w.kind = 'body' THEN " DB_ROW_LABEL " ELSE '' END AS label,"
    " sum(t.review), sum(t.error), sum(t.warning), sum(t.info)"
    " FROM ("
    "   SELECT s.id, n.row, 1 AS review, 0 AS error, 0 AS warning, 0 AS info"
    "   FROM sheet s CROSS JOIN cell_now n ON n.sheet_id = s.id"
    "   WHERE " DB_SHEET_COUNTS " AND " DB_SHEET_FILTER
    "   AND n.status = 'review'"
    "   UNION ALL SELECT s.id, f.row, 0, f.severity = 'error',"
    "     f.severity = 'warning', f.severity = 'info'"
    "   FROM sheet s CROSS JOIN finding f ON f.sheet_id = s.id"
    "   WHERE " DB_SHEET_COUNTS " AND " DB_SHEET_FILTER
    " ) t JOIN sheet s ON s.id = t.id"
    " LEFT JOIN sheet_row w ON w.sheet_id = coalesce(s.beside_id, s.id)"
    "  AND w.row = t.row"
    " GROUP BY s.form, s.unit, s.period, label"
    " ORDER BY s.form, s.unit, s.period, label";

static void read_task(const struct db_statement *s, struct db_task *task)
{
    db_column_text(s, 0, task->form, sizeof task->form);
    db_column_text(s, 1, task->unit, sizeof task->unit);
    db_column_text(s, 2, task->period, sizeof task->period);
    db_column_text(s, 3, task->label, sizeof task->label);
    task->review = db_column_int(s, 4);
    task->errors = db_column_int(s, 5);
    task->warnings = db_column_int(s, 6);
    task->notes = db_column_int(s, 7);
}

enum status db_each_task(struct db_archive *archive, struct db_filter filter,
                         enum status (*each)(const struct db_task *, void *),
                         void *context, struct fault *fault)
{
    struct db_task task;
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "list what is to be done", TASKS, &s, fault);

    if (rc == ST_OK)
        db_bind_filter(&s, &filter);
    while (db_next(&s, &rc, fault)) {
        read_task(&s, &task);
        rc = each(&task, context);
    }
    db_finish(&s);
    return rc;
}
