#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/age.h"
#include "forms/print.h"

enum { WIDTH = 640, HEIGHT = 480 };

/* White paper with one black marker. */
static struct Pix *marked_page(int x, int y, int w, int h)
{
    PIX *pix = pixCreate(WIDTH, HEIGHT, 32);
    BOX *box = boxCreate(x, y, w, h);

    assert_non_null(pix);
    pixSetAll(pix);
    pixClearInRect(pix, box);
    pixSetResolution(pix, 100, 100);
    boxDestroy(&box);
    return pix;
}

static struct Pix *age(struct Pix *page, struct age_options options,
                       struct age_transform *moved)
{
    struct Pix *out = NULL;
    struct fault fault = {""};
    enum status rc = age_page(page, options, &out, moved, &fault);

    if (rc != ST_OK)
        fail_msg("%s", fault.text);
    return out;
}

static int grey_at(struct Pix *pix, int x, int y)
{
    l_uint32 value = 0;
    l_int32 r, g, b;

    if (pixGetPixel(pix, x, y, &value) != 0)
        return -1;
    if (pixGetDepth(pix) == 1)
        return value ? 0 : 255;
    if (pixGetDepth(pix) == 8)
        return (int)value;
    extractRGBValues(value, &r, &g, &b);
    return (r + g + b) / 3;
}

/* Middle of the dark pixels inside @box, spread by two pixels. */
static struct scan_point dark_middle(struct Pix *pix, struct scan_box box,
                                     double *share)
{
    struct scan_point sum = {0, 0};
    int dark = 0, all = 0;

    for (int y = box.y - 2; y < box.y + box.h + 2; y++)
        for (int x = box.x - 2; x < box.x + box.w + 2; x++) {
            int grey = grey_at(pix, x, y);
            all += grey >= 0;
            if (grey < 0 || grey > 110)
                continue;
            sum.x += x + 0.5;
            sum.y += y + 0.5;
            dark++;
        }
    assert_true(dark > 0);
    *share = (double)dark / all;
    return (struct scan_point){sum.x / dark, sum.y / dark};
}

static const struct scan_quad MARKER = {
    {{200, 100}, {240, 100}, {240, 120}, {200, 120}}};

static void the_truth_follows_the_page(void **state)
{
    static const struct age_options rows[] = {
        {.skew_degrees = 3},
        {.skew_degrees = -6, .border = true},
        {.curl = 0.04},
        {.turn_degrees = 90},
        {.turn_degrees = 180, .border = true},
        {.turn_degrees = 270, .skew_degrees = 2, .curl = 0.02},
        {.turn_degrees = 180, .skew_degrees = -2, .curl = 0.02, .noise = 8,
         .blur = 0.8, .light = 0.3, .jpeg_quality = 60, .paper_grey = 0.1},
        {.mode = AGE_BILEVEL, .skew_degrees = 1.5, .noise = 5},
        {.view_x = 0.1, .view_y = -0.06},
        {.view_x = -0.04, .view_y = 0.08, .curl = 0.02, .skew_degrees = 3,
         .desk = true, .turn_degrees = 90},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct Pix *page = marked_page(200, 100, 40, 20), *out;
        struct form_truth_cell cell = {.quad = MARKER, .ink = MARKER};
        struct form_truth truth = {.cells = &cell, .n_cells = 1};
        struct age_transform moved;
        struct scan_point middle, want = {0, 0};
        double share;
        out = age(page, rows[i], &moved);
        age_move_truth(&moved, &truth);
        assert_int_equal(truth.width, pixGetWidth(out));
        assert_int_equal(truth.height, pixGetHeight(out));
        middle = dark_middle(out, age_upright_box(&cell.quad), &share);
        for (int c = 0; c < 4; c++) {
            want.x += cell.quad.corner[c].x / 4;
            want.y += cell.quad.corner[c].y / 4;
        }
        print_message("%zu: off by %.2f, %.2f px\n", i, middle.x - want.x,
                      middle.y - want.y);
        assert_true(fabs(middle.x - want.x) < 1.2);
        assert_true(fabs(middle.y - want.y) < 1.2);
        assert_true(share > 0.45);
        pixDestroy(&page);
        pixDestroy(&out);
    }
}

