/* What a cell is taken for, and how sure: readings and identities together. */
#include "made_sheet.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "check/board.h"

static const char *const CODES[] = {"c1", "c2", "c3"};
static const char *const SUMS =
    "form: S\n"
    "rows: {kind: unit, total_labels: [合计]}\n"
    "columns:\n"
    "  - {code: unit, label: yes, ditto: yes}\n"
    "  - {code: c1, type: count, total: sum}\n"
    "  - {code: c2, type: count, total: sum}\n"
    "  - {code: c3, type: count, total: sum}\n"
    "laws:\n"
    "  - law: c1 = c2 + c3\n";

struct bench {
    struct form *form;
    struct sheet sheet;
    struct check_result result;
};

static void set_bench(struct bench *bench, const char *const *rows, int n,
                      bool weigh_laws)
{
    bench->form = made_form(SUMS);
    made_sheet(bench->form, rows, n, &bench->sheet);
    made_check(&bench->sheet, bench->form, weigh_laws, &bench->result);
}

static const struct verdict *at(const struct bench *bench, int row,
                                const char *code)
{
    return &bench->result
                .verdicts[made_cell(&bench->sheet, bench->form, row, code)];
}

static void clear_bench(struct bench *bench)
{
    check_result_clear(&bench->result);
    made_clear(&bench->sheet);
    form_free(&bench->form);
}

static double confidence(const char *const *rows, int n, bool weigh_laws,
                         int row, const char *code)
{
    struct bench bench;
    double found;

    set_bench(&bench, rows, n, weigh_laws);
    found = at(&bench, row, code)->confidence;
    clear_bench(&bench);
    return found;
}

static void test_score_line(void **state)
{
    static const enum value_kind KINDS[] = {VALUE_COUNT, VALUE_CODE, VALUE_TEXT,
                                            VALUE_DATE, VALUE_MONEY};
    struct reading reading = {.state = READ_VALUE, .n_candidates = 1};

    (void)state;
    for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++) {
        double last = -1;

        for (int i = 0; i <= 100; i++) {
            double chance;

            reading.candidates[0].score = i / 100.0;
            chance = board_reading_chance(&reading, KINDS[k], 0);
            assert_true(chance > last && chance > 0 && chance < 1);
            last = chance;
        }
    }
    reading.candidates[0].score = 0.88;
    assert_true(board_reading_chance(&reading, VALUE_COUNT, 0)
                < CHECK_OPTIONS_DEFAULT.accept_confidence);
    reading.candidates[0].score = 7;
    assert_true(board_reading_chance(&reading, VALUE_COUNT, 0) < 1);
}

/* A word that is one of two with 0.7 is right 7 times of 10: the other one has
 * been counted already. */
static void test_words_have_a_probability(void **state)
{
    struct reading reading = {.state = READ_VALUE, .n_candidates = 2};

    (void)state;
    for (int i = 1; i <= 99; i++) {
        reading.candidates[0].score = i / 100.0;
        reading.candidates[1].score = 1 - i / 100.0;
        assert_true(fabs(board_reading_chance(&reading, VALUE_TEXT, 0) -
                         i / 100.0) < 0.02);
    }
    reading.candidates[0].score = 1;
    assert_true(board_reading_chance(&reading, VALUE_CODE, 0) > 0.99);
    assert_true(board_reading_chance(&reading, VALUE_CODE, 0) < 1);
}

static void test_rival_candidate(void **state)
{
    struct reading reading = {.state = READ_VALUE, .n_candidates = 3};
    double last = 1, all;

    (void)state;
    reading.candidates[0].score = 0.9;
    reading.candidates[2].score = 0.01;
    for (int i = 1; i <= 9; i++) {
        double chance;

        reading.candidates[1].score = i / 10.0;
        chance = board_reading_chance(&reading, VALUE_COUNT, 0);
        assert_true(chance < last);
        last = chance;
        all = chance + board_reading_chance(&reading, VALUE_COUNT, 1)
            + board_reading_chance(&reading, VALUE_COUNT, 2);
        assert_true(all < 1);
        assert_true(board_reading_chance(&reading, VALUE_COUNT, 1)
                    > board_reading_chance(&reading, VALUE_COUNT, 2));
    }
}

