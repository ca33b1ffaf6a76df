#include "forms/placed_grid.h"

#include <math.h>
#include <stdlib.h>

#include "forms/grid_edges.h"
#include "forms/placed_columns.h"
#include "forms/placed_rows.h"
#include "forms/placed_view.h"

static enum status allocate(struct grid *grid, int n_rows, int n_columns,
                            struct fault *fault)
{
    size_t r = (size_t)n_rows + 1, c = (size_t)n_columns + 1;

    *grid = (struct grid){.n_rows = n_rows, .n_columns = n_columns};
    grid->nodes = calloc(r * c, sizeof *grid->nodes);
    grid->row_sources = calloc(r, sizeof *grid->row_sources);
    grid->column_sources = calloc(c, sizeof *grid->column_sources);
    grid->row_strength = calloc(r, sizeof *grid->row_strength);
    grid->column_strength = calloc(c, sizeof *grid->column_strength);
    grid->cells = calloc(r * c, sizeof *grid->cells);
    if (grid->nodes && grid->row_sources && grid->column_sources &&
        grid->row_strength && grid->column_strength && grid->cells)
        return ST_OK;
    return fault_set(fault, ST_NOMEM, "place: out of memory");
}

/* How far a bent line is off at @share of its length: between the middles of
 * the bands. */
static double off_at(const double *off, double share)
{
    double at = share * PLACED_BANDS - 0.5;
    int band = (int)floor(at);

    if (band < 0)
        return off[0];
    if (band >= PLACED_BANDS - 1)
        return off[PLACED_BANDS - 1];
    return off[band] + (at - band) * (off[band + 1] - off[band]);
}

static void place_nodes(const struct placed_view *view,
                        const struct placed_rows *rows,
                        const struct placed_columns *columns, struct grid *grid)
{
    int wide = grid->n_columns + 1;
    double off[PLACED_BANDS];
    struct scan_point *node = grid->nodes;

    for (int c = 0; c < wide; c++) {
        placed_follow(&view->standing, columns->x[c], off);
        for (int r = 0; r <= grid->n_rows; r++)
            node[r * wide + c].x =
                columns->x[c] + off_at(off, rows->y[r] / view->height);
    }
    for (int r = 0; r <= grid->n_rows; r++) {
        placed_follow(&view->lying, rows->y[r], off);
        for (int c = 0; c < wide; c++)
            node[r * wide + c].y =
                rows->y[r] + (rows->source[r] == GRID_RULED
                                  ? off_at(off, columns->x[c] / view->width)
                                  : 0);
    }
    for (int i = 0; i < (grid->n_rows + 1) * wide; i++)
        node[i] = corner_map_apply(&view->map, node[i]);
}

static void list_cells(struct grid *grid)
{
    for (int r = 0; r < grid->n_rows; r++)
        for (int c = 0; c < grid->n_columns; c++)
            grid->cells[grid->n_cells++] = (struct grid_cell){
                r, c, 1, 1, grid_quad(grid, r, c, r + 1, c + 1)};
}

/* Rules are about so many px wide on any scan that can be read. */
static const double RULE_INCH = 0.012;

static enum status fill_grid(const struct page *page,
                             const struct placed_view *view,
                             const struct form *form,
                             struct placed_columns *columns,
                             struct placed_grid *out, struct fault *fault)
{
    struct placed_rows *rows = calloc(1, sizeof *rows);
    char why[LAYOUT_WHY_MAX] = "";
    enum status rc;

    if (rows == NULL)
        return fault_set(fault, ST_NOMEM, "place: out of memory");
    rc = placed_columns_find(view, form, columns, fault);
    if (rc == ST_OK && !placed_rows_find(view, form, rows, why))
        rc = fault_set(fault, ST_DOUBT, "%s cannot be laid there: %s", form->id,
                       why);
    if (rc == ST_OK)
        rc = allocate(&out->grid, rows->n, (int)form->n_columns, fault);
    if (rc == ST_OK) {
        for (int r = 0; r <= rows->n; r++) {
            out->grid.row_sources[r] = rows->source[r];
            out->grid.row_strength[r] = rows->strength[r];
        }
        place_nodes(view, rows, columns, &out->grid);
        list_cells(&out->grid);
        out->grid.rule_width = fmax(RULE_INCH * page->dpi, 1);
        out->body_row = rows->body;
        out->rows_seen = rows->seen;
        out->columns_seen = columns->seen;
        out->misfit = columns->misfit;
    }
    free(rows);
    return rc;
}

enum status placed_grid_make(const struct page *page, const struct form *form,
                             const struct scan_quad *corners,
                             struct placed_grid *out, struct fault *fault)
{
    struct placed_view view = {0};
    struct placed_columns columns = {.x = NULL};
    enum status rc;

    *out = (struct placed_grid){.body_row = 0};
    if (!placed_has_widths(form))
        return fault_set(fault, ST_INPUT,
                         "the definition of %s does not say how wide its "
                         "columns are, so it cannot be placed",
                         form->id);
    columns.x = calloc(form->n_columns + 1, sizeof *columns.x);
    if (columns.x == NULL)
        return fault_set(fault, ST_NOMEM, "place: out of memory");
    rc = placed_view_make(page, corners, &view, fault);
    if (rc == ST_OK)
        rc = fill_grid(page, &view, form, &columns, out, fault);
    if (rc != ST_OK)
        grid_clear(&out->grid);
    placed_view_clear(&view);
    free(columns.x);
    return rc;
}