static void a_point_comes_back(void **state)
{
    struct age_options options = {.skew_degrees = 5, .curl = 0.03,
                                  .border = true, .view_x = -0.1,
                                  .view_y = 0.05};
    struct Pix *page = marked_page(10, 10, 5, 5), *out;
    struct age_transform moved;
    (void)state;
    out = age(page, options, &moved);
    for (double x = 0; x <= WIDTH; x += 80) {
        struct scan_point at = {x, x / 2}, back;
        back = age_source_point(&moved, age_move_point(&moved, at));
        assert_true(fabs(back.x - at.x) < 1e-6 && fabs(back.y - at.y) < 1e-6);
    }
    pixDestroy(&page);
    pixDestroy(&out);
}

static bool same(struct Pix *a, struct Pix *b)
{
    l_int32 equal = 0;

    assert_int_equal(pixEqual(a, b, &equal), 0);
    return equal != 0;
}

static const struct age_options EVERYTHING = {
    .seed = 5, .paper_grey = 0.1, .fade = 0.1, .stain = 0.5, .bleed = 0.2,
    .fold = true, .holes = true, .seal = "青石镇", .seal_x = 0.5,
    .seal_y = 0.5, .skew_degrees = 1, .curl = 0.01, .border = true,
    .light = 0.3, .blur = 0.7, .noise = 4, .specks = 30, .jpeg_quality = 70};

static void the_seed_decides_everything(void **state)
{
    struct Pix *page = marked_page(200, 100, 40, 20);
    struct age_options options = EVERYTHING;
    struct Pix *one = age(page, options, NULL);
    struct Pix *two = age(page, options, NULL), *three;
    (void)state;
    options.seed++;
    three = age(page, options, NULL);
    assert_true(same(one, two));
    assert_false(same(one, three));
    assert_int_equal(pixGetXRes(one), 100);
    pixDestroy(&page);
    pixDestroy(&one);
    pixDestroy(&two);
    pixDestroy(&three);
}

static void nothing_asked_changes_nothing(void **state)
{
    struct Pix *page = marked_page(200, 100, 40, 20);
    struct Pix *out = age(page, (struct age_options){.seed = 3}, NULL);
    (void)state;
    assert_true(same(page, out));
    pixDestroy(&page);
    pixDestroy(&out);
}

static void modes_have_their_depth(void **state)
{
    static const int depths[] = {[AGE_COLOUR] = 32, [AGE_GREY] = 8,
                                 [AGE_BILEVEL] = 1};
    struct Pix *page = marked_page(200, 100, 40, 20);
    (void)state;
    for (int mode = AGE_COLOUR; mode <= AGE_BILEVEL; mode++) {
        struct age_options options = {.mode = (enum age_mode)mode};
        struct Pix *out = age(page, options, NULL);
        assert_int_equal(pixGetDepth(out), depths[mode]);
        assert_true(grey_at(out, 220, 110) < 10);
        assert_true(grey_at(out, 300, 300) > 245);
        pixDestroy(&out);
    }
    pixDestroy(&page);
}

/* Share of pixels in a box that are red. */
static double red_share(struct Pix *pix, int x0, int y0, int x1, int y1)
{
    int red = 0, all = 0;

    for (int y = y0; y < y1; y++)
        for (int x = x0; x < x1; x++, all++) {
            l_int32 r, g, b;
            pixGetRGBPixel(pix, x, y, &r, &g, &b);
            red += r > g + 60 && r > b + 60;
        }
    return (double)red / all;
}

static void a_seal_is_red_where_it_was_put(void **state)
{
    struct age_options options = {.seed = 2, .seal = "青石镇人民政府",
                                  .seal_x = 0.5, .seal_y = 0.5};
    struct Pix *page = marked_page(1, 1, 5, 5);
    struct Pix *out = age(page, options, NULL);
    (void)state;
    assert_true(red_share(out, 230, 150, 410, 330) > 0.08);
    assert_true(red_share(out, 0, 0, 200, HEIGHT) == 0);
    assert_true(red_share(out, 310, 235, 330, 245) > 0.5); /* the star */
    pixDestroy(&page);
    pixDestroy(&out);
}

