/*
 * All cells of many sheets, quickly: a sheet that no person has decided
 * anything on needs no look at the decisions, and a row's label is taken from
 * its own cells as they come. The right half of a table comes with the left one,
 * row by row.
 */
#include "db/archive.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/query_filter.h"
#include "db/statement.h"
#include "db/stored_names.h"

#define COLUMNS(value, state, confidence, status, why)                         \
    "SELECT c.id, c.row, c.column_code, " value ", " state ", " confidence     \
    ", " status ", " why ", c.x, c.y, c.w, c.h, c.personal, c.sensitive,"      \
    " c.is_label, c.sheet_id"
#define ROWS_AND_ORDER                                                         \
    " WHERE c.sheet_id = ?1 AND (?2 = 0 OR c.row = 0 OR c.row >"               \
    "   (SELECT n_rows FROM sheet WHERE id = ?1) - ?2)"                        \
    " ORDER BY c.row, c.column_order"

static const char AS_READ[] = COLUMNS(
    "v.value", "v.state", "v.confidence", "v.status",
    "v.why") " FROM cell c JOIN verdict v ON v.cell_id = c.id" ROWS_AND_ORDER;
static const char AS_DECIDED[] =
    COLUMNS("c.value", "c.state", "c.confidence", "c.status",
            "c.why") " FROM cell_now c" ROWS_AND_ORDER;

/* As decided, with the right half ?3 of the table. */
static const char AS_DECIDED_BESIDE[] =
    COLUMNS("c.value", "c.state", "c.confidence", "c.status",
            "c.why") " FROM cell_now c WHERE c.sheet_id IN (?1, ?3) AND"
    " (?2 = 0 OR c.row = 0 OR c.row >"
    "   (SELECT n_rows FROM sheet WHERE id = ?1) - ?2)"
    " AND (c.sheet_id = ?1 OR c.row > 0) ORDER BY c.row, c.column_order";

static const char ROW[] =
    "SELECT w.kind, " DB_ROW_LABEL
    " FROM sheet_row w WHERE w.sheet_id = ?1 AND w.row = ?2";

enum { ROW_CELLS_MAX = 256 };

struct reader {
    struct db_statement decided, as_read, as_decided, about_row, parts;
    struct db_statement as_beside, find_beside;
    int last_rows;
    const struct db_sheet *sheet;
    struct db_sheet beside; /* the right half; id 0: it has none */
    struct db_cell *row; /* cells of the row that is being read */
    size_t n;
    enum status (*each)(const struct db_cell *, void *);
    void *context;
};

static void read_cell(const struct db_statement *s, struct reader *reader)
{
    struct db_cell *cell = &reader->row[reader->n];
    char word[32];

    cell->id = db_column_int64(s, 0);
    cell->row = db_column_int(s, 1);
    db_column_text(s, 2, cell->column, sizeof cell->column);
    db_column_text(s, 3, cell->value, sizeof cell->value);
    db_column_text(s, 4, word, sizeof word);
    cell->state = db_reading_state_of(word);
    cell->confidence = db_column_real(s, 5);
    db_column_text(s, 6, word, sizeof word);
    cell->status = db_verdict_status_of(word);
    db_column_text(s, 7, cell->why, sizeof cell->why);
    cell->box = (struct scan_box){db_column_int(s, 8), db_column_int(s, 9),
                                  db_column_int(s, 10), db_column_int(s, 11)};
    cell->personal = db_column_bool(s, 12);
    cell->sensitive = db_column_bool(s, 13);
    cell->sheet_id = db_column_int64(s, 15);
    cell->raw[0] = '\0';
}

/* A header field stands in no row. */
static enum status find_row(struct reader *reader, int row,
                            enum sheet_row_kind *kind, char *label, size_t size,
                            struct fault *fault)
{
    char word[32];
    enum status rc;

