/* Light writing on a dark ground becomes dark writing; nothing else does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "drawn_page.h"
#include "scan/dark_ground.h"
#include "scan/page.h"

enum { WIDTH = 1600, HEIGHT = 1100, DPI = 200 };
/* The band, its letters' strokes, and how far apart these stand. */
enum { LEFT = 120, TOP = 40, WIDE = 1200, HIGH = 60, STROKE = 4, PITCH = 24 };
enum { LETTER_TOP = TOP + 18, LETTER_HIGH = 24, LETTER_WIDE = 16 };
static const unsigned GROUND = 0x2f5b9c00, WHITE = 0xffffff00;
static const unsigned BAND_EDGE = 8;

/* A frame with a bar, STROKE px thick. */
static void draw_letter(PIX *pix, int x, int y, unsigned value)
{
    drawn_fill(pix, x, y, LETTER_WIDE, STROKE, value);
    drawn_fill(pix, x, y + LETTER_HIGH - STROKE, LETTER_WIDE, STROKE, value);
    drawn_fill(pix, x, y, STROKE, LETTER_HIGH, value);
    drawn_fill(pix, x + 6, y + 10, 10, STROKE, value);
}

static void draw_letters(PIX *pix, unsigned value)
{
    for (int x = LEFT + 30; x + 60 < LEFT + WIDE; x += PITCH)
        if ((x - LEFT) / 200 % 2 == 0)
            draw_letter(pix, x, LETTER_TOP, value);
}

/* A coloured form with a heading in white on a dark band. */
static PIX *banded_form(void)
{
    PIX *grey = drawn_form(WIDTH, HEIGHT), *image = pixConvertTo32(grey);

    drawn_fill(image, LEFT, TOP, WIDE, HIGH, GROUND);
    draw_letters(image, WHITE);
    (void)pixSetResolution(image, DPI, DPI);
    pixDestroy(&grey);
    return image;
}

static struct page make(PIX *image)
{
    struct fault fault = {""};
    struct page page;

    if (scan_make_page(image, &page, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return page;
}

/* Counts pixels inside of the band, well off its edge, whose ink is not as
 * @letters of one bit say. */
static int count_wrong(const struct page *page, PIX *letters)
{
    int wrong = 0, edge = (int)BAND_EDGE;

    for (int y = TOP + edge; y < TOP + HIGH - edge; y++)
        for (int x = LEFT + edge; x < LEFT + WIDE - edge; x++)
            wrong += (drawn_at(page->ink, x, y) != 0) !=
                     (drawn_at(letters, x, y) != 0);
    return wrong;
}

static void test_letters_are_ink_and_ground_is_paper(void **state)
{
    PIX *image = banded_form(), *letters = pixCreate(WIDTH, HEIGHT, 1);
    struct page page = make(image);
    l_int32 n_ink = 0;

    (void)state;
    draw_letters(letters, 1);
    (void)pixCountPixels(letters, &n_ink, NULL);
    assert_int_equal(pixGetWidth(page.ink), WIDTH);
    assert_true(count_wrong(&page, letters) * 20 < n_ink);
    /* the band's edge is a rule */
    assert_int_equal(drawn_at(page.ink, LEFT + WIDE / 2, TOP + 1), 1);
    assert_int_equal(drawn_at(page.ink, LEFT + WIDE / 2, TOP + HIGH - 2), 1);
    scan_page_clear(&page);
    pixDestroy(&letters);
    pixDestroy(&image);
}

static PIX *turn(PIX *image)
{
    PIX *grey = pixConvertTo8(image, 0), *out = NULL;
    struct fault fault = {""};

    if (scan_turn_dark_ground(image, grey, DPI, &out, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    pixDestroy(&grey);
    return out;
}

static void assert_left_alone(PIX *image)
{
    PIX *out = turn(image);

    assert_ptr_equal(out, image);
    pixDestroy(&out);
    pixDestroy(&image);
}

/* Bold writing that all but touches is dark and has light parts too. */
static void test_bold_title_is_left_alone(void **state)
{
    PIX *image = drawn_form(WIDTH, HEIGHT);

    (void)state;
    for (int x = LEFT; x + 60 < LEFT + WIDE; x += 44) {
        drawn_fill(image, x, TOP, 40, 10, 0);
        drawn_fill(image, x, TOP + 20, 40, 10, 0);
        drawn_fill(image, x, TOP + 40, 40, 10, 0);
        drawn_fill(image, x + 15, TOP, 10, 50, 0);
    }
    assert_left_alone(image);
}

static void test_empty_bars_and_surround_are_left_alone(void **state)
{
    PIX *image = drawn_form(WIDTH, HEIGHT);

    (void)state;
    drawn_fill(image, LEFT, TOP, WIDE, HIGH, 0);
    drawn_fill(image, 0, 0, 30, HEIGHT, 10);
    drawn_fill(image, 0, HEIGHT - 40, WIDTH, 40, 10);
    assert_left_alone(image);
}

/* Black writing on a tinted ground, with white rules between. */
static void test_dark_writing_on_a_tint_is_left_alone(void **state)
{
    PIX *coloured = banded_form(), *image = pixConvertTo8(coloured, 0);

    (void)state;
    pixDestroy(&coloured);
    drawn_fill(image, LEFT, TOP, WIDE, HIGH, 170);
    for (int x = LEFT + 200; x < LEFT + WIDE; x += 200)
        drawn_fill(image, x, TOP, 4, HIGH, 255);
    draw_letters(image, 0);
    assert_left_alone(image);
}

/* Half of the sheet in deep shade is no ground. */
static void test_shade_is_left_alone(void **state)
{
    PIX *image = drawn_form(WIDTH, HEIGHT);

    (void)state;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            unsigned light = x < 700   ? 100
                             : x > 900 ? 55
                                       : 100 - (unsigned)(x - 700) * 45 / 200;
            pixSetPixel(image, x, y, drawn_at(image, x, y) * light / 100);
        }
    assert_left_alone(image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letters_are_ink_and_ground_is_paper),
        cmocka_unit_test(test_bold_title_is_left_alone),
        cmocka_unit_test(test_empty_bars_and_surround_are_left_alone),
        cmocka_unit_test(test_dark_writing_on_a_tint_is_left_alone),
        cmocka_unit_test(test_shade_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
