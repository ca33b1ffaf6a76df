#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ocr/cell_blobs.h"
#include "ocr/cell_rules.h"
#include "patch_drawing.h"

/* Two digits; over the second one, broken off, a flat piece. */
static void draw_two_digits(struct cell_patch *p)
{
    patch_ink(p, 20, 10, 16, GLYPH);
    patch_ink(p, 60, 20, 16, GLYPH - 10);
    patch_ink(p, 61, 10, 12, 5);
}

static void a_broken_off_flag_stays(void **unused)
{
    struct cell_patch p = patch_new();
    struct cell_blobs blobs;

    (void)unused;
    draw_two_digits(&p);
    patch_ink(&p, 45, 36, 4, 5); /* a decimal mark */
    patch_find(&p, &blobs);
    cell_blobs_drop_specks(&blobs, &p, GLYPH, false);
    assert_int_equal(blobs.n, 3);
    assert_true(patch_is_ink(&p, 66, 12));
    assert_false(patch_is_ink(&p, 46, 38));
    patch_end(&p, &blobs);
}

static void a_tick_below_goes_where_no_mark_counts(void **unused)
{
    for (int keep_dots = 0; keep_dots < 2; keep_dots++) {
        struct cell_patch p = patch_new();
        struct cell_blobs blobs;
        (void)unused;
        draw_two_digits(&p);
        patch_ink(&p, 90, 43, 14, 12);
        patch_find(&p, &blobs);
        cell_blobs_drop_specks(&blobs, &p, GLYPH, keep_dots);
        assert_int_equal(blobs.n, keep_dots ? 4 : 3);
        patch_end(&p, &blobs);
    }
}

/* It may reach up to the feet of the figure over it. */
static void a_high_tick_goes_too(void **unused)
{
    struct cell_patch p = patch_new();
    struct cell_blobs blobs;

    (void)unused;
    patch_ink(&p, 20, 8, 16, GLYPH);
    patch_ink(&p, 60, 8, 16, GLYPH);
    patch_ink(&p, 100, 8, 8, GLYPH);
    patch_ink(&p, 110, 33, 8, 19);
    patch_find(&p, &blobs);
    cell_blobs_drop_specks(&blobs, &p, GLYPH, false);
    assert_int_equal(blobs.n, 3);
    patch_end(&p, &blobs);
}

/* A 2 whose thin stem was lost is a hook over a bar. */
static void a_broken_off_foot_stays(void **unused)
{
    struct cell_patch p = patch_new();
    struct cell_blobs blobs;

    (void)unused;
    patch_ink(&p, 60, 10, 16, 4);
    patch_ink(&p, 72, 14, 4, 17);
    patch_ink(&p, 60, 36, 16, 4);
    patch_ink(&p, 60, 46, 16, 3); /* and a stroke under it */
    patch_find(&p, &blobs);
    cell_blobs_drop_specks(&blobs, &p, GLYPH, false);
    assert_int_equal(blobs.n, 2);
    assert_true(patch_is_ink(&p, 66, 38));
    assert_false(patch_is_ink(&p, 66, 47));
    patch_end(&p, &blobs);
}

static void a_dotted_line_goes_and_points_stay(void **unused)
{
    struct cell_patch p = patch_new();
    struct cell_blobs blobs;

    (void)unused;
    draw_two_digits(&p);
    patch_ink(&p, 45, 33, 4, 4);
    patch_ink(&p, 80, 33, 4, 4);
    for (int x = 2; x < FIELD_W - 8; x += 10)
        patch_ink(&p, x, 45, 4, 3);
    patch_find(&p, &blobs);
    cell_blobs_drop_specks(&blobs, &p, GLYPH, true);
    assert_int_equal(blobs.n, 5);
    assert_true(patch_is_ink(&p, 47, 35));
    assert_false(patch_is_ink(&p, 13, 46));
    patch_end(&p, &blobs);
}

/* A rule that leans over a pixel and is broken within the field still goes on
 * above and below it, which a 1 at the edge does not. */
static void a_broken_upright_rule_goes(void **unused)
{
    struct cell_patch p = patch_new();
    struct cell_blobs blobs;

    (void)unused;
    patch_ink(&p, 3, -MARGIN, 2, MARGIN + 20);
    patch_ink(&p, 2, 36, 2, FIELD_H + MARGIN - 36);
    patch_ink(&p, 20, 10, 4, GLYPH);
    patch_ink(&p, FIELD_W - 5, 10, 4, GLYPH);
    patch_ink(&p, FIELD_W - 5, FIELD_H + 10, 4, MARGIN - 10);
    (void)cell_patch_find_ink(&p, false);
    cell_rules_erase(&p, false);
    assert_false(patch_is_ink(&p, 3, 10));
    assert_false(patch_is_ink(&p, 2, 45));
    assert_true(patch_is_ink(&p, 21, 20));
    assert_true(patch_is_ink(&p, FIELD_W - 4, 20));
    patch_find(&p, &blobs);
    patch_end(&p, &blobs);
}

