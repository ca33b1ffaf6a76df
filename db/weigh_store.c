/*
 * What weighing gave for one sheet, put in the place of what stood there. Only
 * figures, months and days are touched: words settle one another elsewhere
 * (word_rows.c), and what persons decided and cells whose ink is doubtful keep
 * their verdicts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/history.h"
#include "db/question_rows.h"
#include "db/recalibration_rows.h"
#include "db/statement.h"
#include "db/stored_names.h"
#include "db/threshold_rows.h"
#include "db/weigh_storing.h"

struct standing {
    char value[OCR_TEXT_MAX], state[16], status[16], why[VERDICT_WHY_MAX];
    double confidence;
};

/* ---- what its files share ---- */

const struct weigh_part *weigh_part_of_cell(const struct weigh_loaded *loaded,
                                            size_t cell)
{
    return &loaded->parts[loaded->cells[cell].part];
}

int weigh_row_on(const struct weigh_part *part, int row)
{
    return row > 0 ? row - part->rows_before : 0;
}

enum status weigh_run_for_sheet(struct weigh_storing *store, int64_t sheet_id,
                                const char *sql, int64_t number)
{
    struct db_statement s;
    enum status rc =
        db_prepare(store->archive, "weigh sheets", sql, &s, store->fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, sheet_id);
        if (sqlite3_bind_parameter_count(s.stmt) > 1)
            db_bind_int(&s, 2, number);
        rc = db_run(&s, store->fault);
    }
    db_finish(&s);
    return rc;
}

/* ---- verdicts ---- */

static bool is_weighed(const struct weigh_storing *store, size_t i)
{
    const struct sheet_cell *cell = &store->loaded->sheet.cells[i];
    const struct form *form = store->from->form;

    return cell->row > 0 && (size_t)cell->column < form->n_columns &&
           (form->columns[cell->column].type.kind <= VALUE_MONEY ||
            (form->columns[cell->column].is_label &&
             form->columns[cell->column].type.kind != VALUE_TEXT)) &&
           !store->loaded->cells[i].fixed &&
           cell->reading.state != READ_ILLEGIBLE;
}

static enum status tell_change(const struct weigh_storing *store, size_t i,
                               const struct standing *was,
                               const struct verdict *now)
{
    const struct sheet_cell *cell = &store->loaded->sheet.cells[i];
    const struct weigh_part *part = weigh_part_of_cell(store->loaded, i);
    char why[256];

    snprintf(why, sizeof why,
             "weighed again: was %s, %s at %.3f; now %s, %s: ", was->state,
             was->status, was->confidence, db_reading_state_name(now->state),
             db_verdict_status_name(now->status));
    (void)text_copy(why + strlen(why), sizeof why - strlen(why), now->why);
    return db_add_step(
        store->archive,
        &(struct db_step_taken){
            .what = "verdict",
            .page_id = part->page_id,
            .source = part->source,
            .page = part->page,
            .row = weigh_row_on(part, cell->row),
            .column = store->from->form->columns[cell->column].code,
            .before = was->value,
            .after = now->value,
            .why = why},
        NULL, store->fault);
}

static enum status write_verdict(struct weigh_storing *store, size_t i,
                                 const struct verdict *now)
{
    struct db_statement s;
    enum status rc =
        db_prepare(store->archive, "store a verdict",
                   "UPDATE verdict SET value = ?2, state = ?3, confidence = ?4,"
                   " status = ?5, why = ?6 WHERE cell_id = ?1",
                   &s, store->fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, store->loaded->cells[i].id);
        db_bind_text(&s, 2, now->value);
        db_bind_text(&s, 3, db_reading_state_name(now->state));
        db_bind_real(&s, 4, now->confidence);
        db_bind_text(&s, 5, db_verdict_status_name(now->status));
        db_bind_text(&s, 6, now->why);
        rc = db_run(&s, store->fault);
    }
    db_finish(&s);
    return rc;
}

/* check/ goes by the built-in calibration and the usual threshold; the archive
 * may have others. */
static void settle_chance(const struct weigh_storing *store, size_t i,
                          struct verdict *verdict)
{
    enum db_cell_kind kind =
        db_kind_of_reading(&store->loaded->sheet.cells[i].reading);
    double accept = store->group->thresholds->accept[kind];

    verdict->confidence = check_recalibrated(
        store->group->recalibration->by[kind], verdict->confidence, accept);
    verdict->status =
        verdict->confidence >= accept ? VERDICT_ACCEPTED : VERDICT_REVIEW;
}

