#include "forms/layout_rows.h"

#include <stdlib.h>

/* Two parts of one row: each lower than this share of the usual height, and
 * both together within these shares of it. */
static const double PART_HEIGHT = 0.8;
static const double WHOLE_LEAST = 0.8, WHOLE_MOST = 1.2;
/* Fewer rows do not show what is usual. */
enum { LEAST_ROWS = 4 };

static double row_y(const struct grid *grid, int row)
{
    int middle = grid->n_columns / 2;
    return grid->nodes[row * (grid->n_columns + 1) + middle].y;
}

static int by_value(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

static double usual_height(const struct grid *grid, int first)
{
    double heights[LAYOUT_SEPARATORS_MAX];
    size_t n = 0;

    for (int r = first; r < grid->n_rows; r++)
        heights[n++] = row_y(grid, r + 1) - row_y(grid, r);
    qsort(heights, n, sizeof *heights, by_value);
    return n > 0 ? heights[n / 2] : 0;
}

/* Is separator @at a fold through one row, whose rule above is @above? */
static bool is_fold(const struct grid *grid, int above, int at, double usual)
{
    double upper = row_y(grid, at) - row_y(grid, above);
    double lower = row_y(grid, at + 1) - row_y(grid, at);
    double whole = upper + lower;

    return upper < PART_HEIGHT * usual && lower < PART_HEIGHT * usual &&
           whole > WHOLE_LEAST * usual && whole < WHOLE_MOST * usual;
}

bool layout_place_rows(const struct layout *layout, int *rows, int *n_body)
{
    const struct grid *grid = layout->grid;
    int first = layout->body_row, n = grid->n_rows - first, kept = 0;
    bool may_fold = layout->form->ruled_rows && n >= LEAST_ROWS;
    double usual;

    *n_body = n;
    if (n < 1)
        return true;
    if (n + 1 > LAYOUT_SEPARATORS_MAX)
        return false;
    usual = usual_height(grid, first);
    for (int r = first; r <= grid->n_rows; r++) {
        bool inner = r > first && r < grid->n_rows;
        if (may_fold && inner && is_fold(grid, rows[kept - 1], r, usual))
            continue;
        rows[kept++] = r;
    }
    *n_body = kept - 1;
    return true;
}
