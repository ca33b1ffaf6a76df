#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ocr/cell_blobs.h"
#include "ocr/cell_rules.h"

/* A field of FIELD_W x FIELD_H with some paper round it. */
enum { FIELD_W = 160, FIELD_H = 50, MARGIN = 16, GLYPH = 30 };

static struct cell_patch new_patch(void)
{
    struct cell_patch p = {.w = FIELD_W + 2 * MARGIN, .h = FIELD_H + 2 * MARGIN,
                           .left = MARGIN, .top = MARGIN,
                           .right = MARGIN + FIELD_W,
                           .bottom = MARGIN + FIELD_H};
    size_t size = (size_t)p.w * (size_t)p.h;

    p.grey = malloc(size);
    p.ink = calloc(size, 1);
    assert_non_null(p.grey);
    assert_non_null(p.ink);
    memset(p.grey, 250, size);
    return p;
}

/* Ink, px from the field's top left corner. */
static void draw(struct cell_patch *p, int x, int y, int w, int h)
{
    for (int dy = 0; dy < h; dy++)
        memset(p->grey + (MARGIN + y + dy) * p->w + MARGIN + x, 10, (size_t)w);
}

static void find(struct cell_patch *p, struct cell_blobs *blobs)
{
    (void)cell_patch_find_ink(p, false);
    assert_int_equal(cell_blobs_find(p, blobs), ST_OK);
}

static bool is_ink(const struct cell_patch *p, int x, int y)
{
    return p->ink[(MARGIN + y) * p->w + MARGIN + x] != 0;
}

static void end(struct cell_patch *p, struct cell_blobs *blobs)
{
    cell_blobs_clear(blobs);
    cell_patch_clear(p);
}

/* Two digits; over the second one, broken off, a flat piece. */
static void draw_two_digits(struct cell_patch *p)
{
    draw(p, 20, 10, 16, GLYPH);
    draw(p, 60, 20, 16, GLYPH - 10);
    draw(p, 61, 10, 12, 5);
}

static void a_broken_off_flag_stays(void **unused)
{
    struct cell_patch p = new_patch();
    struct cell_blobs blobs;

    (void)unused;
    draw_two_digits(&p);
    draw(&p, 45, 36, 4, 5); /* a decimal mark */
    find(&p, &blobs);
    cell_blobs_drop_specks(&blobs, &p, GLYPH, false);
    assert_int_equal(blobs.n, 3);
    assert_true(is_ink(&p, 66, 12));
    assert_false(is_ink(&p, 46, 38));
    end(&p, &blobs);
}

static void a_tick_below_goes_where_no_mark_counts(void **unused)
{
    for (int keep_dots = 0; keep_dots < 2; keep_dots++) {
        struct cell_patch p = new_patch();
        struct cell_blobs blobs;
        (void)unused;
        draw_two_digits(&p);
        draw(&p, 90, 43, 14, 12);
        find(&p, &blobs);
        cell_blobs_drop_specks(&blobs, &p, GLYPH, keep_dots);
        assert_int_equal(blobs.n, keep_dots ? 4 : 3);
        end(&p, &blobs);
    }
}

static void a_dotted_line_goes_and_points_stay(void **unused)
{
    struct cell_patch p = new_patch();
    struct cell_blobs blobs;

    (void)unused;
    draw_two_digits(&p);
    draw(&p, 45, 33, 4, 4);
    draw(&p, 80, 33, 4, 4);
    for (int x = 2; x < FIELD_W - 8; x += 10)
        draw(&p, x, 45, 4, 3);
    find(&p, &blobs);
    cell_blobs_drop_specks(&blobs, &p, GLYPH, true);
    assert_int_equal(blobs.n, 5);
    assert_true(is_ink(&p, 47, 35));
    assert_false(is_ink(&p, 13, 46));
    end(&p, &blobs);
}

/* Where rows have no rules, a broken rule under a group of rows goes, and a
 * row of feet on the edge stays. */
static void a_broken_rule_goes_from_an_unruled_row(void **unused)
{
    struct cell_patch p = new_patch();
    struct cell_blobs blobs;

    (void)unused;
    draw_two_digits(&p);
    for (int x = -10; x < FIELD_W; x += 40)
        draw(&p, x, FIELD_H - 2, 34, 3);
    (void)cell_patch_find_ink(&p, false);
    cell_rules_erase(&p, true);
    assert_false(is_ink(&p, 70, FIELD_H - 1));
    find(&p, &blobs);
    assert_int_equal(blobs.n, 3);
    end(&p, &blobs);

    p = new_patch();
    for (int x = 4; x < FIELD_W; x += 22)
        draw(&p, x, FIELD_H - 3, 16, 4);
    (void)cell_patch_find_ink(&p, false);
    cell_rules_erase(&p, true);
    assert_true(is_ink(&p, 10, FIELD_H - 1));
    cell_patch_clear(&p);
}

/* A dashed rule goes on above and below the row, a 1 at the edge does not. */
static void an_upright_rule_is_told_from_a_one(void **unused)
{
    struct cell_patch p = new_patch();

    (void)unused;
    draw(&p, 60, 10, 16, GLYPH);
    draw(&p, 1, 10, 4, GLYPH);
    for (int y = -MARGIN; y < FIELD_H + MARGIN - 14; y += 20)
        draw(&p, FIELD_W - 2, y, 3, 15);
    (void)cell_patch_find_ink(&p, false);
    cell_rules_erase(&p, true);
    assert_true(is_ink(&p, 3, 20));
    for (int y = 0; y < FIELD_H; y++)
        assert_false(is_ink(&p, FIELD_W - 1, y));
    cell_patch_clear(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_off_flag_stays),
        cmocka_unit_test(a_tick_below_goes_where_no_mark_counts),
        cmocka_unit_test(a_dotted_line_goes_and_points_stay),
        cmocka_unit_test(a_broken_rule_goes_from_an_unruled_row),
        cmocka_unit_test(an_upright_rule_is_told_from_a_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
