/* Distributions of what a sum misses, against all combinations counted out. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/gap.h"

enum { CELLS = 3, OPTIONS = 3 };

static const int64_t SHIFTS[CELLS][OPTIONS] = {
    {0, 5, -2}, {0, 3, 9}, {0, -5, 4}};
static const double CHANCES[CELLS][OPTIONS] = {
    {0.9, 0.07, 0.02}, {0.6, 0.3, 0.05}, {0.8, 0.1, 0.1}};

static double count_out(int64_t low, int64_t high)
{
    double sum = 0;

    for (int a = 0; a < OPTIONS; a++)
        for (int b = 0; b < OPTIONS; b++)
            for (int c = 0; c < OPTIONS; c++) {
                int64_t at = SHIFTS[0][a] + SHIFTS[1][b] + SHIFTS[2][c];

                if (at >= low && at <= high)
                    sum += CHANCES[0][a] * CHANCES[1][b] * CHANCES[2][c];
            }
    return sum;
}

static void test_all_combinations(void **state)
{
    struct gap_list lists[CELLS + 1];

    (void)state;
    gap_list_start(&lists[0], 0);
    for (int i = 0; i < CELLS; i++)
        gap_list_add(&lists[i], SHIFTS[i], CHANCES[i], OPTIONS, &lists[i + 1]);
    gap_list_finish(&lists[CELLS]);
    for (int64_t low = -10; low <= 20; low++)
        for (int64_t high = low; high <= 20; high++)
            assert_true(fabs(gap_list_within(&lists[CELLS], low, high) -
                             count_out(low, high)) < 1e-7);
}

/* Joined anywhere, two parts say what the whole does. */
static void test_two_parts(void **state)
{
    struct gap_list start, left, right, both;

    (void)state;
    gap_list_start(&start, 0);
    gap_list_add(&start, SHIFTS[0], CHANCES[0], OPTIONS, &both);
    gap_list_add(&both, SHIFTS[1], CHANCES[1], OPTIONS, &left);
    gap_list_add(&start, SHIFTS[2], CHANCES[2], OPTIONS, &right);
    gap_list_finish(&right);
    for (int64_t at = -10; at <= 20; at++)
        assert_true(fabs(gap_lists_within(&left, &right, at, at + 2) -
                         count_out(at, at + 2)) < 1e-7);
}

/* More than fit: the rarest are left out, and what is left knows how much. */
static void test_rare_are_left_out(void **state)
{
    struct gap_list lists[2];
    int64_t shifts[2] = {0, 1};
    double chances[2] = {0.5, 0.5};

    (void)state;
    gap_list_start(&lists[0], 0);
    for (int i = 0; i < 40; i++) {
        shifts[1] = (int64_t)1 << (i % 30);
        gap_list_add(&lists[i % 2], shifts, chances, 2, &lists[1 - i % 2]);
    }
    gap_list_finish(&lists[0]);
    assert_true(lists[0].n <= GAPS_MAX);
    assert_true(lists[0].chance <= 1);
    for (int i = 1; i < lists[0].n; i++)
        assert_true(lists[0].gaps[i].at > lists[0].gaps[i - 1].at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_combinations),
        cmocka_unit_test(test_two_parts),
        cmocka_unit_test(test_rare_are_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
