#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ocr/reading.h"

static const char *const ORDERS[] = {"一", "二", "三"};

struct row {
    const char *text, *want; /* want NULL: refused */
    enum value_kind kind;
    int decimals;
    bool fixed_point;
    int max_digits;
};

static const struct row ROWS[] = {
    {"1,024", "1024", VALUE_COUNT, 0, false, 0},
    {"１０２４", "1024", VALUE_COUNT, 0, false, 0},
    {"0", "0", VALUE_COUNT, 0, false, 0},
    {"007", "7", VALUE_COUNT, 0, false, 0},
    {"十二", "12", VALUE_COUNT, 0, false, 0},
    {"二十", "20", VALUE_COUNT, 0, false, 0},
    {"三", "3", VALUE_COUNT, 0, false, 0},
    {"1,02", NULL, VALUE_COUNT, 0, false, 0},
    {"12a", NULL, VALUE_COUNT, 0, false, 0},
    {"", NULL, VALUE_COUNT, 0, false, 0},
    {"12345", NULL, VALUE_COUNT, 0, false, 4},
    {"9·093", "9.093", VALUE_DECIMAL, 3, true, 4},
    {"9093", "9.093", VALUE_DECIMAL, 3, true, 4},
    {"0118", "0.118", VALUE_DECIMAL, 3, true, 4},
    {"9.0.93", "9.093", VALUE_DECIMAL, 3, true, 0},
    {"-253", "-25.3", VALUE_DECIMAL, 1, true, 0},
    {"19", NULL, VALUE_DECIMAL, 3, true, 0},
    {"4.538462", "4.538462", VALUE_DECIMAL, 6, false, 0},
    {"1,906.15", "1906.15", VALUE_DECIMAL, 2, false, 0},
    {"1906,15", "1906.15", VALUE_DECIMAL, 2, false, 0},
    {".5", "0.5", VALUE_DECIMAL, -1, false, 0},
    {"1.", NULL, VALUE_DECIMAL, -1, false, 0},
    {"99.31%", "99.31", VALUE_PERCENT, -1, false, 0},
    {"17％", "17", VALUE_PERCENT, -1, false, 0},
    {"12.4‰", "12.4", VALUE_PERMILLE, -1, false, 0},
    {"¥1,906.15元", "1906.15", VALUE_MONEY, 2, false, 0},
    {"81.01", "81.01", VALUE_MONEY, 2, false, 0},
    {" 杨家湾村 ", "杨家湾村", VALUE_TEXT, 0, false, 0},
    {"2025.3.4", "2025-03-04", VALUE_DATE, 0, false, 0},
    {"2025-3-4", "2025-03-04", VALUE_DATE, 0, false, 0},
    {"2025年3月4日", "2025-03-04", VALUE_DATE, 0, false, 0},
    {"二〇二五年三月十四日", "2025-03-14", VALUE_DATE, 0, false, 0},
    {"20250304", "2025-03-04", VALUE_DATE, 0, false, 0},
    {"2025年3月", "2025-03", VALUE_DATE, 0, false, 0},
    {"2025年", "2025", VALUE_DATE, 0, false, 0},
    {"2024.2.29", "2024-02-29", VALUE_DATE, 0, false, 0},
    {"2025.2.29", NULL, VALUE_DATE, 0, false, 0},
    {"2025.13.1", NULL, VALUE_DATE, 0, false, 0},
    {"3月4日", NULL, VALUE_DATE, 0, false, 0},
    {"2025年7月18日", "2025-07-18", VALUE_DATE, 0, false, 0},
    {"2025年8月11昌", "2025-08-11", VALUE_DATE, 0, false, 0},
    {"2025年1月25月", "2025-01-25", VALUE_DATE, 0, false, 0},
    {"2025年7月3唱", NULL, VALUE_DATE, 0, false, 0},
    {"2025年7月18日本", NULL, VALUE_DATE, 0, false, 0},
    {"2025年l0月]2日", "2025-10-12", VALUE_DATE, 0, false, 0},
    {"2025年12月2o日", "2025-12-20", VALUE_DATE, 0, false, 0},
    {"2025年8月41昌", NULL, VALUE_DATE, 0, false, 0},
    {"2025年度", "2025", VALUE_YEAR, 0, false, 0},
    {"民国20年", "1931", VALUE_YEAR, 0, false, 0},
    {"25", NULL, VALUE_YEAR, 0, false, 0},
    {"3月", "3", VALUE_MONTH, 0, false, 0},
    {"十二月", "12", VALUE_MONTH, 0, false, 0},
    {"3月份", "3", VALUE_MONTH, 0, false, 0},
    {"13", NULL, VALUE_MONTH, 0, false, 0},
};

static void every_kind_has_one_form(void **state)
{
    char value[OCR_TEXT_MAX];
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *row = &ROWS[i];
        struct value_type type = {
            .kind = row->kind, .decimals = row->decimals,
            .fixed_point = row->fixed_point, .max_digits = row->max_digits,
        };
        bool ok = ocr_normalise_value(row->text, &type, value, sizeof value);
        print_message("%s -> %s\n", row->text, value);
        assert_int_equal(ok, row->want != NULL);
        assert_string_equal(value, row->want ? row->want : "");
    }
}

static void codes_come_from_their_list(void **state)
{
    struct value_type type = {.kind = VALUE_CODE, .words = ORDERS,
                              .n_words = 3, .words_only = true};
    char value[OCR_TEXT_MAX];
    (void)state;
    assert_true(ocr_normalise_value("二", &type, value, sizeof value));
    assert_string_equal(value, "二");
    assert_false(ocr_normalise_value("四", &type, value, sizeof value));
    type.words_only = false;
    assert_true(ocr_normalise_value("四", &type, value, sizeof value));
}

static void a_small_buffer_is_refused(void **state)
{
    struct value_type type = {.kind = VALUE_COUNT};
    char value[3];
    (void)state;
    assert_false(ocr_normalise_value("1024", &type, value, sizeof value));
    assert_string_equal(value, "");
    assert_true(ocr_normalise_value("24", &type, value, sizeof value));
}

static void states_have_names(void **state)
{
    enum reading_state got;
    (void)state;
    assert_string_equal(ocr_state_text(READ_DITTO), "ditto");
    assert_true(ocr_state_parse("struck", &got));
    assert_int_equal(got, READ_STRUCK);
    assert_false(ocr_state_parse("gone", &got));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_one_form),
        cmocka_unit_test(codes_come_from_their_list),
        cmocka_unit_test(a_small_buffer_is_refused),
        cmocka_unit_test(states_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