static enum status settle_cell(struct weigh_storing *store, size_t i,
                               const struct standing *was)
{
    struct verdict settled = store->result->verdicts[i];
    const struct verdict *now = &settled;
    bool other;
    enum status rc = ST_OK;

    settle_chance(store, i, &settled);
    other = strcmp(was->value, now->value) != 0 ||
            strcmp(was->state, db_reading_state_name(now->state)) != 0 ||
            strcmp(was->status, db_verdict_status_name(now->status)) != 0;
    store->standing[i] = *now;
    if (!other && was->confidence == now->confidence &&
        strcmp(was->why, now->why) == 0)
        return ST_OK;
    if (other) {
        store->changed++;
        rc = tell_change(store, i, was, now);
    }
    if (rc == ST_OK)
        rc = write_verdict(store, i, now);
    if (rc == ST_OK && store->group->recalibration->any)
        rc = db_keep_built_in(store->archive, store->loaded->cells[i].id,
                              store->result->verdicts[i].confidence,
                              store->fault);
    return rc;
}

static void read_standing(const struct db_statement *s, struct standing *was)
{
    db_column_text(s, 0, was->value, sizeof was->value);
    db_column_text(s, 1, was->state, sizeof was->state);
    was->confidence = db_column_real(s, 2);
    db_column_text(s, 3, was->status, sizeof was->status);
    db_column_text(s, 4, was->why, sizeof was->why);
}

/* A cell that stays as it is, for ranking the others. */
static void keep_standing(const struct standing *was, bool decided,
                          struct verdict *out)
{
    *out =
        (struct verdict){.confidence = decided ? 1 : was->confidence,
                         .status = decided ? VERDICT_ACCEPTED
                                           : db_verdict_status_of(was->status)};
}

/* Old ones are fetched one by one: the cell's row is rewritten meanwhile. */
static enum status settle_cells(struct weigh_storing *store)
{
    struct db_statement s;
    enum status rc = db_prepare(store->archive, "weigh sheets",
                                "SELECT value, state, confidence, status, why"
                                " FROM verdict WHERE cell_id = ?1",
                                &s, store->fault);

    for (size_t i = 0; rc == ST_OK && i < store->loaded->sheet.n_cells; i++) {
        struct standing was;

        db_bind_int(&s, 1, store->loaded->cells[i].id);
        rc = db_step(&s, store->fault);
        if (rc != ST_OK)
            break;
        read_standing(&s, &was);
        db_reset(&s);
        if (is_weighed(store, i))
            rc = settle_cell(store, i, &was);
        else
            keep_standing(&was, store->loaded->cells[i].decided,
                          &store->standing[i]);
    }
    db_finish(&s);
    return rc;
}

/* ---- the sheet ---- */

static const char PLACE[] =
    "UPDATE sheet SET unit = ?2, period = ?3, laws_tried = ?4, laws_held = ?5"
    " WHERE id = ?1 OR whole_id = ?1";

static enum status settle_sheet(struct weigh_storing *store)
{
    const char *unit = store->result->unit[0] != '\0' ? store->result->unit
                                                      : store->from->unit;
    const char *period = store->result->period[0] != '\0'
                             ? store->result->period
                             : store->from->period;
    struct db_statement s;
    enum status rc =
        db_prepare(store->archive, "weigh sheets", PLACE, &s, store->fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, store->from->id);
        db_bind_text(&s, 2, unit);
        db_bind_text(&s, 3, period);
        db_bind_int(&s, 4, (int64_t)store->result->laws_tried);
        db_bind_int(&s, 5, (int64_t)store->result->laws_held);
        rc = db_run(&s, store->fault);
    }
    db_finish(&s);
    return rc;
}

/* The header's own words, so that the next weighing starts from them. */
static enum status keep_header(struct weigh_storing *store)
{
    struct db_statement s;
    enum status rc = db_prepare(
        store->archive, "weigh sheets",
        "INSERT OR REPLACE INTO sheet_header (sheet_id, unit_read, period_read)"
        " VALUES (?1, ?2, ?3)",
        &s, store->fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, store->from->id);
        db_bind_text(&s, 2, store->from->unit);
        db_bind_text(&s, 3, store->from->period);
        rc = db_run(&s, store->fault);
    }
    db_finish(&s);
    return rc;
}

static enum status settle_place(struct weigh_storing *store)
{
    enum status rc = settle_sheet(store);

    if (rc != ST_OK)
        return rc;
    if (store->result->period[0] != '\0' || store->result->unit[0] != '\0')
        return keep_header(store);
    return weigh_run_for_sheet(store, store->from->id,
                               "DELETE FROM sheet_header WHERE sheet_id = ?1",
                               0);
}

