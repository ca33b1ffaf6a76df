/* What becomes a finding and what stays a question; and a law of the shipped
 * forms whose findings weigh little. */
#include "made_sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const SUMS = "form: S\nperiod: month\n"
                                "rows: {kind: unit, total_labels: [合计]}\n"
                                "columns:\n"
                                "  - {code: unit, type: text, label: yes}\n"
                                "  - {code: c1, type: count, total: sum}\n"
                                "  - {code: c2, type: count, total: sum}\n"
                                "  - {code: c3, type: count, total: sum}\n"
                                "laws:\n"
                                "  - law: c1 = c2 + c3\n";

struct judged {
    size_t findings;
    enum verdict_status asked; /* of row 1 c2 */
};

/* The first row of three villages and their total is written so. */
static struct judged judge(const char *first)
{
    const char *const rows[] = {first, "乙村 412 205 207", "丙村 310 150 160",
                                "=合计 1222 605 617"};
    struct form *form = made_form(SUMS);
    struct check_result result;
    struct judged out;
    struct sheet sheet;

    made_sheet(form, rows, 4, &sheet);
    made_check(&sheet, form, true, &result);
    out = (struct judged){
        result.n_findings,
        result.verdicts[made_cell(&sheet, form, 1, "c2")].status};
    for (size_t i = 0; i < result.n_findings; i++)
        print_message("%s\n", result.findings[i].explanation_en);
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
    return out;
}

/* 250 was written, and what was read is far from it and doubtful. */
static void misread_is_a_question(void **state)
{
    struct judged judged = judge("甲村 500 78?|76 250");

    (void)state;
    assert_int_equal(judged.findings, 0);
    assert_int_equal(judged.asked, VERDICT_REVIEW);
}

/* Clearly read, and the sum of row 1 does not hold: the paper is wrong. */
static void wrong_sum_is_a_finding(void **state)
{
    struct judged judged = judge("甲村 510 250 250");

    (void)state;
    assert_true(judged.findings >= 1);
    assert_int_equal(judge("甲村 500 250 250").findings, 0);
}

/* ---- slips and permits are no fewer than births within the policy ---- */

static size_t count_permits(const char *permits)
{
    const char *const births[] = {
        "甲村 900 905 200 20 3 2 5 1 1 2 _ _ _ _ 4 _ 2 3"};
    struct form_catalogue forms;
    struct sheet sheets[2];
    struct check_result results[2];
    struct check_input inputs[2];
    struct fault fault = {""};
    size_t found = 0;

    assert_int_equal(form_catalogue_load(NULL, &forms, &fault), ST_OK);
    inputs[0].form = form_catalogue_lookup(&forms, "T1");
    inputs[1].form = form_catalogue_lookup(&forms, "F1S");
    made_sheet(inputs[0].form, &permits, 1, &sheets[0]);
    made_sheet(inputs[1].form, births, 1, &sheets[1]);
    for (int i = 0; i < 2; i++) {
        (void)snprintf(sheets[i].unit, sizeof sheets[i].unit, "清水镇");
        (void)snprintf(sheets[i].period, sizeof sheets[i].period, "2025H1");
        inputs[i] = (struct check_input){.sheet = &sheets[i],
                                         .form = inputs[i].form};
    }
    assert_int_equal(check_sheets(inputs, 2, CHECK_OPTIONS_DEFAULT, results,
                                  &fault),
                     ST_OK);
    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; k < results[i].n_findings; k++)
            if (strcmp(results[i].findings[k].check, "C5") == 0) {
                print_message("%s\n", results[i].findings[k].explanation_en);
                assert_int_equal(results[i].findings[k].severity,
                                 FINDING_WARNING);
                found++;
            }
        check_result_clear(&results[i]);
        made_clear(&sheets[i]);
    }
    form_catalogue_clear(&forms);
    return found;
}

static void permits_cover_births(void **state)
{
    (void)state;
    assert_int_equal(count_permits("甲村 1 _ 2 _ 2 _ 1 3 3"), 1);
    assert_int_equal(count_permits("甲村 1 _ 2 _ 2 _ 1 5 5"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(misread_is_a_question),
        cmocka_unit_test(wrong_sum_is_a_finding),
        cmocka_unit_test(permits_cover_births),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
