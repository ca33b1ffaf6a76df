#include "review/whole_now.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Sheets of one table: the first half's above one another, each followed by its
 * right half. */
struct parts {
    int64_t *ids;
    size_t n, room;
};

/* A cell of the whole, and where it was in the sheet it is asked for. */
struct entry {
    struct sheet_cell cell;
    enum sheet_row_kind kind;
    char label[SHEET_UNIT_MAX];
    size_t own, order;
};

struct gathering {
    const struct form *form;
    struct entry *entries;
    size_t n, room;
    bool fields; /* those above the table are taken too */
    struct fault *fault;
};

static int place_of(const struct form *form, const struct db_cell *cell)
{
    if (form == NULL)
        return -1;
    if (cell->row > 0)
        return form_find_column(form, cell->column);
    for (size_t i = 0; i < form->n_fields; i++)
        if (strcmp(form->fields[i].name, cell->column) == 0)
            return (int)i;
    return -1;
}

void whole_now_set_reading(struct reading *reading, const char *value,
                           enum reading_state state)
{
    *reading = (struct reading){.state = state};
    if (value[0] == '\0')
        return;
    reading->n_candidates = 1;
    reading->candidates[0].score = 1;
    (void)text_copy(reading->candidates[0].value, OCR_TEXT_MAX, value);
    (void)text_copy(reading->candidates[0].text, OCR_TEXT_MAX, value);
}

void whole_now_take(const struct form *form, const struct db_cell *cell,
                    struct sheet_cell *to)
{
    *to = (struct sheet_cell){
        .row = cell->row, .column = place_of(form, cell), .box = cell->box};
    whole_now_set_reading(&to->reading, cell->value, cell->state);
}

/* ---- which sheets ---- */

static enum status add_part(struct parts *parts, int64_t id,
                            struct fault *fault)
{
    if (parts->n == parts->room) {
        size_t room = 2 * parts->room + 8;
        int64_t *grown = realloc(parts->ids, room * sizeof *grown);
        if (grown == NULL)
            return fault_set(fault, ST_NOMEM, "out of memory");
        parts->ids = grown;
        parts->room = room;
    }
    parts->ids[parts->n++] = id;
    return ST_OK;
}

/* The sheet at that side; @id stays as it is at the table's edge. */
static enum status go(struct db_archive *archive, enum db_side side,
                      int64_t *id, struct fault *fault)
{
    int64_t other = 0;
    enum status rc = db_find_part(archive, *id, side, &other, fault);

    if (rc == ST_OK)
        *id = other;
    return rc;
}

static enum status list_parts(struct db_archive *archive, int64_t id,
                              struct parts *parts, struct fault *fault)
{
    enum status rc = go(archive, DB_LEFT, &id, fault);

    while (rc == ST_OK || rc == ST_NONE) {
        rc = go(archive, DB_ABOVE, &id, fault);
        if (rc == ST_NONE)
            break;
    }
    while (rc == ST_NONE) {
        int64_t right = id;
        rc = add_part(parts, id, fault);
        if (rc == ST_OK)
            rc = go(archive, DB_RIGHT, &right, fault);
        if (rc == ST_OK)
            rc = add_part(parts, right, fault);
        if (rc != ST_OK && rc != ST_NONE)
            return rc;
        rc = go(archive, DB_BELOW, &id, fault);
        if (rc == ST_NONE)
            return ST_OK;
        if (rc == ST_OK)
            rc = ST_NONE; /* one more */
    }
    return rc;
}

/* ---- their cells ---- */

static enum status add_entry(struct gathering *all, const struct db_cell *cell,
                             size_t own)
{
    struct entry *entry;

    if (cell->row == 0 && !all->fields)
        return ST_OK;
    if (all->n == all->room) {
        size_t room = 2 * all->room + 64;
        struct entry *grown = realloc(all->entries, room * sizeof *grown);
        if (grown == NULL)
            return fault_set(all->fault, ST_NOMEM, "out of memory");
        all->entries = grown;
        all->room = room;
    }
    entry = &all->entries[all->n];
    *entry =
        (struct entry){.kind = cell->row_kind, .own = own, .order = all->n};
    whole_now_take(all->form, cell, &entry->cell);
    entry->cell.row += cell->row > 0 ? cell->rows_before : 0;
    (void)text_copy(entry->label, sizeof entry->label, cell->row_label);
    all->n++;
    return ST_OK;
}

