#include "forms/half_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/body.h"

/* Labels that are printed on both halves, of which so many are read alike, name
 * the same rows. */
static const double LABEL_LIKENESS = 0.5, LABELS_ALIKE = 0.5;

/* ---- cells that move ---- */

static int moved(const int *to, int cell)
{
    return cell < 0 ? cell : to[cell];
}

static void move_strays(struct sheet *sheet, size_t first, const int *to)
{
    for (size_t i = first; i < sheet->n_strays; i++) {
        sheet->strays[i].cell = moved(to, sheet->strays[i].cell);
        sheet->strays[i].other = moved(to, sheet->strays[i].other);
    }
}

static bool is_again(const struct half *half, const struct sheet_cell *cell)
{
    return half->first > 0 && cell->row > 0 && cell->column < half->first;
}

void half_sheet_settle(const struct half *half, struct sheet *sheet)
{
    size_t n = 0;

    sheet->first_column = half->first;
    sheet->n_columns = half->n;
    for (size_t i = 0; i < sheet->n_strays; i++) {
        int *ends[] = {&sheet->strays[i].cell, &sheet->strays[i].other};
        for (int e = 0; e < 2; e++) {
            int gone = 0, at = *ends[e];
            for (int c = 0; c < at; c++)
                gone += is_again(half, &sheet->cells[c]);
            if (at >= 0)
                *ends[e] = is_again(half, &sheet->cells[at]) ? -1 : at - gone;
        }
    }
    for (size_t i = 0; i < sheet->n_cells; i++)
        if (!is_again(half, &sheet->cells[i]))
            sheet->cells[n++] = sheet->cells[i];
    sheet->n_cells = n;
}

/* ---- two halves ---- */

/* Where both halves name their rows, they must be the same ones. */
static bool rows_may_be_the_same(const struct sheet *left,
                                 const struct sheet *right)
{
    int asked = 0, alike = 0;

    for (int r = 0; r < left->n_rows; r++) {
        const char *a = left->rows[r].label, *b = right->rows[r].label;
        if (a[0] == '\0' || b[0] == '\0')
            continue;
        asked++;
        alike += text_similarity(a, b) >= LABEL_LIKENESS;
    }
    return alike >= LABELS_ALIKE * asked;
}

static enum status agree(const struct sheet *left, const struct sheet *right,
                         struct fault *fault)
{
    if (left->n_rows != right->n_rows)
        return fault_set(fault, ST_DOUBT,
                         "%s lies across two pages, but the left one has %d "
                         "rows and the right one %d",
                         left->form, left->n_rows, right->n_rows);
    if (!rows_may_be_the_same(left, right))
        return fault_set(fault, ST_DOUBT,
                         "%s lies across two pages, but the rows of the right "
                         "one have other names than those of the left one",
                         left->form);
    return ST_OK;
}

struct placed_cell {
    struct sheet_cell cell;
    int from; /* its place before: the left half's, then the right one's */
};

static int by_place(const void *a, const void *b)
{
    const struct sheet_cell *p = &((const struct placed_cell *)a)->cell;
    const struct sheet_cell *q = &((const struct placed_cell *)b)->cell;

    return p->row != q->row ? p->row - q->row : p->column - q->column;
}

static enum status add_strays(struct sheet *sheet, const struct sheet *right,
                              size_t n_left, const int *to, struct fault *fault)
{
    size_t n = sheet->n_strays;
    struct sheet_stray *more =
        realloc(sheet->strays, (n + right->n_strays + 1) * sizeof *more);

    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "sheet: out of memory");
    sheet->strays = more;
    move_strays(sheet, 0, to);
    for (size_t i = 0; i < right->n_strays; i++)
        more[n + i] = right->strays[i];
    sheet->n_strays = n + right->n_strays;
    move_strays(sheet, n, to + n_left);
    return ST_OK;
}

/* Header fields keep their order: they are first, and of one row. */
static enum status put_cells(struct sheet *sheet, const struct sheet *right,
                             struct fault *fault)
{
    size_t n_left = sheet->n_cells, n = n_left + right->n_cells, fields = 0;
    struct placed_cell *all = calloc(n + 1, sizeof *all);
    int *to = calloc(n + 1, sizeof *to);
    struct sheet_cell *more = realloc(sheet->cells, (n + 1) * sizeof *more);
    enum status rc = ST_OK;

    if (more != NULL)
        sheet->cells = more;
    if (all == NULL || to == NULL || more == NULL) {
        rc = fault_set(fault, ST_NOMEM, "sheet: out of memory");
        goto done;
    }
    for (size_t i = 0; i < n; i++)
        all[i] = (struct placed_cell){
            i < n_left ? sheet->cells[i] : right->cells[i - n_left], (int)i};
    while (fields < n_left && all[fields].cell.row == 0)
        fields++;
    qsort(all + fields, n - fields, sizeof *all, by_place);
    for (size_t i = 0; i < n; i++) {
        sheet->cells[i] = all[i].cell;
        to[all[i].from] = (int)i;
    }
    sheet->n_cells = n;
    rc = add_strays(sheet, right, n_left, to, fault);
done:
    free(all);
    free(to);
    return rc;
}

enum status half_sheet_add(const struct page *page,
                           const struct half_found *right, bool keep_personal,
                           struct ocr_reader *reader, struct sheet *sheet,
                           struct fault *fault)
{
    struct sheet other = {.n_rows = 0};
    enum status rc =
        body_read(page, &right->layout, keep_personal, reader, &other, fault);

    if (rc == ST_OK)
        rc = agree(sheet, &other, fault);
    if (rc == ST_OK) {
        half_sheet_settle(right->half, &other);
        rc = put_cells(sheet, &other, fault);
    }
    sheet->first_column = sheet->n_columns = 0;
    sheet_clear(&other);
    return rc;
}
