/* Print repeats its glyphs, a pen does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "ocr/glyph_hand.h"

enum { DIGITS = 10 };

static uint32_t dice;

static float roll(void)
{
    dice = dice * 1664525u + 1013904223u;
    return (float)(dice >> 8) / (float)(1u << 24) - 0.5F;
}

/* A picture of unit length: the digit's own, and @own_way of something else. */
static void draw(int digit, float own_way, float out[GLYPH_SIZE])
{
    uint32_t kept;
    float length = 0;

    for (int i = 0; i < GLYPH_SIZE; i++)
        out[i] = own_way * roll();
    kept = dice;
    dice = 77u + (uint32_t)digit;
    for (int i = 0; i < GLYPH_SIZE; i++)
        out[i] += roll();
    dice = kept;
    for (int i = 0; i < GLYPH_SIZE; i++)
        length += out[i] * out[i];
    for (int i = 0; i < GLYPH_SIZE; i++)
        out[i] /= sqrtf(length);
}

static enum ocr_hand hand_of(int n, float own_way)
{
    struct glyph_sheet *sheet = NULL;
    float picture[GLYPH_SIZE];
    enum ocr_hand hand;
    int index;

    dice = 1;
    assert_int_equal(glyph_sheet_new(&sheet), ST_OK);
    for (int i = 0; i < n; i++) {
        draw(i * 7 % DIGITS, own_way, picture);
        assert_int_equal(glyph_sheet_add(sheet, picture, &index), ST_OK);
    }
    assert_int_equal(glyph_sheet_sort(sheet), ST_OK);
    assert_int_equal(glyph_sheet_size(sheet), n);
    hand = glyph_hand_of(sheet);
    glyph_sheet_free(&sheet);
    return hand;
}

static void test_print_repeats(void **state)
{
    (void)state;
    assert_int_equal(hand_of(200, 0.1F), OCR_HAND_PRINT);
}

static void test_pen_does_not(void **state)
{
    (void)state;
    assert_int_equal(hand_of(200, 1.5F), OCR_HAND_PEN);
}

static void test_few_do_not_tell(void **state)
{
    (void)state;
    assert_int_equal(hand_of(30, 0.1F), OCR_HAND_UNKNOWN);
    assert_int_equal(hand_of(0, 0), OCR_HAND_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_print_repeats),
        cmocka_unit_test(test_pen_does_not),
        cmocka_unit_test(test_few_do_not_tell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
