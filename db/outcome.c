/*
 * One page's outcome, one transaction. What the page gave before is remembered
 * for a moment (a temporary table), replaced, and the difference is told to
 * the history. Persons' decisions stand in a table of their own that nothing
 * here touches.
 */
#include "db/archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/digest.h"
#include "db/history.h"
#include "db/outcome_rows.h"
#include "db/page_row.h"
#include "db/replacement.h"
#include "db/statement.h"
#include "db/stored_names.h"

/* What a page gave before, for as long as its history is told: its verdicts,
 * and which of its sheets by now is which of before. */
static const char REMEMBERED[] =
    "CREATE TEMP TABLE IF NOT EXISTS old_verdict (number, form, row,"
    " column_order, column_code, value, state, status, confidence, raw);"
    "CREATE TEMP TABLE IF NOT EXISTS old_sheet (number, form, x, y);"
    "CREATE TEMP TABLE IF NOT EXISTS new_sheet (id, form, x, y);"
    "CREATE TEMP TABLE IF NOT EXISTS old_pair (number, sheet_id);"
    "DELETE FROM temp.old_verdict; DELETE FROM temp.old_sheet;"
    "DELETE FROM temp.new_sheet; DELETE FROM temp.old_pair";

static enum status run_on_page(struct db_archive *archive, const char *doing,
                               const char *sql, int64_t page_id,
                               struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, doing, sql, &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, page_id);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

/* Keep what is about to be replaced; @had tells whether there is anything. */
static enum status remember_old(struct db_archive *archive, int64_t page_id,
                                bool *had, struct fault *fault)
{
    enum status rc =
        db_execute(archive, "remember old verdicts", REMEMBERED, fault);

    if (rc == ST_OK)
        rc = run_on_page(
            archive, "remember old verdicts",
            "INSERT INTO temp.old_sheet SELECT s.number, s.form,"
            " avg(c.x + c.w / 2.0), avg(c.y + c.h / 2.0) FROM sheet s"
            " JOIN cell c ON c.sheet_id = s.id AND c.row > 0"
            " WHERE s.page_id = ?1 GROUP BY s.id",
            page_id, fault);
    if (rc == ST_OK)
        rc = run_on_page(
            archive, "remember old verdicts",
            "INSERT INTO temp.old_verdict SELECT s.number, s.form, c.row,"
            " c.column_order, c.column_code, v.value, v.state, v.status,"
            " v.confidence, coalesce(k.text, '') FROM cell c"
            " JOIN sheet s ON s.id = c.sheet_id"
            " JOIN verdict v ON v.cell_id = c.id"
            " LEFT JOIN candidate k ON k.cell_id = c.id AND k.rank = 1"
            " WHERE s.page_id = ?1",
            page_id, fault);
    *had = rc == ST_OK && sqlite3_changes(archive->sql) > 0;
    return rc;
}

/* Another reading may find more tables than before, so that their numbers
 * move: the sheet that is meant lies where it lay. */
static enum status pair_sheets(struct db_archive *archive, int64_t page_id,
                               struct fault *fault)
{
    enum status rc =
        run_on_page(archive, "tell changed verdicts",
                    "INSERT INTO temp.new_sheet SELECT s.id, s.form,"
                    " avg(c.x + c.w / 2.0), avg(c.y + c.h / 2.0) FROM sheet s"
                    " JOIN cell c ON c.sheet_id = s.id AND c.row > 0"
                    " WHERE s.page_id = ?1 GROUP BY s.id",
                    page_id, fault);

    if (rc != ST_OK)
        return rc;
    return db_execute(
        archive, "tell changed verdicts",
        /* The id is that of the row with the least distance. */
        "INSERT INTO temp.old_pair SELECT number, id FROM ("
        "   SELECT o.number, s.id, min(abs(s.x - o.x) + abs(s.y - o.y))"
        "   FROM temp.old_sheet o LEFT JOIN temp.new_sheet s"
        "   ON s.form = o.form GROUP BY o.number)",
        fault);
}

static enum status delete_old(struct db_archive *archive, int64_t page_id,
                              struct fault *fault)
{
    return run_on_page(archive, "replace a sheet",
                       "DELETE FROM sheet WHERE page_id = ?1", page_id, fault);
}

/* One replaced verdict, columns as in tell_changes(). */
static enum status tell_change(struct db_archive *archive,
                               const struct db_page *page,
                               const struct db_statement *s,
                               struct fault *fault)
{
    char column[FORM_CODE_MAX], before[OCR_TEXT_MAX], after[OCR_TEXT_MAX];
    char old_state[16], old_status[16], state[16], status[16];
    char form[FORM_ID_MAX], raw[OCR_TEXT_MAX], why[512], table[24] = "";

