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

/* Keep what is about to be replaced; @had tells whether there is anything. */
static enum status remember_old(struct db_archive *archive, int64_t page_id,
                                bool *had, struct fault *fault)
{
    struct db_statement s = {0};
    enum status rc = db_execute(
        archive, "remember old verdicts",
        "CREATE TEMP TABLE IF NOT EXISTS old_verdict (form, row, column_order,"
        " column_code, value, state, status, confidence, raw);"
        "DELETE FROM temp.old_verdict",
        fault);

    if (rc == ST_OK)
        rc = db_prepare(
            archive, "remember old verdicts",
            "INSERT INTO temp.old_verdict SELECT s.form, c.row, c.column_order,"
            " c.column_code, v.value, v.state, v.status, v.confidence,"
            " coalesce(k.text, '') FROM cell c"
            " JOIN sheet s ON s.page_id = c.page_id"
            " JOIN verdict v ON v.cell_id = c.id"
            " LEFT JOIN candidate k ON k.cell_id = c.id AND k.rank = 1"
            " WHERE c.page_id = ?1",
            &s, fault);
    if (rc == ST_OK) {
        db_bind_int(&s, 1, page_id);
        rc = db_run(&s, fault);
        *had = sqlite3_changes(archive->sql) > 0;
    }
    db_finish(&s);
    return rc;
}

static enum status delete_old(struct db_archive *archive, int64_t page_id,
                              struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "replace a sheet",
                   "DELETE FROM sheet WHERE page_id = ?1", &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, page_id);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

/* One replaced verdict, columns as in tell_changes(). */
static enum status tell_change(struct db_archive *archive,
                               const struct db_page *page,
                               const struct db_statement *s,
                               struct fault *fault)
{
    char column[FORM_CODE_MAX], before[OCR_TEXT_MAX], after[OCR_TEXT_MAX];
    char old_state[16], old_status[16], state[16], status[16];
    char form[FORM_ID_MAX], raw[OCR_TEXT_MAX], why[256];

    db_column_text(s, 1, column, sizeof column);
    db_column_text(s, 2, before, sizeof before);
    db_column_text(s, 3, old_state, sizeof old_state);
    db_column_text(s, 4, old_status, sizeof old_status);
    db_column_text(s, 6, raw, sizeof raw);
    db_column_text(s, 7, form, sizeof form);
    db_column_text(s, 8, after, sizeof after);
    db_column_text(s, 9, state, sizeof state);
    db_column_text(s, 10, status, sizeof status);
    snprintf(why, sizeof why,
             "was %s, %s at %.3f on %s, raw \"%s\"; now %s%s%s", old_state,
             old_status, db_column_real(s, 5), form, raw,
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
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "tell changed verdicts",
        "SELECT o.row, o.column_code, o.value, o.state, o.status, o.confidence,"
        " o.raw, o.form, v.value, v.state, v.status FROM temp.old_verdict o"
        " LEFT JOIN sheet s ON s.page_id = ?1 AND s.form = o.form"
        " LEFT JOIN cell c ON c.page_id = s.page_id AND c.row = o.row"
        " AND c.column_code = o.column_code"
        " LEFT JOIN verdict v ON v.cell_id = c.id"
        " WHERE v.value IS NULL OR v.value <> o.value OR v.state <> o.state"
        " OR v.status <> o.status ORDER BY o.row, o.column_order",
        &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, page->id);
    while ((rc = db_step(&s, fault)) == ST_OK) {
        rc = tell_change(archive, page, &s, fault);
        if (rc != ST_OK)
            break;
    }
done:
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
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

static void describe(const struct db_outcome *outcome, char *why, size_t size)
{
    size_t n_review = 0;
    const struct sheet *sheet = outcome->sheet;

    if (outcome->state != DB_PAGE_READ) {
        snprintf(why, size, "%.*s", (int)size - 1, outcome->reason);
        return;
    }
    for (size_t i = 0; i < outcome->result->n_verdicts; i++)
        n_review += outcome->result->verdicts[i].status == VERDICT_REVIEW;
    snprintf(why, size,
             "%s version %d, %s %s: %zu cells, %zu for review, "
             "%zu findings",
             sheet->form, sheet->form_version, sheet->unit, sheet->period,
             sheet->n_cells, n_review, outcome->result->n_findings);
}

static enum status tell_reading(struct db_archive *archive,
                                const struct db_page *page,
                                const struct db_outcome *outcome,
                                struct fault *fault)
{
    char digest[DB_DIGEST_SIZE], why[256];
    enum status rc = db_digest_sheet(archive, page->id, digest, fault);

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

static enum status replace(struct db_archive *archive, int64_t page_id,
                           const struct db_outcome *outcome,
                           struct fault *fault)
{
    struct db_page page;
    bool had = false;
    enum status rc = db_find_page(archive, page_id, &page, fault);

    if (rc == ST_OK)
        rc = remember_old(archive, page_id, &had, fault);
    if (rc == ST_OK)
        rc = delete_old(archive, page_id, fault);
    if (rc == ST_OK)
        rc = update_page(archive, page_id, outcome, fault);
    if (rc == ST_OK && outcome->state == DB_PAGE_READ)
        rc = db_insert_sheet(archive, page_id, outcome, fault);
    if (rc == ST_OK && outcome->state == DB_PAGE_READ)
        rc = db_carry_decisions(archive, &page, fault);
    if (rc == ST_OK && had)
        rc = tell_changes(archive, &page, fault);
    if (rc == ST_OK)
        rc = tell_reading(archive, &page, outcome, fault);
    return rc;
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
    rc = replace(archive, page_id, outcome, fault);
    return db_end(archive, "store a page's outcome", rc, fault);
}
