#include "forms/body.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/reader.h"

/* A total row's label may lose a character in three. */
static const double TOTAL_LIKENESS = 0.6;

struct body {
    const struct layout *layout;
    size_t n_columns, n;
    struct ocr_cell *cells;     /* n_body x n_columns */
    struct reading *readings;
};

static void body_clear(struct body *body)
{
    free(body->cells);
    free(body->readings);
}

/* No rule above nor below: the row is known by the gaps around its line. */
static bool is_unruled(const struct grid *grid, int row)
{
    return grid->row_sources[row] == GRID_GAP ||
           grid->row_sources[row + 1] == GRID_GAP;
}

static void place_cells(struct body *body, bool keep_personal)
{
    const struct layout *at = body->layout;

    for (int r = 0; r < at->n_body; r++)
        for (size_t c = 0; c < body->n_columns; c++) {
            const struct form_column *column = &at->form->columns[c];
            int row = at->body_row + r, left = at->first_column + (int)c;
            struct ocr_cell *cell =
                &body->cells[(size_t)r * body->n_columns + c];
            cell->quad = grid_quad(at->grid, row, left, row + 1, left + 1);
            cell->type = column->type;
            cell->withheld = column->personal && !keep_personal;
            cell->unruled = is_unruled(at->grid, row);
        }
}

static bool has_ink(const struct reading *reading)
{
    return reading->state != READ_BLANK;
}

/* Index of the column that names the rows, or -1. */
static int label_column(const struct form *form)
{
    for (size_t c = 0; c < form->n_columns; c++)
        if (form->columns[c].is_label)
            return (int)c;
    return -1;
}

static bool is_row(const struct body *body, int r)
{
    const struct form *form = body->layout->form;
    const struct reading *row =
        body->readings + (size_t)r * body->n_columns;
    int label = label_column(form);
    bool named = form->rows != FORM_ROWS_PERSON && form->rows != FORM_ROWS_ITEM;

    if (form->ruled_rows)
        return true;
    if (named && label >= 0 && !has_ink(&row[label]))
        return false;
    for (size_t c = 0; c < body->n_columns; c++)
        if (has_ink(&row[c]))
            return true;
    return false;
}

static bool is_total_label(const struct form *form, const char *label)
{
    char plain[SHEET_UNIT_MAX];

    text_normalise(plain, sizeof plain, label);
    for (size_t i = 0; i < form->n_total_labels; i++) {
        char wanted[SHEET_UNIT_MAX];
        text_normalise(wanted, sizeof wanted, form->total_labels[i]);
        if (text_similarity(plain, wanted) >= TOTAL_LIKENESS)
            return true;
    }
    return false;
}

/* Forms whose rows come in groups, each followed by its totals. */
static bool is_group_total(const struct form *form, int row)
{
    int group = form->group_rows + form->group_totals;
    return form->group_rows > 0 && row % group >= form->group_rows;
}

static void name_row(const struct body *body, int r, int row,
                     struct sheet_row *out)
{
    const struct form *form = body->layout->form;
    int label = label_column(form);

    *out = (struct sheet_row){0};
    if (label >= 0) {
        const struct reading *reading =
            &body->readings[(size_t)r * body->n_columns + (size_t)label];
        if (reading->n_candidates > 0)
            text_copy(out->label, sizeof out->label,
                      reading->candidates[0].value[0]
                          ? reading->candidates[0].value
                          : reading->candidates[0].text);
    }
    if (is_group_total(form, row) || is_total_label(form, out->label))
        out->kind = SHEET_ROW_TOTAL;
}

static void keep_row(const struct page *page, const struct body *body, int r,
                     struct sheet *sheet)
{
    int row = sheet->n_rows++;

    name_row(body, r, row, &sheet->rows[row]);
    for (size_t c = 0; c < body->n_columns; c++) {
        size_t from = (size_t)r * body->n_columns + c;
        struct sheet_cell *cell = &sheet->cells[sheet->n_cells++];
        *cell = (struct sheet_cell){.row = row + 1, .column = (int)c,
                                    .quad = body->cells[from].quad,
                                    .reading = body->readings[from]};
        cell->box = scan_box_in_original(page, &cell->quad);
    }
}

enum status body_read(const struct page *page, const struct layout *layout,
                      bool keep_personal, struct ocr_reader *reader,
                      struct sheet *sheet, struct fault *fault)
{
    struct body body = {.layout = layout,
                        .n_columns = layout->form->n_columns};
    struct sheet_cell *cells = NULL;
    enum status rc = ST_NOMEM;

    body.n = (size_t)layout->n_body * body.n_columns;
    body.cells = calloc(body.n, sizeof *body.cells);
    body.readings = calloc(body.n, sizeof *body.readings);
    sheet->rows = calloc((size_t)layout->n_body, sizeof *sheet->rows);
    cells = realloc(sheet->cells,
                    (sheet->n_cells + body.n) * sizeof *sheet->cells);
    if (cells != NULL)
        sheet->cells = cells;
    if (!body.cells || !body.readings || !sheet->rows || !cells) {
        fault_set(fault, ST_NOMEM, "sheet: out of memory for %zu cells", body.n);
        goto done;
    }
    place_cells(&body, keep_personal);
    rc = ocr_read_cells(reader, page, body.cells, body.n, body.readings, fault);
    for (int r = 0; rc == ST_OK && r < layout->n_body; r++)
        if (is_row(&body, r))
            keep_row(page, &body, r, sheet);
done:
    body_clear(&body);
    return rc;
}
