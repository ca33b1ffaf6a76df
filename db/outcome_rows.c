#include "db/outcome_rows.h"

#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/finding_rows.h"
#include "db/published_rows.h"
#include "db/question_rows.h"
#include "db/statement.h"
#include "db/stored_names.h"
#include "db/word_rows.h"

/* What a cell's column or header field says about it. */
struct cell_kind {
    const char *code;
    bool is_label, personal, sensitive;
};

static struct cell_kind kind_of(const struct form *form,
                                const struct sheet_cell *cell)
{
    if (cell->row == 0) {
        const struct form_field *field = &form->fields[cell->column];
        return (struct cell_kind){.code = field->name,
                                  .personal = field->personal};
    }
    const struct form_column *column = &form->columns[cell->column];
    return (struct cell_kind){.code = column->code,
                              .is_label = column->is_label,
                              .personal = column->personal,
                              .sensitive = column->sensitive};
}

/* Prepared once a sheet, run once a cell. */
struct cell_writer {
    struct db_archive *archive;
    const struct form *form;
    int64_t sheet_id;
    struct db_statement cell, reading, candidate, verdict;
};

static void finish_writer(struct cell_writer *w)
{
    db_finish(&w->cell);
    db_finish(&w->reading);
    db_finish(&w->candidate);
    db_finish(&w->verdict);
}

static enum status prepare_writer(struct cell_writer *w, struct fault *fault)
{
    enum status rc = db_prepare(
        w->archive, "store a cell",
        "INSERT INTO cell (sheet_id, row, column_order, column_code, is_label,"
        " personal, sensitive, x, y, w, h)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &w->cell, fault);

    if (rc == ST_OK)
        rc = db_prepare(w->archive, "store a reading",
                        "INSERT INTO reading (cell_id, state, ink, old, engine)"
                        " VALUES (?1, ?2, ?3, ?4, ?5)",
                        &w->reading, fault);
    if (rc == ST_OK)
        rc = db_prepare(w->archive, "store a candidate",
                        "INSERT INTO candidate (cell_id, rank, text, value,"
                        " score) VALUES (?1, ?2, ?3, ?4, ?5)",
                        &w->candidate, fault);
    if (rc == ST_OK)
        rc = db_prepare(w->archive, "store a verdict",
                        "INSERT INTO verdict (cell_id, value, state,"
                        " confidence, status, why)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                        &w->verdict, fault);
    return rc;
}

static enum status write_cell(struct cell_writer *w,
                              const struct sheet_cell *cell,
                              const struct cell_kind *kind, int64_t *id,
                              struct fault *fault)
{
    struct db_statement *s = &w->cell;
    enum status rc;

    db_bind_int(s, 1, w->sheet_id);
    db_bind_int(s, 2, cell->row);
    db_bind_int(s, 3, cell->column);
    db_bind_text(s, 4, kind->code);
    db_bind_int(s, 5, kind->is_label);
    db_bind_int(s, 6, kind->personal);
    db_bind_int(s, 7, kind->sensitive);
    db_bind_int(s, 8, cell->box.x);
    db_bind_int(s, 9, cell->box.y);
    db_bind_int(s, 10, cell->box.w);
    db_bind_int(s, 11, cell->box.h);
    rc = db_run(s, fault);
    *id = sqlite3_last_insert_rowid(w->archive->sql);
    return rc;
}

static double number_or_zero(double value)
{
    return value == value ? value : 0.0; /* NaN would be NULL in SQL */
}

static enum status write_reading(struct cell_writer *w, int64_t id,
                                 const struct reading *reading, bool withheld,
                                 struct fault *fault)
{
    struct db_statement *s = &w->reading;
    enum status rc;

    db_bind_int(s, 1, id);
    db_bind_text(
        s, 2, db_reading_state_name(withheld ? READ_WITHHELD : reading->state));
    db_bind_real(s, 3, number_or_zero(reading->ink));
    db_bind_text(s, 4, withheld ? "" : reading->old);
    db_bind_text(s, 5, reading->engine);
    rc = db_run(s, fault);
    s = &w->candidate;
    for (int i = 0; rc == ST_OK && !withheld && i < reading->n_candidates;
         i++) {
        db_bind_int(s, 1, id);
        db_bind_int(s, 2, i + 1);
        db_bind_text(s, 3, reading->candidates[i].text);
        db_bind_text(s, 4, reading->candidates[i].value);
        db_bind_real(s, 5, number_or_zero(reading->candidates[i].score));
        rc = db_run(s, fault);
    }
    return rc;
}

static enum status write_verdict(struct cell_writer *w, int64_t id,
                                 const struct verdict *verdict, bool withheld,
                                 struct fault *fault)
{
    struct db_statement *s = &w->verdict;

    db_bind_int(s, 1, id);
    db_bind_text(s, 2, withheld ? "" : verdict->value);
    db_bind_text(
        s, 3, db_reading_state_name(withheld ? READ_WITHHELD : verdict->state));
    db_bind_real(s, 4, verdict->confidence);
    db_bind_text(s, 5, db_verdict_status_name(verdict->status));
    db_bind_text(s, 6, withheld ? "" : verdict->why);
    return db_run(s, fault);
}

/* @ids  sheet->n_cells, filled with the database's numbers */
static enum status insert_cells(struct cell_writer *w,
                                const struct db_table *table, int64_t *ids,
                                struct fault *fault)
{
    const struct sheet *sheet = table->sheet;
    enum status rc = prepare_writer(w, fault);

    for (size_t i = 0; rc == ST_OK && i < sheet->n_cells; i++) {
        const struct sheet_cell *cell = &sheet->cells[i];
        struct cell_kind kind = kind_of(w->form, cell);
        bool withheld = kind.personal && !w->archive->keep_personal;

        rc = write_cell(w, cell, &kind, &ids[i], fault);
        if (rc == ST_OK)
            rc = write_reading(w, ids[i], &cell->reading, withheld, fault);
        if (rc == ST_OK)
            rc = write_verdict(w, ids[i], &table->result->verdicts[i],
                               withheld, fault);
    }
    finish_writer(w);
    return rc;
}

static enum status insert_head(struct db_archive *archive, int64_t page_id,
                               int number, const struct db_table *table,
                               int64_t *id, struct fault *fault)
{
    const struct sheet *sheet = table->sheet;
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "store a sheet",
        "INSERT INTO sheet (page_id, number, form, form_version, unit, period,"
        " base, match_score, runner_up, runner_up_score, n_rows, laws_tried,"
        " laws_held, part, printed_no, printed_count, own_unit, own_period,"
        " first_column, n_columns, hand)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
        " ?15, ?16, ?5, ?6, ?17, ?18, ?19)",
        &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, page_id);
        db_bind_int(&s, 2, number);
        db_bind_text(&s, 3, sheet->form);
        db_bind_int(&s, 4, sheet->form_version);
        db_bind_text(&s, 5, sheet->unit);
        db_bind_text(&s, 6, sheet->period);
        db_bind_text(&s, 7, sheet->base);
        db_bind_real(&s, 8, number_or_zero(sheet->match_score));
        db_bind_text(&s, 9, sheet->runner_up);
        db_bind_real(&s, 10, number_or_zero(sheet->runner_up_score));
        db_bind_int(&s, 11, sheet->n_rows);
        db_bind_int(&s, 12, (int64_t)table->result->laws_tried);
        db_bind_int(&s, 13, (int64_t)table->result->laws_held);
        db_bind_text(&s, 14, db_sheet_part_name(sheet->part));
        db_bind_int(&s, 15, sheet->printed_no);
        db_bind_int(&s, 16, sheet->printed_count);
        db_bind_int(&s, 17, sheet->first_column);
        db_bind_int(&s, 18, sheet->n_columns);
        db_bind_text(&s, 19, db_hand_name(sheet->hand));
        rc = db_run(&s, fault);
        *id = sqlite3_last_insert_rowid(archive->sql);
    }
    db_finish(&s);
    return rc;
}