    *kind = SHEET_ROW_BODY;
    db_bind_int(&reader->about_row, 1, reader->sheet->id);
    db_bind_int(&reader->about_row, 2, row);
    rc = db_step(&reader->about_row, fault);
    if (rc == ST_OK) {
        db_column_text(&reader->about_row, 0, word, sizeof word);
        *kind = db_row_kind_of(word);
        if (label[0] == '\0')
            db_column_text(&reader->about_row, 1, label, size);
    }
    db_reset(&reader->about_row);
    return rc == ST_NONE ? ST_OK : rc;
}

/* @label: the row's first label that says something; in a register the first
 * label may be a blank running number. Else its best reading. */
static enum status give_row(struct reader *reader, char *label, size_t size,
                            struct fault *fault)
{
    enum sheet_row_kind kind = SHEET_ROW_BODY;
    enum status rc = ST_OK;

    if (reader->n > 0)
        rc = find_row(reader, reader->row[0].row, &kind, label, size, fault);
    for (size_t i = 0; i < reader->n && rc == ST_OK; i++) {
        struct db_cell *cell = &reader->row[i];
        const struct db_sheet *on = cell->sheet_id == reader->beside.id
                                        ? &reader->beside
                                        : reader->sheet;
        cell->page_id = on->page_id;
        cell->number = on->number;
        cell->page = on->page;
        cell->whole_id = reader->sheet->whole_id;
        cell->rows_before = reader->sheet->rows_before;
        memcpy(cell->source, on->source, sizeof cell->source);
        memcpy(cell->form, reader->sheet->form, sizeof cell->form);
        memcpy(cell->unit, reader->sheet->unit, sizeof cell->unit);
        memcpy(cell->period, reader->sheet->period, sizeof cell->period);
        cell->row_kind = kind;
        (void)text_copy(cell->row_label, sizeof cell->row_label, label);
        rc = reader->each(cell, reader->context);
    }
    reader->n = 0;
    return rc;
}

static enum status read_sheet(struct reader *reader, struct db_statement *s,
                              struct fault *fault)
{
    char label[SHEET_UNIT_MAX] = "";
    enum status rc;

    db_bind_int(s, 1, reader->sheet->id);
    db_bind_int(s, 2, reader->last_rows);
    if (reader->beside.id != 0)
        db_bind_int(s, 3, reader->beside.id);
    while ((rc = db_step(s, fault)) == ST_OK) {
        int row = db_column_int(s, 1);
        if (reader->n > 0 &&
            (reader->row[0].row != row || reader->n == ROW_CELLS_MAX)) {
            bool same = reader->row[0].row == row;
            rc = give_row(reader, label, sizeof label, fault);
            if (rc != ST_OK)
                break;
            if (!same)
                label[0] = '\0';
        }
        read_cell(s, reader);
        if (row > 0 && label[0] == '\0' && db_column_bool(s, 14) &&
            !reader->row[reader->n].personal)
            (void)text_copy(label, sizeof label, reader->row[reader->n].value);
        reader->n++;
    }
    if (rc == ST_NONE)
        rc = give_row(reader, label, sizeof label, fault);
    db_reset(s);
    return rc;
}

static enum status is_decided(struct reader *reader, bool *decided,
                              struct fault *fault)
{
    enum status rc;

    db_bind_int(&reader->decided, 1, reader->sheet->page_id);
    rc = db_step(&reader->decided, fault);
    *decided = rc == ST_OK;
    db_reset(&reader->decided);
    return rc == ST_NONE ? ST_OK : rc;
}

static const char BESIDE[] =
    "SELECT s.id, s.page_id, s.number, o.name, p.number FROM sheet s"
    " JOIN page p ON p.id = s.page_id JOIN original o ON o.id = p.original_id"
    " WHERE s.beside_id = ?1";

static void read_part(const struct db_statement *s, struct db_sheet *part)
{
    part->id = db_column_int64(s, 0);
    part->page_id = db_column_int64(s, 1);
    part->number = db_column_int(s, 2);
    db_column_text(s, 3, part->source, sizeof part->source);
    part->page = db_column_int(s, 4);
}

static enum status find_beside(struct reader *reader, struct fault *fault)
{
    enum status rc;

