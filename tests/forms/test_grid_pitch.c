/* Profiles of rows of one height, some of whose gaps cannot be seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "forms/grid_pitch.h"

enum { ROW = 20, TEXT = 13, ROWS = 9, HEIGHT = ROW * ROWS, SLACK = 3 };

/* Rows of writing with white between them, but @shallow below row @hidden. */
static void draw(double *sum, bool *written, int hidden, double shallow)
{
    for (int i = 0; i < HEIGHT; i++) {
        int in = i % ROW;
        bool text = in >= (ROW - TEXT) / 2 && in < (ROW + TEXT) / 2;
        bool smeared =
            hidden >= 0 && (i + ROW / 2) / ROW == hidden + 1 && !text;
        sum[i] = text ? 5 : smeared ? shallow : 0.5;
        written[i] = text;
    }
}

static void assert_even(const int *cuts, size_t n)
{
    assert_int_equal(n, ROWS - 1);
    for (size_t i = 0; i < n; i++)
        assert_in_range(cuts[i], ROW * (int)(i + 1) - SLACK,
                        ROW * (int)(i + 1) + SLACK);
}

static void test_all_gaps_are_seen(void **state)
{
    double sum[HEIGHT];
    bool written[HEIGHT];
    int cuts[HEIGHT];

    (void)state;
    draw(sum, written, -1, 0);
    assert_even(cuts, pitch_cut(sum, written, HEIGHT, ROW, cuts));
}

/* A mark lies over a gap: it is hardly lower than the rows. */
static void test_hidden_gap_is_where_the_rows_say(void **state)
{
    double sum[HEIGHT];
    bool written[HEIGHT];
    int cuts[HEIGHT];

    (void)state;
    for (int hidden = 0; hidden < ROWS - 1; hidden++) {
        draw(sum, written, hidden, 4);
        assert_even(cuts, pitch_cut(sum, written, HEIGHT, ROW, cuts));
    }
}

/* Three empty rows are no rows: what is cut off them is one. */
static void test_every_row_is_written_in(void **state)
{
    double sum[HEIGHT];
    bool written[HEIGHT];
    int cuts[HEIGHT];

    (void)state;
    draw(sum, written, -1, 0);
    for (int i = 3 * ROW; i < 6 * ROW; i++) {
        sum[i] = 0;
        written[i] = false;
    }
    assert_int_equal(pitch_cut(sum, written, HEIGHT, ROW, cuts), ROWS - 3 - 1);
}

/* A block that is written from top to bottom has no rows. */
static void test_solid_block_is_not_cut(void **state)
{
    double sum[HEIGHT];
    bool written[HEIGHT];
    int cuts[HEIGHT];

    (void)state;
    for (int i = 0; i < HEIGHT; i++) {
        sum[i] = 5;
        written[i] = true;
    }
    assert_true(pitch_cut(sum, written, HEIGHT, 2 * HEIGHT, cuts) == 0);
}

static void test_usual_height(void **state)
{
    const double missed[] = {20, 21, 40, 19, 61, 20, 41, 20};
    const double uneven[] = {20, 27, 35, 50, 71, 90};
    const double few[] = {20, 20};

    (void)state;
    assert_float_equal(pitch_usual(missed, 8), 20, 0.5);
    assert_float_equal(pitch_usual(uneven, 6), 0, 0);
    assert_float_equal(pitch_usual(few, 2), 0, 0);
    assert_float_equal(pitch_usual(few, 0), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_gaps_are_seen),
        cmocka_unit_test(test_hidden_gap_is_where_the_rows_say),
        cmocka_unit_test(test_every_row_is_written_in),
        cmocka_unit_test(test_solid_block_is_not_cut),
        cmocka_unit_test(test_usual_height),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