/* Where rows have no rules, a broken rule under a group of rows goes, and a
 * row of feet on the edge stays. */
static void a_broken_rule_goes_from_an_unruled_row(void **unused)
{
    struct cell_patch p = patch_new();
    struct cell_blobs blobs;

    (void)unused;
    draw_two_digits(&p);
    for (int x = -10; x < FIELD_W; x += 40)
        patch_ink(&p, x, FIELD_H - 2, 34, 3);
    (void)cell_patch_find_ink(&p, false);
    cell_rules_erase(&p, true);
    assert_false(patch_is_ink(&p, 70, FIELD_H - 1));
    patch_find(&p, &blobs);
    assert_int_equal(blobs.n, 3);
    patch_end(&p, &blobs);

    p = patch_new();
    for (int x = 4; x < FIELD_W; x += 22)
        patch_ink(&p, x, FIELD_H - 3, 16, 4);
    (void)cell_patch_find_ink(&p, false);
    cell_rules_erase(&p, true);
    assert_true(patch_is_ink(&p, 10, FIELD_H - 1));
    cell_patch_clear(&p);
}

/* A dashed rule goes on above and below the row, a 1 at the edge does not. */
static void an_upright_rule_is_told_from_a_one(void **unused)
{
    struct cell_patch p = patch_new();

    (void)unused;
    patch_ink(&p, 60, 10, 16, GLYPH);
    patch_ink(&p, 1, 10, 4, GLYPH);
    for (int y = -MARGIN; y < FIELD_H + MARGIN - 14; y += 20)
        patch_ink(&p, FIELD_W - 2, y, 3, 15);
    (void)cell_patch_find_ink(&p, false);
    cell_rules_erase(&p, true);
    assert_true(patch_is_ink(&p, 3, 20));
    for (int y = 0; y < FIELD_H; y++)
        assert_false(patch_is_ink(&p, FIELD_W - 1, y));
    cell_patch_clear(&p);
}

/* What leans against a rule is no thicker than a rule here and there is. */
static void a_one_that_touches_the_rule_stays(void **unused)
{
    struct cell_patch p = patch_new();

    (void)unused;
    patch_ink(&p, 60, 10, 16, GLYPH);
    patch_ink(&p, -1, -MARGIN, 3, FIELD_H + 2 * MARGIN);
    patch_ink(&p, 2, 10, 3, GLYPH); /* the 1 */
    patch_ink(&p, -4, 4, 3, 3);     /* and a blot on the other side */
    (void)cell_patch_find_ink(&p, false);
    cell_rules_erase(&p, false);
    for (int y = 12; y < 10 + GLYPH - 2; y++) {
        assert_true(patch_is_ink(&p, 3, y));
        assert_false(patch_is_ink(&p, 0, y));
    }
    for (int y = 0; y < FIELD_H; y++)
        assert_false(patch_is_ink(&p, -1, y));
    assert_false(patch_is_ink(&p, -3, 5));
    cell_patch_clear(&p);
}

static void a_bar_that_lies_on_the_rule_stays(void **unused)
{
    struct cell_patch p = patch_new();

    (void)unused;
    patch_ink(&p, -MARGIN, -1, FIELD_W + 2 * MARGIN, 3);
    patch_ink(&p, 60, 2, 16, 3); /* a 7's */
    patch_ink(&p, 73, 2, 4, GLYPH);
    (void)cell_patch_find_ink(&p, false);
    cell_rules_erase(&p, false);
    assert_true(patch_is_ink(&p, 66, 3));
    assert_false(patch_is_ink(&p, 66, 0));
    assert_false(patch_is_ink(&p, 20, 0));
    cell_patch_clear(&p);
}

/* No course of its own: both lines go as before. */
static void a_double_rule_goes_whole(void **unused)
{
    struct cell_patch p = patch_new();

    (void)unused;
    patch_ink(&p, 60, 10, 16, GLYPH);
    for (int y = -4; y <= 1; y += 5)
        patch_ink(&p, -MARGIN, y, FIELD_W + 2 * MARGIN, 2);
    (void)cell_patch_find_ink(&p, false);
    cell_rules_erase(&p, false);
    for (int y = -4; y < 5; y++)
        assert_false(patch_is_ink(&p, 30, y));
    cell_patch_clear(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_off_flag_stays),
        cmocka_unit_test(a_tick_below_goes_where_no_mark_counts),
        cmocka_unit_test(a_high_tick_goes_too),
        cmocka_unit_test(a_broken_off_foot_stays),
        cmocka_unit_test(a_dotted_line_goes_and_points_stay),
        cmocka_unit_test(a_broken_upright_rule_goes),
        cmocka_unit_test(a_broken_rule_goes_from_an_unruled_row),
        cmocka_unit_test(an_upright_rule_is_told_from_a_one),
        cmocka_unit_test(a_one_that_touches_the_rule_stays),
        cmocka_unit_test(a_bar_that_lies_on_the_rule_stays),
        cmocka_unit_test(a_double_rule_goes_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
