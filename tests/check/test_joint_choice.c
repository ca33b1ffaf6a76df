/* Several cells at once: what is repaired, what is left as written, and what
 * is told of it. */
#include "made_sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const SUMS = "form: S\n"
                                "rows: {kind: unit, total_labels: [合计]}\n"
                                "columns:\n"
                                "  - {code: unit, label: yes}\n"
                                "  - {code: c1, type: count, total: sum}\n"
                                "  - {code: c2, type: count, total: sum}\n"
                                "  - {code: c3, type: count, total: sum}\n"
                                "laws:\n"
                                "  - law: c1 = c2 + c3\n";

static const char *const MONTHS = "form: L\n"
                                  "rows: {kind: month, total_labels: [合计]}\n"
                                  "columns:\n"
                                  "  - {code: month, type: month, label: yes}\n"
                                  "  - {code: c1, type: count, total: last}\n"
                                  "  - {code: c2, type: count, total: last}\n"
                                  "laws:\n"
                                  "  - law: c2 <= c1\n";

struct expected {
    int row;
    const char *code, *value;
};

static const struct joint_case {
    const char *name, *const *form;
    const char *rows[14];
    struct expected expected[4];
    size_t findings;
    const char *says; /* of the first finding */
} CASES[] = {
    {"two misread in one row",
     &SUMS,
     {"甲 812 501?|507 305", "乙 700 320 380?|330", "丙 611?|677 300 311",
      "=合计 2123 1127 996"},
     {{1, "c2", "507"}, {2, "c3", "380"}, {3, "c1", "611"}},
     0,
     NULL},
    {"a digit that no candidate has",
     &SUMS,
     {"甲 812 567? 305", "乙 700 320 380", "丙 611 300 311",
      "=合计 2123 1127 996"},
     {{1, "c2", "507"}},
     0,
     NULL},
    {"what was struck out stands before it",
     &SUMS,
     {"甲 812 449507 305", "乙 700 320 380", "丙 611 300 311",
      "=合计 2123 1127 996"},
     {{1, "c2", "507"}},
     0,
     NULL},
    {"a rule taken for a 1",
     &SUMS,
     {"甲 812 1507 305", "乙 700 320 380", "丙 611 300 311",
      "=合计 2123 1127 996"},
     {{1, "c2", "507"}},
     0,
     NULL},
    {"the clerk's row total is off",
     &SUMS,
     {"甲 822 507 305", "乙 700 320 380", "丙 611 300 311",
      "=合计 2133 1127 996"},
     {{1, "c1", "822"}, {4, "c1", "2133"}},
     2,
     "the paper's sum is off"},
    {"the clerk's column total is off",
     &SUMS,
     {"甲 812 507 305", "乙 700 320 380", "丙 611 300 311",
      "=合计 2123 1127 986"},
     {{4, "c3", "986"}},
     2,
     "the paper's sum is off"},
    {"nothing within reach: left as read",
     &SUMS,
     {"甲 812 941 305", "乙 700 320 380", "丙 611 300 311",
      "=合计 2123 1127 996"},
     {{1, "c2", "941"}},
     2,
     NULL},
    {"a blank is never filled in",
     &SUMS,
     {"甲 812 _ 305", "乙 700 320 380", "丙 611 300 311",
      "=合计 2123 1127 996"},
     {{1, "c2", ""}},
     2,
     NULL},
    {"months count on, stocks run on",
     &MONTHS,
     {"1 436 201", "2 436 201", "8?|3 437 202", "4 438 202", "5 437 203",
      "# 435 203", "7 436 203", "8 436 204", "9 138?|436 204", "10 436 204",
      "11 437 205", "=合计 437 205"},
     {{3, "month", "3"}, {6, "month", "6"}, {9, "c1", "436"}},
     0,
     NULL},
};

static int count_rows(const struct joint_case *at)
{
    int n = 0;

    while (n < 14 && at->rows[n] != NULL)
        n++;
    return n;
}

static void check_case(const struct joint_case *at)
{
    struct form *form = made_form(*at->form);
    struct check_result result;
    struct sheet sheet;

    print_message("%s\n", at->name);
    made_sheet(form, at->rows, count_rows(at), &sheet);
    made_check(&sheet, form, true, &result);
    for (size_t i = 0; i < result.n_findings; i++)
        print_message("  %s\n", result.findings[i].explanation_en);
    for (int i = 0; i < 4 && at->expected[i].code != NULL; i++) {
        const struct expected *want = &at->expected[i];

        assert_string_equal(
            result.verdicts[made_cell(&sheet, form, want->row, want->code)]
                .value,
            want->value);
    }
    assert_int_equal(result.n_findings, at->findings);
    if (at->says != NULL)
        assert_non_null(strstr(result.findings[0].explanation_en, at->says));
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        check_case(&CASES[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
