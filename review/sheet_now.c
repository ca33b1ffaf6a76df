#include "review/sheet_now.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/column_head.h"
#include "review/words.h"

struct loader {
    struct sheet_now *now;
    size_t room, findings_room;
    struct fault *fault;
};

static enum status grow(void **list, size_t n, size_t *room, size_t size,
                        struct fault *fault)
{
    void *grown;

    if (n < *room)
        return ST_OK;
    grown = realloc(*list, (*room * 2 + 64) * size);
    if (grown == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    *list = grown;
    *room = *room * 2 + 64;
    return ST_OK;
}

static enum status note_cell(const struct db_cell *cell, void *context)
{
    struct loader *loader = context;
    struct sheet_now *now = loader->now;
    void *cells = now->cells;
    enum status rc =
        grow(&cells, now->n, &loader->room, sizeof *now->cells, loader->fault);

    now->cells = cells;
    if (rc == ST_OK)
        now->cells[now->n++] = *cell;
    return rc;
}

static enum status note_finding(const struct db_finding *finding, void *context)
{
    struct loader *loader = context;
    struct sheet_now *now = loader->now;
    void *findings = now->findings;
    enum status rc = grow(&findings, now->n_findings, &loader->findings_room,
                          sizeof *now->findings, loader->fault);

    now->findings = findings;
    if (rc == ST_OK)
        now->findings[now->n_findings++] = *finding;
    return rc;
}

static int last_row(const struct sheet_now *now)
{
    int last = 0;

    for (size_t i = 0; i < now->n; i++)
        if (now->cells[i].row > last)
            last = now->cells[i].row;
    return last;
}

static void fill_sheet(struct sheet_now *now)
{
    for (size_t i = 0; i < now->n; i++) {
        const struct db_cell *cell = &now->cells[i];
        struct sheet_cell *to = &now->sheet.cells[i];

        whole_now_take(now->form, cell, to);
        if (cell->row == 0)
            continue;
        now->sheet.rows[cell->row - 1].kind = cell->row_kind;
        (void)text_copy(now->sheet.rows[cell->row - 1].label,
                        sizeof now->sheet.rows->label, cell->row_label);
    }
}

static enum status build_sheet(struct sheet_now *now, struct fault *fault)
{
    struct sheet *sheet = &now->sheet;

    sheet->n_rows = last_row(now);
    sheet->rows = calloc((size_t)sheet->n_rows + 1, sizeof *sheet->rows);
    sheet->cells = calloc(now->n, sizeof *sheet->cells);
    if (sheet->rows == NULL || sheet->cells == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    sheet->n_cells = now->n;
    (void)text_copy(sheet->form, sizeof sheet->form, now->cells[0].form);
    (void)text_copy(sheet->period, sizeof sheet->period, now->cells[0].period);
    (void)text_copy(sheet->unit, sizeof sheet->unit, now->cells[0].unit);
    fill_sheet(now);
    return ST_OK;
}

/* A sum over several pages is judged with all of them; what fails on other ones
 * is told there. */
static enum status judge_whole(struct sheet_now *now, struct fault *fault)
{
    enum { MANY = 16 * SHEET_FAILING_MAX };
    struct check_cell_law *all = calloc(MANY, sizeof *all);
    size_t n = 0;
    enum status rc;

    if (all == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    rc = check_failing_laws(&now->whole.sheet, now->form, all, MANY, &n, fault);
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        int row = all[i].row - (all[i].row > 0 ? now->whole.before : 0);
        if (row < 0 || row > now->sheet.n_rows ||
            (row == 0 && all[i].row > 0) || now->n_failing == SHEET_FAILING_MAX)
            continue;
        all[i].row = row;
        now->failing[now->n_failing++] = all[i];
    }
    free(all);
    return rc;
}

static enum status judge(struct sheet_now *now, struct fault *fault)
{
    now->n_failing = 0;
    if (now->form == NULL)
        return ST_OK;
    if (now->whole.sheet.n_cells > 0)
        return judge_whole(now, fault);
    return check_failing_laws(&now->sheet, now->form, now->failing,
                              SHEET_FAILING_MAX, &now->n_failing, fault);
}

enum status sheet_now_load(struct sheet_now *now, struct db_archive *archive,
                           const struct form_catalogue *catalogue,
                           int64_t sheet_id, struct fault *fault)
{
    struct loader loader = {.now = now, .fault = fault};
    struct db_filter filter = DB_FILTER_ALL;
    enum status rc;

    if (now->id == sheet_id)
        return ST_OK;
    sheet_now_clear(now);
    filter.sheet_id = sheet_id;
    rc = db_each_cell(archive, filter, note_cell, &loader, fault);
    if (rc == ST_OK && now->n == 0)
        rc = fault_set(fault, ST_NONE, "the archive has no page %lld",
                       (long long)sheet_id);
    if (rc == ST_OK)
        rc = db_each_finding(archive, filter, note_finding, &loader, fault);
    if (rc == ST_OK)
        rc =
            db_find_cell_image(archive, now->cells[0].id, &now->picture, fault);
    if (rc == ST_OK) {
        now->form = form_catalogue_lookup(catalogue, now->cells[0].form);
        rc = build_sheet(now, fault);
    }
    if (rc == ST_OK)
        rc = whole_now_load(&now->whole, archive, now->form, sheet_id,
                            now->cells, now->n, fault);
    if (rc == ST_OK)
        rc = judge(now, fault);
    if (rc != ST_OK)
        sheet_now_clear(now);
    else
        now->id = sheet_id;
    return rc;
}

void sheet_now_clear(struct sheet_now *now)
{
    whole_now_clear(&now->whole);
    free(now->sheet.rows);
    free(now->sheet.cells);
    free(now->cells);
    free(now->findings);
    *now = (struct sheet_now){0};
}

int sheet_now_find(const struct sheet_now *now, int64_t cell_id)
{
    for (size_t i = 0; i < now->n; i++)
        if (now->cells[i].id == cell_id)
            return (int)i;
    return -1;
}

int sheet_now_find_place(const struct sheet_now *now, int row,
                         const char *column)
{
    for (size_t i = 0; i < now->n; i++)
        if (now->cells[i].row == row &&
            strcmp(now->cells[i].column, column) == 0)
            return (int)i;
    return -1;
}

/* Is the cell judged with a table over several pages? */
static bool is_in_whole(const struct sheet_now *now, int at)
{
    return now->whole.sheet.n_cells > 0 && now->whole.own[at] != SIZE_MAX;
}

void sheet_now_put(struct sheet_now *now, int at, const char *value,
                   enum reading_state state, enum verdict_status status)
{
    struct db_cell *cell = &now->cells[at];
    struct fault ignored;

