#include "db/finding_rows.h"

#include "db/connection.h"
#include "db/statement.h"
#include "db/stored_names.h"

static enum status insert_finding_cells(struct db_archive *archive,
                                        int64_t finding_id,
                                        const struct finding *finding,
                                        const int64_t *ids, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "store a finding's cell",
                                "INSERT INTO finding_cell (finding_id, ordinal,"
                                " cell_id) VALUES (?1, ?2, ?3)",
                                &s, fault);

    for (size_t i = 0; rc == ST_OK && i < finding->n_cells; i++) {
        db_bind_int(&s, 1, finding_id);
        db_bind_int(&s, 2, (int64_t)i);
        db_bind_int(&s, 3, ids[finding->cells[i]]);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

static void bind_finding(struct db_statement *s, const struct finding *finding)
{
    db_bind_text(s, 3, finding->check);
    db_bind_text(s, 4, db_severity_name(finding->severity));
    db_bind_text(s, 5, finding->law);
    db_bind_int(s, 6, finding->row);
    db_bind_real(s, 7, finding->left);
    db_bind_real(s, 8, finding->right);
    db_bind_real(s, 9, finding->tolerance);
    db_bind_text(s, 10, finding->explanation_zh);
    db_bind_text(s, 11, finding->explanation_en);
}

enum status db_insert_finding(struct db_archive *archive, int64_t sheet_id,
                              int ordinal, const struct finding *finding,
                              const int64_t *ids, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "store a finding",
        "INSERT INTO finding (sheet_id, ordinal, check_code, severity, law,"
        " row, left_side, right_side, tolerance, explanation_zh,"
        " explanation_en)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, sheet_id);
        db_bind_int(&s, 2, ordinal);
        bind_finding(&s, finding);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    if (rc != ST_OK)
        return rc;
    return insert_finding_cells(archive,
                                sqlite3_last_insert_rowid(archive->sql),
                                finding, ids, fault);
}
