/* Words put together of a name from elsewhere and the number that was read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "review/composed_words.h"

static struct column_words words;

/* Lists that are there already are not read from an archive. */
static void fill(int at, const char *column, const char *const *all, size_t n)
{
    struct word_list *list = &words.lists[at];

    list->words = calloc(n, sizeof *list->words);
    list->n = list->room = n;
    list->used = ++words.clock;
    strcpy(list->column, column);
    for (size_t i = 0; i < n; i++)
        strcpy(list->words[i], all[i]);
}

static int set_up(void **state)
{
    static const char *const units[] = {"石桥村", "上塬村", "西塬村", "合计"};
    static const char *const groups[] = {"石桥村3组", "石桥村1组", "柳林村2组"};

    (void)state;
    words = (struct column_words){0};
    fill(0, "unit", units, 4);
    fill(1, "group", groups, 3);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    column_words_clear(&words);
    return 0;
}

static size_t find(const char *read, const char *above,
                   char out[][OCR_TEXT_MAX])
{
    const struct word_place place = {"group", read, above};
    struct fault fault;
    size_t n;

    assert_int_equal(composed_words_find(&words, NULL, &place, out, &n, &fault),
                     ST_OK);
    return n;
}

static void the_number_goes_with_the_name(void **state)
{
    char out[COMPOSED_MAX][OCR_TEXT_MAX];

    (void)state;
    assert_int_equal(find("上震村7组", "", out), 1);
    assert_string_equal(out[0], "上塬村7组");
    assert_int_equal(find("石林村12组", "", out), 2);
    assert_string_equal(out[0], "石桥村12组");
    assert_string_equal(out[1], "柳林村12组");
}

static void the_row_above_tells_what_was_left_out(void **state)
{
    char out[COMPOSED_MAX][OCR_TEXT_MAX];

    (void)state;
    assert_int_equal(find("1", "柳林村2组", out), 1);
    assert_string_equal(out[0], "柳林村1组");
}

static void without_a_number_nothing_is_composed(void **state)
{
    char out[COMPOSED_MAX][OCR_TEXT_MAX];

    (void)state;
    assert_int_equal(find("上震村", "柳林村2组", out), 0);
    assert_int_equal(find("", "", out), 0);
}

static void expect_whole(const char *typed, const char *read, const char *want)
{
    const struct word_place place = {"group", read, "柳林村2组"};
    char out[OCR_TEXT_MAX];
    struct fault fault;

    assert_int_equal(
        composed_words_complete(&words, NULL, &place, typed, out, &fault),
        ST_OK);
    assert_string_equal(out, want);
}

static void typing_is_completed(void **state)
{
    (void)state;
    expect_whole("", "上震村7组", "");
    expect_whole("西", "上震村7组", "西塬村7组");
    expect_whole("8", "上震村7组", "上震村8组");
    expect_whole("8", "", "柳林村8组");
    expect_whole("石", "", "石桥村1组");
    expect_whole("石桥村3", "石桥村7组", "石桥村3组");
    expect_whole("无", "上震村7组", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_WORDS(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_WORDS(the_number_goes_with_the_name),
        WITH_WORDS(the_row_above_tells_what_was_left_out),
        WITH_WORDS(without_a_number_nothing_is_composed),
        WITH_WORDS(typing_is_completed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
