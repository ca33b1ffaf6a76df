#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "forms/layout_rows.h"

enum { ROWS = 8 };

/* One column wide; the separators' heights as given. */
static int place(const double *y, bool ruled, int *rows)
{
    struct scan_point nodes[(ROWS + 1) * 2];
    struct grid grid = {.n_rows = ROWS, .n_columns = 1, .nodes = nodes};
    struct form form = {.ruled_rows = ruled};
    struct layout layout = {.form = &form, .grid = &grid, .body_row = 1};
    int n = -1;

    for (int r = 0; r <= ROWS; r++)
        nodes[r * 2] = nodes[r * 2 + 1] = (struct scan_point){0, y[r]};
    assert_true(layout_place_rows(&layout, rows, &n));
    return n;
}

/* Rows of 50 px below a header of 30; a fold at 205 cuts the third. */
static const double FOLDED[] = {0, 30, 80, 130, 160, 180, 230, 280, 330};
static const double EVEN[] = {0, 30, 80, 130, 180, 230, 280, 330, 380};

static void a_fold_is_no_rule(void **state)
{
    int rows[LAYOUT_SEPARATORS_MAX];
    (void)state;
    assert_int_equal(place(FOLDED, true, rows), 6);
    assert_int_equal(rows[2], 3);
    assert_int_equal(rows[3], 5);
    assert_int_equal(rows[6], ROWS);
}

static void even_rows_all_stay(void **state)
{
    int rows[LAYOUT_SEPARATORS_MAX];
    (void)state;
    assert_int_equal(place(EVEN, true, rows), 7);
    assert_int_equal(rows[0], 1);
}

static void rows_known_by_gaps_all_stay(void **state)
{
    int rows[LAYOUT_SEPARATORS_MAX];
    (void)state;
    assert_int_equal(place(FOLDED, false, rows), 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fold_is_no_rule),
        cmocka_unit_test(even_rows_all_stay),
        cmocka_unit_test(rows_known_by_gaps_all_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
