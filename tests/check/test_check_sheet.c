/* Identities on sheets made by hand: which are tried, which hold, what is said
 * of those that fail. */
#include "made_sheet.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const SUMS =
    "form: S\n"
    "rows: {kind: unit, total_labels: [合计], notes: [备注]}\n"
    "columns:\n"
    "  - {code: unit, label: yes}\n"
    "  - {code: c1, header: [人数], type: count, total: sum}\n"
    "  - {code: c2, header: [其中, 男], type: count, total: sum}\n"
    "  - {code: c3, header: [其中, 女], type: count, total: sum}\n"
    "laws:\n"
    "  - law: c1 = c2 + c3\n";

static const char *const LEDGER =
    "form: L\n"
    "rows: {kind: month, total_labels: [全年合计]}\n"
    "columns:\n"
    "  - {code: month, type: month, label: yes}\n"
    "  - {code: c1, header: [期初], type: count, total: first}\n"
    "  - {code: c2, header: [增], type: count, total: sum}\n"
    "  - {code: c3, header: [减], type: count, total: sum}\n"
    "  - {code: c4, header: [期末], type: count, total: last}\n"
    "laws:\n"
    "  - law: c4 = c1 + c2 - c3\n"
    "  - {law: c1 = above c4, scope: body}\n"
    "  - {law: c2 <= c1, soft: yes}\n"
    "  - law: c1 = previous c4\n";

static const char *const MEANS =
    "form: M\n"
    "rows: {kind: day, total_labels: [Mean]}\n"
    "page: {modulus: 10}\n"
    "columns:\n"
    "  - {code: day, type: count, label: yes}\n"
    "  - {code: h1, type: decimal, decimals: 3, total: mean}\n"
    "  - {code: h2, type: decimal, decimals: 3, total: mean}\n"
    "  - {code: mean, type: decimal, decimals: 3, total: mean}\n"
    "laws:\n"
    "  - law: mean = mean(h1..h2)\n";

static const char *const GROUPS =
    "form: G\n"
    "rows: {kind: day, group: 3, group_totals: [sum, mean]}\n"
    "columns:\n"
    "  - {code: D, type: decimal, decimals: 1, total: sum}\n"
    "  - {code: F, type: decimal, decimals: 1, total: sum}\n";

/* The laws of a row hold in the rows of totals and of means too, but for what
 * was rounded in each day. */
static const char *const RANGES =
    "form: R\n"
    "rows: {kind: day, group: 3, group_totals: [sum, mean]}\n"
    "columns:\n"
    "  - {code: D, type: decimal, decimals: 1, total: sum}\n"
    "  - {code: E, type: decimal, decimals: 1, total: sum}\n"
    "  - {code: F, type: decimal, decimals: 1, total: sum}\n"
    "  - {code: G, type: decimal, decimals: 1, total: sum}\n"
    "laws:\n"
    "  - law: F = mean(D, E)\n"
    "  - law: G = D - E\n";

static const char *const ROUNDED =
    "form: V\n"
    "rows: {kind: item, total_labels: [小计, 总计], notes: [备注]}\n"
    "columns:\n"
    "  - {code: seq, label: yes}\n"
    "  - {code: amount, type: money, total: sum, rounded: yes}\n";

