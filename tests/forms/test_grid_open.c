/* Tables without a frame: known by how their writing stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "forms/grid.h"
#include "grid_paper.h"

static const double X[] = {150, 350, 550, 750, 950, 1150};
enum { N_COLUMNS = 6, N_LINES = 12, LINE_PX = 36, TOP = 250, SIGN_PX = 20 };

static int signs(int line, int column)
{
    return 2 + (line * 7 + column * 5) % 4;
}

static void write_block(struct paper *paper)
{
    for (int line = 0; line < N_LINES; line++) {
        for (int c = 0; c < N_COLUMNS; c++)
            paper_write(paper, X[c], TOP + LINE_PX * line, signs(line, c));
    }
}

/* A title above and some lines of prose below are none of the table's. */
static void write_around(struct paper *paper)
{
    paper_write(paper, 400, 120, 25);
    for (int line = 0; line < 4; line++)
        paper_write(paper, 150, TOP + LINE_PX * (N_LINES + 4 + line), 60);
}

static struct grid_set find(const struct paper *paper)
{
    struct page page = paper_page(paper);
    struct grid_set set;
    struct fault fault = {""};

    assert_int_equal(grid_find(&page, &set, &fault), ST_OK);
    paper_page_clear(&page);
    return set;
}

/* Cell (@line, @column) holds the writing that stands there, and all of it. */
static void assert_holds(const struct paper *paper, const struct grid *grid,
                         int line, int column)
{
    struct scan_quad quad = grid_quad(grid, line, column, line + 1, column + 1);
    double y = TOP + LINE_PX * line, slack = 3;
    struct scan_point low = paper_place(paper, X[column], y);
    struct scan_point high = paper_place(
        paper, X[column] + SIGN_PX * signs(line, column) - 6, y + 18);

    assert_true(fmin(quad.corner[0].x, quad.corner[3].x) <= low.x + slack);
    assert_true(fmax(quad.corner[1].x, quad.corner[2].x) >= high.x - slack);
    assert_true(fmin(quad.corner[0].y, quad.corner[1].y) <= low.y + slack);
    assert_true(fmax(quad.corner[2].y, quad.corner[3].y) >= high.y - slack);
}

static void assert_block(struct paper *paper)
{
    struct grid_set set = find(paper);

    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_rows, N_LINES);
    assert_int_equal(set.grids[0].n_columns, N_COLUMNS);
    assert_int_equal(set.grids[0].n_cells, N_LINES * N_COLUMNS);
    for (int line = 0; line < N_LINES; line++) {
        for (int c = 0; c < N_COLUMNS; c++)
            assert_holds(paper, &set.grids[0], line, c);
    }
    grid_set_clear(&set);
    paper_clear(paper);
}

static void test_no_rules_at_all(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    write_block(&paper);
    write_around(&paper);
    assert_block(&paper);
}

static void test_leaning(void **state)
{
    struct paper paper = paper_new((struct paper_bend){.lean = 0.006});

    (void)state;
    write_block(&paper);
    write_around(&paper);
    assert_block(&paper);
}

static void test_lying_rules_only(void **state)
{
    struct paper paper = paper_new((struct paper_bend){.lean = 0.003});
    double y[] = {TOP - 12, TOP + 27, TOP + LINE_PX * N_LINES - 5};

    (void)state;
    write_block(&paper);
    write_around(&paper);
    for (int i = 0; i < 3; i++)
        paper_rule(&paper, 140, y[i], 1260, y[i], 0);
    assert_block(&paper);
}

/* Rules as wide as the page's text, wider than the columns: what stands above
 * the first and below the last is unit, date and note. */
static void test_rules_close_the_table(void **state)
{
    struct paper paper = paper_new((struct paper_bend){.lean = 0.002});

    (void)state;
    write_block(&paper);
    for (int line = 0; line <= N_LINES; line++) {
        double y = TOP - 10 + LINE_PX * line;
        paper_rule(&paper, 60, y, 1450, y, 0);
    }
    paper_write(&paper, 70, TOP - LINE_PX - 4, 9);
    paper_write(&paper, X[3], TOP - LINE_PX - 4, 5);
    paper_write(&paper, 1360, TOP - LINE_PX - 4, 4);
    paper_write(&paper, 70, TOP + LINE_PX * N_LINES + 6, 30);
    assert_block(&paper);
}

static void test_standing_rules_only(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    write_block(&paper);
    for (int c = 1; c < N_COLUMNS; c++)
        paper_rule(&paper, X[c] - 30, TOP - 10, X[c] - 30,
                   TOP + LINE_PX * N_LINES, 0);
    assert_block(&paper);
}

static void test_empty_cells(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});
    struct grid_set set;

    (void)state;
    for (int line = 0; line < N_LINES; line++) {
        for (int c = 0; c < N_COLUMNS; c++) {
            if (c == 0 || (line + 2 * c) % 3 != 0)
                paper_write(&paper, X[c], TOP + LINE_PX * line, signs(line, c));
        }
    }
    set = find(&paper);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_rows, N_LINES);
    assert_int_equal(set.grids[0].n_columns, N_COLUMNS);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* A heading over two columns is one cell of both. */
static void test_heading_over_columns(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});
    struct grid_set set;
    size_t n_wide = 0;

    (void)state;
    write_block(&paper);
    paper_write(&paper, X[0], TOP - LINE_PX, 4);
    paper_write(&paper, X[1] + 60, TOP - LINE_PX, 12);
    paper_write(&paper, X[3], TOP - LINE_PX, 5);
    set = find(&paper);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_rows, N_LINES + 1);
    for (size_t i = 0; i < set.grids[0].n_cells; i++) {
        const struct grid_cell *cell = &set.grids[0].cells[i];
        n_wide += cell->row == 0 && cell->column == 1 && cell->column_span == 2;
    }
    assert_int_equal(n_wide, 1);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Rows stand 64 px apart; the labels of one in the middle and of the last go on
 * below, nearer than that. */
