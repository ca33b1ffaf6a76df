/* What has been read of the grid's numbers is given, so that no engine is
 * needed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "forms/layout_numbers.h"

enum { COLUMNS = 4, ROWS = 8, NUMBERS = 64 };

static struct form_column COLUMN_SET[COLUMNS] = {{.is_label = true}};
static const struct form FORM = {.columns = COLUMN_SET,
                                 .n_columns = COLUMNS,
                                 .header_levels = 2,
                                 .number_row = true};
static struct grid GRID = {.n_rows = ROWS, .n_columns = COLUMNS};

/* Row @numbered holds @numbers, every other row what villages report. */
static struct layout found(int guessed, int numbered, const int *numbers)
{
    struct table_number read[NUMBERS];
    struct table_words words = {
        .grid = &GRID, .numbers = read, .room = NUMBERS};
    struct layout layout = {.form = &FORM,
                            .grid = &GRID,
                            .separators = {0, 1, 2, 3, 4},
                            .header_rows = guessed,
                            .body_row = guessed + 1,
                            .columns = 0.5};
    struct fault fault = {""};

    for (int row = 0; row < ROWS; row++)
        for (int c = 0; c < COLUMNS; c++)
            read[words.n_numbers++] = (struct table_number){
                row, c, c + 1, row == numbered ? numbers[c] : 40 + row};
    assert_int_equal(layout_find_numbers(&layout, &words, &fault), ST_OK);
    return layout;
}

static void the_header_ends_above_the_numbers(void **state)
{
    static const int lettered[COLUMNS] = {0, 1, 2, 3};
    static const int counted[COLUMNS] = {1, 2, 3, 4};
    struct layout layout = found(2, 2, lettered);
    (void)state;
    assert_int_equal(layout.header_rows, 2);
    assert_int_equal(layout.body_row, 3);
    assert_true(layout.columns == 1);
    /* the rules under the groups are broken: they look like the whole header */
    layout = found(1, 2, lettered);
    assert_int_equal(layout.header_rows, 2);
    assert_int_equal(layout.body_row, 3);
    layout = found(2, 1, counted);
    assert_int_equal(layout.header_rows, 1);
    assert_int_equal(layout.body_row, 2);
}

static void half_of_the_numbers_are_enough(void **state)
{
    static const int most[COLUMNS] = {0, 1, 0, 3};
    static const int shifted[COLUMNS] = {0, 2, 3, 4};
    static const int few[COLUMNS] = {0, 7, 7, 3};
    struct layout layout = found(2, 2, most);
    (void)state;
    assert_true(layout.columns > 0.66 && layout.columns < 0.67);
    layout = found(2, 2, few);
    assert_int_equal(layout.body_row, 3);
    assert_true(layout.columns == 0.5);
    /* 甲 lost, but all of its columns count */
    layout = found(2, 2, shifted);
    assert_true(layout.columns == 0.75);
}

/* 甲 乙 1 2: what names and measures a row is lettered, whatever of a letter is
 * read as a number. */
static void letters_may_stand_over_several_columns(void **state)
{
    static const int lettered[COLUMNS] = {0, 0, 1, 2};
    static const int misread[COLUMNS] = {0, 2, 1, 2};
    static const int one[COLUMNS] = {0, 0, 0, 1};
    struct layout layout = found(1, 2, lettered);

    (void)state;
    assert_int_equal(layout.header_rows, 2);
    assert_int_equal(layout.body_row, 3);
    assert_true(layout.columns == 1);
    layout = found(2, 2, misread);
    assert_int_equal(layout.body_row, 3);
    assert_true(layout.columns == 1);
    layout = found(1, 2, one);
    assert_int_equal(layout.body_row, 2);
    assert_true(layout.columns == 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_ends_above_the_numbers),
        cmocka_unit_test(half_of_the_numbers_are_enough),
        cmocka_unit_test(letters_may_stand_over_several_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
