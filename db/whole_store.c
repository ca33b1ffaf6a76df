#include "db/whole.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/question.h"
#include "db/connection.h"
#include "db/digest.h"
#include "db/finding_rows.h"
#include "db/history.h"
#include "db/page_row.h"
#include "db/published_rows.h"
#include "db/question_rows.h"
#include "db/statement.h"
#include "db/stored_names.h"

/* A cell's verdict as it stands, and where it is. */
struct standing {
    int64_t page_id;
    char source[256], column[FORM_CODE_MAX];
    int page, row;
    char value[OCR_TEXT_MAX], state[16], status[16], why[VERDICT_WHY_MAX];
    double confidence;
    bool personal;
    bool asked;         /* a finding about its ink wants a look at it */
};

static enum status find_standing(struct db_archive *archive, int64_t cell_id,
                                 struct standing *out, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "join sheets",
        "SELECT p.id, o.name, p.number, c.row, c.column_code, v.value,"
        " v.state, v.status, v.why, v.confidence, c.personal,"
        " EXISTS (SELECT 1 FROM finding_cell k JOIN finding f"
        "   ON f.id = k.finding_id WHERE k.cell_id = c.id"
        "   AND f.check_code IN ('P1', 'P2', 'P3'))"
        " FROM cell c JOIN sheet t ON t.id = c.sheet_id"
        " JOIN page p ON p.id = t.page_id JOIN original o"
        " ON o.id = p.original_id JOIN verdict v ON v.cell_id = c.id"
        " WHERE c.id = ?1",
        &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, cell_id);
        rc = db_step(&s, fault);
    }
    if (rc == ST_OK) {
        out->page_id = db_column_int64(&s, 0);
        db_column_text(&s, 1, out->source, sizeof out->source);
        out->page = db_column_int(&s, 2);
        out->row = db_column_int(&s, 3);
        db_column_text(&s, 4, out->column, sizeof out->column);
        db_column_text(&s, 5, out->value, sizeof out->value);
        db_column_text(&s, 6, out->state, sizeof out->state);
        db_column_text(&s, 7, out->status, sizeof out->status);
        db_column_text(&s, 8, out->why, sizeof out->why);
        out->confidence = db_column_real(&s, 9);
        out->personal = db_column_bool(&s, 10);
        out->asked = db_column_bool(&s, 11);
    }
    db_finish(&s);
    return rc;
}

static enum status update_verdict(struct db_archive *archive, int64_t cell_id,
                                  const struct verdict *verdict,
                                  struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "join sheets",
                                "UPDATE verdict SET value = ?2, state = ?3,"
                                " confidence = ?4, status = ?5, why = ?6"
                                " WHERE cell_id = ?1",
                                &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, cell_id);
        db_bind_text(&s, 2, verdict->value);
        db_bind_text(&s, 3, db_reading_state_name(verdict->state));
        db_bind_real(&s, 4, verdict->confidence);
        db_bind_text(&s, 5, db_verdict_status_name(verdict->status));
        db_bind_text(&s, 6, verdict->why);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

static enum status tell_verdict(struct db_archive *archive,
                                const struct standing *old,
                                const struct verdict *new, struct fault *fault)
{
    char why[256];

    snprintf(why, sizeof why, "joined: was %s, %s at %.3f; now %s, %s",
             old->state, old->status, old->confidence,
             db_reading_state_name(new->state),
             db_verdict_status_name(new->status));
    return db_add_step(archive,
                       &(struct db_step_taken){.what = "verdict",
                                               .page_id = old->page_id,
                                               .source = old->source,
                                               .page = old->page,
                                               .row = old->row,
                                               .column = old->column,
                                               .before = old->value,
                                               .after = new->value,
                                               .why = why},
                       NULL, fault);
}

/* What was not stored of a person cannot be judged either. */
static enum status store_verdict(struct db_archive *archive, int64_t cell_id,
                                 const struct verdict *found,
                                 struct fault *fault)
{
    struct verdict verdict = *found;
    struct standing old;
    enum status rc = find_standing(archive, cell_id, &old, fault);