static const struct sheet_case {
    const char *name, *const *form;
    const char *rows[8];
    size_t tried, held;
    const char *check;   /* of the first finding */
    int row;
    const char *says_en, *says_zh;
} CASES[] = {
    {"all hold", &SUMS, {"甲 5 2 3", "乙 7 3 4", "=合计 12 5 7"}, 6, 6,
     NULL, 0, NULL, NULL},
    {"blank, dash and zero are nothing", &SUMS,
     {"甲 3 _ 3", "乙 4 - 4", "丙 0 0 0", "=合计 7 0 7"}, 7, 7,
     NULL, 0, NULL, NULL},
    {"an empty row says nothing", &SUMS,
     {"甲 5 2 3", "乙 _ _ _", "=合计 5 2 3"}, 5, 5, NULL, 0, NULL, NULL},
    {"an empty total row says nothing", &SUMS,
     {"甲 5 2 3", "=合计 _ _ _"}, 1, 1, NULL, 0, NULL, NULL},
    {"a note is not added up", &SUMS,
     {"甲 5 2 3", "=合计 5 2 3", "备注 9 4 5"}, 6, 6, NULL, 0, NULL, NULL},
    {"the total row may come first", &SUMS,
     {"=合计 12 5 7", "甲 5 2 3", "乙 7 3 4"}, 6, 6, NULL, 0, NULL, NULL},
    {"illegible and withheld are left out", &SUMS,
     {"甲 5 # 3", "乙 7 3 *", "=合计 12 5 7"}, 2, 2, NULL, 0, NULL, NULL},
    {"a total that is wrong", &SUMS, {"甲 5 2 3", "乙 7 3 4", "=合计 12 9 7"},
     6, 4, "A2", 3, "Row 3 (合计): 人数 c1 is 12, but 其中·男 c2 + 女 c3 makes 16; difference 4",
     "第3行（合计）：人数 c1 写为 12，按 其中·男 c2 + 女 c3 算得 16，相差 4"},
    {"only the column is wrong", &SUMS,
     {"甲 5 2 3", "乙 8 3 5", "=合计 12 5 7"}, 6, 4, "A1", 3,
     "Row 3 (合计): 人数 c1 is 12, but the sum of its 2 rows is 13; difference 1",
     "人数 c1 写为 12，2 行的合计是 13，相差 1"},
    {"a struck cell counts as it is now", &SUMS,
     {"甲 5 ~9:2 3", "乙 7 3 4", "=合计 12 5 7"}, 6, 6, NULL, 0, NULL, NULL},
    {"a ditto counts as the figure above", &SUMS,
     {"甲 5 2 3", "乙 6 \" 4", "=合计 11 4 7"}, 6, 6, NULL, 0, NULL, NULL},
    {"a ledger that carries", &LEDGER,
     {"1 10 3 1 12", "2 12 0 2 10", "=合计 10 3 3 10"}, 11, 11,
     NULL, 0, NULL, NULL},
    {"a carry that breaks", &LEDGER,
     {"1 10 3 1 12", "2 13 0 2 11", "=合计 10 3 3 11"}, 11, 9, "B1", 2,
     "Row 2 (2): 期初 c1 is 13, but above 期末 c4 makes 12; difference 1",
     "期初 c1 写为 13"},
    {"a balance that breaks", &LEDGER,
     {"1 10 3 1 11", "2 11 0 2 9", "=合计 10 3 3 9"}, 11, 9, "B2", 1,
     "期末 c4 is 11, but 期初 c1 + 增 c2 - 减 c3 makes 12", "期末 c4"},
    {"a soft law only warns", &LEDGER, {"1 1 3 1 3"}, 2, 1, "A3", 1,
     "增 c2 is 3 and must not exceed 期初 c1, which is 1; 2 too many",
     "增 c2 为 3，不应大于 期初 c1（1），多出 2"},
    {"values wrap round the mean", &MEANS,
     {"1 9.900 0.100 0.000", "2 9.800 0.000 9.900", "=Mean 9.850 0.050 9.950"},
     6, 6, NULL, 0, NULL, NULL},
    {"a mean rounds to its last digit", &MEANS,
     {"1 9.901 9.902 9.901", "2 9.901 9.902 9.902"}, 2, 2, NULL, 0, NULL, NULL},
    {"a mean off by its last digit", &MEANS, {"1 9.901 9.902 9.903"}, 1, 0,
     "A2", 1, "mean is 9.903, but mean(h1..h2) makes 9.9015; difference 0.0015;"
     " perhaps rounding", "可能是四舍五入"},
    {"groups have their own totals", &GROUPS,
     {"1.0 2.0", "2.0 2.0", "3.0 2.0", "=6.0 6.0", "=2.0 2.0", "1.5 3.0",
      "=1.5 3.0", "=1.5 3.0"}, 8, 8, NULL, 0, NULL, NULL},
    {"a mean divides the sum above it, right or wrong", &GROUPS,
     {"1.0 2.0", "2.0 2.0", "3.0 2.0", "=9.0 6.0", "=3.0 2.0"}, 4, 3, "A1", 4,
     "D is 9.0, but the sum of its 3 rows is 6.0", "D"},
    {"roundings of the rows add up in their total", &RANGES,
     {"1.1 1.0 1.0 0.1", "1.1 1.0 1.0 0.1", "1.1 1.0 1.0 0.1",
      "=3.3 3.0 3.0 0.3", "=1.1 1.0 1.0 0.1"}, 18, 18, NULL, 0, NULL, NULL},
    {"but to no more than each can miss", &RANGES,
     {"1.1 1.0 1.0 0.1", "1.1 1.0 1.0 0.1", "1.1 1.0 1.0 0.1",
      "=3.3 3.0 2.9 0.3", "=1.1 1.0 1.0 0.1"}, 18, 16, NULL, 0, NULL, NULL},
    {"rounded parts may miss the total a little", &ROUNDED,
     {"1 1.11", "2 2.22", "3 3.33", "=小计 6.68", "=总计 6.68", "备注 _"}, 2, 2,
     NULL, 0, NULL, NULL},
    {"but not by much", &ROUNDED,
     {"1 1.11", "2 2.22", "3 3.33", "=小计 6.96", "=总计 6.66"}, 2, 1, "A1", 4,
     "amount is 6.96, but the sum of its 3 rows is 6.660", "写为 6.96"},
};

