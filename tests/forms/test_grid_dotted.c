/* Dotted rules between rows, of which print and scan leave some pieces whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/grid.h"
#include "grid_paper.h"

enum { N_COLUMNS = 12, COLUMN = 100, N_BANDS = 4, BAND_ROWS = 5 };
enum { LEFT = 150, TOP = 150, ROW = 40, BAND = BAND_ROWS * ROW };

/* Solid rules around bands of rows, each row written in every column. */
static struct paper draw_bands(void)
{
    struct paper paper = paper_new((struct paper_bend){0});
    double x[N_COLUMNS + 1], y[N_BANDS + 1];

    for (int i = 0; i <= N_COLUMNS; i++)
        x[i] = LEFT + COLUMN * i;
    for (int i = 0; i <= N_BANDS; i++)
        y[i] = TOP + BAND * i;
    paper_table(&paper, x, N_COLUMNS + 1, y, N_BANDS + 1, 0);
    for (int r = 0; r < N_BANDS * BAND_ROWS; r++)
        for (int c = 0; c < N_COLUMNS; c++)
            paper_write(&paper, x[c] + 20, TOP + ROW * r + 10, 3);
    return paper;
}

/* What is left of the rule over @row: as much of it in column c as the digit
 * @shares[c] says, in fifths. */
static void draw_dotted(struct paper *paper, int row, const char *shares)
{
    double y = TOP + ROW * row;

    for (int c = 0; c < N_COLUMNS; c++) {
        double x = LEFT + COLUMN * c;
        int fifths = shares[c] - '0';

        if (fifths > 0)
            paper_rule(paper, x, y, x + COLUMN * fifths / 5.0, y, 0);
    }
}

static int count_cells(const struct paper *paper, int *n_rows)
{
    struct page page = paper_page(paper);
    struct grid_set set;
    struct fault fault = {""};
    int n;

    assert_int_equal(grid_find(&page, &set, &fault), ST_OK);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_columns, N_COLUMNS);
    *n_rows = set.grids[0].n_rows;
    n = (int)set.grids[0].n_cells;
    grid_set_clear(&set);
    paper_page_clear(&page);
    return n;
}

/* Of two rules little is left, of a third in its band four columns' worth: the
 * writing parts its rows as it does the others. */
static void test_one_is_drawn_better_than_the_others(void **state)
{
    struct paper paper = draw_bands();
    int n_rows = 0;

    (void)state;
    draw_dotted(&paper, 2, "522002200022");
    draw_dotted(&paper, 7, "220022000225");
    draw_dotted(&paper, 14, "552200022255");
    assert_int_equal(count_cells(&paper, &n_rows),
                     N_BANDS * BAND_ROWS * N_COLUMNS);
    assert_int_equal(n_rows, N_BANDS * BAND_ROWS);
    paper_clear(&paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_is_drawn_better_than_the_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
