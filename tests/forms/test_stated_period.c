#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "forms/stated_period.h"

static void periods_are_found_in_words(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"2025年1月", "2025-01"},
        {"2025年12月", "2025-12"},
        {"2025年上半年", "2025H1"},
        {"(2025年下半年)", "2025H2"},
        {"2025年度", "2025"},
        {"2025年第一季度", "2025Q1"},
        {"(2025年第3季度)", "2025Q3"},
        {"二〇二五年四季度", "2025Q4"},
        {"二〇二五年三月", "2025-03"},
        {"一九八七年十二月", "1987-12"},
        {"一九八七年十月", "1987-10"},
        {"1987年腊月", "1987-12"},
        {"民国廿三年", "1934"},
        {"民国二十三年五月", "1934-05"},
        {"民国元年", "1912"},
        {"JANUARY1898.", "1898-01"},
        {"REDUCEDTO32JANUAKY1898", "1898-01"},
        {"SEPTEMBER1899", "1899-09"},
        {"计量单位:人", ""},
        {"第1页", ""},
        {"", ""},
        {"25年1月", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct form_period period;
        char got[16];
        form_period_parse(rows[i].text, &period);
        form_period_format(period, got, sizeof got);
        if (strcmp(got, rows[i].want) != 0)
            print_message("%s: got %s, want %s\n", rows[i].text, got,
                          rows[i].want);
        assert_string_equal(got, rows[i].want);
    }
}

static void a_month_without_year_is_kept(void **state)
{
    struct form_period period;
    (void)state;
    assert_false(form_period_parse("5月", &period));
    assert_int_equal(period.month, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_found_in_words),
        cmocka_unit_test(a_month_without_year_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
