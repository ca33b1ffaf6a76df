#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/statement.h"
#include "db/stored_names.h"
#include "db/weigh_rows.h"

/* The sheet ?1 and further parts of its table. */
#define PARTS                                                                  \
    "(SELECT ?1 UNION ALL SELECT id FROM sheet WHERE whole_id = ?1"            \
    "  AND id <> ?1)"
/* Cells of all parts, but of header fields only the first one's; row by row of
 * the whole. */
#define OF_PARTS " c.sheet_id IN " PARTS " AND (c.sheet_id = ?1 OR c.row > 0)"
#define ROW_OF_WHOLE "c.row + CASE WHEN c.row > 0 THEN t.rows_before ELSE 0 END"

static enum status make_room(struct weigh_loaded *out, int64_t cells,
                             int64_t rows, struct fault *fault)
{
    out->sheet.cells = calloc((size_t)cells + 1, sizeof *out->sheet.cells);
    out->sheet.rows = calloc((size_t)rows + 1, sizeof *out->sheet.rows);
    out->cells = calloc((size_t)cells + 1, sizeof *out->cells);
    out->words = calloc((size_t)cells + 1, sizeof *out->words);
    if (out->sheet.cells == NULL || out->sheet.rows == NULL ||
        out->cells == NULL || out->words == NULL)
        return fault_set(fault, ST_NOMEM, "weigh sheets: out of memory");
    return ST_OK;
}

static enum status load_rows(struct db_archive *archive, int64_t sheet_id,
                             struct sheet *sheet, int64_t room,
                             struct fault *fault)
{
    char kind[16];
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "weigh sheets",
                   "SELECT w.kind, w.label FROM sheet k"
                   " JOIN sheet_row w ON w.sheet_id = k.id"
                   " WHERE k.id IN " PARTS " AND k.beside_id IS NULL"
                   " ORDER BY k.rows_before + w.row",
                   &s, fault);

    if (rc == ST_OK)
        db_bind_int(&s, 1, sheet_id);
    while (rc == ST_OK && sheet->n_rows < room &&
           (rc = db_step(&s, fault)) == ST_OK) {
        struct sheet_row *row = &sheet->rows[sheet->n_rows++];

        db_column_text(&s, 0, kind, sizeof kind);
        row->kind = db_row_kind_of(kind);
        db_column_text(&s, 1, row->label, sizeof row->label);
    }
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

/* Ink that lies across cells waits for a person whatever sums say, and so does
 * a cell that was decided on the page before. */
static const char CELLS[] =
    "SELECT c.id, " ROW_OF_WHOLE
    ", c.column_order, r.state, r.ink, r.old, r.engine,"
    " n.decision_id IS NOT NULL, n.value, EXISTS (SELECT 1 FROM finding_cell k"
    "  JOIN finding f ON f.id = k.finding_id WHERE k.cell_id = c.id"
    "  AND f.check_code IN ('P1', 'P2'))"
    " OR EXISTS (SELECT 1 FROM asked_again a WHERE a.cell_id = c.id),"
    " c.sheet_id"
    " FROM cell c JOIN sheet t ON t.id = c.sheet_id"
    " JOIN reading r ON r.cell_id = c.id"
    " JOIN cell_now n ON n.id = c.id WHERE" OF_PARTS
    " ORDER BY 2, c.column_order";

static size_t part_with(const struct weigh_loaded *loaded, int64_t sheet_id)
{
    for (size_t i = 1; i < loaded->n_parts; i++)
        if (loaded->parts[i].sheet_id == sheet_id)
            return i;
    return 0;
}

static void read_cell(const struct db_statement *s, struct weigh_loaded *out)
{
    size_t at = out->sheet.n_cells++;
    struct sheet_cell *cell = &out->sheet.cells[at];
    struct weigh_cell *own = &out->cells[at];
    char state[16];

    own->id = db_column_int64(s, 0);
    own->part = part_with(out, db_column_int64(s, 10));
    cell->row = db_column_int(s, 1);
    cell->column = db_column_int(s, 2);
    db_column_text(s, 3, state, sizeof state);
    cell->reading.state = db_reading_state_of(state);
    cell->reading.ink = db_column_real(s, 4);
    db_column_text(s, 5, cell->reading.old, sizeof cell->reading.old);
    db_column_text(s, 6, cell->reading.engine, sizeof cell->reading.engine);
    own->decided = db_column_bool(s, 7);
    own->fixed = own->decided || db_column_bool(s, 9) ||
                 cell->reading.state == READ_WITHHELD;
    if (own->decided) {
        struct check_word *word = &out->words[out->n_words++];

        word->cell = at;
        db_column_text(s, 8, word->value, sizeof word->value);
    }
}

static enum status load_cells(struct db_archive *archive, int64_t sheet_id,
                              size_t room, struct weigh_loaded *out,
                              struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "weigh sheets", CELLS, &s, fault);

    if (rc == ST_OK)
        db_bind_int(&s, 1, sheet_id);
    while (rc == ST_OK && out->sheet.n_cells < room &&
           (rc = db_step(&s, fault)) == ST_OK)
        read_cell(&s, out);
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

