/* Confidences set right by decisions. */
#include "check/recalibrate.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { CELLS = 4000 };

static uint64_t dice = 7;

static double throw_dice(void)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (double)(dice >> 11) / 9007199254740992.0;
}

/* Cells that are right as often as move + stretch x log odds says. */
static void decide(struct check_decided *cells, size_t n, double move,
                   double stretch)
{
    for (size_t i = 0; i < n; i++) {
        double confidence = 0.3 + 0.69 * throw_dice();
        double x = log(confidence / (1 - confidence));

        cells[i].confidence = confidence;
        cells[i].right = throw_dice() < 1 / (1 + exp(-(move + stretch * x)));
    }
}

static void test_finds_the_line(void **state)
{
    static struct check_decided cells[CELLS];
    struct check_recalibration by;

    (void)state;
    decide(cells, CELLS, -0.8, 0.7);
    by = check_recalibrate(cells, CELLS);
    assert_true(fabs(by.move + 0.8) < 0.12);
    assert_true(fabs(by.stretch - 0.7) < 0.1);
    assert_true(check_recalibrated(by, 0.99, 0.98) < 0.95);
}

static void test_few_move_little(void **state)
{
    const struct check_decided three[] = {
        {0.97, false}, {0.95, false}, {0.9, true}};
    struct check_recalibration none = check_recalibrate(NULL, 0);
    struct check_recalibration by = check_recalibrate(three, 3);

    (void)state;
    assert_true(none.move == 0 && none.stretch == 1);
    assert_true(check_recalibrated(none, 0.77, 0.98) == 0.77);
    assert_true(by.move < 0 && by.move > -0.4);
    assert_true(fabs(check_recalibrated(by, 0.9, 0.98) - 0.9) < 0.06);
}

static void test_never_accepts(void **state)
{
    static struct check_decided cells[CELLS];
    struct check_recalibration by;

    (void)state;
    decide(cells, CELLS, 3, 1.2);
    by = check_recalibrate(cells, CELLS);
    assert_true(by.move > 1);
    assert_true(check_recalibrated(by, 0.97, 0.98) < 0.98);
    assert_true(check_recalibrated(by, 0.97, 0.98) > 0.979);
    assert_true(check_recalibrated(by, 0.5, 0.98) > 0.5);
    assert_true(check_recalibrated(by, 1, 0.98) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_the_line),
        cmocka_unit_test(test_few_move_little),
        cmocka_unit_test(test_never_accepts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
