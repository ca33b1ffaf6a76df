#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ocr/digits/digit_canon.h"

/* A patch with one black box on white paper. */
struct drawn {
    struct cell_patch patch;
    struct cell_blobs blobs;
    struct digit_strip strip;
};

static struct drawn *draw_box(int w, int h, int x, int y, int box_w, int box_h,
                              unsigned char ink, unsigned char paper)
{
    struct drawn *d = calloc(1, sizeof *d);

    assert_non_null(d);
    d->patch = (struct cell_patch){.w = w, .h = h, .right = w, .bottom = h};
    d->patch.grey = malloc((size_t)(w * h));
    d->patch.ink = calloc((size_t)(w * h), 1);
    assert_non_null(d->patch.grey);
    assert_non_null(d->patch.ink);
    memset(d->patch.grey, paper, (size_t)(w * h));
    for (int dy = 0; dy < box_h; dy++)
        memset(d->patch.grey + (y + dy) * w + x, ink, (size_t)box_w);
    (void)cell_patch_find_ink(&d->patch, false);
    assert_int_equal(cell_blobs_find(&d->patch, &d->blobs), ST_OK);
    return d;
}

static void end(struct drawn *d)
{
    cell_blobs_clear(&d->blobs);
    cell_patch_clear(&d->patch);
    free(d);
}

static int ink_at(const struct drawn *d, int x, int y)
{
    return d->strip.ink[y * d->strip.width + x];
}

static void ink_fills_the_strip_at_any_size(void **unused)
{
    static const int heights[] = {12, 33, 90, 200};

    (void)unused;
    for (size_t i = 0; i < sizeof heights / sizeof heights[0]; i++) {
        int h = heights[i];
        struct drawn *d = draw_box(3 * h, 2 * h, h, h / 2, h, h, 20, 250);
        assert_true(digit_canon(&d->patch, &d->blobs, h, &d->strip));
        /* as wide as high, and 4 px of paper at each side */
        assert_in_range(d->strip.width, 38, 43);
        assert_true(ink_at(d, 20, 18) > 250);
        assert_true(ink_at(d, 20, 5) > 200);
        assert_true(ink_at(d, 20, 30) > 200);
        assert_int_equal(ink_at(d, 20, 0), 0);
        assert_int_equal(ink_at(d, 20, 35), 0);
        assert_int_equal(ink_at(d, 1, 18), 0);
        end(d);
    }
}

static void pencil_looks_like_print(void **unused)
{
    struct drawn *print = draw_box(90, 60, 30, 15, 30, 30, 10, 250);
    struct drawn *pencil = draw_box(90, 60, 30, 15, 30, 30, 150, 230);
    int differing = 0;

    (void)unused;
    assert_true(digit_canon(&print->patch, &print->blobs, 30, &print->strip));
    assert_true(digit_canon(&pencil->patch, &pencil->blobs, 30,
                            &pencil->strip));
    assert_int_equal(print->strip.width, pencil->strip.width);
    for (int i = 0; i < STRIP_HEIGHT * print->strip.width; i++)
        differing += abs(print->strip.ink[i] - pencil->strip.ink[i]) > 40;
    assert_int_equal(differing, 0);
    end(print);
    end(pencil);
}

/* A dash must not become a fat bar of a digit's height. */
static void dash_stays_a_dash(void **unused)
{
    struct drawn *d = draw_box(120, 70, 40, 34, 26, 4, 10, 250);

    (void)unused;
    assert_true(digit_canon(&d->patch, &d->blobs, 32, &d->strip));
    assert_true(ink_at(d, d->strip.width / 2, 18) > 200);
    assert_int_equal(ink_at(d, d->strip.width / 2, 8), 0);
    assert_int_equal(ink_at(d, d->strip.width / 2, 27), 0);
    assert_in_range(d->strip.width, 30, 70);
    end(d);
}

static void nothing_is_one_px_of_paper(void **unused)
{
    struct drawn *d = draw_box(80, 40, 0, 0, 0, 0, 10, 250);

    (void)unused;
    assert_false(digit_canon(&d->patch, &d->blobs, 0, &d->strip));
    assert_int_equal(d->strip.width, 1);
    assert_int_equal(ink_at(d, 0, 18), 0);
    end(d);
}

/* As wide as a page: squeezed to what a strip holds. */
static void endless_ink_is_squeezed(void **unused)
{
    struct drawn *d = draw_box(4000, 40, 10, 12, 3900, 16, 10, 250);

    (void)unused;
    assert_true(digit_canon(&d->patch, &d->blobs, 16, &d->strip));
    assert_int_equal(d->strip.width, STRIP_MAX_WIDTH);
    assert_true(ink_at(d, 300, 18) > 250);
    end(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ink_fills_the_strip_at_any_size),
        cmocka_unit_test(pencil_looks_like_print),
        cmocka_unit_test(dash_stays_a_dash),
        cmocka_unit_test(nothing_is_one_px_of_paper),
        cmocka_unit_test(endless_ink_is_squeezed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