    db_column_text(s, 1, column, sizeof column);
    db_column_text(s, 2, before, sizeof before);
    db_column_text(s, 3, old_state, sizeof old_state);
    db_column_text(s, 4, old_status, sizeof old_status);
    db_column_text(s, 6, raw, sizeof raw);
    db_column_text(s, 7, form, sizeof form);
    db_column_text(s, 8, after, sizeof after);
    db_column_text(s, 9, state, sizeof state);
    db_column_text(s, 10, status, sizeof status);
    if (db_column_int(s, 11) > 1)
        snprintf(table, sizeof table, "table %d: ", db_column_int(s, 11));
    snprintf(why, sizeof why,
             "%swas %s, %s at %.3f on %s, raw \"%s\"; now %s%s%s", table,
             old_state, old_status, db_column_real(s, 5), form, raw,
             state[0] == '\0' ? "no such cell" : state,
             state[0] == '\0' ? "" : ", ", status);
    return db_add_step(archive,
                       &(struct db_step_taken){.what = "verdict",
                                               .page_id = page->id,
                                               .source = page->source,
                                               .page = page->number,
                                               .row = db_column_int(s, 0),
                                               .column = column,
                                               .before = before,
                                               .after = after,
                                               .why = why},
                       NULL, fault);
}

static enum status tell_changes(struct db_archive *archive,
                                const struct db_page *page, struct fault *fault)
{
    struct db_statement s = {0};
    enum status rc = pair_sheets(archive, page->id, fault);

    if (rc == ST_OK)
        rc = db_prepare(
            archive, "tell changed verdicts",
            "SELECT o.row, o.column_code, o.value, o.state, o.status,"
            " o.confidence, o.raw, o.form, v.value, v.state, v.status, o.number"
            " FROM temp.old_verdict o"
            " LEFT JOIN temp.old_pair p ON p.number = o.number"
            " LEFT JOIN cell c ON c.sheet_id = p.sheet_id AND c.row = o.row"
            " AND c.column_code = o.column_code"
            " LEFT JOIN verdict v ON v.cell_id = c.id"
            " WHERE v.value IS NULL OR v.value <> o.value OR v.state <> o.state"
            " OR v.status <> o.status ORDER BY o.number, o.row, o.column_order",
            &s, fault);
    while (db_next(&s, &rc, fault))
        rc = tell_change(archive, page, &s, fault);
    db_finish(&s);
    return rc;
}

static void bind_quality(struct db_statement *s,
                         const struct scan_quality *quality)
{
    /* A page that could not be decoded was never measured. */
    if (quality->width <= 0 || quality->height <= 0)
        return;
    db_bind_int(s, 6, quality->width);
    db_bind_int(s, 7, quality->height);
    db_bind_int(s, 8, quality->depth);
    db_bind_int(s, 9, quality->dpi);
    db_bind_int(s, 10, quality->dpi_from_file);
    db_bind_int(s, 11, quality->turned_degrees);
    db_bind_real(s, 12, quality->skew_degrees);
    db_bind_real(s, 13, quality->sharpness);
    db_bind_real(s, 14, quality->ink_share);
}

static enum status update_page(struct db_archive *archive, int64_t page_id,
                               const struct db_outcome *outcome,
                               struct fault *fault)
{
    char at[32];
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "store a page's outcome",
        "UPDATE page SET state = ?2, reason = ?3, read_at = ?4, read_by = ?5,"
        " width = ?6, height = ?7, depth = ?8, dpi = ?9, dpi_from_file = ?10,"
        " turned_degrees = ?11, skew_degrees = ?12, sharpness = ?13,"
        " ink_share = ?14 WHERE id = ?1",
        &s, fault);

    if (rc == ST_OK) {
        db_now(at, sizeof at);
        db_bind_int(&s, 1, page_id);
        db_bind_text(&s, 2, db_page_state_name(outcome->state));
        db_bind_text(&s, 3, outcome->reason);
        db_bind_text(&s, 4, at);
        db_bind_text(&s, 5, db_program());
        bind_quality(&s, &outcome->quality);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

static size_t count_review(const struct check_result *result)
{
    size_t n = 0;

    for (size_t i = 0; i < result->n_verdicts; i++)
        n += result->verdicts[i].status == VERDICT_REVIEW;
    return n;
}

/* A figure that identities took for what was read: which ones, and by how much
 * it was the best explanation. */
static enum status tell_repair(struct db_archive *archive,
                               const struct db_page *page,
                               const struct db_table *table, size_t i,
                               struct fault *fault)
{
    const struct sheet_cell *cell = &table->sheet->cells[i];
    const struct verdict *verdict = &table->result->verdicts[i];
    const struct form_column *column = &table->form->columns[cell->column];

    if (column->personal && !archive->keep_personal)
        return ST_OK;
    return db_add_step(archive,
                       &(struct db_step_taken){
                           .what = "repair",
                           .page_id = page->id,
                           .source = page->source,
                           .page = page->number,
                           .row = cell->row,
                           .column = column->code,
                           .before = cell->reading.n_candidates > 0
                                         ? cell->reading.candidates[0].value
                                         : "",
                           .after = verdict->value,
                           .why = verdict->why},
                       NULL, fault);
}

static enum status tell_repairs(struct db_archive *archive,
                                const struct db_page *page,
                                const struct db_outcome *outcome,
                                struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t t = 0; t < outcome->n_tables && rc == ST_OK; t++) {
        const struct db_table *table = &outcome->tables[t];

        for (size_t i = 0; i < table->sheet->n_cells && rc == ST_OK; i++)
            if (table->result->verdicts[i].margin > 0 &&
                table->sheet->cells[i].row > 0)
                rc = tell_repair(archive, page, table, i, fault);
    }
    return rc;
}

