#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>
#include <cmocka.h>

#include "ocr/reading.h"
#include "ocr/value_range.h"

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
    {"三百零五", "305", VALUE_COUNT, 0, false, 0},
    {"一千二百", "1200", VALUE_COUNT, 0, false, 0},
    {"3万2千", "32000", VALUE_COUNT, 0, false, 0},
    {"两万三千一百二十二", "23122", VALUE_COUNT, 0, false, 0},
    {"壹佰贰拾叁", "123", VALUE_COUNT, 0, false, 0},
    {"廿三", "23", VALUE_COUNT, 0, false, 0},
    {"二五", "25", VALUE_COUNT, 0, false, 0},
    {"百十百", NULL, VALUE_COUNT, 0, false, 0},
    {"三百零五", NULL, VALUE_COUNT, 0, false, 2},
    {"32000多条", "32000", VALUE_COUNT, 0, false, 0},
    {"500余人", "500", VALUE_COUNT, 0, false, 0},
    {"约1,200户", "1200", VALUE_COUNT, 0, false, 0},
    {"近三百", "300", VALUE_COUNT, 0, false, 0},
    {"100人以上", "100", VALUE_COUNT, 0, false, 0},
    {"约88.5%", "88.5", VALUE_PERCENT, -1, false, 0},
    {"多", NULL, VALUE_COUNT, 0, false, 0},
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
    {"87年3月4日", "1987-03-04", VALUE_DATE, 0, false, 0},
    {"'87.3.4", "1987-03-04", VALUE_DATE, 0, false, 0},
    {"05-3-4", "2005-03-04", VALUE_DATE, 0, false, 0},
    {"025-3-4", NULL, VALUE_DATE, 0, false, 0},
    {"民国三十六年三月四日", "1947-03-04", VALUE_DATE, 0, false, 0},
    {"民国元年", "1912", VALUE_DATE, 0, false, 0},
    {"公元2025年3月4号", "2025-03-04", VALUE_DATE, 0, false, 0},
    {"1987年腊月", "1988-01", VALUE_DATE, 0, false, 0},
    {"1987年腊月初八", "1988-01", VALUE_DATE, 0, false, 0},
    {"1988年正月十五", "1988-02", VALUE_DATE, 0, false, 0},
    {"1987年农历八月廿三日", "1987-09", VALUE_DATE, 0, false, 0},
    {"2025年3月上旬", "2025-03", VALUE_DATE, 0, false, 0},
    {"1987年底", "1987-12", VALUE_DATE, 0, false, 0},
    {"1987年初", "1987", VALUE_DATE, 0, false, 0},
    {"２０２５／３／４", "2025-03-04", VALUE_DATE, 0, false, 0},
    {"20250004", NULL, VALUE_DATE, 0, false, 0},
    {"20250300", NULL, VALUE_DATE, 0, false, 0},
    {"2025年0月4日", NULL, VALUE_DATE, 0, false, 0},
    {"2025年度", "2025", VALUE_YEAR, 0, false, 0},
    {"民国20年", "1931", VALUE_YEAR, 0, false, 0},
    {"87年", "1987", VALUE_YEAR, 0, false, 0},
    {"民国元年", "1912", VALUE_YEAR, 0, false, 0},
    {"腊月", "12", VALUE_MONTH, 0, false, 0},
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

static void a_rough_number_has_bounds(void **state)
{
    static const struct {
        const char *text;
        enum value_kind kind;
        double low, high;
    } rows[] = {
        {"1,024", VALUE_COUNT, 1024, 1024},
        {"32000多条", VALUE_COUNT, 32000, 32999},
        {"十几", VALUE_COUNT, 10, 19},
        {"约500", VALUE_COUNT, 450, 550},
        {"近500", VALUE_COUNT, 450, 499},
        {"100人以上", VALUE_COUNT, 100, HUGE_VAL},
        {"不超过30", VALUE_COUNT, 0, 30},
        {"约88.5%", VALUE_PERCENT, 88.45, 88.55},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct value_type type = {.kind = rows[i].kind, .decimals = -1};
        struct value_range range;
        print_message("%s\n", rows[i].text);
        assert_true(ocr_value_range(rows[i].text, &type, &range));
        assert_true(fabs(range.low - rows[i].low) < 1e-9);
        assert_true(range.high == rows[i].high ||
                    fabs(range.high - rows[i].high) < 1e-9);
        assert_int_equal(range.exact, rows[i].low == rows[i].high);
    }
}

static void a_rough_date_has_days(void **state)
{
    static const struct {
        const char *text, *first, *last;
    } rows[] = {
        {"2025.3.4", "2025-03-04", "2025-03-04"},
        {"2024年2月", "2024-02-01", "2024-02-29"},
        {"2025年", "2025-01-01", "2025-12-31"},
        {"2025年2月下旬", "2025-02-21", "2025-02-28"},
        {"1987年底", "1987-12-01", "1987-12-31"},
        {"1987年腊月", "1987-12-20", "1988-02-20"},
        {"1987年冬月", "1987-11-20", "1988-01-20"},
        {"民国20年5月", "1931-05-01", "1931-05-31"},
    };
    struct value_type type = {.kind = VALUE_DATE};
    struct value_range range;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        print_message("%s\n", rows[i].text);
        assert_true(ocr_value_range(rows[i].text, &type, &range));
        assert_string_equal(range.days.first, rows[i].first);
        assert_string_equal(range.days.last, rows[i].last);
        assert_int_equal(range.exact, i == 0);
    }
    assert_false(ocr_value_range("3月4日", &type, &range));
    type.kind = VALUE_TEXT;
    assert_false(ocr_value_range("石桥村", &type, &range));
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
        cmocka_unit_test(a_rough_number_has_bounds),
        cmocka_unit_test(a_rough_date_has_days),
        cmocka_unit_test(codes_come_from_their_list),
        cmocka_unit_test(a_small_buffer_is_refused),
        cmocka_unit_test(states_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