static void effects_do_what_they_say(void **state)
{
    struct Pix *page = marked_page(200, 100, 40, 20), *out;
    (void)state;
    out = age(page, (struct age_options){.fade = 0.5}, NULL);
    assert_in_range(grey_at(out, 220, 110), 120, 135);
    pixDestroy(&out);
    out = age(page, (struct age_options){.paper_grey = 0.2}, NULL);
    assert_in_range(grey_at(out, 20, 20), 202, 206);
    pixDestroy(&out);
    out = age(page, (struct age_options){.bleed = 0.3}, NULL);
    assert_in_range(grey_at(out, WIDTH - 220, 116), 170, 190);
    assert_int_equal(grey_at(out, 20, 20), 255);
    pixDestroy(&out);
    out = age(page, (struct age_options){.border = true}, NULL);
    assert_true(grey_at(out, 5, 5) < 40);
    assert_int_equal(pixGetWidth(out), WIDTH + 2 * 22);
    pixDestroy(&out);
    out = age(page, (struct age_options){.light = 0.5}, NULL);
    assert_true(abs(grey_at(out, 2, 2) - grey_at(out, 637, 477)) > 100 ||
                abs(grey_at(out, 637, 2) - grey_at(out, 2, 477)) > 100);
    pixDestroy(&out);
    pixDestroy(&page);
}

/* How many of the four corners are dark. */
static int dark_corners(struct Pix *pix)
{
    int right = pixGetWidth(pix) - 40, low = pixGetHeight(pix) - 40;

    return (grey_at(pix, 40, 40) < 60) + (grey_at(pix, right, 40) < 60) +
           (grey_at(pix, 40, low) < 60) + (grey_at(pix, right, low) < 60);
}

static void one_corner_is_torn_off(void **state)
{
    struct Pix *page = marked_page(200, 100, 40, 20);
    (void)state;
    for (uint64_t seed = 1; seed < 5; seed++) {
        struct age_options options = {.seed = seed, .border = true};
        struct Pix *whole = age(page, options, NULL), *torn;
        options.corner = 0.2;
        torn = age(page, options, NULL);
        assert_int_equal(dark_corners(whole), 0);
        assert_int_equal(dark_corners(torn), 1);
        assert_true(grey_at(torn, 240, 130) < 10);
        pixDestroy(&whole);
        pixDestroy(&torn);
    }
    pixDestroy(&page);
}

static void the_desk_is_brown_and_darker_than_paper(void **state)
{
    struct Pix *page = marked_page(200, 100, 40, 20);
    struct Pix *out = age(page, (struct age_options){.desk = true}, NULL);
    l_int32 r, g, b;
    (void)state;
    pixGetRGBPixel(out, 10, 200, &r, &g, &b);
    assert_true(r > g + 20 && g > b + 15);
    assert_in_range(grey_at(out, 10, 200), 60, 120);
    assert_int_equal(grey_at(out, 400, 300), 255);
    pixDestroy(&out);
    pixDestroy(&page);
}

static void refuses_what_is_out_of_range(void **state)
{
    static const struct {
        struct age_options options;
        const char *want;
    } rows[] = {
        {{.skew_degrees = 40}, "skew 40"},    {{.turn_degrees = 45}, "turn 45"},
        {{.curl = 1}, "curl 1"},              {{.noise = -1}, "noise -1"},
        {{.jpeg_quality = 3}, "JPEG 3"},      {{.fade = 0.95}, "fade 0.95"},
        {{.blur = NAN}, "blur nan"},          {{.light = 2}, "light 2"},
        {{.view_x = 0.4}, "view 0.4"},        {{.corner = 0.5}, "corner 0.5"},
        {{.desk = true, .border = true}, "both a lid and a desk"},
    };
    struct Pix *page = marked_page(1, 1, 2, 2), *small, *out;
    struct fault fault = {""};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(
            age_page(page, rows[i].options, &out, NULL, &fault), ST_INPUT);
        assert_null(out);
        assert_non_null(strstr(fault.text, rows[i].want));
    }
    small = pixCreate(10, 10, 8);
    assert_int_equal(age_page(small, EVERYTHING, &out, NULL, &fault),
                     ST_INPUT);
    assert_non_null(strstr(fault.text, "10 x 10 px of 8 bpp"));
    pixDestroy(&small);
    pixDestroy(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_truth_follows_the_page),
        cmocka_unit_test(a_point_comes_back),
        cmocka_unit_test(the_seed_decides_everything),
        cmocka_unit_test(nothing_asked_changes_nothing),
        cmocka_unit_test(modes_have_their_depth),
        cmocka_unit_test(a_seal_is_red_where_it_was_put),
        cmocka_unit_test(effects_do_what_they_say),
        cmocka_unit_test(one_corner_is_torn_off),
        cmocka_unit_test(the_desk_is_brown_and_darker_than_paper),
        cmocka_unit_test(refuses_what_is_out_of_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
