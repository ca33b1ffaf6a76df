/* Oval, square and dark seals, and grey ones on a page that has colours: what
 * of them goes, what stays, and where a page says that one lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>
#include <math.h>

#include "drawn_page.h"
#include "drawn_seal.h"
#include "scan/page.h"

enum { WIDTH = 1600, HEIGHT = 1100, DPI = 200, PRINT = 40 };

/* A form printed in grey 40, a little blurred as every scan is. */
static PIX *form_in(unsigned ink)
{
    PIX *form = drawn_form(WIDTH, HEIGHT);

    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            if (drawn_at(form, x, y) < ink)
                pixSetPixel(form, x, y, ink);
    return form;
}

static PIX *blurred(PIX **drawn)
{
    PIX *out = pixBlockconv(*drawn, 1, 1);

    pixSetResolution(out, DPI, DPI);
    pixDestroy(drawn);
    return out;
}

static struct page make(PIX **drawn)
{
    struct fault fault = {{0}};
    struct page page;
    PIX *image = blurred(drawn);

    if (scan_make_page(image, &page, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    pixDestroy(&image);
    return page;
}

/* What is not a rule of the form. */
static PIX *figures_of(PIX *ink)
{
    PIX *across = pixOpenBrick(NULL, ink, 81, 1);
    PIX *down = pixOpenBrick(NULL, ink, 1, 81);
    PIX *out = pixSubtract(NULL, ink, across);

    pixSubtract(out, out, down);
    pixDestroy(&across);
    pixDestroy(&down);
    return out;
}

/* Ink of the page with the seal that is not on the page without, and of its
 * figures the other way round. */
static int apart(const struct page *page, const struct page *without, int *lost)
{
    PIX *figures = figures_of(without->ink);
    int added = 0;

    *lost = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            bool is = drawn_at(page->ink, x, y) != 0;

            added += is && drawn_at(without->ink, x, y) == 0;
            *lost += !is && drawn_at(figures, x, y) != 0;
        }
    pixDestroy(&figures);
    return added;
}

static void count_under(const struct page *plain, const struct drawn_seal *seal,
                        int *seal_px, int *print_px)
{
    PIX *figures = figures_of(plain->ink);
    double reach = hypot(seal->width, seal->height) / 2;

    *seal_px = *print_px = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            double away = hypot(x - seal->x, y - seal->y) * 25.4 / DPI;

            *seal_px += drawn_seal_has(seal, DPI, x, y);
            *print_px += away < reach && drawn_at(figures, x, y) != 0;
        }
    pixDestroy(&figures);
}

/* @form, @same  two drawings of the page, ended here */
static struct page check_lifted_from(PIX *form, PIX *same,
                                     struct drawn_seal seal)
{
    struct page plain, page;
    int added, lost, seal_px, print_px;

    drawn_seal_put(same, DPI, &seal);
    plain = make(&form);
    page = make(&same);
    added = apart(&page, &plain, &lost);
    count_under(&plain, &seal, &seal_px, &print_px);
    /* what clings to print stays, and print's edges go */
    if (added > seal_px / 5 || lost > print_px / 6)
        fail_msg("%s seal of %g x %g mm, grey %u, %g degrees%s: %d of its %d "
                 "px stay, %d of %d px of figures are lost",
                 seal.shape == DRAWN_OVAL ? "oval" : "square", seal.width,
                 seal.height, seal.red, seal.degrees,
                 seal.white ? ", white" : "", added, seal_px, lost, print_px);
    scan_page_clear(&plain);
    return page;
}

static void check_lifted(struct drawn_seal seal)
{
    struct page page = check_lifted_from(form_in(PRINT), form_in(PRINT), seal);

    scan_page_clear(&page);
}

static struct drawn_seal grey(enum drawn_shape shape, int x, int y,
                              double width, double height, unsigned level,
                              double degrees)
{
    return (struct drawn_seal){shape, x,     y,     width,   height,
                               level, level, level, degrees, false};
}

static void an_oval_seal_goes(void **state)
{
    (void)state;
    check_lifted(grey(DRAWN_OVAL, 700, 500, 40, 30, 150, 0));
    check_lifted(grey(DRAWN_OVAL, 1000, 620, 45, 30, 130, 8));
    check_lifted(grey(DRAWN_OVAL, 600, 420, 30, 20, 170, -14));
    check_lifted(grey(DRAWN_OVAL, 600, 420, 22, 14, 140, 80));
}

