#include "db/cell_rows.h"

#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/query_filter.h"
#include "db/replacement.h"
#include "db/stored_names.h"

#define CELLS                                                                  \
    "SELECT n.id, s.id, o.name, p.number, s.form, s.unit, s.period,"           \
    " n.row, n.column_code, n.value, n.state, coalesce(k.text, ''),"           \
    " n.confidence, n.status, n.x, n.y, n.w, n.h, coalesce(w.kind, 'body'),"   \
    " " DB_ROW_LABEL ", n.personal, n.sensitive, n.why, s.number, p.id,"       \
    " coalesce(s.whole_id, s.id), s.rows_before"                               \
    " FROM page p JOIN original o ON o.id = p.original_id"                     \
    " JOIN sheet s ON s.page_id = p.id"                                        \
    " JOIN cell_now n ON n.sheet_id = s.id"                                    \
    " LEFT JOIN sheet h ON h.id = s.whole_id"                                  \
    " LEFT JOIN sheet_row w ON w.sheet_id = coalesce(s.beside_id, s.id)"       \
    "  AND w.row = n.row"                                                      \
    " LEFT JOIN candidate k ON k.cell_id = n.id AND k.rank = 1"

static const char ALL_CELLS[] = CELLS
    " WHERE " DB_SHEET_COUNTS " AND " DB_SHEET_FILTER
    " AND (?4 IS NULL OR n.row = ?4) AND (?5 IS NULL OR n.column_code = ?5)"
    " ORDER BY coalesce(h.page_id, p.id), coalesce(h.number, s.number),"
    /* of a right half row by row beside the left one */
    " s.rows_before, n.row, s.beside_id IS NOT NULL, p.id, s.number,"
    " n.column_order";

static const char ONE_CELL[] = CELLS " WHERE n.id = ?1";

/* A row's first label that says something, and is no person: in a register the
 * first label may be a blank running number. A right half's rows are named on
 * the left one. */
static const char LABEL[] =
    "SELECT value FROM cell_now WHERE sheet_id = (SELECT"
    " coalesce(beside_id, id) FROM sheet WHERE id = ?1) AND row = ?2 AND is_label"
    " AND NOT personal AND value <> '' ORDER BY column_order LIMIT 1";

static enum status find_label(struct label_finder *finder, int64_t sheet_id,
                              int row, struct fault *fault)
{
    enum status rc;

    if (finder->sheet_id == sheet_id && finder->row == row)
        return ST_OK;
    finder->sheet_id = sheet_id;
    finder->row = row;
    finder->label[0] = '\0';
    if (row == 0)
        return ST_OK;
    db_bind_int(&finder->s, 1, sheet_id);
    db_bind_int(&finder->s, 2, row);
    rc = db_step(&finder->s, fault);
    if (rc == ST_OK)
        db_column_text(&finder->s, 0, finder->label, sizeof finder->label);
    db_reset(&finder->s);
    return rc == ST_NONE ? ST_OK : rc;
}

static void read_cell(const struct db_statement *s, struct db_cell *cell)
{
    char word[32];

    cell->id = db_column_int64(s, 0);
    cell->sheet_id = db_column_int64(s, 1);
    db_column_text(s, 2, cell->source, sizeof cell->source);
    cell->page = db_column_int(s, 3);
    db_column_text(s, 4, cell->form, sizeof cell->form);
    db_column_text(s, 5, cell->unit, sizeof cell->unit);
    db_column_text(s, 6, cell->period, sizeof cell->period);
    cell->row = db_column_int(s, 7);
    db_column_text(s, 8, cell->column, sizeof cell->column);
    db_column_text(s, 9, cell->value, sizeof cell->value);
    db_column_text(s, 10, word, sizeof word);
    cell->state = db_reading_state_of(word);
    db_column_text(s, 11, cell->raw, sizeof cell->raw);
    cell->confidence = db_column_real(s, 12);
    db_column_text(s, 13, word, sizeof word);
    cell->status = db_verdict_status_of(word);
    cell->box = (struct scan_box){db_column_int(s, 14), db_column_int(s, 15),
                                  db_column_int(s, 16), db_column_int(s, 17)};
    db_column_text(s, 18, word, sizeof word);
    cell->row_kind = db_row_kind_of(word);
    db_column_text(s, 19, cell->row_label, sizeof cell->row_label);
    cell->personal = db_column_bool(s, 20);
    cell->sensitive = db_column_bool(s, 21);
    db_column_text(s, 22, cell->why, sizeof cell->why);
    cell->number = db_column_int(s, 23);
    cell->page_id = db_column_int64(s, 24);
    cell->whole_id = db_column_int64(s, 25);
    cell->rows_before = db_column_int(s, 26);
}

