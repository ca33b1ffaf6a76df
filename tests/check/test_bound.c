/* The bound against published tables, and against archives whose errors are
 * known. */
#include "check/bound.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Upper limits of Clopper and Pearson as printed: two-sided 95 % for 10 of 100,
 * 5 of 50, 3 of 10 and 0 of 10; one-sided 95 % for 0 of 100, 1 of 20, 0 of 59
 * (the 95/95 rule of quality inspection). */
static void test_tables(void **state)
{
    static const struct {
        double wrong, checked, confidence, upper;
    } PRINTED[] = {
        {10, 100, 0.975, 0.1762}, {5, 50, 0.975, 0.2181},
        {3, 10, 0.975, 0.6525},   {0, 10, 0.975, 0.3085},
        {0, 100, 0.95, 0.0295},   {1, 20, 0.95, 0.2161},
        {0, 59, 0.95, 0.0495},    {2, 10, 0.975, 0.5561},
    };

    (void)state;
    for (size_t i = 0; i < sizeof PRINTED / sizeof *PRINTED; i++) {
        double upper = check_upper_bound(PRINTED[i].wrong, PRINTED[i].checked,
                                         PRINTED[i].confidence);

        if (fabs(upper - PRINTED[i].upper) > 0.00006)
            fail_msg("%g of %g: %.5f, printed %.4f", PRINTED[i].wrong,
                     PRINTED[i].checked, upper, PRINTED[i].upper);
    }
}

/* Where the distribution has a closed form. */
static void test_quantiles(void **state)
{
    (void)state;
    for (int i = 1; i < 100; i++) {
        double p = i / 100.0;

        assert_true(fabs(check_beta_quantile(p, 1, 1) - p) < 1e-12);
        assert_true(fabs(check_beta_quantile(p, 1, 3000) -
                         (1 - pow(1 - p, 1.0 / 3000))) < 1e-12);
        assert_true(fabs(check_beta_quantile(p, 40, 1) - pow(p, 1.0 / 40)) <
                    1e-12);
        assert_true(fabs(check_beta_quantile(p, 0.5, 0.5) -
                         pow(sin(acos(-1.0) * p / 2), 2)) < 1e-9);
    }
}

static void test_edges(void **state)
{
    const struct check_stratum half_seen[] = {{500, 100, 0}, {500, 0, 0}};
    const struct check_stratum alike[] = {{5000, 100, 1}, {5000, 100, 0}};
    const struct check_stratum none[] = {{300, 0, 0}};

    (void)state;
    assert_true(check_upper_bound(0, 0, 0.95) == 1);
    assert_true(check_upper_bound(7, 7, 0.95) == 1);
    assert_true(check_strata_bound(none, 1, 0.95) == 1);
    assert_true(check_strata_bound(NULL, 0, 0.95) == 0);
    assert_true(check_strata_bound(half_seen, 2, 0.95) > 0.5);
    assert_true(fabs(check_strata_bound(alike, 2, 0.95) -
                     check_upper_bound(1, 200, 0.95)) < 1e-9);
}

static void test_halving(void **state)
{
    const struct check_stratum clean[] = {{100000, 300, 0}};
    const struct check_stratum small[] = {{310, 300, 0}};
    double bound = check_strata_bound(clean, 1, 0.95);
    size_t more = check_checks_to_halve(clean, 1, 0.95);

    (void)state;
    assert_true(check_upper_bound(0, 300.0 + (double)more, 0.95) <= bound / 2);
    assert_true(check_upper_bound(0, 299.0 + (double)more, 0.95) > bound / 2);
    assert_int_equal(check_checks_to_halve(small, 1, 0.95), 10);
}

/* ---- simulated archives ---- */

static uint64_t dice = 20250103;

static double throw_dice(void)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (double)(dice >> 11) / 9007199254740992.0;
}

/* Draw without putting back: the rest holds so many cells and wrong ones. */
static void draw_cell(struct check_stratum *stratum, size_t *wrong_left)
{
    size_t left = stratum->cells - stratum->checked;
    bool wrong = throw_dice() * (double)left < (double)*wrong_left;

    stratum->checked++;
    stratum->wrong += wrong;
    *wrong_left -= wrong;
}

static size_t thinnest(const struct check_stratum *strata, size_t n, size_t all,
                       size_t drawn)
{
    size_t best = 0;
    double most = -1e9;

    for (size_t i = 0; i < n; i++) {
        double lacks = (double)strata[i].cells / (double)all *
                           (double)(drawn + 1) -
                       (double)strata[i].checked;

        if (strata[i].checked < strata[i].cells && lacks > most) {
            most = lacks;
            best = i;
        }
    }
    return best;
}

/* One archive: up to five strata of any size, each with its own rate of errors
 * of up to one in fifty; does the bound hold? */
static bool holds_once(size_t checks)
{
    enum { STRATA = 5 };
    struct check_stratum strata[STRATA] = {{0}};
    size_t wrong[STRATA], all_wrong = 0, all = 0;
    size_t n = 1 + (size_t)(throw_dice() * STRATA);

    for (size_t i = 0; i < n; i++) {
        double rate = 0.02 * throw_dice() * throw_dice();

        strata[i].cells = 600 + (size_t)(throw_dice() * 4000);
        wrong[i] = (size_t)(rate * (double)strata[i].cells);
        all_wrong += wrong[i];
        all += strata[i].cells;
    }
    double share = (double)all_wrong / (double)all;

    for (size_t drawn = 0; drawn < checks; drawn++) {
        size_t i = thinnest(strata, n, all, drawn);

        draw_cell(&strata[i], &wrong[i]);
    }
    return share <= check_strata_bound(strata, n, 0.95);
}

static void test_simulated_archives(void **state)
{
    (void)state;
    for (size_t checks = 60; checks <= 960; checks *= 4) {
        int held = 0;

        for (int i = 0; i < 1000; i++)
            held += holds_once(checks);
        print_message("%zu checks: the bound holds in %d of 1000 archives\n",
                      checks, held);
        assert_true(held >= 930);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_quantiles),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_halving),
        cmocka_unit_test(test_simulated_archives),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
