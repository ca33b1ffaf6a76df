#include "db/archive.h"

#include <stdio.h>
#include <string.h>

#include "db/connection.h"
#include "db/query_filter.h"
#include "db/replacement.h"
#include "db/stored_names.h"

/* Column 17: the latest decision on each place that no cell of today's sheet
 * carries; only asked where there are decisions at all. */
static const char SHEETS[] =
    "SELECT coalesce(s.id, 0), o.name, p.number, coalesce(s.form, ''),"
    " coalesce(s.form_version, 0), coalesce(s.unit, ''),"
    " coalesce(s.period, ''), coalesce(s.base, ''), coalesce(s.n_rows, 0),"
    " (SELECT count(*) FROM cell c WHERE c.sheet_id = s.id),"
    " (SELECT count(*) FROM cell_now n WHERE n.sheet_id = s.id"
    "   AND n.status = 'review'),"
    " (SELECT count(*) FROM finding f WHERE f.sheet_id = s.id),"
    " coalesce(s.match_score, 0.0), coalesce(s.runner_up, ''),"
    " coalesce(s.runner_up_score, 0.0), p.state, p.reason,"
    " CASE WHEN coalesce(s.number, 1) = 1 AND EXISTS"
    "   (SELECT 1 FROM decision d WHERE d.page_id = p.id) THEN"
    "   (SELECT count(*) FROM (SELECT max(d.id) AS id, d.form, d.row,"
    "        d.column_code, d.x, d.y, d.w, d.h FROM decision d"
    "      WHERE d.page_id = p.id AND d.id NOT IN (SELECT w.decision_id"
    "        FROM withdrawal w WHERE w.decision_id IS NOT NULL)"
    "      GROUP BY d.form, d.row, d.column_code, d.sheet) e"
    "    WHERE e.id NOT IN (SELECT n.decision_id FROM cell_now n"
    "      WHERE n.page_id = p.id AND n.decision_id IS NOT NULL)"
    "    AND NOT EXISTS (SELECT 1 FROM cell_now n WHERE n.page_id = p.id"
    "      AND n.decision_id > e.id AND n.form = e.form AND n.row = e.row"
    "      AND n.column_code = e.column_code AND e.w > 0"
    "      AND e.x + e.w / 2 BETWEEN n.x AND n.x + n.w"
    "      AND e.y + e.h / 2 BETWEEN n.y AND n.y + n.h))"
    " ELSE 0 END, coalesce(ro.name, ''), coalesce(rp.number, 0), p.id,"
    " coalesce(s.number, 0), coalesce(s.whole_id, s.id, 0)"
    " FROM page p JOIN original o ON o.id = p.original_id"
    " LEFT JOIN sheet t ON t.page_id = p.id"
    " LEFT JOIN sheet_replaced r ON r.sheet_id = t.id"
    " LEFT JOIN page_replaced q ON q.page_id = p.id AND t.id IS NULL"
    " LEFT JOIN page rp ON rp.id = coalesce(r.by_page_id, q.by_page_id)"
    " LEFT JOIN original ro ON ro.id = rp.original_id"
    " LEFT JOIN sheet s ON s.id = t.id AND r.sheet_id IS NULL"
    " WHERE (p.state <> 'waiting' OR s.id IS NOT NULL)"
    " AND " DB_SHEET_FILTER " ORDER BY p.id, t.number";

/* A person's work must not get lost unseen. */
static void add_idle_decisions(struct db_sheet *sheet, int n)
{
    size_t used = strlen(sheet->reason);

    if (n == 0)
        return;
    snprintf(sheet->reason + used, sizeof sheet->reason - used,
             n == 1 ? fault_words("%s%d decision of persons holds no more here "
                                  "(another form or other cells); see history")
                    : fault_words("%s%d decisions of persons hold no more here "
                                  "(another form or other cells); see history"),
             used == 0 ? "" : "; ", n);
}

/* The sheet's own figures are left out: it counts no more. */
static void note_replaced(const struct db_statement *s, struct db_sheet *sheet)
{
    char name[256];

    db_column_text(s, 18, name, sizeof name);
    if (name[0] == '\0')
        return;
    sheet->state = DB_PAGE_REPLACED;
    sheet->n_cells = sheet->n_review = sheet->n_findings = 0;
    snprintf(sheet->reason, sizeof sheet->reason,
             fault_words("replaced by %s page %d"), name, db_column_int(s, 19));
}