static void a_square_seal_goes(void **state)
{
    (void)state;
    check_lifted(grey(DRAWN_SQUARE, 700, 500, 20, 20, 150, 0));
    check_lifted(grey(DRAWN_SQUARE, 1000, 620, 24, 24, 130, 6));
    check_lifted(grey(DRAWN_SQUARE, 620, 430, 18, 18, 170, -9));
    check_lifted(grey(DRAWN_SQUARE, 620, 430, 16, 16, 150, 30));
    check_lifted(grey(DRAWN_SQUARE, 800, 700, 45, 15, 150, 3));
}

/* What a person puts beside a figure. */
static void a_small_square_seal_goes(void **state)
{
    (void)state;
    check_lifted(grey(DRAWN_SQUARE, 480, 390, 10, 10, 150, 0));
    check_lifted(grey(DRAWN_SQUARE, 1130, 465, 12, 12, 140, 5));
    check_lifted(grey(DRAWN_SQUARE, 1130, 465, 9, 14, 160, -4));
}

static void a_seal_of_white_characters_goes(void **state)
{
    struct drawn_seal seal = grey(DRAWN_SQUARE, 700, 500, 20, 20, 150, 4);

    (void)state;
    seal.white = true;
    check_lifted(seal);
    seal = grey(DRAWN_SQUARE, 480, 390, 12, 12, 140, 0);
    seal.white = true;
    check_lifted(seal);
}

/* Where a seal lies that is nearly as dark as print, the page says so. */
static void a_dark_seal_is_marked(void **state)
{
    static const unsigned levels[] = {85, 40};
    struct drawn_seal seals[] = {
        grey(DRAWN_OVAL, 700, 500, 40, 40, 0, 0),
        grey(DRAWN_OVAL, 700, 500, 40, 30, 0, 5),
        grey(DRAWN_SQUARE, 700, 500, 20, 20, 0, 4),
    };

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        struct drawn_seal *seal = &seals[i / 2];
        PIX *form = form_in(PRINT);
        struct page page;

        seal->red = levels[i % 2];
        drawn_seal_put(form, DPI, seal);
        page = make(&form);
        if (page.seals.n != 1)
            fail_msg("seal %zu: %d are marked", i, page.seals.n);
        assert_true(abs(2 * page.seals.box[0].x + page.seals.box[0].w -
                        2 * seal->x) < 24);
        assert_true(abs(2 * page.seals.box[0].y + page.seals.box[0].h -
                        2 * seal->y) < 24);
        assert_true(fabs(page.seals.box[0].w - seal->width * DPI / 25.4) < 24);
        scan_page_clear(&page);
    }
}

static void nearly_as_dark_as_print_it_goes_too(void **state)
{
    struct page page =
        check_lifted_from(form_in(PRINT), form_in(PRINT),
                          grey(DRAWN_OVAL, 700, 500, 40, 40, 90, 0));

    (void)state;
    assert_int_equal(page.seals.n, 1);
    scan_page_clear(&page);
    page = check_lifted_from(form_in(PRINT), form_in(PRINT),
                             grey(DRAWN_SQUARE, 700, 500, 20, 20, 90, 3));
    assert_int_equal(page.seals.n, 1);
    scan_page_clear(&page);
}

/* Where the page is turned, so are the places of its seals. */
static void marks_turn_with_the_page(void **state)
{
    struct drawn_seal seal = grey(DRAWN_OVAL, 1200, 300, 40, 40, PRINT, 0);
    struct fault fault = {{0}};
    PIX *form = form_in(PRINT);
    struct page page;

    (void)state;
    drawn_seal_put(form, DPI, &seal);
    page = make(&form);
    assert_int_equal(page.seals.n, 1);
    assert_int_equal(scan_turn_page(&page, 90, &fault), ST_OK);
    assert_in_range(page.seals.box[0].x + page.seals.box[0].w / 2,
                    HEIGHT - 300 - 10, HEIGHT - 300 + 10);
    assert_in_range(page.seals.box[0].y + page.seals.box[0].h / 2, 1190, 1210);
    assert_int_equal(scan_turn_page(&page, 180, &fault), ST_OK);
    assert_int_equal(scan_turn_page(&page, 90, &fault), ST_OK);
    assert_in_range(page.seals.box[0].x + page.seals.box[0].w / 2, 1190, 1210);
    assert_in_range(page.seals.box[0].y + page.seals.box[0].h / 2, 290, 310);
    scan_page_clear(&page);
}

