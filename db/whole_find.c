/* Which sheets there are to be joined, and what is stored of one. */
#include "db/whole.h"

#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/replacement.h"
#include "db/statement.h"
#include "db/stored_names.h"

/* Pages that lie in the pile; those that another scan stands for do not. */
#define PILE                                                                   \
    "SELECT w.place, p.id, p.state FROM page_place w"                          \
    " JOIN page p ON p.id = w.page_id WHERE p.state <> 'blank'"                \
    " AND p.id NOT IN (SELECT page_id FROM page_replaced)"                     \
    " AND (NOT EXISTS (SELECT 1 FROM sheet s WHERE s.page_id = p.id)"          \
    "  OR EXISTS (SELECT 1 FROM sheet s WHERE s.page_id = p.id"                \
    "   AND " DB_SHEET_COUNTS "))"

static const char PARTS[] =
    "SELECT u.id, s.id, s.form, s.form_version, s.own_unit, s.own_period,"
    " s.part, s.printed_no, s.printed_count, s.n_rows, coalesce(s.whole_id, 0),"
    " s.rows_before, s.joined, s.first_column, s.n_columns,"
    " coalesce(s.beside_id, 0)"
    " FROM (" PILE ") u LEFT JOIN sheet s ON s.page_id = u.id"
    " AND " DB_SHEET_COUNTS " ORDER BY u.place, u.id, s.number";

static void read_part(const struct db_statement *s, struct db_part *part)
{
    char word[16];

    *part = (struct db_part){.page_id = db_column_int64(s, 0),
                             .sheet_id = db_column_int64(s, 1)};
    db_column_text(s, 2, part->form, sizeof part->form);
    part->form_version = db_column_int(s, 3);
    db_column_text(s, 4, part->unit, sizeof part->unit);
    db_column_text(s, 5, part->period, sizeof part->period);
    db_column_text(s, 6, word, sizeof word);
    part->part = db_sheet_part_of(word);
    part->printed_no = db_column_int(s, 7);
    part->printed_count = db_column_int(s, 8);
    part->n_rows = db_column_int(s, 9);
    part->whole_id = db_column_int64(s, 10);
    part->rows_before = db_column_int(s, 11);
    part->joined = db_column_int(s, 12);
    part->first_column = db_column_int(s, 13);
    part->n_columns = db_column_int(s, 14);
    part->beside_id = db_column_int64(s, 15);
}

static enum status make_room(struct db_part **parts, size_t n, size_t *room,
                             struct fault *fault)
{
    size_t more = *room * 2 + 64;
    struct db_part *grown;

    if (n < *room)
        return ST_OK;
    grown = realloc(*parts, more * sizeof *grown);
    if (grown == NULL)
        return fault_set(fault, ST_NOMEM, "list sheets: out of memory");
    *parts = grown;
    *room = more;
    return ST_OK;
}

enum status db_list_parts(struct db_archive *archive, struct db_part **parts,
                          size_t *n, struct fault *fault)
{
    size_t room = 0;
    bool broken = true; /* a page that gave no sheet lies between */
    struct db_statement s;
    enum status rc = db_prepare(archive, "list sheets", PARTS, &s, fault);

    *parts = NULL;
    *n = 0;
    while (rc == ST_OK && (rc = db_step(&s, fault)) == ST_OK) {
        rc = make_room(parts, *n, &room, fault);
        if (rc != ST_OK)
            break;
        read_part(&s, &(*parts)[*n]);
        if ((*parts)[*n].sheet_id == 0) {
            broken = true;
            continue;
        }
        (*parts)[*n].follows = !broken;
        broken = false;
        *n += 1;
    }
    db_finish(&s);
    if (rc == ST_NONE)
        return ST_OK;
    free(*parts);
    *parts = NULL;
    *n = 0;
    return rc;
}

enum status db_find_table_before(struct db_archive *archive, int64_t page_id,
                                 struct sheet_before *before,
                                 struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "look for the page before",
        "SELECT coalesce(s.form, ''), s.first_column, s.n_columns, s.n_rows"
        " FROM (SELECT u.id FROM (" PILE ") u WHERE u.id <> ?1 AND u.place <"
        "   (SELECT place FROM page_place WHERE page_id = ?1)"
        "   ORDER BY u.place DESC, u.id DESC LIMIT 1) b"
        " LEFT JOIN sheet s ON s.page_id = b.id AND " DB_SHEET_COUNTS
        " ORDER BY s.number DESC LIMIT 1",
        &s, fault);

    *before = (struct sheet_before){.form = ""};
    if (rc == ST_OK) {
        db_bind_int(&s, 1, page_id);
        rc = db_step(&s, fault);
    }
    if (rc == ST_OK) {
        db_column_text(&s, 0, before->form, sizeof before->form);
        before->first_column = db_column_int(&s, 1);
        before->n_columns = db_column_int(&s, 2);
        before->n_rows = db_column_int(&s, 3);
    }
    db_finish(&s);
    return rc;
}

/* ---- one sheet ---- */

void db_loaded_clear(struct db_loaded *loaded)
{
    sheet_clear(&loaded->sheet);
    free(loaded->cell_ids);
    *loaded = (struct db_loaded){0};
}