/* Doubtful alone, surer in a row that holds though all of it is doubtful, and
 * surer still when the others are sure or the column holds too; taken for
 * another digit when both fail and both ask for it. */
static void test_laws_raise_and_lower(void **state)
{
    const char *const none[] = {"甲 5 2? #", "乙 7 3 4", "丙 9 4 5"};
    const char *const row[] = {"甲 5 2? 3", "乙 7 3 4", "丙 9 4 5"};
    const char *const dim[] = {"甲 5? 2? 3?", "乙 7 3 4", "丙 9 4 5"};
    const char *const both[] = {"甲 5 2? 3", "乙 7 3 4", "丙 9 4 5",
                                "=合计 21 9 12"};
    const char *const wrong[] = {"甲 6 2? 4", "乙 7 3 4", "丙 9 4 5",
                                 "=合计 22 9 13"};
    const char *const bad[] = {"甲 6 2? 3", "乙 7 3 4", "丙 9 4 5",
                               "=合计 22 10 12"};
    double alone = confidence(none, 3, true, 1, "c2");
    double in_dim = confidence(dim, 3, true, 1, "c2");
    double in_row = confidence(row, 3, true, 1, "c2");
    double in_both = confidence(both, 4, true, 1, "c2");
    struct bench bench;

    (void)state;
    assert_true(alone > 0.5 && alone < 0.7);
    assert_true(in_dim > alone + 0.2 && in_dim < 0.98);
    assert_true(in_row > 0.95 && in_row > in_dim);
    assert_true(in_both > 0.99 && in_both > in_row);
    assert_true(confidence(both, 4, false, 1, "c2") == alone);
    assert_true(confidence(wrong, 4, true, 1, "c2") > 0.99);
    set_bench(&bench, bad, 4, true);
    assert_string_equal(at(&bench, 1, "c2")->value, "3");
    clear_bench(&bench);
}

/* 340 = 340 + 0 may be one misreading made twice; 340 = 170 + 170 is none. */
static void test_repeated_figure(void **state)
{
    const char *const twice[] = {"甲 340? 340? 0", "乙 7 3 4"};
    const char *const sum[] = {"甲 340? 170? 170?", "乙 7 3 4"};

    (void)state;
    assert_true(confidence(twice, 2, true, 1, "c1") < 0.9);
    assert_true(confidence(sum, 2, true, 1, "c1")
                > confidence(twice, 2, true, 1, "c1"));
}

/* A surely read figure in a sum that fails is not accepted, as long as nothing
 * else speaks for it and nobody else is to blame. */
static void test_unsettled(void **state)
{
    const char *const rows[] = {"甲 9 2 3", "乙 7 3 4"};
    struct bench bench;

    (void)state;
    set_bench(&bench, rows, 2, true);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(at(&bench, 1, CODES[i])->status, VERDICT_REVIEW);
        assert_int_equal(at(&bench, 2, CODES[i])->status, VERDICT_ACCEPTED);
    }
    clear_bench(&bench);
}

static void test_all_zero_says_little(void **state)
{
    const char *const zeros[] = {"甲 0 0? 0", "乙 0 0 0"};
    const char *const twos[] = {"甲 4 2? 2", "乙 4 2 2"};

    (void)state;
    assert_true(confidence(zeros, 2, true, 1, "c2")
                < confidence(twos, 2, true, 1, "c2") - 0.1);
}

/* Where the row and the column of one cell fail and all else holds, only that
 * cell is sent to a person. */