static PIX *coloured_form(void)
{
    PIX *form = form_in(PRINT), *out = pixConvertTo32(form);

    /* a blue pen's strokes, and a red one's heading */
    for (int i = 0; i < 8; i++) {
        drawn_fill(out, 500 + 45 * i, 470, 5, 40, 0x28408c00);
        drawn_fill(out, 520 + 45 * i, 480, 20, 5, 0x28408c00);
    }
    drawn_fill(out, 900, 30, 300, 6, 0xd2283200);
    pixDestroy(&form);
    return out;
}

static void a_grey_seal_goes_from_a_coloured_page(void **state)
{
    struct page page;

    (void)state;
    page = check_lifted_from(coloured_form(), coloured_form(),
                             grey(DRAWN_OVAL, 700, 500, 40, 40, 150, 0));
    assert_non_null(page.colour);
    scan_page_clear(&page);
    page = check_lifted_from(coloured_form(), coloured_form(),
                             grey(DRAWN_SQUARE, 700, 500, 20, 20, 150, 0));
    scan_page_clear(&page);
}

/* A person's seal in red is as small as writing in red. */
static void a_small_red_seal_is_no_writing(void **state)
{
    static const struct drawn_seal seals[] = {
        {DRAWN_SQUARE, 380, 448, 8, 8, 210, 40, 50, 0, false},
        {DRAWN_SQUARE, 380, 448, 8.5, 8.5, 210, 40, 50, 6, false},
        {DRAWN_SQUARE, 380, 448, 8.5, 8.5, 210, 40, 50, 0, true},
        {DRAWN_OVAL, 380, 448, 8.5, 8.5, 210, 40, 50, 0, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof seals / sizeof *seals; i++) {
        PIX *form = pixCreate(WIDTH, HEIGHT, 32), *same = NULL;
        struct page page;

        pixSetAll(form);
        drawn_fill(form, 100, 60, 1200, 4, 0x20202000);
        drawn_fill(form, 300, 420, 40, 60, 0x20202000);
        same = pixCopy(NULL, form);
        page = check_lifted_from(form, same, seals[i]);
        scan_page_clear(&page);
    }
}

/* A box that somebody wrote a faint figure in, cells of a faint table, a
 * shade, a large nought. */
static void boxes_and_cells_are_no_seals(void **state)
{
    PIX *form = form_in(PRINT);
    struct page page;

    (void)state;
    for (int i = 0; i < 2; i++) { /* a box with a 17 */
        drawn_fill(form, 1080 + 96 * i, 405, 4, 100, 160);
        drawn_fill(form, 1080, 405 + 96 * i, 100, 4, 160);
    }
    drawn_fill(form, 1110, 430, 5, 50, 160);
    drawn_fill(form, 1130, 430, 24, 5, 160);
    drawn_fill(form, 1145, 435, 5, 45, 160);
    for (int i = 0; i < 6; i++) { /* a table */
        drawn_fill(form, 400, 600 + 60 * i, 400, 4, 160);
        drawn_fill(form, 400 + 80 * i, 600, 4, 300, 160);
    }
    drawn_fill(form, 1000, 700, 120, 90, 190); /* a shade */
    for (int y = 0; y < 120; y++)              /* a nought */
        for (int x = 0; x < 120; x++)
            if (fabs(hypot((x - 60) / 40.0, (y - 60) / 52.0) - 1) < 0.06)
                pixSetPixel(form, 1250 + x, 640 + y, 160);
    page = make(&form);
    assert_ptr_equal(page.black, page.grey);
    assert_int_equal(page.seals.n, 0);
    scan_page_clear(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_oval_seal_goes),
        cmocka_unit_test(a_square_seal_goes),
        cmocka_unit_test(a_small_square_seal_goes),
        cmocka_unit_test(a_seal_of_white_characters_goes),
        cmocka_unit_test(a_dark_seal_is_marked),
        cmocka_unit_test(nearly_as_dark_as_print_it_goes_too),
        cmocka_unit_test(marks_turn_with_the_page),
        cmocka_unit_test(a_grey_seal_goes_from_a_coloured_page),
        cmocka_unit_test(a_small_red_seal_is_no_writing),
        cmocka_unit_test(boxes_and_cells_are_no_seals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