static void read_candidate(const struct db_statement *s,
                           struct reading *reading)
{
    struct ocr_candidate *to;

    if (reading->n_candidates == OCR_CANDIDATES)
        return;
    to = &reading->candidates[reading->n_candidates++];
    db_column_text(s, 1, to->text, sizeof to->text);
    db_column_text(s, 2, to->value, sizeof to->value);
    to->score = db_column_real(s, 3);
}

/* Both come in the order of the cells. */
static enum status load_candidates(struct db_archive *archive, int64_t sheet_id,
                                   struct weigh_loaded *out,
                                   struct fault *fault)
{
    size_t at = 0;
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "weigh sheets",
        "SELECT k.cell_id, k.text, k.value, k.score FROM candidate k"
        " JOIN cell c ON c.id = k.cell_id JOIN sheet t ON t.id = c.sheet_id"
        " WHERE" OF_PARTS " ORDER BY " ROW_OF_WHOLE ", c.column_order, k.rank",
        &s, fault);

    if (rc == ST_OK)
        db_bind_int(&s, 1, sheet_id);
    while (db_next(&s, &rc, fault)) {
        while (at < out->sheet.n_cells &&
               out->cells[at].id != db_column_int64(&s, 0))
            at++;
        if (at < out->sheet.n_cells)
            read_candidate(&s, &out->sheet.cells[at].reading);
    }
    db_finish(&s);
    return rc;
}

static enum status count_rows(struct db_archive *archive, int64_t sheet_id,
                              int64_t *rows, struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "weigh sheets",
                   "SELECT sum(n_rows) FROM sheet WHERE id IN " PARTS
                   " AND beside_id IS NULL",
                   &s, fault);

    *rows = 0;
    if (rc == ST_OK) {
        db_bind_int(&s, 1, sheet_id);
        rc = db_step(&s, fault);
    }
    if (rc == ST_OK)
        *rows = db_column_int64(&s, 0);
    db_finish(&s);
    return rc;
}

static const char PART[] =
    "SELECT k.id, k.page_id, k.number, o.name, p.number, k.rows_before,"
    " k.beside_id IS NOT NULL FROM sheet k JOIN page p ON p.id = k.page_id"
    " JOIN original o ON o.id = p.original_id WHERE k.id IN " PARTS
    " ORDER BY k.rows_before, k.id <> ?1, k.beside_id IS NOT NULL, k.id";

static enum status load_parts(struct db_archive *archive, int64_t sheet_id,
                              struct weigh_loaded *out, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "weigh sheets", PART, &s, fault);

    if (rc == ST_OK)
        db_bind_int(&s, 1, sheet_id);
    while (db_next(&s, &rc, fault)) {
        struct weigh_part *part =
            realloc(out->parts, (out->n_parts + 1) * sizeof *part);
        if (part == NULL) {
            rc = fault_set(fault, ST_NOMEM, "weigh sheets: out of memory");
            break;
        }
        out->parts = part;
        part = &out->parts[out->n_parts++];
        *part = (struct weigh_part){.sheet_id = db_column_int64(&s, 0),
                                    .page_id = db_column_int64(&s, 1),
                                    .number = db_column_int(&s, 2),
                                    .page = db_column_int(&s, 4),
                                    .rows_before = db_column_int(&s, 5),
                                    .beside = db_column_bool(&s, 6)};
        db_column_text(&s, 3, part->source, sizeof part->source);
    }
    db_finish(&s);
    return rc;
}

const struct weigh_part *weigh_part_of_row(const struct weigh_loaded *loaded,
                                           int row)
{
    const struct weigh_part *best = &loaded->parts[0];

    for (size_t i = 1; i < loaded->n_parts; i++)
        if (!loaded->parts[i].beside && row > loaded->parts[i].rows_before)
            best = &loaded->parts[i];
    return best;
}

enum status weigh_load(struct db_archive *archive,
                       const struct weigh_sheet *from, struct weigh_loaded *out,
                       struct fault *fault)
{
    int64_t rows;
    enum status rc = count_rows(archive, from->id, &rows, fault);

    *out = (struct weigh_loaded){0};
    if (rc == ST_OK)
        rc = load_parts(archive, from->id, out, fault);
    if (rc == ST_OK)
        rc = make_room(out, from->n_cells, rows, fault);
    if (rc == ST_OK)
        rc = load_rows(archive, from->id, &out->sheet, rows, fault);
    if (rc == ST_OK)
        rc = load_cells(archive, from->id, (size_t)from->n_cells, out, fault);
    if (rc == ST_OK)
        rc = load_candidates(archive, from->id, out, fault);
    (void)text_copy(out->sheet.form, sizeof out->sheet.form, from->form->id);
    out->sheet.form_version = from->form->version;
    (void)text_copy(out->sheet.unit, sizeof out->sheet.unit, from->unit);
    (void)text_copy(out->sheet.period, sizeof out->sheet.period, from->period);
    return rc;
}

void weigh_loaded_clear(struct weigh_loaded *loaded)
{
    free(loaded->sheet.cells);
    free(loaded->sheet.rows);
    free(loaded->cells);
    free(loaded->words);
    free(loaded->parts);
    *loaded = (struct weigh_loaded){0};
}