static int count_rows(const struct sheet_case *at)
{
    int n = 0;

    while (n < 8 && at->rows[n] != NULL)
        n++;
    return n;
}

static void test_identities(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const struct sheet_case *at = &CASES[i];
        struct form *form = made_form(*at->form);
        struct check_result result;
        struct sheet sheet;

        print_message("%s\n", at->name);
        made_sheet(form, at->rows, count_rows(at), &sheet);
        made_check(&sheet, form, true, &result);
        assert_int_equal(result.n_verdicts, sheet.n_cells);
        for (size_t k = 0; k < result.n_findings; k++)
            print_message("  %s\n", result.findings[k].explanation_en);
        assert_int_equal(result.laws_tried, at->tried);
        assert_int_equal(result.laws_held, at->held);
        assert_int_equal(result.n_findings, at->tried - at->held);
        if (at->check != NULL) {
            assert_string_equal(result.findings[0].check, at->check);
            assert_int_equal(result.findings[0].row, at->row);
            assert_non_null(strstr(result.findings[0].explanation_en,
                                   at->says_en));
            assert_non_null(strstr(result.findings[0].explanation_zh,
                                   at->says_zh));
        }
        check_result_clear(&result);
        made_clear(&sheet);
        form_free(&form);
    }
}

static void test_finding_fields(void **state)
{
    const char *const rows[] = {"甲 5 2 3", "乙 8 3 5", "=合计 12 5 8"};
    struct form *form = made_form(SUMS);
    struct check_result result;
    struct sheet sheet;

    (void)state;
    made_sheet(form, rows, 3, &sheet);
    made_check(&sheet, form, true, &result);
    assert_int_equal(result.n_findings, 2);
    assert_string_equal(result.findings[1].law, "total of c1");
    assert_int_equal(result.findings[1].severity, FINDING_ERROR);
    assert_true(result.findings[1].left == 12 && result.findings[1].right == 13);
    assert_int_equal(result.findings[1].n_cells, 3);
    assert_int_equal(result.findings[1].cells[0],
                     made_cell(&sheet, form, 3, "c1"));
    assert_int_equal(result.findings[1].cells[2],
                     made_cell(&sheet, form, 2, "c1"));
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
}

static void test_severities(void **state)
{
    const char *const soft[] = {"1 1 3 1 3"};
    const char *const rounding[] = {"1 9.901 9.902 9.903"};
    struct form *form = made_form(LEDGER);
    struct check_result result;
    struct sheet sheet;

    (void)state;
    made_sheet(form, soft, 1, &sheet);
    made_check(&sheet, form, true, &result);
    assert_int_equal(result.findings[0].severity, FINDING_WARNING);
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
    form = made_form(MEANS);
    made_sheet(form, rounding, 1, &sheet);
    made_check(&sheet, form, true, &result);
    assert_int_equal(result.findings[0].severity, FINDING_INFO);
    assert_string_equal(finding_severity_text(FINDING_INFO), "info");
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
}

/* The forms that we ship, on a page each whose sums are known to hold. */
static void test_shipped_f8(void **state)
{
    const char *const rows[] = {
        "1月 1475 0 _ 1 0 5 1469 391 294 3 140 143 8 0 0",
        "2月 1469 0 0 1 4 1 1471 389 295 3 141 143 8 0 0",
        "3月 1471 0 1 0 2 0 1474 388 296 3 142 143 8 0 0",
        "=全年合计 1475 0 1 2 6 6 1474 388 296 3 142 143 8 0 0"};
    struct form_catalogue catalogue;
    struct check_result result;
    struct fault fault = {""};
    struct sheet sheet;
    const struct form *form;

    (void)state;
    assert_int_equal(form_catalogue_load(NULL, &catalogue, &fault), ST_OK);
    form = form_catalogue_lookup(&catalogue, "F8");
    made_sheet(form, rows, 4, &sheet);
    made_check(&sheet, form, true, &result);
    /* 4 laws in each of 4 rows, 2 carries, 15 totals */
    assert_int_equal(result.laws_tried, 4 * 4 + 2 + 15);
    assert_int_equal(result.n_findings, 0);
    check_result_clear(&result);
    made_clear(&sheet);
    form_catalogue_clear(&catalogue);
}

static void test_no_laws(void **state)
{
    const char *const rows[] = {"甲 5 2 9", "=合计 12 5 8"};
    struct form *form = made_form(SUMS);
    struct check_result result;
    struct sheet sheet;

    (void)state;
    made_sheet(form, rows, 2, &sheet);
    made_check(&sheet, form, false, &result);
    assert_int_equal(result.n_findings, 0);
    assert_int_equal(result.laws_tried, 0);
    assert_int_equal(result.n_verdicts, 8);
    assert_int_equal(result.verdicts[1].status, VERDICT_ACCEPTED);
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
}

