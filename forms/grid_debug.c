#include "forms/grid_debug.h"

#include <stdio.h>
#include <stdlib.h>

#include "scan/debug.h"

/* A rule's points lie close together; its line is as good by every so many. */
enum { POINTS_A_LINE = 8 };

/* A line is a box without height. */
static struct scan_mark line_mark(struct scan_point a, struct scan_point b,
                                  enum scan_mark_colour colour)
{
    return (struct scan_mark){.quad = {{a, b, b, a}}, .colour = colour};
}

static struct scan_point on_page(struct scan_point p, bool standing)
{
    return standing ? (struct scan_point){p.y, p.x} : p;
}

static size_t add_rules(const struct rule_list *list, bool standing,
                        struct scan_mark *marks)
{
    enum scan_mark_colour colour = standing ? SCAN_MARK_BLUE : SCAN_MARK_GREEN;
    size_t n = 0;

    for (size_t i = 0; i < list->n_rules; i++) {
        const struct rule *rule = &list->rules[i];
        for (size_t k = 0; k + 1 < rule->n_points; k += POINTS_A_LINE) {
            size_t end = k + POINTS_A_LINE < rule->n_points - 1
                             ? k + POINTS_A_LINE
                             : rule->n_points - 1;
            marks[n++] =
                line_mark(on_page(rule->points[k], standing),
                          on_page(rule->points[end], standing), colour);
        }
    }
    return n;
}

static size_t count_lines(const struct rule_list *list)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n_rules; i++)
        n += list->rules[i].n_points / POINTS_A_LINE + 1;
    return n;
}

void grid_debug_rules(const struct page *page, const struct rule_list *lying,
                      const struct rule_list *standing, struct Pix *text)
{
    struct scan_mark *marks = NULL;
    size_t n = 0;

    if (!scan_debug_is_on())
        return;
    marks =
        calloc(count_lines(lying) + count_lines(standing) + 1, sizeof *marks);
    if (marks != NULL) {
        n = add_rules(lying, false, marks);
        n += add_rules(standing, true, marks + n);
    }
    scan_debug_step("rules", page->black, marks, n);
    scan_debug_step("writing", text, NULL, 0);
    free(marks);
}

static enum scan_mark_colour colour_of(enum grid_source source)
{
    return source == GRID_RULED ? SCAN_MARK_GREEN : SCAN_MARK_RED;
}

static size_t add_separators(const struct grid *grid, struct scan_mark *marks)
{
    int wide = grid->n_columns + 1;
    size_t n = 0;

    for (int r = 0; r <= grid->n_rows; r++)
        for (int c = 0; c < grid->n_columns; c++)
            marks[n++] = line_mark(grid->nodes[r * wide + c],
                                   grid->nodes[r * wide + c + 1],
                                   colour_of(grid->row_sources[r]));
    for (int c = 0; c <= grid->n_columns; c++)
        for (int r = 0; r < grid->n_rows; r++)
            marks[n++] = line_mark(grid->nodes[r * wide + c],
                                   grid->nodes[(r + 1) * wide + c],
                                   colour_of(grid->column_sources[c]));
    return n;
}

static size_t count_separators(const struct grid *grid)
{
    size_t rows = (size_t)grid->n_rows, columns = (size_t)grid->n_columns;

    return (rows + 1) * columns + (columns + 1) * rows;
}

static size_t add_cells(const struct grid *grid, struct scan_mark *marks)
{
    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *cell = &grid->cells[i];
        marks[i] =
            (struct scan_mark){.quad = cell->quad, .colour = SCAN_MARK_BLUE};
        (void)snprintf(marks[i].text, sizeof marks[i].text, "%d.%d",
                       cell->row + 1, cell->column + 1);
    }
    return grid->n_cells;
}

/* Both pictures are drawn alike: the marks of every grid, one after another. */
static void draw_grids(const char *step, const struct page *page,
                       const struct grid_set *set,
                       size_t (*count)(const struct grid *),
                       size_t (*add)(const struct grid *, struct scan_mark *))
{
    struct scan_mark *marks;
    size_t n = 0;

    for (size_t i = 0; i < set->n_grids; i++)
        n += count(&set->grids[i]);
    marks = calloc(n + 1, sizeof *marks);
    n = 0;
    for (size_t i = 0; marks != NULL && i < set->n_grids; i++)
        n += add(&set->grids[i], marks + n);
    scan_debug_step(step, page->black, marks, n);
    free(marks);
}

static size_t count_cells(const struct grid *grid)
{
    return grid->n_cells;
}

void grid_debug_tables(const struct page *page, const struct grid_set *set)
{
    if (!scan_debug_is_on())
        return;
    draw_grids("separators", page, set, count_separators, add_separators);
    draw_grids("cells", page, set, count_cells, add_cells);
}
