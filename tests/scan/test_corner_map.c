#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scan/corner_map.h"

static void assert_at(struct scan_point got, double x, double y)
{
    assert_float_equal(got.x, x, 1e-6);
    assert_float_equal(got.y, y, 1e-6);
}

static void a_rectangle_goes_to_its_corners(void **state)
{
    struct scan_quad to = {{{120, 80}, {910, 140}, {870, 700}, {60, 610}}};
    struct corner_map map;

    (void)state;
    assert_true(corner_map_make(400, 300, &to, &map));
    assert_at(corner_map_apply(&map, (struct scan_point){0, 0}), 120, 80);
    assert_at(corner_map_apply(&map, (struct scan_point){400, 0}), 910, 140);
    assert_at(corner_map_apply(&map, (struct scan_point){400, 300}), 870, 700);
    assert_at(corner_map_apply(&map, (struct scan_point){0, 300}), 60, 610);
}

/* Straight lines stay straight: both diagonals meet where they should. */
static void the_middle_is_where_the_diagonals_cross(void **state)
{
    struct scan_quad to = {{{0, 0}, {100, 0}, {80, 50}, {20, 50}}};
    struct corner_map map;

    (void)state;
    assert_true(corner_map_make(2, 2, &to, &map));
    assert_at(corner_map_apply(&map, (struct scan_point){1, 1}), 50, 31.25);
}

static void an_upright_rectangle_is_only_moved(void **state)
{
    struct scan_quad to = {{{10, 20}, {30, 20}, {30, 60}, {10, 60}}};
    struct corner_map map;

    (void)state;
    assert_true(corner_map_make(10, 10, &to, &map));
    assert_at(corner_map_apply(&map, (struct scan_point){5, 2.5}), 20, 30);
}

static void corners_are_judged(void **state)
{
    const struct scan_quad sound = {
        {{10, 20}, {300, 20}, {300, 260}, {10, 260}}};
    const struct scan_quad mirrored = {
        {{300, 20}, {10, 20}, {10, 260}, {300, 260}}};
    const struct scan_quad crossed = {
        {{10, 20}, {300, 260}, {300, 20}, {10, 260}}};
    const struct scan_quad outside = {
        {{-1, 20}, {300, 20}, {300, 260}, {10, 260}}};
    const struct scan_quad narrow = {
        {{10, 20}, {300, 20}, {300, 22}, {10, 22}}};
    const struct scan_quad in_line = {
        {{10, 20}, {100, 20}, {200, 20}, {300, 20}}};

    (void)state;
    assert_int_equal(scan_judge_corners(&sound, 400, 300), CORNERS_SOUND);
    assert_int_equal(scan_judge_corners(&mirrored, 400, 300), CORNERS_MIRRORED);
    assert_int_equal(scan_judge_corners(&crossed, 400, 300), CORNERS_CROSSED);
    assert_int_equal(scan_judge_corners(&outside, 400, 300), CORNERS_OUTSIDE);
    assert_int_equal(scan_judge_corners(&sound, 250, 300), CORNERS_OUTSIDE);
    assert_int_equal(scan_judge_corners(&narrow, 400, 300), CORNERS_NARROW);
    assert_int_not_equal(scan_judge_corners(&in_line, 400, 300), CORNERS_SOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rectangle_goes_to_its_corners),
        cmocka_unit_test(the_middle_is_where_the_diagonals_cross),
        cmocka_unit_test(an_upright_rectangle_is_only_moved),
        cmocka_unit_test(corners_are_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