static void test_last_label_of_several_lines(void **state)
{
    enum { ROW_PX = 64, WRAP_PX = 24, N_ROWS = 8 };
    struct paper paper = paper_new((struct paper_bend){0});
    struct grid_set set;

    (void)state;
    for (int r = 0; r < N_ROWS; r++) {
        double y = 150 + ROW_PX * r;
        for (int c = 0; c < N_COLUMNS; c++)
            paper_write(&paper, X[c], y, 4);
        for (int k = 1; k <= (r == N_ROWS - 1 ? 2 : r == 3); k++)
            paper_write(&paper, X[0], y + WRAP_PX * k, 4);
    }
    /* a note below, as far away as a row */
    paper_write(&paper, X[0], 150 + ROW_PX * N_ROWS + 60, 5);
    set = find(&paper);
    assert_int_equal(set.n_grids, 1);
    struct grid *grid = &set.grids[0];
    assert_int_equal(grid->n_rows, N_ROWS);
    struct scan_quad last = grid_quad(grid, N_ROWS - 1, 0, N_ROWS, 1);
    double end = 150 + ROW_PX * (N_ROWS - 1) + 2 * WRAP_PX + 18;
    assert_true(last.corner[2].y >= end - 2);
    assert_true(last.corner[2].y < 150 + ROW_PX * N_ROWS + 60);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Groups of 3, 2, 1 and 4 rows, each with its label in the middle. */
static void write_groups(struct paper *paper, bool centred)
{
    static const int rows[] = {3, 2, 1, 4};
    int first = 0;

    for (size_t g = 0; g < 4; first += rows[g++]) {
        double middle = TOP + LINE_PX * (first + (rows[g] - 1) / 2.0);
        paper_write(paper, X[0], centred ? middle : TOP + LINE_PX * first, 4);
        for (int r = 0; r < rows[g]; r++)
            for (int c = 1; c < N_COLUMNS; c++)
                paper_write(paper, X[c], TOP + LINE_PX * (first + r), 4);
    }
}

static int count_spans(struct paper *paper, int *n_rows)
{
    struct grid_set set = find(paper);
    int n = 0;

    assert_int_equal(set.n_grids, 1);
    *n_rows = set.grids[0].n_rows;
    for (size_t i = 0; i < set.grids[0].n_cells; i++) {
        const struct grid_cell *cell = &set.grids[0].cells[i];
        if (cell->row_span == 1)
            continue;
        assert_int_equal(cell->column, 0);
        n = 10 * n + cell->row_span;
    }
    grid_set_clear(&set);
    paper_clear(paper);
    return n;
}

static void test_labels_of_groups_without_rules(void **state)
{
    struct paper paper = paper_new((struct paper_bend){.lean = 0.003});
    int n_rows = 0;

    (void)state;
    write_groups(&paper, true);
    assert_int_equal(count_spans(&paper, &n_rows), 324);
    assert_int_equal(n_rows, 10);
}

/* On the group's first row it is a cell with blank ones below. */
static void test_labels_on_first_rows_span_nothing(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});
    int n_rows = 0;

    (void)state;
    write_groups(&paper, false);
    assert_int_equal(count_spans(&paper, &n_rows), 0);
    assert_int_equal(n_rows, 10);
}

static void assert_none(struct paper *paper)
{
    struct grid_set set = find(paper);

    assert_int_equal(set.n_grids, 0);
    grid_set_clear(&set);
    paper_clear(paper);
}

/* Prose in columns fills them. */
static void test_columns_of_prose(void **state)
{
    struct paper two = paper_new((struct paper_bend){0});
    struct paper three = paper_new((struct paper_bend){0});

    (void)state;
    for (int line = 0; line < 20; line++) {
        for (int c = 0; c < 2; c++)
            paper_write(&two, 120 + 700 * c, 120 + LINE_PX * line, 31);
        for (int c = 0; c < 3; c++)
            paper_write(&three, 120 + 460 * c, 120 + LINE_PX * line,
                        line == 9 ? 10 : 20);
    }
    assert_none(&two);
    assert_none(&three);
}

/* Fields to fill in above nothing: three lines of words far apart. */
static void test_words_far_apart(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    paper_write(&paper, 200, 150, 5);
    paper_write(&paper, 700, 150, 6);
    paper_write(&paper, 300, 300, 9);
    paper_write(&paper, 1000, 320, 3);
    paper_write(&paper, 150, 500, 4);
    assert_none(&paper);
}

/* A box for a number above it is no reason to see no more. */
static void test_box_above(void **state)
{
    const double x[] = {1100, 1250, 1400}, y[] = {60, 110};
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    write_block(&paper);
    paper_table(&paper, x, 3, y, 2, 0);
    paper_write(&paper, 1120, 75, 4);
    assert_block(&paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_rules_at_all),
        cmocka_unit_test(test_leaning),
        cmocka_unit_test(test_box_above),
        cmocka_unit_test(test_lying_rules_only),
        cmocka_unit_test(test_rules_close_the_table),
        cmocka_unit_test(test_standing_rules_only),
        cmocka_unit_test(test_empty_cells),
        cmocka_unit_test(test_heading_over_columns),
        cmocka_unit_test(test_last_label_of_several_lines),
        cmocka_unit_test(test_labels_of_groups_without_rules),
        cmocka_unit_test(test_labels_on_first_rows_span_nothing),
        cmocka_unit_test(test_columns_of_prose),
        cmocka_unit_test(test_words_far_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