static void test_suspect(void **state)
{
    const char *const rows[] = {"甲 5 2 3", "乙 7 851 4", "丙 9 4 5",
                                "=合计 21 9 12"};
    struct bench bench;

    (void)state;
    set_bench(&bench, rows, 4, true);
    assert_true(at(&bench, 2, "c2")->confidence < 0.9);
    assert_int_equal(at(&bench, 2, "c2")->status, VERDICT_REVIEW);
    assert_string_equal(at(&bench, 2, "c2")->value, "851");
    assert_non_null(strstr(at(&bench, 2, "c2")->why, "fails: c1 = c2 + c3"));
    for (int row = 1; row <= 4; row++)
        for (int i = 0; i < 3; i++)
            if (row != 2 || i != 1)
                assert_true(at(&bench, row, CODES[i])->confidence > 0.98);
    assert_int_equal(bench.result.n_findings, 2);
    assert_non_null(strstr(bench.result.findings[0].explanation_en,
                           "most doubtful: c2 in row 2"));
    clear_bench(&bench);
}

static void test_other_candidate(void **state)
{
    const char *const rows[] = {"甲 5 2 3", "乙 7 8?|3 4", "丙 9 4 5",
                                "=合计 21 9 12"};
    struct bench bench;

    (void)state;
    set_bench(&bench, rows, 4, true);
    assert_string_equal(at(&bench, 2, "c2")->value, "3");
    assert_int_equal(at(&bench, 2, "c2")->status, VERDICT_ACCEPTED);
    assert_non_null(strstr(at(&bench, 2, "c2")->why, "3 taken for 8"));
    assert_int_equal(bench.result.n_findings, 0);
    clear_bench(&bench);
    set_bench(&bench, rows, 4, false);
    assert_string_equal(at(&bench, 2, "c2")->value, "8");
    clear_bench(&bench);
}

/* Two cells could each be changed to make the row hold: neither is. */
static void test_ambiguous(void **state)
{
    const char *const rows[] = {"甲 7 8?|3 4?|1"};
    const char *const two[] = {"甲 9 8?|3 4?|1"};
    struct bench bench;

    (void)state;
    set_bench(&bench, rows, 1, true);
    assert_string_equal(at(&bench, 1, "c2")->value, "3");
    clear_bench(&bench);
    set_bench(&bench, two, 1, true);
    assert_string_equal(at(&bench, 1, "c2")->value, "8");
    assert_string_equal(at(&bench, 1, "c3")->value, "1");
    clear_bench(&bench);
    {
        const char *const tie[] = {"甲 9?|12 8 4?|1"};

        set_bench(&bench, tie, 1, true);
        assert_string_equal(at(&bench, 1, "c1")->value, "9");
        assert_string_equal(at(&bench, 1, "c3")->value, "4");
        assert_int_equal(at(&bench, 1, "c1")->status, VERDICT_REVIEW);
        assert_int_equal(at(&bench, 1, "c3")->status, VERDICT_REVIEW);
        assert_int_equal(bench.result.n_findings, 0);
        clear_bench(&bench);
    }
}

/* The paper's own sum is wrong: what is written stays, and is reported. */
static void test_wrong_on_paper(void **state)
{
    const char *const rows[] = {"甲 5 2 3", "乙 8|7 3 4", "丙 9 4 5",
                                "=合计 22 9 12"};
    struct bench bench;

    (void)state;
    set_bench(&bench, rows, 4, true);
    assert_string_equal(at(&bench, 2, "c1")->value, "8");
    assert_int_equal(bench.result.n_findings, 2);
    clear_bench(&bench);
}

static void test_states(void **state)
{
    const char *const rows[] = {"甲 5 2 3", "\" 7 _ 7", "丙 # ~9:3 -", "* 0 0 0"};
    struct bench bench;

    (void)state;
    set_bench(&bench, rows, 4, true);
    assert_string_equal(at(&bench, 2, "unit")->value, "甲");
    assert_int_equal(at(&bench, 2, "unit")->state, READ_DITTO);
    assert_string_equal(at(&bench, 2, "unit")->why, "repeats the cell above");
    assert_string_equal(at(&bench, 2, "c2")->value, "");
    assert_int_equal(at(&bench, 2, "c2")->state, READ_BLANK);
    assert_int_equal(at(&bench, 2, "c2")->status, VERDICT_ACCEPTED);
    assert_string_equal(at(&bench, 3, "c1")->value, "");
    assert_int_equal(at(&bench, 3, "c1")->status, VERDICT_REVIEW);
    assert_string_equal(at(&bench, 3, "c2")->value, "3");
    assert_int_equal(at(&bench, 3, "c2")->state, READ_STRUCK);
    assert_string_equal(at(&bench, 3, "c3")->value, "");
    assert_string_equal(at(&bench, 4, "unit")->value, "");
    assert_int_equal(at(&bench, 4, "unit")->status, VERDICT_ACCEPTED);
    assert_string_equal(at(&bench, 4, "c1")->value, "0");
    clear_bench(&bench);
}