/* A row's label may be a person's name: it follows its column's rule. */
static bool withholds_labels(const struct db_archive *archive,
                             const struct form *form)
{
    for (size_t i = 0; i < form->n_columns; i++)
        if (form->columns[i].is_label && form->columns[i].personal)
            return !archive->keep_personal;
    return false;
}

static enum status insert_rows(struct db_archive *archive, int64_t sheet_id,
                               const struct db_table *table,
                               struct fault *fault)
{
    const struct sheet *sheet = table->sheet;
    bool withheld = withholds_labels(archive, table->form);
    struct db_statement s;
    enum status rc = db_prepare(archive, "store a row",
                                "INSERT INTO sheet_row (sheet_id, row, kind,"
                                " label) VALUES (?1, ?2, ?3, ?4)",
                                &s, fault);

    for (int i = 0; rc == ST_OK && i < sheet->n_rows; i++) {
        db_bind_int(&s, 1, sheet_id);
        db_bind_int(&s, 2, i + 1);
        db_bind_text(&s, 3, db_row_kind_name(sheet->rows[i].kind));
        db_bind_text(&s, 4, withheld ? "" : sheet->rows[i].label);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

static enum status insert_findings(struct db_archive *archive, int64_t sheet_id,
                                   const struct check_result *result,
                                   const int64_t *ids, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < result->n_findings; i++)
        rc = db_insert_finding(archive, sheet_id, (int)i, &result->findings[i],
                               ids, fault);
    return rc;
}

/* What each cell is worth asking about. */
static enum status insert_questions(struct db_archive *archive,
                                    const struct db_table *table,
                                    const int64_t *ids, struct fault *fault)
{
    size_t n = table->sheet->n_cells, n_published = 0;
    struct check_question *questions = calloc(n + 1, sizeof *questions);
    struct check_published *published = NULL;
    enum status rc = questions == NULL
                         ? fault_set(fault, ST_NOMEM, "store a sheet: out of "
                                                      "memory")
                         : db_find_published(archive, &published, &n_published,
                                             fault);

    if (rc == ST_OK)
        rc = check_weigh_questions(table->sheet, table->form,
                                   table->result->verdicts, published,
                                   n_published, questions, fault);
    if (rc == ST_OK)
        rc = db_store_questions(archive, ids, questions, n, fault);
    free(questions);
    free(published);
    return rc;
}

enum status db_insert_sheet(struct db_archive *archive, int64_t page_id,
                            int number, const struct db_table *table,
                            struct fault *fault)
{
    struct cell_writer writer = {.archive = archive, .form = table->form};
    int64_t *ids = calloc(table->sheet->n_cells + 1, sizeof *ids), id = 0;
    enum status rc;

    if (ids == NULL)
        return fault_set(fault, ST_NOMEM, "store a sheet: out of memory");
    rc = insert_head(archive, page_id, number, table, &id, fault);
    writer.sheet_id = id;
    if (rc == ST_OK)
        rc = insert_rows(archive, id, table, fault);
    if (rc == ST_OK)
        rc = insert_cells(&writer, table, ids, fault);
    if (rc == ST_OK)
        rc = db_insert_words(archive, table, ids, fault);
    if (rc == ST_OK)
        rc = insert_findings(archive, id, table->result, ids, fault);
    if (rc == ST_OK)
        rc = insert_questions(archive, table, ids, fault);
    free(ids);
    return rc;
}
