/*
 * What sums say of one sheet, put in the place of what they said before. What
 * reading found beside them (P1, P2, ...) stays, behind them.
 */
#include "db/connection.h"
#include "db/statement.h"
#include "db/stored_names.h"
#include "db/weigh_storing.h"

static const char *column_code(const struct form *form,
                               const struct sheet_cell *cell)
{
    return cell->row == 0 ? form->fields[cell->column].name
                          : form->columns[cell->column].code;
}

static enum status add_elsewhere(struct weigh_storing *store, int64_t finding,
                                 size_t ordinal, size_t sheet, size_t at)
{
    const struct form *form = store->group->sheets[sheet]->form;
    const struct weigh_loaded *loaded = &store->group->loaded[sheet];
    const struct sheet_cell *cell = &loaded->sheet.cells[at];
    const struct weigh_part *there = weigh_part_of_cell(loaded, at);
    struct db_statement s;
    enum status rc = db_prepare(
        store->archive, "store a finding's cell",
        "INSERT INTO finding_elsewhere (finding_id, ordinal, page_id, row,"
        " column_code, sheet) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &s, store->fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, finding);
        db_bind_int(&s, 2, (int64_t)ordinal);
        db_bind_int(&s, 3, there->page_id);
        db_bind_int(&s, 4, weigh_row_on(there, cell->row));
        db_bind_text(&s, 5, column_code(form, cell));
        db_bind_int(&s, 6, there->number);
        rc = db_run(&s, store->fault);
    }
    db_finish(&s);
    return rc;
}

static enum status add_here(struct weigh_storing *store, int64_t finding,
                            size_t ordinal, size_t at)
{
    struct db_statement s;
    enum status rc = db_prepare(store->archive, "store a finding's cell",
                                "INSERT INTO finding_cell (finding_id, ordinal,"
                                " cell_id) VALUES (?1, ?2, ?3)",
                                &s, store->fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, finding);
        db_bind_int(&s, 2, (int64_t)ordinal);
        db_bind_int(&s, 3, store->loaded->cells[at].id);
        rc = db_run(&s, store->fault);
    }
    db_finish(&s);
    return rc;
}

static enum status add_cells(struct weigh_storing *store, int64_t id,
                             const struct finding *finding)
{
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < finding->n_cells; i++)
        rc = finding->sheets[i] == store->at
                 ? add_here(store, id, i, finding->cells[i])
                 : add_elsewhere(store, id, i, finding->sheets[i],
                                 finding->cells[i]);
    return rc;
}

static enum status add_finding(struct weigh_storing *store, size_t at)
{
    const struct finding *finding = &store->result->findings[at];
    const struct weigh_part *part =
        weigh_part_of_row(store->loaded, finding->row);
    struct db_statement s;
    enum status rc = db_prepare(
        store->archive, "store a finding",
        "INSERT INTO finding (sheet_id, ordinal, check_code, severity, law, "
        "row,"
        " left_side, right_side, tolerance, explanation_zh, explanation_en)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &s, store->fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, part->sheet_id);
        db_bind_int(&s, 2, (int64_t)at);
        db_bind_text(&s, 3, finding->check);
        db_bind_text(&s, 4, db_severity_name(finding->severity));
        db_bind_text(&s, 5, finding->law);
        db_bind_int(&s, 6, weigh_row_on(part, finding->row));
        db_bind_real(&s, 7, finding->left);
        db_bind_real(&s, 8, finding->right);
        db_bind_real(&s, 9, finding->tolerance);
        db_bind_text(&s, 10, finding->explanation_zh);
        db_bind_text(&s, 11, finding->explanation_en);
        rc = db_run(&s, store->fault);
    }
    db_finish(&s);
    if (rc != ST_OK)
        return rc;
    return add_cells(store, sqlite3_last_insert_rowid(store->archive->sql),
                     finding);
}

static enum status drop_findings(struct weigh_storing *store, int64_t sheet_id)
{
    enum { OUT_OF_THE_WAY = 1000000 };
    enum status rc =
        weigh_run_for_sheet(store, sheet_id,
                            "DELETE FROM finding WHERE sheet_id = ?1"
                            " AND check_code NOT LIKE 'P%'",
                            0);

    if (rc == ST_OK)
        rc = weigh_run_for_sheet(store, sheet_id,
                                 "UPDATE finding SET ordinal = ordinal + ?2"
                                 " WHERE sheet_id = ?1",
                                 OUT_OF_THE_WAY);
    return rc;
}

enum status weigh_store_findings(struct weigh_storing *store)
{
    const struct weigh_loaded *loaded = store->loaded;
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < loaded->n_parts; i++)
        rc = drop_findings(store, loaded->parts[i].sheet_id);
    for (size_t i = 0; rc == ST_OK && i < store->result->n_findings; i++)
        rc = add_finding(store, i);
    for (size_t i = 0; rc == ST_OK && i < loaded->n_parts; i++)
        rc = weigh_run_for_sheet(
            store, loaded->parts[i].sheet_id,
            "UPDATE finding SET ordinal = ?2 + ordinal - (SELECT min(ordinal)"
            "  FROM finding WHERE sheet_id = ?1 AND ordinal >= 1000000)"
            " WHERE sheet_id = ?1 AND ordinal >= 1000000",
            (int64_t)store->result->n_findings);
    return rc;
}
