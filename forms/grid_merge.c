/*
 * Cells: squares of the lattice joined over every edge that does not divide. A
 * cell is a rectangle; where the edges say otherwise, the joined squares are
 * cut into rectangles again, widest first, from the top.
 */
#include "forms/grid_edges.h"

#include <stdlib.h>

static size_t find_root(size_t *parent, size_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

static void join_squares(const struct draft *draft, size_t *parent)
{
    size_t n_rows = (size_t)draft_rows(draft);
    size_t n_columns = (size_t)draft_columns(draft);

    for (size_t i = 0; i < n_rows * n_columns; i++)
        parent[i] = i;
    for (size_t r = 0; r < n_rows; r++) {
        for (size_t c = 0; c < n_columns; c++) {
            size_t i = r * n_columns + c;
            if (c > 0 && !draft->standing_edges[c * n_rows + r].divides)
                parent[find_root(parent, i)] = find_root(parent, i - 1);
            if (r > 0 && !draft->lying_edges[r * n_columns + c].divides)
                parent[find_root(parent, i)] = find_root(parent, i - n_columns);
        }
    }
}

/* Takes the rectangle of squares of one root that starts at (row, column). */
static struct grid_cell take_cell(const struct draft *draft, size_t *parent,
                                  bool *taken, int row, int column)
{
    int n_rows = draft_rows(draft), n_columns = draft_columns(draft);
    size_t root = find_root(parent, (size_t)(row * n_columns + column));
    struct grid_cell cell = {row, column, 1, 1, {{{0, 0}}}};
    bool grows = true;

    while (column + cell.column_span < n_columns) {
        size_t i = (size_t)(row * n_columns + column + cell.column_span);
        if (taken[i] || find_root(parent, i) != root)
            break;
        cell.column_span++;
    }
    while (grows && row + cell.row_span < n_rows) {
        for (int c = column; c < column + cell.column_span && grows; c++) {
            size_t i = (size_t)((row + cell.row_span) * n_columns + c);
            grows = !taken[i] && find_root(parent, i) == root;
        }
        cell.row_span += grows;
    }
    for (int r = row; r < row + cell.row_span; r++) {
        for (int c = column; c < column + cell.column_span; c++)
            taken[r * n_columns + c] = true;
    }
    return cell;
}

static void list_cells(const struct draft *draft, size_t *parent, bool *taken,
                       struct grid *grid)
{
    for (int r = 0; r < grid->n_rows; r++) {
        for (int c = 0; c < grid->n_columns; c++) {
            if (taken[r * grid->n_columns + c])
                continue;
            struct grid_cell cell = take_cell(draft, parent, taken, r, c);
            cell.quad =
                grid_quad(grid, r, c, r + cell.row_span, c + cell.column_span);
            grid->cells[grid->n_cells++] = cell;
        }
    }
}

static double mean_cover(const struct edge *edges, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += edges[i].cover;
    return n > 0 ? sum / (double)n : 0;
}

static int by_value(const void *a, const void *b)
{
    const double *l = a, *r = b;

    return (*l > *r) - (*l < *r);
}

/* Median width of the ruled separators. @room has one place for each. */
static double usual_width(const struct draft *draft, double *room)
{
    const struct axis *axes[] = {&draft->lying, &draft->standing};
    size_t n = 0;

    for (size_t a = 0; a < 2; a++) {
        for (size_t i = 0; i < axes[a]->n_items; i++) {
            if (axes[a]->items[i].source == GRID_RULED)
                room[n++] = axes[a]->items[i].width;
        }
    }
    qsort(room, n, sizeof *room, by_value);
    return n > 0 ? room[n / 2] : 0;
}

static void fill_lines(const struct draft *draft, struct grid *grid)
{
    size_t n_rows = (size_t)grid->n_rows, n_columns = (size_t)grid->n_columns;

    for (size_t r = 0; r <= n_rows; r++) {
        grid->row_sources[r] = draft->lying.items[r].source;
        grid->row_strength[r] =
            mean_cover(draft->lying_edges + r * n_columns, n_columns);
        for (size_t c = 0; c <= n_columns; c++)
            grid->nodes[r * (n_columns + 1) + c] =
                lattice_node(&draft->lying, r, &draft->standing, c);
    }
    for (size_t c = 0; c <= n_columns; c++) {
        grid->column_sources[c] = draft->standing.items[c].source;
        grid->column_strength[c] =
            mean_cover(draft->standing_edges + c * n_rows, n_rows);
    }
}

static bool make_room(struct grid *grid)
{
    size_t n_rows = (size_t)grid->n_rows, n_columns = (size_t)grid->n_columns;

    grid->nodes = calloc((n_rows + 1) * (n_columns + 1), sizeof *grid->nodes);
    grid->row_sources = calloc(n_rows + 1, sizeof *grid->row_sources);
    grid->column_sources = calloc(n_columns + 1, sizeof *grid->column_sources);
    grid->row_strength = calloc(n_rows + 1, sizeof *grid->row_strength);
    grid->column_strength =
        calloc(n_columns + 1, sizeof *grid->column_strength);
    grid->cells = calloc(n_rows * n_columns, sizeof *grid->cells);
    return grid->nodes != NULL && grid->row_sources != NULL &&
           grid->column_sources != NULL && grid->row_strength != NULL &&
           grid->column_strength != NULL && grid->cells != NULL;
}

enum status grid_merge_cells(const struct draft *draft, struct grid *out,
                             struct fault *fault)
{
    size_t n = (size_t)draft_rows(draft) * (size_t)draft_columns(draft);
    size_t *parent = calloc(n, sizeof *parent);
    bool *taken = calloc(n, sizeof *taken);
    double *room =
        calloc(draft->lying.n_items + draft->standing.n_items, sizeof *room);
    enum status rc = ST_OK;

    *out = (struct grid){.n_rows = draft_rows(draft),
                         .n_columns = draft_columns(draft)};
    if (!make_room(out) || parent == NULL || taken == NULL || room == NULL) {
        grid_clear(out);
        rc = fault_set(fault, ST_NOMEM, "grid: %zu cells", n);
        goto done;
    }
    fill_lines(draft, out);
    out->rule_width = usual_width(draft, room);
    join_squares(draft, parent);
    list_cells(draft, parent, taken, out);
done:
    free(parent);
    free(taken);
    free(room);
    return rc;
}
