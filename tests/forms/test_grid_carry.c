/* Columns known by the writing around a separator that is not ruled all along.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/grid.h"
#include "grid_paper.h"

static const double X[] = {150, 550, 950, 1350}, MIDDLE = 640;
enum { N_X = 4, ROWS = 9, ROW_PX = 60, TOP = 150, SIGN_PX = 18 };

/* Ruled rows; the second column has one line more in its header. */
static struct paper draw_table(bool in_header)
{
    struct paper paper = paper_new((struct paper_bend){0.004, 3});
    double y[ROWS + 1];

    for (int r = 0; r <= ROWS; r++)
        y[r] = TOP + r * ROW_PX;
    paper_table(&paper, X, N_X, y, ROWS + 1, 0);
    if (in_header)
        paper_rule(&paper, MIDDLE, y[0], MIDDLE, y[1], 0);
    for (int r = 0; r < ROWS; r++) {
        paper_write(&paper, X[0] + 30, y[r] + 20, 5);
        paper_write(&paper, X[2] + 30, y[r] + 20, 5);
    }
    return paper;
}

/* A word over the middle, which no sign of another row ends with. */
static void write_across(struct paper *paper, int row)
{
    paper_write(paper, MIDDLE - 70 + 3 * (row % 3), TOP + row * ROW_PX + 20, 8);
}

static struct grid find(const struct paper *paper, struct grid_set *set)
{
    struct page page = paper_page(paper);
    struct fault fault = {""};

    assert_int_equal(grid_find(&page, set, &fault), ST_OK);
    paper_page_clear(&page);
    assert_int_equal(set->n_grids, 1);
    assert_int_equal(set->grids[0].n_rows, ROWS);
    return set->grids[0];
}

static size_t count_wide(const struct grid *grid)
{
    size_t n = 0;

    for (size_t i = 0; i < grid->n_cells; i++)
        n += grid->cells[i].column_span > 1;
    return n;
}

/* A code and a name, so near to each other that no white strip tells them. */
static void test_header_rule_goes_on_in_white(void **state)
{
    struct paper paper = draw_table(true);
    struct grid_set set;

    (void)state;
    for (int r = 0; r < ROWS; r++) {
        paper_write(&paper, MIDDLE - 8 - 2 * SIGN_PX, TOP + r * ROW_PX + 20, 2);
        paper_write(&paper, MIDDLE + 8, TOP + r * ROW_PX + 20, 7);
    }
    struct grid grid = find(&paper, &set);
    assert_int_equal(grid.n_columns, N_X);
    assert_int_equal(count_wide(&grid), 0);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Codes that are missing between others, and one that stands below its name:
 * the column goes on through these rows too. */
static void test_rows_that_do_not_tell_follow_the_others(void **state)
{
    struct paper paper = draw_table(true);
    struct grid_set set;

    (void)state;
    for (int r = 0; r < ROWS; r++) {
        bool lower = r == ROWS - 1;
        if (r != 3 && r != 6)
            paper_write(&paper, MIDDLE - 8 - 2 * SIGN_PX,
                        TOP + r * ROW_PX + (lower ? 34 : 20), 2);
        paper_write(&paper, MIDDLE + 8, TOP + r * ROW_PX + (lower ? 8 : 20), 7);
    }
    struct grid grid = find(&paper, &set);
    assert_int_equal(grid.n_columns, N_X);
    assert_int_equal(count_wide(&grid), 0);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Two words in the header, one in every row below: these are merged cells. */
static void test_header_rule_ends_where_words_cross(void **state)
{
    struct paper paper = draw_table(true);
    struct grid_set set;

    (void)state;
    for (int r = 1; r < ROWS; r++)
        write_across(&paper, r);
    struct grid grid = find(&paper, &set);
    if (grid.n_columns == N_X)
        assert_int_equal(count_wide(&grid), ROWS - 1);
    else
        assert_int_equal(grid.n_columns, N_X - 1);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* A stroke down some rows, through the words of all. */
static void test_stroke_through_words_is_no_column(void **state)
{
    struct paper paper = draw_table(false);
    struct grid_set set;

    (void)state;
    for (int r = 0; r < ROWS; r++)
        write_across(&paper, r);
    paper_rule(&paper, MIDDLE, TOP + 3 * ROW_PX, MIDDLE, TOP + 7 * ROW_PX, 0);
    struct grid grid = find(&paper, &set);
    assert_int_equal(grid.n_columns, N_X - 1);
    assert_int_equal(count_wide(&grid), 0);
    grid_set_clear(&set);
    paper_clear(&paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header_rule_goes_on_in_white),
        cmocka_unit_test(test_rows_that_do_not_tell_follow_the_others),
        cmocka_unit_test(test_header_rule_ends_where_words_cross),
        cmocka_unit_test(test_stroke_through_words_is_no_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
