/* What lies in four corners that stand askew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scan/page.h"

static void test_a_leaning_quad(void **state)
{
    /* its left side leans from 20 above to 0 below */
    const struct scan_quad quad = {{{20, 0}, {60, 4}, {44, 40}, {0, 40}}};

    (void)state;
    assert_true(scan_quad_holds(&quad, (struct scan_point){30, 20}));
    assert_true(scan_quad_holds(&quad, (struct scan_point){2, 38}));
    assert_true(scan_quad_holds(&quad, (struct scan_point){20, 0}));
    assert_false(scan_quad_holds(&quad, (struct scan_point){2, 2}));
    assert_false(scan_quad_holds(&quad, (struct scan_point){58, 38}));
    assert_false(scan_quad_holds(&quad, (struct scan_point){40, 0}));
    assert_false(scan_quad_holds(&quad, (struct scan_point){30, 41}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_leaning_quad),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