    (void)text_copy(cell->value, sizeof cell->value, value);
    cell->state = state;
    cell->status = status;
    cell->confidence = 1;
    whole_now_set_reading(&now->sheet.cells[at].reading, value, state);
    if (is_in_whole(now, at))
        whole_now_set_reading(
            &now->whole.sheet.cells[now->whole.own[at]].reading, value, state);
    /* Without room for it the findings of a moment ago stay. */
    (void)!judge(now, &ignored);
}

const struct value_type *sheet_now_type(const struct sheet_now *now, int at)
{
    static const struct value_type text = {.kind = VALUE_TEXT, .decimals = -1};
    int column = now->sheet.cells[at].column;

    if (now->form == NULL || column < 0)
        return &text;
    return now->cells[at].row == 0 ? &now->form->fields[column].type
                                   : &now->form->columns[column].type;
}

/* Fields that stand on the paper without a word before them. */
static const char *unprinted_name(const char *field)
{
    static const struct {
        const char *field, *words;
    } names[] = {
        {"title", N_("title")},     {"year", N_("year")},
        {"half", N_("half-year")},  {"quarter", N_("quarter")},
        {"month", N_("month")},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].field, field) == 0)
            return _(names[i].words);
    return field;
}

void sheet_now_header(const struct sheet_now *now, int at, char *out,
                      size_t size)
{
    int column = now->sheet.cells[at].column;
    char words[400] = "";
    const char *label;

    if (now->form != NULL && column >= 0 && now->cells[at].row > 0) {
        column_head(&now->form->columns[column], words, sizeof words);
    } else if (now->form != NULL && column >= 0) {
        label = now->form->fields[column].label;
        if (label != NULL)
            snprintf(words, sizeof words, "%.*s", (int)strcspn(label, "|"),
                     label);
    }
    if (words[0] == '\0')
        snprintf(words, sizeof words, "%s",
                 now->cells[at].row == 0 ? unprinted_name(now->cells[at].column)
                                         : now->cells[at].column);
    (void)text_copy(out, size, words);
}

/* Rows are told as the sheet counts them, on after its last one. */
static enum status laws_in_whole(struct sheet_now *now, int at,
                                 const char *value, struct check_cell_law *out,
                                 size_t *n, struct fault *fault)
{
    enum status rc = check_cell_laws(&now->whole.sheet, now->form,
                                     now->whole.own[at], value, out, n, fault);

    for (size_t i = 0; i < *n; i++)
        if (out[i].row > now->whole.before)
            out[i].row -= now->whole.before;
    return rc;
}

enum status sheet_now_laws(struct sheet_now *now, int at, const char *value,
                           struct check_cell_law *out, size_t *n,
                           struct fault *fault)
{
    *n = 0;
    if (now->form == NULL)
        return ST_OK;
    if (is_in_whole(now, at))
        return laws_in_whole(now, at, value, out, n, fault);
    return check_cell_laws(&now->sheet, now->form, (size_t)at, value, out, n,
                           fault);
}

const char *sheet_now_above(const struct sheet_now *now, int at)
{
    for (int row = now->cells[at].row - 1; row > 0; row--) {
        int above = sheet_now_find_place(now, row, now->cells[at].column);
        if (above >= 0 && now->cells[above].value[0] != '\0')
            return now->cells[above].value;
    }
    return "";
}

struct scan_box sheet_now_box(const struct sheet_now *now)
{
    struct scan_box all = now->cells[0].box;

    for (size_t i = 1; i < now->n; i++) {
        struct scan_box box = now->cells[i].box;
        int right = all.x + all.w, bottom = all.y + all.h;
        all.x = box.x < all.x ? box.x : all.x;
        all.y = box.y < all.y ? box.y : all.y;
        right = box.x + box.w > right ? box.x + box.w : right;
        bottom = box.y + box.h > bottom ? box.y + box.h : bottom;
        all.w = right - all.x;
        all.h = bottom - all.y;
    }
    return all;
}