static enum status read_labelled(const struct db_statement *s,
                                 struct label_finder *finder,
                                 struct db_cell *cell, struct fault *fault)
{
    enum status rc;

    read_cell(s, cell);
    rc = find_label(finder, cell->sheet_id, cell->row, fault);
    if (rc == ST_OK && finder->label[0] != '\0')
        (void)text_copy(cell->row_label, sizeof cell->row_label,
                        finder->label);
    return rc;
}

enum status db_each_cell(struct db_archive *archive, struct db_filter filter,
                         enum status (*each)(const struct db_cell *, void *),
                         void *context, struct fault *fault)
{
    struct db_cell cell;
    struct db_statement s = {0};
    struct label_finder finder = {.row = -1};
    enum status rc = db_prepare(archive, "list cells", ALL_CELLS, &s, fault);

    if (rc == ST_OK)
        rc = db_prepare(archive, "find a row's label", LABEL, &finder.s, fault);
    if (rc == ST_OK) {
        db_bind_filter(&s, &filter);
        db_bind_place(&s, &filter);
    }
    while (db_next(&s, &rc, fault)) {
        rc = read_labelled(&s, &finder, &cell, fault);
        if (rc == ST_OK)
            rc = each(&cell, context);
    }
    db_finish(&s);
    db_finish(&finder.s);
    return rc;
}

enum status db_prepare_cell_finder(struct db_archive *archive,
                                   struct cell_finder *finder,
                                   struct fault *fault)
{
    enum status rc =
        db_prepare(archive, "look for a cell", ONE_CELL, &finder->s, fault);

    finder->label = (struct label_finder){.row = -1};
    if (rc != ST_OK)
        return rc;
    return db_prepare(archive, "find a row's label", LABEL, &finder->label.s,
                      fault);
}

void db_finish_cell_finder(struct cell_finder *finder)
{
    db_finish(&finder->s);
    db_finish(&finder->label.s);
}

enum status db_find_cell(struct cell_finder *finder, int64_t id,
                         struct db_cell *cell, struct fault *fault)
{
    enum status rc;

    db_bind_int(&finder->s, 1, id);
    rc = db_step(&finder->s, fault);
    if (rc == ST_OK)
        rc = read_labelled(&finder->s, &finder->label, cell, fault);
    db_reset(&finder->s);
    return rc;
}

static enum status find_candidates(struct db_archive *archive, int64_t cell_id,
                                   struct reading *reading, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "look for candidates",
                                "SELECT text, value, score FROM candidate"
                                " WHERE cell_id = ?1 ORDER BY rank",
                                &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, cell_id);
    while (reading->n_candidates < OCR_CANDIDATES &&
           (rc = db_step(&s, fault)) == ST_OK) {
        struct ocr_candidate *c = &reading->candidates[reading->n_candidates++];
        db_column_text(&s, 0, c->text, sizeof c->text);
        db_column_text(&s, 1, c->value, sizeof c->value);
        c->score = db_column_real(&s, 2);
    }
done:
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

enum status db_find_reading(struct db_archive *archive, int64_t cell_id,
                            struct reading *reading, struct fault *fault)
{
    char state[32];
    struct db_statement s;
    enum status rc = db_prepare(archive, "look for a reading",
                                "SELECT state, ink, old, engine FROM reading"
                                " WHERE cell_id = ?1",
                                &s, fault);

    *reading = (struct reading){.state = READ_ILLEGIBLE};
    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, cell_id);
    rc = db_step(&s, fault);
    if (rc == ST_NONE)
        rc = fault_set(fault, ST_NONE, "the archive has no cell %lld",
                       (long long)cell_id);
    if (rc != ST_OK)
        goto done;
    db_column_text(&s, 0, state, sizeof state);
    reading->state = db_reading_state_of(state);
    reading->ink = db_column_real(&s, 1);
    db_column_text(&s, 2, reading->old, sizeof reading->old);
    db_column_text(&s, 3, reading->engine, sizeof reading->engine);
    rc = find_candidates(archive, cell_id, reading, fault);
done:
    db_finish(&s);
    return rc;
}