    if (rc != ST_OK || (old.personal && !archive->keep_personal))
        return rc;
    if (old.asked) {
        verdict.status = VERDICT_REVIEW;
        if (old.confidence < verdict.confidence)
            verdict.confidence = old.confidence;
        (void)text_copy(verdict.why, sizeof verdict.why, old.why);
    }
    rc = update_verdict(archive, cell_id, &verdict, fault);
    if (rc != ST_OK ||
        (strcmp(old.value, verdict.value) == 0 &&
         strcmp(old.state, db_reading_state_name(verdict.state)) == 0 &&
         strcmp(old.status, db_verdict_status_name(verdict.status)) == 0))
        return rc;
    return tell_verdict(archive, &old, &verdict, fault);
}

static enum status store_verdicts(struct db_archive *archive,
                                  const struct db_whole *whole,
                                  struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < whole->sheet->n_cells; i++)
        rc = store_verdict(archive, whole->cell_ids[i],
                           &whole->result->verdicts[i], fault);
    return rc;
}

/* ---- findings ---- */

static enum status drop_findings(struct db_archive *archive, int64_t sheet_id,
                                 int *next, struct fault *fault)
{
    struct db_statement s;
    int64_t kept = 0;
    enum status rc = db_prepare(archive, "join sheets",
                                "DELETE FROM finding WHERE sheet_id = ?1 AND"
                                " check_code NOT IN ('P1', 'P2', 'P3')",
                                &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, sheet_id);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    if (rc == ST_OK)
        rc = db_prepare(archive, "join sheets",
                        "SELECT coalesce(max(ordinal), -1) + 1 FROM finding"
                        " WHERE sheet_id = ?1",
                        &s, fault);
    if (rc == ST_OK) {
        db_bind_int(&s, 1, sheet_id);
        rc = db_step(&s, fault);
        kept = rc == ST_OK ? db_column_int64(&s, 0) : 0;
    }
    db_finish(&s);
    *next = (int)kept;
    return rc;
}

/* Of the part that holds its row, the left one of two halves; without a row, of
 * the first. */
static size_t part_of_row(const struct db_whole *whole, int row)
{
    size_t best = 0;

    for (size_t at = 1; at < whole->n_parts; at++)
        if (whole->parts[at].beside_id == 0 &&
            row > whole->parts[at].rows_before)
            best = at;
    return best;
}

static enum status store_findings(struct db_archive *archive,
                                  const struct db_whole *whole,
                                  struct fault *fault)
{
    int *next = calloc(whole->n_parts, sizeof *next);
    enum status rc = ST_OK;

    if (next == NULL)
        return fault_set(fault, ST_NOMEM, "join sheets: out of memory");
    for (size_t i = 0; rc == ST_OK && i < whole->n_parts; i++)
        rc = drop_findings(archive, whole->parts[i].sheet_id, &next[i], fault);
    for (size_t i = 0; rc == ST_OK && i < whole->result->n_findings; i++) {
        struct finding finding = whole->result->findings[i];
        size_t part = part_of_row(whole, finding.row);
        if (finding.row > 0)
            finding.row -= whole->parts[part].rows_before;
        rc = db_insert_finding(archive, whole->parts[part].sheet_id,
                               next[part]++, &finding, whole->cell_ids, fault);
    }
    free(next);
    return rc;
}

static enum status store_questions(struct db_archive *archive,
                                   const struct db_whole *whole,
                                   struct fault *fault)
{
    size_t n = whole->sheet->n_cells, n_published = 0;
    struct check_question *questions = calloc(n + 1, sizeof *questions);
    struct check_published *published = NULL;
    enum status rc =
        questions == NULL
            ? fault_set(fault, ST_NOMEM, "join sheets: out of memory")
            : db_find_published(archive, &published, &n_published, fault);

    if (rc == ST_OK)
        rc = check_weigh_questions(whole->sheet, whole->form,
                                   whole->result->verdicts, published,
                                   n_published, questions, fault);
    if (rc == ST_OK)
        rc = db_store_questions(archive, whole->cell_ids, questions, n, fault);
    free(questions);
    free(published);
    return rc;
}

/* ---- the sheets themselves ---- */