static enum status note_cell(const struct db_cell *cell, void *context)
{
    return add_entry(context, cell, SIZE_MAX);
}

static enum status gather(struct gathering *all, struct db_archive *archive,
                          const struct parts *parts, int64_t sheet_id,
                          const struct db_cell *cells, size_t n)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < parts->n && rc == ST_OK; i++) {
        struct db_filter filter = DB_FILTER_ALL;
        filter.sheet_id = parts->ids[i];
        all->fields = i == 0;
        if (parts->ids[i] != sheet_id)
            rc = db_each_cell(archive, filter, note_cell, all, all->fault);
        for (size_t k = 0; parts->ids[i] == sheet_id && k < n && rc == ST_OK;
             k++)
            rc = add_entry(all, &cells[k], k);
    }
    return rc;
}

/* Fields first, then row by row, where halves stand side by side. */
static int by_place(const void *a, const void *b)
{
    const struct entry *p = a, *q = b;
    int order = p->cell.row - q->cell.row;

    if (order == 0 && p->cell.row > 0)
        order = p->cell.column - q->cell.column;
    return order != 0 ? order : (p->order > q->order) - (p->order < q->order);
}

static enum status build(struct whole_now *out, struct gathering *all,
                         const struct db_cell *cells, size_t n)
{
    struct sheet *sheet = &out->sheet;
    int n_rows = 0;

    for (size_t i = 0; i < all->n; i++)
        if (all->entries[i].cell.row > n_rows)
            n_rows = all->entries[i].cell.row;
    sheet->rows = calloc((size_t)n_rows + 1, sizeof *sheet->rows);
    sheet->cells = calloc(all->n + 1, sizeof *sheet->cells);
    out->own = calloc(n + 1, sizeof *out->own);
    if (sheet->rows == NULL || sheet->cells == NULL || out->own == NULL)
        return fault_set(all->fault, ST_NOMEM, "out of memory");
    qsort(all->entries, all->n, sizeof *all->entries, by_place);
    for (size_t k = 0; k < n; k++)
        out->own[k] = SIZE_MAX;
    for (size_t i = 0; i < all->n; i++) {
        const struct entry *entry = &all->entries[i];
        sheet->cells[i] = entry->cell;
        if (entry->own != SIZE_MAX)
            out->own[entry->own] = i;
        if (entry->cell.row == 0)
            continue;
        struct sheet_row *row = &sheet->rows[entry->cell.row - 1];
        row->kind = entry->kind;
        (void)text_copy(row->label, sizeof row->label, entry->label);
    }
    sheet->n_rows = n_rows;
    sheet->n_cells = all->n;
    out->n_own = n;
    out->before = cells[0].rows_before;
    (void)text_copy(sheet->form, sizeof sheet->form, cells[0].form);
    (void)text_copy(sheet->period, sizeof sheet->period, cells[0].period);
    (void)text_copy(sheet->unit, sizeof sheet->unit, cells[0].unit);
    return ST_OK;
}

enum status whole_now_load(struct whole_now *out, struct db_archive *archive,
                           const struct form *form, int64_t sheet_id,
                           const struct db_cell *cells, size_t n,
                           struct fault *fault)
{
    struct parts parts = {0};
    struct gathering all = {.form = form, .fault = fault};
    enum status rc = list_parts(archive, sheet_id, &parts, fault);

    *out = (struct whole_now){.n_own = 0};
    if (rc == ST_OK && parts.n > 1 && n > 0)
        rc = gather(&all, archive, &parts, sheet_id, cells, n);
    if (rc == ST_OK && all.n > 0)
        rc = build(out, &all, cells, n);
    if (rc != ST_OK)
        whole_now_clear(out);
    free(parts.ids);
    free(all.entries);
    return rc;
}

void whole_now_clear(struct whole_now *whole)
{
    free(whole->sheet.rows);
    free(whole->sheet.cells);
    free(whole->own);
    *whole = (struct whole_now){.n_own = 0};
}
