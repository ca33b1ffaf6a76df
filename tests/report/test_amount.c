#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "report/amount.h"

static void numbers_are_read_exactly(void **state)
{
    static const struct {
        const char *text;
        bool good;
        int64_t parts;
    } rows[] = {
        {"0", true, 0},
        {"23122", true, 231220000},
        {"-3", true, -30000},
        {"9.093", true, 90930},
        {"0.0001", true, 1},
        {"0.00001", false, 0},
        {"", false, 0},
        {"12a", false, 0},
        {"1,024", false, 0},
        {"5.", false, 0},
        {".5", false, 0},
        {"-", false, 0},
        {"99999999999999999999", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct amount amount = {0};
        bool good = amount_parse(rows[i].text, &amount);
        if (good != rows[i].good || (good && amount.parts != rows[i].parts))
            fail_msg("'%s' gives %d, %lld", rows[i].text, good,
                     (long long)amount.parts);
    }
}

static void ratios_round_half_up(void **state)
{
    static const struct {
        int of, to, times, decimals;
        const char *want;
    } rows[] = {
        {196, 216, 100, 1, "90.7"},   {196, 216, 100, 2, "90.74"},
        {108, 108, 100, 0, "100"},    {1, 8, 100, 0, "13"},
        {1, 8, 100, 1, "12.5"},       {1, 200, 100, 0, "1"},
        {1, 201, 100, 0, "0"},        {434, 436, 100, 2, "99.54"},
        {251, 185, 100, 0, "136"},    {-1, 8, 100, 0, "-13"},
        {1070, 220444, 1000, 2, "4.85"}, {5, 1000, 100, 0, "1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct amount of = {(int64_t)rows[i].of * AMOUNT_ONE};
        struct amount to = {(int64_t)rows[i].to * AMOUNT_ONE}, out;
        char text[32];
        assert_true(amount_ratio(of, to, rows[i].times, rows[i].decimals,
                                 &out));
        amount_text(out, rows[i].decimals, text, sizeof text);
        if (strcmp(text, rows[i].want) != 0)
            fail_msg("%d / %d gives %s, wanted %s", rows[i].of, rows[i].to,
                     text, rows[i].want);
    }
}

static void nothing_is_divided_by_zero(void **state)
{
    struct amount one = {AMOUNT_ONE}, none = {0}, out;
    (void)state;
    assert_false(amount_ratio(one, none, 100, 1, &out));
}

static void sums_that_do_not_fit_are_refused(void **state)
{
    struct amount most = {INT64_MAX}, one = {1}, out;
    (void)state;
    assert_false(amount_add(most, one, 1, &out));
    assert_true(amount_add(most, one, -1, &out));
    assert_true(out.parts == INT64_MAX - 1);
}

static void text_has_just_the_decimals(void **state)
{
    char text[32];
    (void)state;
    amount_text((struct amount){12345}, 2, text, sizeof text);
    assert_string_equal(text, "1.23");
    amount_text((struct amount){12350}, 2, text, sizeof text);
    assert_string_equal(text, "1.24");
    amount_text((struct amount){-4000}, 0, text, sizeof text);
    assert_string_equal(text, "0");
    amount_text((struct amount){-12350}, 2, text, sizeof text);
    assert_string_equal(text, "-1.24");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_exactly),
        cmocka_unit_test(ratios_round_half_up),
        cmocka_unit_test(nothing_is_divided_by_zero),
        cmocka_unit_test(sums_that_do_not_fit_are_refused),
        cmocka_unit_test(text_has_just_the_decimals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