    reader->beside = (struct db_sheet){.id = 0};
    db_bind_int(&reader->find_beside, 1, reader->sheet->id);
    rc = db_step(&reader->find_beside, fault);
    if (rc == ST_OK)
        read_part(&reader->find_beside, &reader->beside);
    db_reset(&reader->find_beside);
    return rc == ST_NONE ? ST_OK : rc;
}

static enum status read_as_it_stands(struct reader *reader, struct fault *fault)
{
    bool decided = false;
    enum status rc = find_beside(reader, fault);

    if (rc == ST_OK && reader->beside.id != 0)
        return read_sheet(reader, &reader->as_beside, fault);
    if (rc == ST_OK)
        rc = is_decided(reader, &decided, fault);
    return rc == ST_OK
               ? read_sheet(reader,
                            decided ? &reader->as_decided : &reader->as_read,
                            fault)
               : rc;
}

/* A table that goes on over several pages is given out as one; right halves came
 * with left ones. */
static const char PARTS[] =
    "SELECT s.id, s.page_id, s.number, o.name, p.number, s.rows_before"
    " FROM sheet s JOIN page p ON p.id = s.page_id"
    " JOIN original o ON o.id = p.original_id"
    " WHERE s.whole_id = ?1 AND s.id <> ?1 AND s.beside_id IS NULL"
    " ORDER BY s.rows_before";

static enum status read_parts(struct reader *reader,
                              const struct db_sheet *head, struct fault *fault)
{
    struct db_sheet part = *head;
    enum status rc = ST_OK;

    db_bind_int(&reader->parts, 1, head->id);
    while (rc == ST_OK && (rc = db_step(&reader->parts, fault)) == ST_OK) {
        read_part(&reader->parts, &part);
        part.rows_before = db_column_int(&reader->parts, 5);
        reader->sheet = &part;
        rc = read_as_it_stands(reader, fault);
    }
    db_reset(&reader->parts);
    return rc == ST_NONE ? ST_OK : rc;
}

enum status db_each_cell_of(struct db_archive *archive,
                            const struct db_sheet *sheets, size_t n,
                            int last_rows,
                            enum status (*each)(const struct db_cell *, void *),
                            void *context, struct fault *fault)
{
    struct reader reader = {
        .each = each, .context = context, .last_rows = last_rows};
    enum status rc = db_prepare(archive, "look for decisions",
                                "SELECT 1 FROM decision WHERE page_id = ?1"
                                " LIMIT 1",
                                &reader.decided, fault);

    if (rc == ST_OK)
        rc = db_prepare(archive, "list cells", AS_READ, &reader.as_read, fault);
    if (rc == ST_OK)
        rc = db_prepare(archive, "list cells", AS_DECIDED, &reader.as_decided,
                        fault);
    if (rc == ST_OK)
        rc = db_prepare(archive, "look for a row", ROW, &reader.about_row,
                        fault);
    if (rc == ST_OK)
        rc = db_prepare(archive, "list cells", PARTS, &reader.parts, fault);
    if (rc == ST_OK)
        rc = db_prepare(archive, "list cells", AS_DECIDED_BESIDE,
                        &reader.as_beside, fault);
    if (rc == ST_OK)
        rc = db_prepare(archive, "list cells", BESIDE, &reader.find_beside,
                        fault);
    if (rc == ST_OK) {
        reader.row = calloc(ROW_CELLS_MAX, sizeof *reader.row);
        if (reader.row == NULL)
            rc = fault_set(fault, ST_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        reader.sheet = &sheets[i];
        rc = read_as_it_stands(&reader, fault);
        if (rc == ST_OK && sheets[i].whole_id == sheets[i].id)
            rc = read_parts(&reader, &sheets[i], fault);
    }
    free(reader.row);
    db_finish(&reader.decided);
    db_finish(&reader.as_read);
    db_finish(&reader.about_row);
    db_finish(&reader.as_decided);
    db_finish(&reader.parts);
    db_finish(&reader.as_beside);
    db_finish(&reader.find_beside);
    return rc;
}
