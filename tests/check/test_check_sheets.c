/* Several sheets judged in one go, and what persons said of them. */
#include "made_sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
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

static const char *const DOUBTFUL[] = {"甲 81?|31 50 31", "乙 70 32 38?|33",
                                       "=合计 151 82 69"};
static const char *const WRONG[] = {"甲 91 50 31", "乙 70 32 38",
                                    "=合计 161 82 69"};

/* No identity leads from one to the other: together is as alone. */
static void test_together_as_alone(void **state)
{
    struct form *form = made_form(SUMS);
    struct sheet sheets[2];
    struct check_result alone[2], together[2];
    struct check_input inputs[2] = {{.form = form}, {.form = form}};
    struct fault fault = {""};

    (void)state;
    made_sheet(form, DOUBTFUL, 3, &sheets[0]);
    made_sheet(form, WRONG, 3, &sheets[1]);
    for (int i = 0; i < 2; i++) {
        inputs[i].sheet = &sheets[i];
        made_check(&sheets[i], form, true, &alone[i]);
    }
    assert_int_equal(check_sheets(inputs, 2, CHECK_OPTIONS_DEFAULT, together,
                                  &fault),
                     ST_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(together[i].n_findings, alone[i].n_findings);
        assert_int_equal(together[i].laws_tried, alone[i].laws_tried);
        for (size_t k = 0; k < sheets[i].n_cells; k++) {
            assert_string_equal(together[i].verdicts[k].value,
                                alone[i].verdicts[k].value);
            assert_true(together[i].verdicts[k].confidence ==
                        alone[i].verdicts[k].confidence);
        }
    }
    assert_true(together[1].n_findings > 0);
    for (size_t k = 0; k < together[1].findings[0].n_cells; k++)
        assert_int_equal(together[1].findings[0].sheets[k], 1);
    for (int i = 0; i < 2; i++) {
        check_result_clear(&alone[i]);
        check_result_clear(&together[i]);
        made_clear(&sheets[i]);
    }
    form_free(&form);
}

/* A word on one cell settles the other one of its row. */
static void test_words_settle(void **state)
{
    static const char *const ROWS[] = {"甲 81?|87 50?|56 31", "乙 70 32 38",
                                       "=合计 151?|157 82?|88 69"};
    struct form *form = made_form(SUMS);
    struct sheet sheet;
    struct check_result before, after;
    struct check_word word;
    struct check_input input = {.form = form, .sheet = &sheet, .words = &word,
                                .n_words = 1};
    struct fault fault = {""};
    size_t other;

    (void)state;
    made_sheet(form, ROWS, 3, &sheet);
    other = made_cell(&sheet, form, 1, "c2");
    made_check(&sheet, form, true, &before);
    word = (struct check_word){made_cell(&sheet, form, 1, "c1"), "87"};
    assert_int_equal(check_sheets(&input, 1, CHECK_OPTIONS_DEFAULT, &after,
                                  &fault),
                     ST_OK);
    assert_string_equal(before.verdicts[other].value, "50");
    assert_string_equal(after.verdicts[other].value, "56");
    assert_int_equal(after.verdicts[other].status, VERDICT_ACCEPTED);
    assert_string_equal(after.verdicts[word.cell].value, "87");
    assert_string_equal(
        after.verdicts[made_cell(&sheet, form, 3, "c2")].value, "88");
    check_result_clear(&before);
    check_result_clear(&after);
    made_clear(&sheet);
    form_free(&form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_together_as_alone),
        cmocka_unit_test(test_words_settle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
