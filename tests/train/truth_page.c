#include "truth_page.h"

#include <stdlib.h>
#include <string.h>

int truth_page_end(const struct truth_cells *cells, int from)
{
    const struct truth_cell *first = &cells->cell[from];
    int i = from + 1;

    while (i < cells->n && cells->cell[i].page == first->page &&
           strcmp(cells->cell[i].file, first->file) == 0)
        i++;
    return i;
}

static bool is_number_column(const struct truth_cell *c)
{
    return (c->column[0] == 'c' && c->column[1] >= '0' &&
            c->column[1] <= '9') ||
           strcmp(c->column, "date") == 0 || strcmp(c->column, "seq") == 0;
}

static bool is_wanted(const struct truth_cell *c)
{
    return c->has_quad && is_number_column(c) &&
           strcmp(c->state, "ditto") != 0 && strcmp(c->state, "struck") != 0;
}

/* What a definition would say of the column, judged by what stands in it. */
static struct value_type type_of(const struct truth_cells *cells,
                                 const struct truth_cell *cell)
{
    struct value_type type = {.kind = VALUE_COUNT};

    if (strcmp(cell->column, "date") == 0)
        return (struct value_type){.kind = VALUE_DATE};
    for (int i = 0; i < cells->n; i++) {
        const struct truth_cell *c = &cells->cell[i];
        if (strcmp(c->file, cell->file) == 0 && c->page == cell->page &&
            strcmp(c->column, cell->column) == 0 &&
            strchr(c->value, '.') != NULL)
            type = (struct value_type){.kind = VALUE_DECIMAL, .decimals = -1};
    }
    return type;
}

/* In reading order again where the page was turned round. */
static struct scan_quad quad_on_page(const struct page *page,
                                     const struct scan_quad *quad)
{
    struct scan_quad q;
    int first = 0;

    for (int i = 0; i < 4; i++)
        q.corner[i] = scan_from_original(page, quad->corner[i]);
    for (int i = 1; i < 4; i++)
        if (q.corner[i].x + q.corner[i].y <
            q.corner[first].x + q.corner[first].y)
            first = i;
    for (int i = 0; i < first; i++) {
        struct scan_point moved = q.corner[0];
        memmove(q.corner, q.corner + 1, 3 * sizeof q.corner[0]);
        q.corner[3] = moved;
    }
    return q;
}

enum status truth_page_place(const struct truth_cells *cells, int from, int to,
                             const struct page *page, struct truth_page *out,
                             struct fault *fault)
{
    size_t most = (size_t)(to - from);

    *out = (struct truth_page){.cell = calloc(most + 1, sizeof *out->cell),
                               .truth = calloc(most + 1, sizeof *out->truth)};
    if (out->cell == NULL || out->truth == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for a page's cells");
    for (int i = from; i < to; i++) {
        const struct truth_cell *c = &cells->cell[i];
        if (!is_wanted(c))
            continue;
        out->truth[out->n] = c;
        out->cell[out->n].quad = quad_on_page(page, &c->quad);
        out->cell[out->n++].type = type_of(cells, c);
    }
    return ST_OK;
}

void truth_page_clear(struct truth_page *page)
{
    free(page->cell);
    free(page->truth);
    *page = (struct truth_page){0};
}

enum truth_kind truth_kind_of(const struct truth_cell *cell)
{
    if (strcmp(cell->state, "blank") == 0)
        return TRUTH_BLANK;
    return strcmp(cell->state, "dash") == 0 ? TRUTH_DASH : TRUTH_VALUE;
}

const char *truth_text(const struct truth_cell *cell)
{
    switch (truth_kind_of(cell)) {
    case TRUTH_BLANK:
        return "";
    case TRUTH_DASH:
        return "-";
    default:
        return cell->value;
    }
}