static enum status load_head(struct db_archive *archive, int64_t sheet_id,
                             struct db_loaded *out, int *n_cells,
                             struct fault *fault)
{
    struct sheet *sheet = &out->sheet;
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "load a sheet",
        "SELECT form, form_version, own_unit, own_period, base, n_rows,"
        " first_column, n_columns, (SELECT count(*) FROM cell c WHERE c.sheet_id = sheet.id)"
        " FROM sheet WHERE id = ?1",
        &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, sheet_id);
        rc = db_step(&s, fault);
    }
    if (rc == ST_OK) {
        db_column_text(&s, 0, sheet->form, sizeof sheet->form);
        sheet->form_version = db_column_int(&s, 1);
        db_column_text(&s, 2, sheet->unit, sizeof sheet->unit);
        db_column_text(&s, 3, sheet->period, sizeof sheet->period);
        db_column_text(&s, 4, sheet->base, sizeof sheet->base);
        sheet->n_rows = db_column_int(&s, 5);
        sheet->first_column = db_column_int(&s, 6);
        sheet->n_columns = db_column_int(&s, 7);
        *n_cells = db_column_int(&s, 8);
    }
    db_finish(&s);
    return rc;
}

static enum status load_rows(struct db_archive *archive, int64_t sheet_id,
                             struct sheet *sheet, struct fault *fault)
{
    char kind[16];
    struct db_statement s;
    enum status rc = db_prepare(archive, "load a sheet",
                                "SELECT row, kind, label FROM sheet_row"
                                " WHERE sheet_id = ?1 ORDER BY row",
                                &s, fault);

    if (rc == ST_OK)
        db_bind_int(&s, 1, sheet_id);
    while (db_next(&s, &rc, fault)) {
        int row = db_column_int(&s, 0);
        if (row < 1 || row > sheet->n_rows)
            continue;
        db_column_text(&s, 1, kind, sizeof kind);
        sheet->rows[row - 1].kind = db_row_kind_of(kind);
        db_column_text(&s, 2, sheet->rows[row - 1].label,
                       sizeof sheet->rows[row - 1].label);
    }
    db_finish(&s);
    return rc;
}

static enum status load_cells(struct db_archive *archive, int64_t sheet_id,
                              size_t room, struct db_loaded *out,
                              struct fault *fault)
{
    struct sheet *sheet = &out->sheet;
    struct db_statement s;
    enum status rc = db_prepare(archive, "load a sheet",
                                "SELECT id, row, column_order, x, y, w, h"
                                " FROM cell WHERE sheet_id = ?1"
                                " ORDER BY row, column_order",
                                &s, fault);

    if (rc == ST_OK)
        db_bind_int(&s, 1, sheet_id);
    while (rc == ST_OK && sheet->n_cells < room &&
           (rc = db_step(&s, fault)) == ST_OK) {
        struct sheet_cell *cell = &sheet->cells[sheet->n_cells];
        out->cell_ids[sheet->n_cells] = db_column_int64(&s, 0);
        cell->row = db_column_int(&s, 1);
        cell->column = db_column_int(&s, 2);
        cell->box =
            (struct scan_box){db_column_int(&s, 3), db_column_int(&s, 4),
                              db_column_int(&s, 5), db_column_int(&s, 6)};
        rc = db_find_reading(archive, out->cell_ids[sheet->n_cells],
                             &cell->reading, fault);
        sheet->n_cells++;
    }
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

/* A definition that was changed meanwhile may have fewer columns. */
static bool fits(const struct sheet *sheet, const struct form *form)
{
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const struct sheet_cell *cell = &sheet->cells[i];
        size_t n = cell->row == 0 ? form->n_fields : form->n_columns;
        if (cell->row < 0 || cell->row > sheet->n_rows || cell->column < 0 ||
            (size_t)cell->column >= n)
            return false;
    }
    return true;
}

enum status db_load_sheet(struct db_archive *archive, int64_t sheet_id,
                          const struct form *form, struct db_loaded *out,
                          struct fault *fault)
{
    int n_cells = 0;
    enum status rc;

    *out = (struct db_loaded){0};
    rc = load_head(archive, sheet_id, out, &n_cells, fault);
    if (rc != ST_OK)
        return rc;
    out->sheet.rows =
        calloc((size_t)out->sheet.n_rows + 1, sizeof *out->sheet.rows);
    out->sheet.cells = calloc((size_t)n_cells + 1, sizeof *out->sheet.cells);
    out->cell_ids = calloc((size_t)n_cells + 1, sizeof *out->cell_ids);
    if (out->sheet.rows == NULL || out->sheet.cells == NULL ||
        out->cell_ids == NULL)
        return fault_set(fault, ST_NOMEM, "load a sheet: out of memory");
    rc = load_rows(archive, sheet_id, &out->sheet, fault);
    if (rc == ST_OK)
        rc = load_cells(archive, sheet_id, (size_t)n_cells, out, fault);
    if (rc == ST_OK && !fits(&out->sheet, form))
        rc = ST_NONE;
    return rc;
}
