#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ocr/cell_scars.h"
#include "patch_drawing.h"

/* Leans by a px in every two. */
static void draw_slanting(struct cell_patch *p, int x)
{
    for (int y = 0; y < GLYPH; y++)
        patch_ink(p, x + (GLYPH - y) / 2, 10 + y, 5, 1);
}

static int pieces(struct cell_patch *p)
{
    struct cell_blobs blobs;
    int n;

    (void)cell_patch_find_ink(p, false);
    cell_scars_bridge(p);
    assert_int_equal(cell_blobs_find(p, &blobs), ST_OK);
    n = blobs.n;
    cell_blobs_clear(&blobs);
    return n;
}

static void strokes_cut_at_one_level_are_whole_again(void **unused)
{
    struct cell_patch p = patch_new();

    (void)unused;
    draw_slanting(&p, 30);
    draw_slanting(&p, 60);
    patch_ink(&p, 100, 10, 5, GLYPH);
    patch_paper(&p, 0, 20, FIELD_W, 3);
    assert_int_equal(pieces(&p), 3);
    /* no wider where it is bridged than above */
    for (int y = 20; y < 23; y++) {
        assert_true(patch_is_ink(&p, 102, y));
        assert_false(patch_is_ink(&p, 98, y));
        assert_false(patch_is_ink(&p, 106, y));
    }
    cell_patch_clear(&p);
}

/* A page that was set straight: one edge is a px lower at the right. */
static void a_gap_not_quite_level_is_bridged(void **unused)
{
    struct cell_patch p = patch_new();

    (void)unused;
    patch_ink(&p, 30, 10, 5, GLYPH);
    patch_ink(&p, 60, 10, 5, GLYPH);
    patch_ink(&p, 110, 10, 5, GLYPH);
    patch_paper(&p, 0, 20, 50, 3);
    patch_paper(&p, 50, 21, 50, 3);
    patch_paper(&p, 100, 21, FIELD_W - 100, 3);
    assert_int_equal(pieces(&p), 3);
    cell_patch_clear(&p);
}

static void bars_of_a_numeral_stay_apart(void **unused)
{
    struct cell_patch p = patch_new();

    (void)unused;
    patch_ink(&p, 40, 12, 24, 4);
    patch_ink(&p, 38, 19, 28, 4);
    assert_int_equal(pieces(&p), 2);
    cell_patch_clear(&p);
}

static void two_lines_of_writing_stay_apart(void **unused)
{
    struct cell_patch p = patch_new();

    (void)unused;
    for (int x = 20; x < 100; x += 25) {
        patch_ink(&p, x, 5, 8, 18);
        patch_ink(&p, x, 29, 8, 18);
    }
    assert_int_equal(pieces(&p), 8);
    cell_patch_clear(&p);
}

/* A number beside a dash, a point over it. */
static void what_only_ends_there_is_no_scar(void **unused)
{
    struct cell_patch p = patch_new();

    (void)unused;
    patch_ink(&p, 20, 8, 5, 12);
    patch_ink(&p, 40, 8, 5, 12);
    patch_ink(&p, 60, 8, 5, 12);
    patch_ink(&p, 20, 22, 20, 4);
    assert_int_equal(pieces(&p), 4);
    cell_patch_clear(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strokes_cut_at_one_level_are_whole_again),
        cmocka_unit_test(a_gap_not_quite_level_is_bridged),
        cmocka_unit_test(bars_of_a_numeral_stay_apart),
        cmocka_unit_test(two_lines_of_writing_stay_apart),
        cmocka_unit_test(what_only_ends_there_is_no_scar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
