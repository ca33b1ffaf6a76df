/* Half-ruled tables: rows known only by their lines of writing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "forms/grid.h"
#include "grid_paper.h"

static const double X[] = {150, 350, 550, 750, 950, 1150, 1450};
enum { N_X = 7, LINE_PX = 34 };

/* Header, block and foot, ruled only between them. */
static struct paper draw_frame(struct paper_bend bend, const double *y, int n_y)
{
    struct paper paper = paper_new(bend);

    paper_table(&paper, X, N_X, y, n_y, 0);
    return paper;
}

static void write_line(struct paper *paper, double y, int n_columns)
{
    for (int c = 0; c < n_columns; c++)
        paper_write(paper, X[c] + 30, y, 5);
}

static void find_one(const struct paper *paper, struct grid_set *set)
{
    struct page page = paper_page(paper);
    struct fault fault = {""};

    assert_int_equal(grid_find(&page, set, &fault), ST_OK);
    paper_page_clear(&page);
    assert_int_equal(set->n_grids, 1);
    assert_int_equal(set->grids[0].n_columns, N_X - 1);
}

/* Each line of writing stands between its row's separators, in every column. */
static void assert_line_in_row(const struct paper *paper,
                               const struct grid *grid, int row, double y)
{
    int wide = grid->n_columns + 1;

    for (int c = 0; c < wide; c++) {
        double top = paper_place(paper, X[c], y).y;
        double bottom = paper_place(paper, X[c], y + 18).y;
        assert_true(grid->nodes[row * wide + c].y < top + 4);
        assert_true(grid->nodes[(row + 1) * wide + c].y > bottom - 4);
    }
}

static void test_lines_become_rows(void **state)
{
    const double y[] = {150, 210, 700, 760};
    struct paper paper = draw_frame((struct paper_bend){0.006, 5}, y, 4);
    struct grid_set set;

    (void)state;
    write_line(&paper, 170, N_X - 1);
    for (int i = 0; i < 13; i++)
        write_line(&paper, 230 + LINE_PX * i, N_X - 1);
    write_line(&paper, 720, 1);
    find_one(&paper, &set);
    assert_int_equal(set.grids[0].n_rows, 1 + 13 + 1);
    assert_int_equal(set.grids[0].row_sources[1], GRID_RULED);
    for (int i = 0; i < 13; i++) {
        if (i > 0)
            assert_int_equal(set.grids[0].row_sources[1 + i], GRID_GAP);
        assert_line_in_row(&paper, &set.grids[0], 1 + i, 230 + LINE_PX * i);
    }
    grid_set_clear(&set);
    paper_clear(&paper);
}

static void test_empty_space_and_last_lines(void **state)
{
    const double y[] = {150, 210, 1000};
    struct paper paper = draw_frame((struct paper_bend){0}, y, 3);
    struct grid_set set;

    (void)state;
    write_line(&paper, 170, N_X - 1);
    for (int i = 0; i < 8; i++)
        write_line(&paper, 230 + LINE_PX * i, N_X - 1);
    /* two lines at the foot, in few columns */
    write_line(&paper, 930, 2);
    write_line(&paper, 965, 2);
    find_one(&paper, &set);
    assert_int_equal(set.grids[0].n_rows, 1 + 8 + 2);
    assert_line_in_row(&paper, &set.grids[0], 8, 230 + LINE_PX * 7);
    assert_line_in_row(&paper, &set.grids[0], 10, 965);
    grid_set_clear(&set);
    paper_clear(&paper);
}