static void test_ditto_on_top(void **state)
{
    const char *const rows[] = {"\" 5 2 3"};
    struct bench bench;

    (void)state;
    set_bench(&bench, rows, 1, true);
    assert_string_equal(at(&bench, 1, "unit")->value, "");
    assert_int_equal(at(&bench, 1, "unit")->status, VERDICT_REVIEW);
    clear_bench(&bench);
}

/* A ditto is no surer than the cell that it repeats. */
static void test_ditto_follows(void **state)
{
    const char *const rows[] = {"甲? 5 2 3", "\" 7 3 4"};
    struct bench bench;

    (void)state;
    set_bench(&bench, rows, 2, true);
    assert_true(at(&bench, 2, "unit")->confidence
                < at(&bench, 1, "unit")->confidence);
    clear_bench(&bench);
}

static void test_status_words(void **state)
{
    enum verdict_status status;

    (void)state;
    for (int i = VERDICT_ACCEPTED; i <= VERDICT_CORRECTED; i++) {
        assert_true(verdict_status_parse(
            verdict_status_text((enum verdict_status)i), &status));
        assert_int_equal(status, i);
    }
    assert_false(verdict_status_parse("sure", &status));
}

/* The one header field stands before the rows. */
static void expect_title(const char *read, const char *unit, bool sure)
{
    static const char *const yaml =
        "form: L\n"
        "titles: [计划生育统计台账, 乡（镇）人口一览表]\n"
        "rows: {kind: unit}\n"
        "fields:\n"
        "  - {name: title}\n"
        "columns:\n"
        "  - {code: c1, type: count}\n";
    struct form *form = made_form(yaml);
    struct sheet_cell cell = {.row = 0, .column = 0};
    struct sheet sheet = {.cells = &cell, .n_cells = 1};
    struct check_result result;

    cell.reading = (struct reading){.state = READ_VALUE, .n_candidates = 1};
    snprintf(cell.reading.candidates[0].value, OCR_TEXT_MAX, "%s", read);
    snprintf(cell.reading.candidates[0].text, OCR_TEXT_MAX, "%s", read);
    cell.reading.candidates[0].score = 0.84;
    snprintf(sheet.unit, sizeof sheet.unit, "%s", unit);
    made_check(&sheet, form, true, &result);
    assert_int_equal(result.verdicts[0].status,
                     sure ? VERDICT_ACCEPTED : VERDICT_REVIEW);
    assert_string_equal(result.verdicts[0].value, read);
    check_result_clear(&result);
    form_free(&form);
}

static void a_title_as_the_form_prints_it_is_sure(void **state)
{
    (void)state;
    expect_title("计划生育统计台账", "上河村", true);
    expect_title("上河村计划生育统计台账", "上河村", true);
    expect_title("乡(镇)人口一览表", "", true);
    expect_title("上河村计划生育统计人台账", "上河村", false);
    expect_title("白云村计划生育统计台账", "上河村", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_as_the_form_prints_it_is_sure),
        cmocka_unit_test(test_score_line),
        cmocka_unit_test(test_words_have_a_probability),
        cmocka_unit_test(test_rival_candidate),
        cmocka_unit_test(test_laws_raise_and_lower),
        cmocka_unit_test(test_repeated_figure),
        cmocka_unit_test(test_unsettled),
        cmocka_unit_test(test_all_zero_says_little),
        cmocka_unit_test(test_suspect),
        cmocka_unit_test(test_other_candidate),
        cmocka_unit_test(test_ambiguous),
        cmocka_unit_test(test_wrong_on_paper),
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_ditto_on_top),
        cmocka_unit_test(test_ditto_follows),
        cmocka_unit_test(test_status_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
