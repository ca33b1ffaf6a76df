/* Tables whose rows have one height: what is missing of one row, the others
 * let one expect. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/grid.h"
#include "grid_paper.h"

static const double X[] = {150, 350, 550, 750, 950, 1150, 1450};
enum { N_X = 7, ROW_PX = 40, SIGN_TOP = 11 };

static int count_rows(struct paper *paper)
{
    struct page page = paper_page(paper);
    struct grid_set set;
    struct fault fault = {""};
    int n;

    assert_int_equal(grid_find(&page, &set, &fault), ST_OK);
    assert_int_equal(set.n_grids, 1);
    n = set.grids[0].n_rows;
    grid_set_clear(&set);
    paper_page_clear(&page);
    paper_clear(paper);
    return n;
}

static void write_line(struct paper *paper, double top, int first, int last)
{
    for (int c = first; c < last; c++)
        paper_write(paper, X[c] + 30, top + SIGN_TOP, 5);
}

/* Rules bound two rows or three; no group alone tells that it is several. */
static void test_groups_of_few_rows(void **state)
{
    const double y[] = {150, 190, 270, 350, 470};
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    paper_table(&paper, X, N_X, y, 5, 0);
    for (double top = 150; top < 470; top += ROW_PX)
        write_line(&paper, top, 0, N_X - 1);
    assert_int_equal(count_rows(&paper), 8);
}

/* Below a block of rows, a few that only their label and the last column are
 * written in. */
static void test_rows_written_in_few_columns(void **state)
{
    const double y[] = {150, 190, 430, 590};
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    paper_table(&paper, X, N_X, y, 4, 0);
    for (double top = 150; top < 470; top += ROW_PX)
        write_line(&paper, top, 0, N_X - 1);
    for (double top = 470; top < 590; top += ROW_PX) {
        write_line(&paper, top, 0, 1);
        write_line(&paper, top, N_X - 2, N_X - 1);
    }
    assert_int_equal(count_rows(&paper), 1 + 6 + 4);
}

/* All rows are ruled, but one rule is gone for the most part. */
static void test_a_rule_between_even_rows(void **state)
{
    enum { N_Y = 9, GONE = 4, HIGH = 60 };
    struct paper paper = paper_new((struct paper_bend){0});
    double bottom = 150 + HIGH * (N_Y - 1);

    (void)state;
    for (int c = 0; c < N_X; c++)
        paper_rule(&paper, X[c], 150, X[c], bottom, 0);
    for (int r = 0; r < N_Y; r++) {
        double y = 150 + HIGH * r;
        if (r != GONE)
            paper_rule(&paper, X[0], y, X[N_X - 1], y, 0);
        for (double x = X[0] + 20; r == GONE && x + 12 < X[N_X - 1]; x += 28)
            paper_rule(&paper, x, y, x + 12, y, 0);
        if (r + 1 < N_Y)
            write_line(&paper, y + 10, 0, N_X - 1);
    }
    assert_int_equal(count_rows(&paper), N_Y - 1);
}

/* A rule in one wide column that ends before it meets any other. */
static void test_a_rule_that_meets_no_other(void **state)
{
    const double x[] = {150, 450, 1450}, y[] = {150, 250, 350, 450};
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    paper_table(&paper, x, 3, y, 4, 0);
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 2; c++)
            paper_write(&paper, x[c] + 40, y[r] + 20, 8);
    paper_write(&paper, x[0] + 40, y[1] + 70, 8);
    paper_write(&paper, x[1] + 40, y[1] + 70, 8);
    paper_rule(&paper, x[1] + 40, y[1] + 54, x[2] - 40, y[1] + 54, 0);
    assert_int_equal(count_rows(&paper), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups_of_few_rows),
        cmocka_unit_test(test_rows_written_in_few_columns),
        cmocka_unit_test(test_a_rule_between_even_rows),
        cmocka_unit_test(test_a_rule_that_meets_no_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
