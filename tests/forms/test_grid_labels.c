/* Row labels: columns without a header, labels over several rows, labels of
 * several lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/grid.h"
#include "grid_paper.h"

static const double X[] = {150, 330, 560, 780, 1000, 1220};
enum { N_X = 6, TOP = 150, HEAD_PX = 60, LINE_PX = 40, SIGN_PX = 18 };

static struct grid find(const struct paper *paper, struct grid_set *set)
{
    struct page page = paper_page(paper);
    struct fault fault = {""};

    assert_int_equal(grid_find(&page, set, &fault), ST_OK);
    paper_page_clear(&page);
    assert_int_equal(set->n_grids, 1);
    return set->grids[0];
}

static const struct grid_cell *cell_at(const struct grid *grid, int row,
                                       int column)
{
    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *cell = &grid->cells[i];
        if (row >= cell->row && row < cell->row + cell->row_span &&
            column >= cell->column && column < cell->column + cell->column_span)
            return cell;
    }
    fail_msg("no cell at %d, %d", row, column);
    return NULL;
}

static void assert_spans(const struct grid *grid, int row, int column,
                         int row_span, int column_span)
{
    const struct grid_cell *cell = cell_at(grid, row, column);

    assert_int_equal(cell->row, row);
    assert_int_equal(cell->column, column);
    assert_int_equal(cell->row_span, row_span);
    assert_int_equal(cell->column_span, column_span);
}

/* A line of figures from column @first on. */
static void write_figures(struct paper *paper, double y, int first)
{
    for (int c = first; c + 1 < N_X; c++)
        paper_write(paper, X[c] + 60 + 20 * (c % 2), y, 3 + c % 2);
}

/* A label in the middle of @n_lines lines from @y on. */
static void write_label(struct paper *paper, double y, int n_lines)
{
    double middle = y + (n_lines - 1) * LINE_PX / 2.0;

    paper_write(paper, X[0] + 40, middle, 4);
}

/* Labels down a column whose head is empty; rows are not ruled. */
static void test_stub_column_without_header(void **state)
{
    const double y[] = {TOP, TOP + HEAD_PX, TOP + HEAD_PX + 9 * LINE_PX};
    struct paper paper = paper_new((struct paper_bend){0.004, 2});
    struct grid_set set;

    (void)state;
    paper_table(&paper, X, N_X, y, 3, 0);
    write_figures(&paper, TOP + 20, 1);
    for (int r = 0; r < 9; r++) {
        paper_write(&paper, X[0] + 20, y[1] + r * LINE_PX + 10, 3 + r % 4);
        write_figures(&paper, y[1] + r * LINE_PX + 10, 1);
    }
    struct grid grid = find(&paper, &set);
    assert_int_equal(grid.n_rows, 1 + 9);
    assert_int_equal(grid.n_columns, N_X - 1);
    assert_int_equal(grid.n_cells, 10 * (N_X - 1));
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* The same with nothing ruled but a line below the header. */
static void test_stub_column_without_frame(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});
    struct grid_set set;

    (void)state;
    write_figures(&paper, TOP + 20, 1);
    paper_rule(&paper, X[0], TOP + 50, X[N_X - 1], TOP + 50, 0);
    for (int r = 0; r < 9; r++) {
        paper_write(&paper, X[0] + 10, TOP + 64 + r * LINE_PX, 4 + r % 3);
        write_figures(&paper, TOP + 64 + r * LINE_PX, 1);
    }
    struct grid grid = find(&paper, &set);
    assert_int_equal(grid.n_rows, 1 + 9);
    assert_int_equal(grid.n_columns, N_X - 1);
    for (int r = 1; r < 10; r++)
        assert_spans(&grid, r, 0, 1, 1);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Every row is ruled but for the label that all of a group have. */
