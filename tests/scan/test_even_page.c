/* What is on a page and what is not: light, surround, holes, colour, the pale
 * and the blank. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>
#include <math.h>

#include "drawn_page.h"
#include "scan/page.h"
#include "scan/paper.h"

enum { WIDTH = 1600, HEIGHT = 1100 };

/* Colours as 0xrrggbb00. */
static const unsigned SEAL = 0xd2283200, SEALED_PRINT = 0x1e0a0a00;
static const unsigned MAGENTA = 0xff00ff00, CYAN = 0x00ffff00;
static const unsigned SCREEN_BLUE = 0x0000ff00, PEN_BLUE = 0x28408c00;
static const unsigned PINK_PAPER = 0xf0dcd200;

static struct page make(PIX *image)
{
    struct fault fault = {{0}};
    struct page page;

    if (scan_make_page(image, &page, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return page;
}

/* Ink pixels of a box. */
static int ink_in(const struct page *page, int x, int y, int w, int h)
{
    int n = 0;

    for (int v = y; v < y + h; v++)
        for (int u = x; u < x + w; u++)
            n += drawn_at(page->ink, u, v) != 0;
    return n;
}

/* From full light on the left to less than half on the right. */
static void test_light_is_evened(void **state)
{
    PIX *image = drawn_form(WIDTH, HEIGHT);
    struct page page;

    (void)state;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            pixSetPixel(image, x, y,
                        drawn_at(image, x, y) * (unsigned)(2200 - x) / 2200);
    page = make(image);
    for (int x = 10; x < WIDTH - 100; x += 50)
        assert_in_range((int)drawn_mean(page.grey, x, 20, 40, 60), 244, 252);
    /* The last column's words are still ink. */
    assert_true(ink_in(&page, 1310, 130, 160, 40) > 200);
    scan_page_clear(&page);
    pixDestroy(&image);
}

/* The scanner's black around a leaning sheet, and two punch holes. */
static void test_surround_and_holes_become_paper(void **state)
{
    PIX *sheet = drawn_form(WIDTH, HEIGHT), *image = NULL;
    struct page page;

    (void)state;
    for (int v = -19; v <= 19; v++)
        for (int u = -19; u <= 19; u++)
            if (u * u + v * v <= 19 * 19) {
                pixSetPixel(sheet, 60 + u, 400 + v, 10);
                pixSetPixel(sheet, 60 + u, 700 + v, 10);
            }
    image = pixRotate(sheet, 0.035F, L_ROTATE_AREA_MAP, L_BRING_IN_BLACK, WIDTH,
                      HEIGHT);
    page = make(image);
    assert_in_range((int)(1000 * page.quality.skew_degrees), 1955, 2055);
    assert_int_equal(ink_in(&page, 0, 0, 110, pixGetHeight(page.ink)), 0);
    assert_int_equal(ink_in(&page, 0, 0, pixGetWidth(page.ink), 30), 0);
    assert_true(page.quality.ink_share > 0.01);
    assert_true(page.quality.ink_share < 0.15);
    scan_page_clear(&page);
    pixDestroy(&image);
    pixDestroy(&sheet);
}

/* A table cut out without a margin keeps the rules that touch the edge. */
static void test_rules_at_the_edge_stay(void **state)
{
    PIX *image = drawn_form(WIDTH, HEIGHT);
    PIX *cut = pixCreate(1200, 840, 8);
    struct page page;

    (void)state;
    pixRasterop(cut, 0, 0, 1200, 840, PIX_SRC, image, 120, 120);
    drawn_fill(cut, 0, 0, 1200, 4, 0);
    page = make(cut);
    assert_int_equal(pixGetWidth(page.ink), 1200);
    assert_true(ink_in(&page, 0, 0, 1200, 4) > 4000);
    assert_true(ink_in(&page, 0, 0, 2, 840) > 1500);
    scan_page_clear(&page);
    pixDestroy(&cut);
    pixDestroy(&image);
}

static PIX *coloured_form(unsigned paper)
{
    PIX *grey = drawn_form(WIDTH, HEIGHT), *image = NULL;

    image = pixConvertTo32(grey);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            if (drawn_at(grey, x, y) > 200)
                pixSetPixel(image, x, y, paper);
    pixDestroy(&grey);
    return image;
}

static void test_seal_is_lifted_and_print_stays(void **state)
{
    PIX *image = coloured_form(0xffffff00);
    struct page page;

    (void)state;
    drawn_fill(image, 700, 20, 200, 60, SEAL);
    drawn_fill(image, 780, 40, 40, 8, SEALED_PRINT);
    drawn_fill(image, 1000, 20, 60, 60, PEN_BLUE);
    drawn_fill(image, 1100, 20, 60, 12, MAGENTA);
    drawn_fill(image, 1100, 50, 60, 12, CYAN);
    drawn_fill(image, 1200, 20, 60, 12, SCREEN_BLUE);
    page = make(image);
    assert_non_null(page.colour);
    assert_int_equal(pixGetDepth(page.colour), 32);
    assert_true(drawn_mean(page.grey, 705, 25, 60, 50) < 150);
    assert_true(drawn_mean(page.black, 705, 25, 60, 50) > 225);
    assert_true(drawn_mean(page.black, 784, 42, 32, 4) < 90);
    assert_true(drawn_mean(page.black, 1005, 25, 50, 50) < 90);
    assert_true(drawn_mean(page.black, 1100, 15, 60, 60) > 235);
    assert_true(drawn_mean(page.black, 1200, 15, 60, 30) > 235);
    assert_int_equal(ink_in(&page, 1100, 10, 160, 70), 0);
    assert_null(page.bare);
    scan_page_clear(&page);
    pixDestroy(&image);
}

/* A figure 1, 7 or 4 of 3 px strokes, 20 x 32 px, and a short stroke of 2 px
 * that a scanner's fringe is as wide as. */
static void draw_figure(PIX *image, int x, int y, unsigned ink)
{
    drawn_fill(image, x, y, 20, 3, ink);
    drawn_fill(image, x + 17, y, 4, 32, ink);
    drawn_fill(image, x, y + 29, 20, 2, ink);
}

/* What is left of a figure, of 255. */
static double left_of(PIX *image, int x, int y)
{
    return drawn_mean(image, x + 18, y + 4, 2, 24);
}

/* Red and dark green pens fill in a form; the seal beside them goes. For
 * whoever looks for rules there is a picture without the pens, turned with the
 * page. */
static void test_a_coloured_pen_is_no_seal(void **state)
{
    static const unsigned PENS[] = {0xc81e2800, 0x821e1e00, 0x00503c00};
    enum { RING = 150 };

    (void)state;
    for (size_t i = 0; i < sizeof PENS / sizeof *PENS; i++) {
        PIX *image = coloured_form(0xffffff00);
        struct page page;

        drawn_fill(image, 0, 0, WIDTH, 110, 0xffffff00);
        drawn_fill(image, 0, 300, WIDTH, HEIGHT - 300, 0xffffff00);
        for (int x = 100; x < 700; x += 90) {
            draw_figure(image, x, 40, PENS[i]);
            draw_figure(image, x + 24, 40, PENS[i]);
        }
        for (int y = -RING; y <= RING; y++)
            for (int x = -RING; x <= RING; x++)
                if (x * x + y * y <= RING * RING &&
                    x * x + y * y >= (RING - 8) * (RING - 8))
                    pixSetPixel(image, 1100 + x, 600 + y, SEAL);
        for (int x = 1040; x < 1160; x += 40) { /* its characters */
            drawn_fill(image, x, 520, 24, 5, SEAL);
            drawn_fill(image, x + 10, 520, 5, 36, SEAL);
        }
        page = make(image);
        for (int x = 100; x < 700; x += 90) {
            assert_true(left_of(page.black, x, 40) < 150);
            assert_true(left_of(page.black, x + 24, 40) < 150);
            assert_true(left_of(page.bare, x, 40) > 225);
            assert_int_equal(drawn_at(page.bare_ink, x + 19, 60), 0);
        }
        assert_int_equal(ink_in(&page, 940, 440, 320, 320), 0);
        assert_int_equal(scan_turn_page(&page, 90, NULL), ST_OK);
        assert_int_equal(pixGetWidth(page.bare), pixGetWidth(page.ink));
        assert_int_equal(pixGetWidth(page.bare_ink), pixGetWidth(page.ink));
        scan_page_clear(&page);
        pixDestroy(&image);
    }
}

/* A tick, a line and a ring at what is written in black say nothing by
 * themselves; a highlighter's stroke says nothing anywhere. */
static void test_marks_at_writing_are_lifted(void **state)
{
    PIX *image = coloured_form(0xffffff00);
    struct page page;

    (void)state;
    drawn_fill(image, 0, 0, WIDTH, HEIGHT, 0xffffff00);
    draw_figure(image, 200, 40, 0x10101000);
    draw_figure(image, 224, 40, 0x10101000);
    drawn_fill(image, 196, 76, 52, 4, SEAL);
    for (int i = 0; i < 30; i++) /* from the figure up to the right */
        drawn_fill(image, 236 + i, 66 - i, 5, 5, SEAL);
    drawn_fill(image, 500, 40, 120, 30, 0xf0f05a00);
    page = make(image);
    assert_true(left_of(page.black, 200, 40) < 60);
    assert_int_equal(ink_in(&page, 190, 75, 70, 20), 0);
    assert_int_equal(ink_in(&page, 252, 30, 40, 20), 0);
    assert_int_equal(ink_in(&page, 490, 30, 140, 50), 0);
    scan_page_clear(&page);
    pixDestroy(&image);
}

/* Tinted paper is no colour; nothing is lifted and nothing kept twice. */
static void test_tinted_paper_is_no_colour(void **state)
{
    PIX *image = coloured_form(PINK_PAPER);
    struct page page = make(image);

    (void)state;
    assert_null(page.colour);
    assert_ptr_equal(page.black, page.grey);
    assert_in_range((int)drawn_mean(page.grey, 20, 20, 400, 60), 246, 252);
    scan_page_clear(&page);
    pixDestroy(&image);
}

static void test_pale_ink(void **state)
{
    PIX *image = drawn_form(WIDTH, HEIGHT);
    struct page page;

    (void)state;
    drawn_fill(image, 200, 40, 600, 2, 205);  /* a faint rule */
    drawn_fill(image, 900, 40, 4, 24, 180);   /* pencil */
    drawn_fill(image, 1000, 30, 30, 30, 222); /* the back shining through */
    page = make(image);
    assert_true(ink_in(&page, 200, 38, 600, 6) >= 1190);
    assert_true(ink_in(&page, 896, 36, 12, 32) >= 90);
    assert_int_equal(ink_in(&page, 990, 20, 50, 50), 0);
    scan_page_clear(&page);
    pixDestroy(&image);
}

/* A copy of a copy: black print at a quarter of its contrast, and pencil, or a
 * blue pen, at half of that. The other side of an empty sheet is fainter. */
static void test_a_pale_page_is_made_darker(void **state)
{
    PIX *image = drawn_form(WIDTH, HEIGHT);
    struct page page;

    (void)state;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            pixSetPixel(image, x, y, 175 + drawn_at(image, x, y) / 4);
    drawn_fill(image, 900, 40, 4, 24, 208);
    page = make(image);
    assert_true(ink_in(&page, 896, 36, 12, 32) >= 90);
    assert_true(drawn_mean(page.black, 901, 44, 2, 16) < 190);
    assert_true(drawn_mean(page.grey, 600, 20, 100, 60) > 244);
    scan_page_clear(&page);
    pixDestroy(&image);
    image = drawn_form(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            pixSetPixel(image, x, y, 215 + drawn_at(image, x, y) / 8);
    page = make(image);
    assert_true(page.quality.blank);
    scan_page_clear(&page);
    pixDestroy(&image);
}

static void test_blank_page(void **state)
{
    PIX *image = pixCreate(WIDTH, HEIGHT, 8);
    struct page page;

    (void)state;
    pixSetAllArbitrary(image, 235);
    drawn_fill(image, 500, 500, 5, 5, 60); /* a speck */
    for (int i = 0; i < 200; i++)          /* dust */
        pixSetPixel(image, 37 + 7 * i, 40 + 83 * i % 1000, 50);
    page = make(image);
    assert_true(page.quality.blank);
    assert_int_equal(page.quality.turned_degrees, 0);
    assert_int_equal(pixGetWidth(page.grey), WIDTH);
    scan_page_clear(&page);
    pixDestroy(&image);
}

static void test_black_and_white_is_kept(void **state)
{
    PIX *grey = drawn_form(WIDTH, HEIGHT), *image = NULL, *both = NULL;
    struct page page;
    int differ = 0;

    (void)state;
    image = pixThresholdToBinary(grey, 128);
    page = make(image);
    both = pixXor(NULL, image, page.ink);
    pixCountPixels(both, &differ, NULL);
    assert_int_equal(differ, 0);
    assert_int_equal(page.quality.depth, 1);
    scan_page_clear(&page);
    pixDestroy(&both);
    pixDestroy(&image);
    pixDestroy(&grey);
}

struct resolution {
    int width, height, in_file;
    int want;
    bool from_file;
};

static void test_resolution(void **state)
{
    static const struct resolution rows[] = {
        {1654, 2339, 0, 200, false}, /* A4 */
        {3508, 2480, 0, 300, false}, /* A4 across */
        {1654, 2339, 200, 200, true},    {3307, 2339, 0, 200, false}, /* A3 */
        {1654, 2339, 1, 200, false}, /* aspect ratio taken for dpi */
        {1654, 2339, 20000, 200, false},
        {1654, 2339, 72, 200, false}, /* a telephone's, that does not know */
        {2480, 3508, 96, 300, false}, /* a screen's */
        {595, 842, 72, 72, true},        {1123, 1587, 96, 96, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        PIX *image = pixCreate(rows[i].width, rows[i].height, 1);
        struct page page;

        pixSetResolution(image, rows[i].in_file, rows[i].in_file);
        page = make(image);
        assert_int_equal(page.dpi, rows[i].want);
        assert_int_equal(page.quality.dpi, rows[i].want);
        assert_int_equal(page.quality.dpi_from_file, rows[i].from_file);
        scan_page_clear(&page);
        pixDestroy(&image);
    }
}

static void test_sharpness_falls_with_blur(void **state)
{
    PIX *crisp = drawn_form(WIDTH, HEIGHT);
    PIX *blurred = pixBlockconv(crisp, 2, 2);
    struct page a = make(crisp), b = make(blurred);

    (void)state;
    assert_true(a.quality.sharpness > 0.9);
    assert_true(b.quality.sharpness < 0.5);
    assert_true(b.quality.sharpness > 0.05);
    scan_page_clear(&a);
    scan_page_clear(&b);
    pixDestroy(&crisp);
    pixDestroy(&blurred);
}

/* Four tiles of 20 px in one row: flat to the middle of the first, then
 * straight from middle to middle, in steps of four px. */
static void test_levels_lie_on_straight_lines(void **state)
{
    enum { TILE = 20, ACROSS = 4, WIDE = 73, STEEPEST = 10 };
    uint8_t value[ACROSS] = {100, 200, 55, 250};
    struct paper_levels levels = {TILE, ACROSS, 1, value};
    float got[WIDE + 3];

    (void)state;
    paper_row_levels(&levels, 7, WIDE, got);
    for (int x = 0; x < WIDE; x++) {
        int i = x < TILE / 2 ? 0 : (x - TILE / 2) / TILE;
        int k = x < TILE / 2 ? 0 : (x - TILE / 2) % TILE;
        int next = i + 1 < ACROSS ? value[i + 1] : value[i];
        double want = (value[i] * (TILE - k) + next * k) / (double)TILE;
        /* two px from the middle of four at most */
        assert_true(fabs(got[x] - want) <= 1.6 * STEEPEST);
        if (x > 0 && x % 4 != 0 && (x - TILE / 2) % TILE != 0)
            assert_true(got[x] == got[x - 1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_light_is_evened),
        cmocka_unit_test(test_levels_lie_on_straight_lines),
        cmocka_unit_test(test_surround_and_holes_become_paper),
        cmocka_unit_test(test_rules_at_the_edge_stay),
        cmocka_unit_test(test_seal_is_lifted_and_print_stays),
        cmocka_unit_test(test_a_coloured_pen_is_no_seal),
        cmocka_unit_test(test_marks_at_writing_are_lifted),
        cmocka_unit_test(test_tinted_paper_is_no_colour),
        cmocka_unit_test(test_pale_ink),
        cmocka_unit_test(test_a_pale_page_is_made_darker),
        cmocka_unit_test(test_blank_page),
        cmocka_unit_test(test_black_and_white_is_kept),
        cmocka_unit_test(test_resolution),
        cmocka_unit_test(test_sharpness_falls_with_blur),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