/* How good the choice among all readings is: its cost, and what any costs. */
static void describe_choice(const struct choice_bound *choice, char *out,
                            size_t size)
{
    out[0] = '\0';
    if (choice->failing > 0)
        snprintf(out, size, ", choice %.2f (none below %.2f)", choice->cost,
                 choice->least);
}

/* Tables that find no room in the sentence are not named. */
static void describe(const struct db_outcome *outcome, char *why, size_t size)
{
    size_t used = 0;

    if (outcome->n_tables == 0) {
        snprintf(why, size, "%.*s", (int)size - 1, outcome->reason);
        return;
    }
    why[0] = '\0';
    for (size_t i = 0; i < outcome->n_tables; i++) {
        const struct db_table *table = &outcome->tables[i];
        const struct sheet *sheet = table->sheet;
        char one[256], choice[64];
        int n;

        describe_choice(&table->result->choice, choice, sizeof choice);
        n = snprintf(one, sizeof one,
                     "%s%s version %d, %s %s: %zu cells, %zu for review, "
                     "%zu findings%s",
                     used == 0 ? "" : "; ", sheet->form, sheet->form_version,
                     sheet->unit, sheet->period, sheet->n_cells,
                     count_review(table->result), table->result->n_findings,
                     choice);
        if (n < 0 || used + (size_t)n >= size)
            return;
        memcpy(why + used, one, (size_t)n + 1);
        used += (size_t)n;
    }
}

static enum status tell_reading(struct db_archive *archive,
                                const struct db_page *page,
                                const struct db_outcome *outcome,
                                struct fault *fault)
{
    char digest[DB_DIGEST_SIZE], why[256];
    enum status rc = db_digest_page(archive, page->id, digest, fault);

    if (rc != ST_OK)
        return rc;
    describe(outcome, why, sizeof why);
    return db_add_step(
        archive,
        &(struct db_step_taken){.what = "read",
                                .page_id = page->id,
                                .source = page->source,
                                .page = page->number,
                                .before = db_page_state_name(page->state),
                                .after = db_page_state_name(outcome->state),
                                .why = why,
                                .digest = digest},
        NULL, fault);
}

static enum status replace(struct db_archive *archive,
                           const struct db_page *page,
                           const struct db_outcome *outcome,
                           struct fault *fault)
{
    bool had = false;
    enum status rc = remember_old(archive, page->id, &had, fault);

    if (rc == ST_OK)
        rc = delete_old(archive, page->id, fault);
    if (rc == ST_OK)
        rc = update_page(archive, page->id, outcome, fault);
    for (size_t i = 0;
         rc == ST_OK && i < outcome->n_tables && outcome->state == DB_PAGE_READ;
         i++)
        rc = db_insert_sheet(archive, page->id, (int)i + 1, &outcome->tables[i],
                             fault);
    if (rc == ST_OK && outcome->state == DB_PAGE_READ)
        rc = db_carry_decisions(archive, page, fault);
    if (rc == ST_OK && had)
        rc = tell_changes(archive, page, fault);
    if (rc == ST_OK && outcome->state == DB_PAGE_READ)
        rc = tell_repairs(archive, page, outcome, fault);
    if (rc == ST_OK)
        rc = tell_reading(archive, page, outcome, fault);
    return rc;
}

/* A page that could not be opened (its original lay on a disk that is away)
 * says nothing about the paper: what was read of it before stays. */
static enum status keep(struct db_archive *archive, const struct db_page *page,
                        const struct db_outcome *outcome, struct fault *fault)
{
    struct db_outcome kept = *outcome;

    kept.state = page->state;
    return tell_reading(archive, page, &kept, fault);
}

static enum status replace_or_keep(struct db_archive *archive, int64_t page_id,
                                   const struct db_outcome *outcome,
                                   struct fault *fault)
{
    struct db_page page;
    enum status rc = db_find_page(archive, page_id, &page, fault);

    if (rc != ST_OK)
        return rc;
    if (outcome->state == DB_PAGE_FAILED && page.state == DB_PAGE_READ)
        return keep(archive, &page, outcome, fault);
    return replace(archive, &page, outcome, fault);
}

enum status db_store_outcome(struct db_archive *archive, int64_t page_id,
                             const struct db_outcome *outcome,
                             struct fault *fault)
{
    enum status rc = db_check_outcome(outcome, fault);

    if (rc == ST_OK)
        rc = db_begin(archive, "store a page's outcome", fault);
    if (rc != ST_OK)
        return rc;
    rc = replace_or_keep(archive, page_id, outcome, fault);
    return db_end(archive, "store a page's outcome", rc, fault);
}