static enum status mark_part(struct db_archive *archive,
                             const struct db_whole *whole, size_t at,
                             struct fault *fault)
{
    struct db_statement s;
    bool alone = whole->n_parts == 1;
    enum status rc = db_prepare(
        archive, "join sheets",
        "UPDATE sheet SET whole_id = ?2, rows_before = ?3, joined = ?4,"
        " beside_id = ?9,"
        " unit = CASE WHEN ?2 IS NULL OR ?2 = id THEN own_unit ELSE ?5 END,"
        " period = CASE WHEN ?2 IS NULL OR ?2 = id THEN own_period ELSE ?6 END,"
        " laws_tried = ?7, laws_held = ?8 WHERE id = ?1",
        &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, whole->parts[at].sheet_id);
        if (!alone)
            db_bind_int(&s, 2, whole->parts[0].sheet_id);
        db_bind_int(&s, 3, whole->parts[at].rows_before);
        db_bind_int(&s, 4, !alone || whole->told ? (int64_t)whole->n_parts : 0);
        db_bind_text(&s, 5, whole->sheet->unit);
        db_bind_text(&s, 6, whole->sheet->period);
        db_bind_int(&s, 7, (int64_t)whole->result->laws_tried);
        db_bind_int(&s, 8, (int64_t)whole->result->laws_held);
        if (whole->parts[at].beside_id != 0)
            db_bind_int(&s, 9, whole->parts[at].beside_id);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    if (rc == ST_OK && sqlite3_changes(archive->sql) != 1)
        return ST_NONE;
    return rc;
}

static enum status find_page_of(struct db_archive *archive, int64_t sheet_id,
                                struct db_page *page, struct fault *fault)
{
    struct db_statement s;
    int64_t id = 0;
    enum status rc =
        db_prepare(archive, "join sheets",
                   "SELECT page_id FROM sheet WHERE id = ?1", &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, sheet_id);
        rc = db_step(&s, fault);
    }
    id = rc == ST_OK ? db_column_int64(&s, 0) : 0;
    db_finish(&s);
    return rc == ST_OK ? db_find_page(archive, id, page, fault) : rc;
}

static enum status tell_join(struct db_archive *archive,
                             const struct db_whole *whole, size_t at,
                             const struct db_page *page, struct fault *fault)
{
    char digest[DB_DIGEST_SIZE], why[256];
    enum status rc = db_digest_page(archive, page->id, digest, fault);

    if (rc != ST_OK)
        return rc;
    snprintf(why, sizeof why, "%s %s %s: part %zu of %zu, rows %d to %d",
             whole->sheet->form, whole->sheet->unit, whole->sheet->period,
             at + 1, whole->n_parts, whole->parts[at].rows_before + 1,
             whole->parts[at].rows_before + whole->parts[at].n_rows);
    return db_add_step(archive,
                       &(struct db_step_taken){.what = "join",
                                               .page_id = page->id,
                                               .source = page->source,
                                               .page = page->number,
                                               .why = why,
                                               .digest = digest},
                       NULL, fault);
}

/* The digest of a page is told when all of its parts are what they become. */
static enum status tell_joins(struct db_archive *archive,
                              const struct db_whole *whole, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < whole->n_parts; i++) {
        struct db_page page;
        rc = find_page_of(archive, whole->parts[i].sheet_id, &page, fault);
        if (rc == ST_OK)
            rc = tell_join(archive, whole, i, &page, fault);
    }
    return rc;
}

static enum status store(struct db_archive *archive,
                         const struct db_whole *whole, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < whole->n_parts; i++)
        rc = mark_part(archive, whole, i, fault);
    if (rc == ST_OK)
        rc = store_verdicts(archive, whole, fault);
    if (rc == ST_OK)
        rc = store_findings(archive, whole, fault);
    if (rc == ST_OK)
        rc = store_questions(archive, whole, fault);
    return rc == ST_OK ? tell_joins(archive, whole, fault) : rc;
}

enum status db_store_whole(struct db_archive *archive,
                           const struct db_whole *whole, struct fault *fault)
{
    enum status rc = db_begin(archive, "join sheets", fault);

    if (rc != ST_OK)
        return rc;
    return db_end(archive, "join sheets", store(archive, whole, fault), fault);
}