static enum status settle_questions(struct weigh_storing *store,
                                    const struct check_published *published,
                                    size_t n_published)
{
    size_t n = store->loaded->sheet.n_cells;
    struct check_question *questions = calloc(n + 1, sizeof *questions);
    int64_t *ids = calloc(n + 1, sizeof *ids);
    enum status rc = ST_OK;

    if (questions == NULL || ids == NULL)
        rc = fault_set(store->fault, ST_NOMEM, "weigh sheets: out of memory");
    for (size_t i = 0; rc == ST_OK && i < n; i++)
        ids[i] = store->loaded->cells[i].id;
    if (rc == ST_OK)
        rc = check_weigh_questions(&store->loaded->sheet, store->from->form,
                                   store->standing, published, n_published,
                                   questions, store->fault);
    if (rc == ST_OK)
        rc =
            db_store_questions(store->archive, ids, questions, n, store->fault);
    free(questions);
    free(ids);
    return rc;
}

/* ---- the whole ---- */

static enum status sign(struct weigh_storing *store, const char *signature)
{
    struct db_statement s;
    enum status rc = db_prepare(
        store->archive, "weigh sheets",
        "INSERT OR REPLACE INTO weighed (sheet_id, signature) VALUES (?1, ?2)",
        &s, store->fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, store->from->id);
        db_bind_text(&s, 2, signature);
        rc = db_run(&s, store->fault);
    }
    db_finish(&s);
    return rc;
}

/* What the part's page held before. */
static enum status tell_weighing(struct weigh_storing *store,
                                 const struct weigh_part *part,
                                 const char *before)
{
    char digest[DB_DIGEST_SIZE], why[384], choice[64] = "";
    enum status rc =
        db_digest_page(store->archive, part->page_id, digest, store->fault);

    if (rc != ST_OK || strcmp(before, digest) == 0)
        return rc;
    if (store->result->choice.failing > 0)
        snprintf(choice, sizeof choice, "; choice %.2f (none below %.2f)",
                 store->result->choice.cost, store->result->choice.least);
    snprintf(
        why, sizeof why,
        "with %zu sheets: %zu laws of %zu hold, %lld cells changed%s%s%s%s%s",
        store->group->n, store->result->laws_held, store->result->laws_tried,
        (long long)store->changed, choice,
        store->result->period[0] != '\0' || store->result->unit[0] != '\0'
            ? "; by its figures "
            : "",
        store->result->unit, store->result->unit[0] != '\0' ? " " : "",
        store->result->period);
    return db_add_step(store->archive,
                       &(struct db_step_taken){.what = "weigh",
                                               .page_id = part->page_id,
                                               .source = part->source,
                                               .page = part->page,
                                               .before = store->from->period,
                                               .after = store->result->period,
                                               .why = why,
                                               .digest = digest},
                       NULL, store->fault);
}

static enum status settle_all(struct weigh_storing *store,
                              const char *signature,
                              const struct check_published *published,
                              size_t n_published)
{
    enum status rc = settle_cells(store);

    if (rc == ST_OK)
        rc = weigh_store_findings(store);
    if (rc == ST_OK)
        rc = settle_place(store);
    if (rc == ST_OK)
        rc = settle_questions(store, published, n_published);
    return rc == ST_OK ? sign(store, signature) : rc;
}

enum status weigh_store(struct db_archive *archive,
                        const struct weigh_result *group, size_t at,
                        const char *signature,
                        const struct check_published *published,
                        size_t n_published, int64_t *changed,
                        struct fault *fault)
{
    struct weigh_storing store = {.archive = archive,
                                  .group = group,
                                  .at = at,
                                  .from = group->sheets[at],
                                  .loaded = &group->loaded[at],
                                  .result = &group->results[at],
                                  .fault = fault};
    size_t n = store.loaded->n_parts;
    char(*before)[DB_DIGEST_SIZE] = calloc(n, sizeof *before);
    enum status rc = ST_OK;

    store.standing =
        calloc(store.loaded->sheet.n_cells + 1, sizeof *store.standing);
    if (before == NULL || store.standing == NULL)
        rc = fault_set(fault, ST_NOMEM, "weigh sheets: out of memory");
    for (size_t i = 0; rc == ST_OK && i < n; i++)
        rc = db_digest_page(archive, store.loaded->parts[i].page_id, before[i],
                            fault);
    if (rc == ST_OK)
        rc = settle_all(&store, signature, published, n_published);
    for (size_t i = 0; rc == ST_OK && i < n; i++)
        rc = tell_weighing(&store, &store.loaded->parts[i], before[i]);
    *changed += store.changed;
    free(store.standing);
    free(before);
    return rc;
}