/* Subtotals anywhere: each adds up its own rows, the total adds up all rows once,
 * and what is carried over a page is the sum so far. */
static void subtotals_stand_anywhere(void **state)
{
    static const char *const rows[] = {
        "东村 3 1 2", "西村 4 2 2", "=小计 7 3 4", "南村 5 3 2",
        "=过次页 12 6 6", "=承前页 12 6 6", "北村 6 3 3", "=本页小计 6 3 3",
        "=合计 18 9 9"};
    struct form *form = made_form(SUMS);
    struct check_result result;
    struct sheet sheet;

    (void)state;
    made_sheet(form, rows, 9, &sheet);
    made_check(&sheet, form, true, &result);
    for (size_t i = 0; i < result.n_findings; i++)
        print_message("%s row %d\n", result.findings[i].law,
                      result.findings[i].row);
    assert_int_equal(result.n_findings, 0);
    assert_true(result.laws_held >= 15);
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
}

/* Each subtotal above its own rows, the total above all of them or below. */
static void subtotals_stand_above_their_parts(void **state)
{
    static const char *const first[] = {
        "=合计 18 9 9", "=小计 7 3 4",  "东村 3 1 2", "西村 4 2 2",
        "=小计 11 6 5", "南村 5 3 2", "北村 6 3 3"};
    static const char *const last[] = {
        "=小计 7 3 4", "东村 3 1 2", "西村 4 2 2", "=小计 11 6 5",
        "南村 5 3 2", "北村 6 3 3", "=合计 18 9 9"};
    static const char *const *const orders[] = {first, last};
    struct form *form = made_form(SUMS);

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct check_result result;
        struct sheet sheet;
        made_sheet(form, orders[i], 7, &sheet);
        made_check(&sheet, form, true, &result);
        assert_int_equal(result.n_findings, 0);
        /* three sums in each of three rows, and the law of all seven */
        assert_int_equal(result.laws_held, 3 * 3 + 7);
        check_result_clear(&result);
        made_clear(&sheet);
    }
    form_free(&form);
}

static void a_wrong_subtotal_above_is_found(void **state)
{
    static const char *const rows[] = {
        "=小计 7 3 4", "东村 3 1 2", "西村 4 2 2", "=小计 12 7 5",
        "南村 5 3 2", "北村 6 3 3", "=合计 18 9 9"};
    struct form *form = made_form(SUMS);
    struct check_result result;
    struct sheet sheet;

    (void)state;
    made_sheet(form, rows, 7, &sheet);
    made_check(&sheet, form, true, &result);
    assert_true(result.n_findings > 0);
    for (size_t i = 0; i < result.n_findings; i++)
        assert_int_equal(result.findings[i].row, 4);
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
}

static void a_wrong_subtotal_is_found(void **state)
{
    static const char *const rows[] = {"东村 3 1 2", "西村 4 2 2",
                                       "=小计 7 3 4", "南村 5 3 2",
                                       "北村 6 3 3",  "=小计 18 6 5",
                                       "=合计 18 9 9"};
    struct form *form = made_form(SUMS);
    struct check_result result;
    struct sheet sheet;
    bool found = false;

    (void)state;
    made_sheet(form, rows, 7, &sheet);
    made_check(&sheet, form, true, &result);
    for (size_t i = 0; i < result.n_findings; i++)
        found = found || (result.findings[i].row == 6 &&
                          strcmp(result.findings[i].law, "total of c1") == 0);
    assert_true(found);
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
}

/* A page by itself: nothing stands above what was brought forward. */
static void what_was_brought_forward_is_no_sum_here(void **state)
{
    static const char *const rows[] = {"=承前页 12 6 6", "北村 6 3 3",
                                       "南村 1 1 0"};
    struct form *form = made_form(SUMS);
    struct check_result result;
    struct sheet sheet;

    (void)state;
    made_sheet(form, rows, 3, &sheet);
    made_check(&sheet, form, true, &result);
    assert_int_equal(result.n_findings, 0);
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subtotals_stand_anywhere),
        cmocka_unit_test(subtotals_stand_above_their_parts),
        cmocka_unit_test(a_wrong_subtotal_above_is_found),
        cmocka_unit_test(a_wrong_subtotal_is_found),
        cmocka_unit_test(what_was_brought_forward_is_no_sum_here),
        cmocka_unit_test(test_identities),
        cmocka_unit_test(test_finding_fields),
        cmocka_unit_test(test_severities),
        cmocka_unit_test(test_shipped_f8),
        cmocka_unit_test(test_no_laws),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
