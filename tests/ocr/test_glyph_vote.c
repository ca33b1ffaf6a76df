#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>
#include <cmocka.h>

#include "ocr/glyph_vote.h"

/* A picture with a bar of ink whose place tells the kinds apart; @grain makes
 * two of one kind differ a little. */
static void draw(int kind, int grain, float picture[GLYPH_SIZE])
{
    double mean = 0, square = 0;

    for (int i = 0; i < GLYPH_SIZE; i++) {
        int row = i / GLYPH_W;
        picture[i] = row / 6 == kind ? 1 : 0;
        picture[i] += (i * 7 + grain * 13) % 11 == 0 ? 0.1F : 0;
        mean += (double)picture[i] / GLYPH_SIZE;
    }
    for (int i = 0; i < GLYPH_SIZE; i++) {
        picture[i] -= (float)mean;
        square += (double)(picture[i] * picture[i]);
    }
    for (int i = 0; i < GLYPH_SIZE; i++)
        picture[i] /= (float)sqrt(square);
}

static void the_majority_of_a_kind_wins(void **state)
{
    struct glyph_sheet *sheet;
    struct glyph_vote *vote;
    float picture[GLYPH_SIZE];
    double likely[GLYPH_LABEL_COUNT];
    int index;
    (void)state;
    assert_int_equal(glyph_sheet_new(&sheet), ST_OK);
    for (int i = 0; i < 30; i++) {
        draw(i % 3, i, picture);
        assert_int_equal(glyph_sheet_add(sheet, picture, &index), ST_OK);
        assert_int_equal(index, i);
    }
    assert_int_equal(glyph_sheet_sort(sheet), ST_OK);
    for (int i = 3; i < 30; i++)
        assert_int_equal(glyph_sheet_kind(sheet, i),
                         glyph_sheet_kind(sheet, i % 3));
    assert_int_not_equal(glyph_sheet_kind(sheet, 0),
                         glyph_sheet_kind(sheet, 1));
    assert_int_equal(glyph_vote_new(sheet, &vote), ST_OK);
    /* Glyph 0 is misread; the other nine of its kind are not. */
    for (int i = 0; i < 30; i++)
        glyph_vote_add(vote, i, i == 0 ? '8' : "345"[i % 3], 0.9);
    glyph_vote_settle(vote);
    assert_true(glyph_vote_ask(vote, 0, likely) > 8);
    assert_true(likely[3] > 0.8);
    glyph_vote_free(&vote);
    glyph_sheet_free(&sheet);
}

static void a_divided_kind_takes_the_digit_that_is_left(void **state)
{
    static const char DIVIDED[] = "8888900069";
    struct glyph_sheet *sheet;
    struct glyph_vote *vote;
    float picture[GLYPH_SIZE];
    double likely[GLYPH_LABEL_COUNT];
    int index;
    (void)state;
    assert_int_equal(glyph_sheet_new(&sheet), ST_OK);
    for (int i = 0; i < 20; i++) {
        draw(i / 10, i, picture);
        assert_int_equal(glyph_sheet_add(sheet, picture, &index), ST_OK);
    }
    assert_int_equal(glyph_sheet_sort(sheet), ST_OK);
    assert_int_equal(glyph_vote_new(sheet, &vote), ST_OK);
    for (int i = 0; i < 10; i++) {
        glyph_vote_add(vote, i, '8', 1);
        glyph_vote_add(vote, 10 + i, DIVIDED[i], 1);
    }
    glyph_vote_settle(vote);
    (void)glyph_vote_ask(vote, 15, likely);
    assert_true(likely[0] > likely[8] && likely[0] > likely[9]);
    (void)glyph_vote_ask(vote, 5, likely);
    assert_true(likely[8] > 0.9);
    glyph_vote_free(&vote);
    glyph_sheet_free(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_majority_of_a_kind_wins),
        cmocka_unit_test(a_divided_kind_takes_the_digit_that_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
