#include "db/archive.h"

#include <stdio.h>
#include <string.h>

#include "db/connection.h"
#include "db/query_filter.h"
#include "db/replacement.h"
#include "db/stored_names.h"

static const char FINDINGS[] =
    "SELECT f.id, s.id, o.name, p.number, s.form, s.unit, s.period,"
    " f.check_code, f.severity, f.law, f.row, f.left_side, f.right_side,"
    " f.tolerance, f.explanation_zh, f.explanation_en,"
    " coalesce(s.whole_id, s.id), s.rows_before,"
    " EXISTS (SELECT 1 FROM finding_cell k JOIN cell c ON c.id = k.cell_id"
    "   WHERE k.finding_id = f.id AND c.personal)"
    " FROM page p JOIN original o ON o.id = p.original_id"
    " JOIN sheet s ON s.page_id = p.id JOIN finding f ON f.sheet_id = s.id"
    " WHERE " DB_SHEET_COUNTS " AND " DB_SHEET_FILTER
    " AND ((?4 IS NULL AND ?5 IS NULL) OR EXISTS (SELECT 1 FROM finding_cell k"
    "   JOIN cell c ON c.id = k.cell_id WHERE k.finding_id = f.id"
    "   AND (?4 IS NULL OR c.row = ?4) AND (?5 IS NULL OR c.column_code = ?5)))"
    " ORDER BY p.id, s.number, f.ordinal";

static const char ITS_CELLS[] =
    "SELECT c.row, c.column_code, k.ordinal AS place,"
    " CASE WHEN c.sheet_id = f.sheet_id THEN '' ELSE o.name END, p.number"
    " FROM finding_cell k JOIN finding f ON f.id = k.finding_id"
    " JOIN cell c ON c.id = k.cell_id JOIN sheet s ON s.id = c.sheet_id"
    " JOIN page p ON p.id = s.page_id JOIN original o ON o.id = p.original_id"
    " WHERE k.finding_id = ?1 UNION ALL"
    " SELECT e.row, e.column_code, e.ordinal, o.name, p.number"
    " FROM finding_elsewhere e JOIN page p ON p.id = e.page_id"
    " JOIN original o ON o.id = p.original_id WHERE e.finding_id = ?1"
    " ORDER BY place";

/* NULL is a side that came to no number. */
static double real_or_nan(const struct db_statement *s, int at)
{
    return sqlite3_column_type(s->stmt, at) == SQLITE_NULL
               ? __builtin_nan("")
               : db_column_real(s, at);
}

static void read_finding(const struct db_statement *s, struct db_finding *f)
{
    char severity[32];

    *f = (struct db_finding){0};
    f->id = db_column_int64(s, 0);
    f->sheet_id = db_column_int64(s, 1);
    db_column_text(s, 2, f->source, sizeof f->source);
    f->page = db_column_int(s, 3);
    db_column_text(s, 4, f->form, sizeof f->form);
    db_column_text(s, 5, f->unit, sizeof f->unit);
    db_column_text(s, 6, f->period, sizeof f->period);
    db_column_text(s, 7, f->check, sizeof f->check);
    db_column_text(s, 8, severity, sizeof severity);
    f->severity = db_severity_of(severity);
    db_column_text(s, 9, f->law, sizeof f->law);
    f->row = db_column_int(s, 10);
    f->left = real_or_nan(s, 11);
    f->right = real_or_nan(s, 12);
    f->tolerance = real_or_nan(s, 13);
    db_column_text(s, 14, f->explanation_zh, sizeof f->explanation_zh);
    db_column_text(s, 15, f->explanation_en, sizeof f->explanation_en);
    f->whole_id = db_column_int64(s, 16);
    f->rows_before = db_column_int(s, 17);
    f->personal = db_column_bool(s, 18);
}

/* "3:c2 3:c3"; cells of other pages as "scan0002.jpg:1/3:c2". A list that is too
 * long ends in "..." and never within a name. */
static enum status list_cells(struct db_statement *s, struct db_finding *f,
                              struct fault *fault)
{
    static const char more[] = " ...";
    char code[FORM_CODE_MAX], name[256], page[300] = "",
        one[FORM_CODE_MAX + 320];
    size_t used = 0;
    enum status rc;

    db_bind_int(s, 1, f->id);
    while ((rc = db_step(s, fault)) == ST_OK) {
        db_column_text(s, 1, code, sizeof code);
        db_column_text(s, 3, name, sizeof name);
        page[0] = '\0';
        if (name[0] != '\0')
            snprintf(page, sizeof page, "%s:%d/", name, db_column_int(s, 4));
        int n = snprintf(one, sizeof one, "%s%s%d:%s", used == 0 ? "" : " ",
                         page, db_column_int(s, 0), code);
        if (used + (size_t)n + sizeof more > sizeof f->cells) {
            memcpy(f->cells + used, more, sizeof more);
            rc = ST_NONE;
            break;
        }
        memcpy(f->cells + used, one, (size_t)n + 1);
        used += (size_t)n;
    }
    db_reset(s);
    return rc == ST_NONE ? ST_OK : rc;
}

enum status db_each_finding(struct db_archive *archive, struct db_filter filter,
                            enum status (*each)(const struct db_finding *,
                                                void *),
                            void *context, struct fault *fault)
{
    struct db_finding finding;
    struct db_statement s = {0}, cells = {0};
    enum status rc = db_prepare(archive, "list findings", FINDINGS, &s, fault);

    if (rc == ST_OK)
        rc = db_prepare(archive, "list a finding's cells", ITS_CELLS, &cells,
                        fault);
    if (rc == ST_OK) {
        db_bind_filter(&s, &filter);
        db_bind_place(&s, &filter);
    }
    while (db_next(&s, &rc, fault)) {
        read_finding(&s, &finding);
        rc = list_cells(&cells, &finding, fault);
        if (rc == ST_OK)
            rc = each(&finding, context);
    }
    db_finish(&s);
    db_finish(&cells);
    return rc;
}
