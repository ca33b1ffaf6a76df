/* A sheet that was folded: dark lines from edge to edge, through its table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/grid.h"
#include "grid_paper.h"

enum { N_X = 8, N_Y = 13, COLUMN = 180, ROW = 62, LEFT = 150, TOP = 170 };
enum { FOLD_SHADE = 90 };

static struct paper draw_table(struct paper_bend bend)
{
    struct paper paper = paper_new(bend);
    double x[N_X], y[N_Y];

    for (int i = 0; i < N_X; i++)
        x[i] = LEFT + COLUMN * i;
    for (int i = 0; i < N_Y; i++)
        y[i] = TOP + ROW * i;
    paper_table(&paper, x, N_X, y, N_Y, 0);
    for (int r = 0; r + 1 < N_Y; r++)
        for (int c = 0; c + 1 < N_X; c++)
            paper_write(&paper, x[c] + 30 + 7 * (r % 3), y[r] + 22, 3 + c % 3);
    return paper;
}

/* Ends @paper. */
static void assert_table(struct paper *paper, int n_rows, int n_columns)
{
    struct page page = paper_page(paper);
    struct grid_set set;
    struct fault fault = {""};

    assert_int_equal(grid_find(&page, &set, &fault), ST_OK);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_rows, n_rows);
    assert_int_equal(set.grids[0].n_columns, n_columns);
    assert_int_equal(set.grids[0].n_cells, n_rows * n_columns);
    grid_set_clear(&set);
    paper_page_clear(&page);
    paper_clear(paper);
}

static void test_folds_are_no_rules(void **state)
{
    struct paper paper = draw_table((struct paper_bend){0});
    double x = LEFT + 3.45 * COLUMN, y = TOP + 4.5 * ROW;

    (void)state;
    paper_rule(&paper, x, 10, x + 4, PAPER_HEIGHT - 10, FOLD_SHADE);
    paper_rule(&paper, 10, y, PAPER_WIDTH - 10, y + 3, FOLD_SHADE);
    assert_table(&paper, N_Y - 1, N_X - 1);
}

/* All rules of a table stick out as far: they are its rules. */
static void test_rules_that_stick_out_stay(void **state)
{
    struct paper paper = draw_table((struct paper_bend){0});

    (void)state;
    for (int i = 0; i < N_X; i++)
        paper_rule(&paper, LEFT + COLUMN * i, TOP - 80, LEFT + COLUMN * i,
                   TOP + ROW * (N_Y - 1) + 80, 0);
    /* open above and below, where a row more closes it */
    assert_table(&paper, N_Y + 1, N_X - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folds_are_no_rules),
        cmocka_unit_test(test_rules_that_stick_out_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