static void test_ruled_label_over_rows(void **state)
{
    static const int GROUPS[] = {3, 2, 4};
    struct paper paper = paper_new((struct paper_bend){0.003, 3});
    double y[11] = {TOP, TOP + HEAD_PX};
    struct grid_set set;
    int at = 1;

    (void)state;
    for (int i = 2; i < 11; i++)
        y[i] = y[i - 1] + LINE_PX;
    paper_table(&paper, X + 1, N_X - 1, y, 11, 0);
    paper_rule(&paper, X[0], y[0], X[0], y[10], 0);
    paper_rule(&paper, X[0], y[0], X[1], y[0], 0);
    paper_rule(&paper, X[0], y[1], X[1], y[1], 0);
    write_figures(&paper, TOP + 20, 0);
    for (int g = 0; g < 3; g++) {
        write_label(&paper, y[at] + 10, GROUPS[g]);
        for (int i = 0; i < GROUPS[g]; i++)
            write_figures(&paper, y[at + i] + 10, 1);
        at += GROUPS[g];
        paper_rule(&paper, X[0], y[at], X[1], y[at], 0);
    }
    struct grid grid = find(&paper, &set);
    assert_int_equal(grid.n_rows, 10);
    assert_spans(&grid, 1, 0, 3, 1);
    assert_spans(&grid, 4, 0, 2, 1);
    assert_spans(&grid, 6, 0, 4, 1);
    assert_spans(&grid, 6, 1, 1, 1);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Only the groups are ruled: @sizes rows each, a label in the middle of each,
 * one line in every row of the other columns. */
static struct paper draw_groups(const int *sizes, int n_groups)
{
    struct paper paper = paper_new((struct paper_bend){0.004, 3});
    double y[8] = {TOP, TOP + HEAD_PX};

    for (int g = 0; g < n_groups; g++)
        y[g + 2] = y[g + 1] + sizes[g] * LINE_PX + 8;
    paper_table(&paper, X, N_X, y, n_groups + 2, 0);
    write_figures(&paper, TOP + 20, 0);
    for (int g = 0; g < n_groups; g++) {
        write_label(&paper, y[g + 1] + 14, sizes[g]);
        for (int i = 0; i < sizes[g]; i++)
            write_figures(&paper, y[g + 1] + 14 + i * LINE_PX, 1);
    }
    return paper;
}

static void test_label_over_unruled_rows(void **state)
{
    static const int SIZES[] = {4, 5, 3, 4};
    struct paper paper = draw_groups(SIZES, 4);
    struct grid_set set;
    struct grid grid = find(&paper, &set);
    int at = 1;

    (void)state;
    assert_int_equal(grid.n_rows, 1 + 16);
    for (int g = 0; g < 4; g++) {
        assert_spans(&grid, at, 0, SIZES[g], 1);
        for (int i = 0; i < SIZES[g]; i++)
            for (int c = 1; c + 1 < N_X; c++)
                assert_spans(&grid, at + i, c, 1, 1);
        at += SIZES[g];
    }
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* A first column that is written in here and there, in no group's middle. */
static void test_few_figures_are_no_labels(void **state)
{
    const double y[] = {TOP, TOP + HEAD_PX, TOP + HEAD_PX + 4 * LINE_PX + 8,
                        TOP + HEAD_PX + 9 * LINE_PX + 16};
    struct paper paper = paper_new((struct paper_bend){0});
    struct grid_set set;

    (void)state;
    paper_table(&paper, X, N_X, y, 4, 0);
    write_figures(&paper, TOP + 20, 0);
    for (int r = 0; r < 9; r++) {
        double at = y[1] + 14 + r * LINE_PX + (r > 3 ? 8 : 0);
        write_figures(&paper, at, 1);
        if (r == 0 || r == 6)
            paper_write(&paper, X[0] + 40, at, 3);
    }
    struct grid grid = find(&paper, &set);
    assert_int_equal(grid.n_rows, 1 + 9);
    for (int r = 1; r < 10; r++)
        assert_spans(&grid, r, 0, 1, 1);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* A label of @n_lines lines that stand closer than rows do; returns the px that
 * its row takes. */
static double write_wrapped(struct paper *paper, double y, int n_lines)
{
    static const double NEAR_PX = 25;

    for (int i = 0; i < n_lines; i++)
        paper_write(paper, X[0] + 10, y + i * NEAR_PX, i + 1 < n_lines ? 7 : 4);
    return (n_lines - 1) * NEAR_PX + LINE_PX;
}

enum align { ALIGN_FIRST, ALIGN_MIDDLE, ALIGN_LAST };

/* Rows of labels of one to three lines, not ruled; figures stand at the first,
 * the middle or the last of them. */
static struct paper draw_wrapped(enum align align, bool framed)
{
    static const int LINES[] = {1, 3, 1, 2, 1, 1, 3, 2, 1};
    struct paper paper = paper_new((struct paper_bend){0});
    double y = TOP + HEAD_PX + 14;

    write_figures(&paper, TOP + 30, 0);
    for (int r = 0; r < 9; r++) {
        double high = write_wrapped(&paper, y, LINES[r]) - LINE_PX;
        write_figures(&paper, y + high * (double)align / 2, 1);
        y += high + LINE_PX;
    }
    double at[] = {TOP, TOP + HEAD_PX, y};
    if (framed)
        paper_table(&paper, X, N_X, at, 3, 0);
    else
        paper_rule(&paper, X[0], at[1] - 6, X[N_X - 1], at[1] - 6, 0);
    return paper;
}

static void assert_wrapped(enum align align, bool framed)
{
    struct paper paper = draw_wrapped(align, framed);
    struct grid_set set;
    struct grid grid = find(&paper, &set);

    assert_int_equal(grid.n_rows, 1 + 9);
    assert_int_equal(grid.n_columns, N_X - 1);
    grid_set_clear(&set);
    paper_clear(&paper);
}

static void test_wrapped_label_is_one_row(void **state)
{
    (void)state;
    for (int framed = 1; framed >= 0; framed--) {
        assert_wrapped(ALIGN_FIRST, framed);
        assert_wrapped(ALIGN_MIDDLE, framed);
        assert_wrapped(ALIGN_LAST, framed);
    }
}

/* Rows of which nothing but the label was filled in stand as far apart as the
 * others, though no hand keeps its lines quite even. */
static void test_label_alone_is_a_row(void **state)
{
    static const int OFF[] = {0, 4, -3, 2, -4, 3, 0, -4, 4};
    const double y[] = {TOP, TOP + HEAD_PX, TOP + HEAD_PX + 9 * LINE_PX + 8};
    struct paper paper = paper_new((struct paper_bend){0.002, 1});
    struct grid_set set;

    (void)state;
    paper_table(&paper, X, N_X, y, 3, 0);
    write_figures(&paper, TOP + 20, 0);
    for (int r = 0; r < 9; r++) {
        double at = y[1] + 14 + r * LINE_PX + OFF[r];
        paper_write(&paper, X[0] + 20, at, 4 + r % 3);
        if (r != 3 && r != 4 && r != 7)
            write_figures(&paper, at, 1);
    }
    struct grid grid = find(&paper, &set);
    assert_int_equal(grid.n_rows, 1 + 9);
    grid_set_clear(&set);
    paper_clear(&paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stub_column_without_header),
        cmocka_unit_test(test_stub_column_without_frame),
        cmocka_unit_test(test_ruled_label_over_rows),
        cmocka_unit_test(test_label_over_unruled_rows),
        cmocka_unit_test(test_few_figures_are_no_labels),
        cmocka_unit_test(test_wrapped_label_is_one_row),
        cmocka_unit_test(test_label_alone_is_a_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