static void test_two_lines_in_a_cell_are_one_row(void **state)
{
    const double y[] = {150, 240, 330, 420, 510, 600};
    struct paper paper = draw_frame((struct paper_bend){0}, y, 6);
    struct grid_set set;

    (void)state;
    for (int r = 0; r < 5; r++) {
        for (int c = 0; c + 1 < N_X; c++) {
            if (c % 2 == 0) {
                paper_write(&paper, X[c] + 20, y[r] + 18, 6);
                paper_write(&paper, X[c] + 20, y[r] + 50, 5);
            } else {
                paper_write(&paper, X[c] + 20, y[r] + 34, 4);
            }
        }
    }
    find_one(&paper, &set);
    assert_int_equal(set.grids[0].n_rows, 5);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Every row is ruled; one of them holds three lines in all its columns. */
static void test_lines_in_a_ruled_row_are_one_row(void **state)
{
    const double y[] = {150, 246, 342, 438, 534, 630, 726};
    struct paper paper = draw_frame((struct paper_bend){0}, y, 7);
    struct grid_set set;

    (void)state;
    for (int r = 0; r < 6; r++) {
        if (r != 3)
            write_line(&paper, y[r] + 38, N_X - 1);
        else
            for (int i = 0; i < 3; i++)
                write_line(&paper, y[r] + 9 + 29 * i, N_X - 1);
    }
    find_one(&paper, &set);
    assert_int_equal(set.grids[0].n_rows, 6);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Two lines below a block of six, as far apart; half of the columns have no
 * second one. */
static void test_two_more_lines_are_two_rows(void **state)
{
    const double y[] = {150, 210, 420, 494};
    struct paper paper = draw_frame((struct paper_bend){0}, y, 4);
    struct grid_set set;

    (void)state;
    write_line(&paper, 170, N_X - 1);
    for (int i = 0; i < 6; i++)
        write_line(&paper, 220 + LINE_PX * i, N_X - 1);
    write_line(&paper, 430, N_X - 1);
    write_line(&paper, 430 + LINE_PX, 3);
    find_one(&paper, &set);
    assert_int_equal(set.grids[0].n_rows, 1 + 6 + 2);
    grid_set_clear(&set);
    paper_clear(&paper);
}

static void test_one_full_cell_is_one_row(void **state)
{
    const double y[] = {150, 210, 600, 660};
    struct paper paper = draw_frame((struct paper_bend){0}, y, 4);
    struct grid_set set;

    (void)state;
    for (int i = 0; i < 10; i++)
        paper_write(&paper, X[3] + 15, 230 + LINE_PX * i, 8);
    paper_write(&paper, X[0] + 40, 390, 4);
    paper_write(&paper, X[1] + 40, 390, 4);
    find_one(&paper, &set);
    assert_int_equal(set.grids[0].n_rows, 3);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Standing rules that show only here and there, between strong ones. */
static void test_faint_pieces_of_rules(void **state)
{
    const double y[] = {150, 700};
    struct paper paper = paper_new((struct paper_bend){.lean = 0.004});
    struct grid_set set;

    (void)state;
    for (int r = 0; r < 2; r++)
        paper_rule(&paper, X[0], y[r], X[N_X - 1], y[r], 0);
    for (int c = 0; c < N_X; c++) {
        bool broken = c == 2 || c == 4;
        for (double from = y[0]; from < y[1]; from += broken ? 55 : 550)
            paper_rule(&paper, X[c], from, X[c], from + (broken ? 26 : 550), 0);
    }
    for (int i = 0; i < 14; i++)
        write_line(&paper, 170 + LINE_PX * i, N_X - 1);
    find_one(&paper, &set);
    assert_int_equal(set.grids[0].n_rows, 14);
    assert_int_equal(set.grids[0].n_cells, 14 * (N_X - 1));
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Two columns in the last ruled one; somebody joined their words by lines in
 * two rows of three. */
static void test_thin_lines_leave_a_gap_white(void **state)
{
    const double y[] = {150, 210, 700, 760}, last = X[N_X - 2];
    struct paper paper = draw_frame((struct paper_bend){0, 0}, y, 4);
    struct page page;
    struct grid_set set;
    struct fault fault = {""};

    (void)state;
    write_line(&paper, 170, N_X - 2);
    for (int i = 0; i < 13; i++) {
        double top = 230 + LINE_PX * i;
        write_line(&paper, top, N_X - 2);
        paper_write(&paper, last + 20, top, 4);
        paper_write(&paper, last + 180, top, 4);
        if (i % 3 != 0)
            paper_rule(&paper, last + 96, top, last + 184, top + 17, 0);
    }
    page = paper_page(&paper);
    assert_int_equal(grid_find(&page, &set, &fault), ST_OK);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_columns, N_X);
    grid_set_clear(&set);
    paper_page_clear(&page);
    paper_clear(&paper);
}

/* What is left along a rule, as a copier leaves it, is lower than writing and
 * no row between the last line and the rule. */
static void test_specks_along_a_rule_are_no_row(void **state)
{
    const double y[] = {150, 210, 690, 750};
    struct paper paper = draw_frame((struct paper_bend){0}, y, 4);
    struct grid_set set;

    (void)state;
    write_line(&paper, 170, N_X - 1);
    for (int i = 0; i < 13; i++)
        write_line(&paper, 230 + LINE_PX * i, N_X - 1);
    for (int c = 0; c + 1 < N_X; c++)
        for (double x = X[c] + 15; x < X[c + 1] - 40; x += 24)
            paper_rule(&paper, x, 680, x + 11, 680, 0);
    write_line(&paper, 710, N_X - 1);
    find_one(&paper, &set);
    assert_int_equal(set.grids[0].n_rows, 1 + 13 + 1);
    for (int i = 0; i < 13; i++)
        assert_line_in_row(&paper, &set.grids[0], 1 + i, 230 + LINE_PX * i);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Headings whose characters stand one below the other do so in every column,
 * line by line; the rows below are ruled. */
static void test_vertical_headings_are_one_row(void **state)
{
    enum { N_Y = 12, HEAD_PX = 110, ROW_PX = 50, N_SIGNS = 4, SIGN_PITCH = 24 };
    double y[N_Y] = {150};
    struct paper paper;
    struct grid_set set;

    (void)state;
    for (int i = 1; i < N_Y; i++)
        y[i] = y[0] + HEAD_PX + ROW_PX * (i - 1);
    paper = draw_frame((struct paper_bend){0}, y, N_Y);
    for (int c = 0; c + 1 < N_X; c++)
        for (int i = 0; i < N_SIGNS; i++)
            paper_write(&paper, X[c] + 90, y[0] + 8 + SIGN_PITCH * i, 1);
    for (int r = 1; r + 1 < N_Y; r++)
        write_line(&paper, y[r] + 16, N_X - 1);
    find_one(&paper, &set);
    assert_int_equal(set.grids[0].n_rows, N_Y - 1);
    assert_int_equal(set.grids[0].n_cells, (N_Y - 1) * (N_X - 1));
    grid_set_clear(&set);
    paper_clear(&paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_become_rows),
        cmocka_unit_test(test_empty_space_and_last_lines),
        cmocka_unit_test(test_two_lines_in_a_cell_are_one_row),
        cmocka_unit_test(test_lines_in_a_ruled_row_are_one_row),
        cmocka_unit_test(test_two_more_lines_are_two_rows),
        cmocka_unit_test(test_one_full_cell_is_one_row),
        cmocka_unit_test(test_faint_pieces_of_rules),
        cmocka_unit_test(test_specks_along_a_rule_are_no_row),
        cmocka_unit_test(test_thin_lines_leave_a_gap_white),
        cmocka_unit_test(test_vertical_headings_are_one_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