static void read_sheet(const struct db_statement *s, struct db_sheet *sheet)
{
    char state[32];

    sheet->id = db_column_int64(s, 0);
    db_column_text(s, 1, sheet->source, sizeof sheet->source);
    sheet->page = db_column_int(s, 2);
    db_column_text(s, 3, sheet->form, sizeof sheet->form);
    sheet->form_version = db_column_int(s, 4);
    db_column_text(s, 5, sheet->unit, sizeof sheet->unit);
    db_column_text(s, 6, sheet->period, sizeof sheet->period);
    db_column_text(s, 7, sheet->base, sizeof sheet->base);
    sheet->n_rows = db_column_int(s, 8);
    sheet->n_cells = db_column_int(s, 9);
    sheet->n_review = db_column_int(s, 10);
    sheet->n_findings = db_column_int(s, 11);
    sheet->match_score = db_column_real(s, 12);
    db_column_text(s, 13, sheet->runner_up, sizeof sheet->runner_up);
    sheet->runner_up_score = db_column_real(s, 14);
    db_column_text(s, 15, state, sizeof state);
    sheet->state = db_page_state_of(state);
    db_column_text(s, 16, sheet->reason, sizeof sheet->reason);
    add_idle_decisions(sheet, db_column_int(s, 17));
    note_replaced(s, sheet);
    sheet->page_id = db_column_int64(s, 20);
    sheet->number = db_column_int(s, 21);
    sheet->whole_id = db_column_int64(s, 22);
}

enum status db_each_sheet(struct db_archive *archive, struct db_filter filter,
                          enum status (*each)(const struct db_sheet *, void *),
                          void *context, struct fault *fault)
{
    struct db_sheet sheet;
    struct db_statement s;
    enum status rc = db_prepare(archive, "list sheets", SHEETS, &s, fault);

    if (rc == ST_OK)
        db_bind_filter(&s, &filter);
    while (db_next(&s, &rc, fault)) {
        read_sheet(&s, &sheet);
        rc = each(&sheet, context);
    }
    db_finish(&s);
    return rc;
}

/* Without the counts, which take a look at every cell. */
static const char HEADERS[] =
    "SELECT s.id, o.name, p.number, s.form, s.form_version, s.unit, s.period,"
    " s.base, s.n_rows, p.state, p.id, s.number,"
    " coalesce(s.whole_id, s.id)"
    " FROM sheet s JOIN page p ON p.id = s.page_id"
    " JOIN original o ON o.id = p.original_id"
    " WHERE " DB_SHEET_COUNTS " AND " DB_SHEET_FILTER " ORDER BY p.id, s.number";

enum status db_each_sheet_header(struct db_archive *archive,
                                 struct db_filter filter,
                                 enum status (*each)(const struct db_sheet *,
                                                     void *),
                                 void *context, struct fault *fault)
{
    struct db_sheet sheet = {0};
    struct db_statement s;
    char state[32];
    enum status rc =
        db_prepare(archive, "list sheets' headers", HEADERS, &s, fault);

    if (rc == ST_OK)
        db_bind_filter(&s, &filter);
    while (db_next(&s, &rc, fault)) {
        sheet.id = db_column_int64(&s, 0);
        db_column_text(&s, 1, sheet.source, sizeof sheet.source);
        sheet.page = db_column_int(&s, 2);
        db_column_text(&s, 3, sheet.form, sizeof sheet.form);
        sheet.form_version = db_column_int(&s, 4);
        db_column_text(&s, 5, sheet.unit, sizeof sheet.unit);
        db_column_text(&s, 6, sheet.period, sizeof sheet.period);
        db_column_text(&s, 7, sheet.base, sizeof sheet.base);
        sheet.n_rows = db_column_int(&s, 8);
        db_column_text(&s, 9, state, sizeof state);
        sheet.state = db_page_state_of(state);
        sheet.page_id = db_column_int64(&s, 10);
        sheet.number = db_column_int(&s, 11);
        sheet.whole_id = db_column_int64(&s, 12);
        rc = each(&sheet, context);
    }
    db_finish(&s);
    return rc;
}
