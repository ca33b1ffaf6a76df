/*
 * Each check that follows from the archive as it stands: papers on which it must
 * find something, and the same papers put right, on which it must not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "made_archive.h"
#include "report/each_finding.h"

struct found {
    const char *check;
    int n;
    struct db_finding last;
};

static enum status note(const struct db_finding *finding, void *context)
{
    struct found *found = context;

    if (strcmp(finding->check, found->check) != 0)
        return ST_OK;
    found->n++;
    found->last = *finding;
    assert_true(strlen(finding->explanation_zh) > 0);
    assert_true(strlen(finding->explanation_en) > 0);
    return ST_OK;
}

static struct found find(struct made_archive *made, const char *check)
{
    struct found found = {.check = check};
    struct fault fault = {{0}};

    if (report_each_finding(made->db, DB_FILTER_ALL, note, &found, &fault) !=
        ST_OK)
        fail_msg("%s", fault.text);
    return found;
}

/* One row of one form, once as it must be found and once as it must not. */
struct pair {
    const char *check, *form, *period, *found, *right;
    const char *cells, *says; /* of what is found */
    enum finding_severity severity;
};

static const struct pair PAIRS[] = {
    {"A4", "T5", "2025H1", "东村 131 114 60 50 96.18 83.33",
     "东村 131 126 60 50 96.18 83.33", "1:c5 1:c2 1:c1",
     "114 of 131 is 87.02; it would be right for 126", FINDING_WARNING},
    {"A4", "F6", "2025-01",
     "1 东村 30 50.0 28 20 33.3 15 75.0 10 16.7 9 60 _ 86.6",
     "1 东村 30 50.0 28 20 33.3 15 75.0 10 16.7 9 60 _ 86.7",
     "1:c13 1:c3 1:c6 1:c10 1:c11", "52 of 60 is 86.67", FINDING_WARNING},
    {"A5", "T5", "2025H1", "东村 131 114? 60 50 87.20 83.33",
     "东村 131 114? 60 50 87.02 83.33", "1:c5 1:c2 1:c1",
     "no whole number of 131 gives that; the nearest, 114, gives 87.02",
     FINDING_INFO},
    {"A5", "T5", "2025H1", "东村 131 114 _ _ 87.02 53.33",
     "东村 131 114 15 8 87.02 53.33", "1:c6 1:c4 1:c3",
     "it may be 8/15, 16/30, 24/45", FINDING_INFO},
    {"A6", "F6", "2025-01",
     "1 东村 30 50.0 28 20 33.3 15 75.0 10 26.7 9 60 _ 86.7",
     "1 东村 30 50.0 28 20 33.3 15 75.0 10 16.7 9 60 _ 86.7",
     "1:c2 1:c5 1:c9", "come to 110, not 100", FINDING_INFO},
    {"E1", "T5", "2025H1", "东村 131 114 0 0 87.02 50.00",
     "东村 131 114 0 0 87.02 _", "1:c6 1:c4 1:c3", "it is a share of 0",
     FINDING_WARNING},
    {"E1", "T5", "2025H1", "东村 131 114 12 6 87.02 50.00",
     "东村 131 114 36 18 87.02 50.00", "", "1 rates are of fewer than 30",
     FINDING_INFO},
    {"E1", "F11", "2025-01", "东村 12.5 3 2", "东村 125 3 2", "1:c1",
     "c1 in row 1 is 12.5", FINDING_WARNING},
    {"E1", "T5", "2025H1", "东村 40? 45? 60 50 112.5 83.33",
     "东村 40? 45? 60 50 97.5 83.33", "1:c5", "112.5, which cannot be",
     FINDING_WARNING},
    {"K1", "R1", "2025", "1 一组 _ 1 另 2025-01-03 政策内",
     "1 一组 _ 1 男 2025-01-03 政策内", "1:sex", "'另', none of the codes",
     FINDING_WARNING},
    {"E5", "R1", "2025", "1 一组 _ 1 男 2024-12-30 政策内",
     "1 一组 _ 1 男 2025-12-30 政策内", "1:date",
     "1 dates of 出生婴儿·出生年月日 date are not in the period 2025", FINDING_WARNING},
};

static struct found find_row(const struct pair *pair, const char *row)
{
    const char *const rows[] = {row, NULL};
    struct made_archive made;
    struct found found;

    made_open(&made);
    (void)made_sheet(&made, pair->form, "清水镇", pair->period, rows);
    found = find(&made, pair->check);
    made_close(&made);
    return found;
}

static void rows_found_and_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        const struct pair *pair = &PAIRS[i];
        struct found found = find_row(pair, pair->found);

        print_message("%s %s\n", pair->check, pair->found);
        assert_int_equal(found.n, 1);
        assert_int_equal(found.last.severity, pair->severity);
        assert_string_equal(found.last.cells, pair->cells);
        if (strstr(found.last.explanation_en, pair->says) == NULL)
            fail_msg("said: %s", found.last.explanation_en);
        assert_int_equal(find_row(pair, pair->right).n, 0);
    }
}

/* A rate that waits for a person says nothing yet. */
static void doubt_is_no_finding(void **state)
{
    static const struct pair WAITS = {
        .check = "A4", .form = "T5", .period = "2025H1"};

    (void)state;
    assert_int_equal(find_row(&WAITS, "东村 131 114 60 50 96.18? 83.33").n, 0);
    assert_int_equal(find_row(&WAITS, "东村 131 114? 60 50 96.18 83.33").n, 0);
}

/* ---- series ---- */

static struct found find_months(const char *february)
{
    const char *rows[] = {"甲村 900 300 200 10 90 95 5 2 1 3 40", NULL, NULL};
    struct made_archive made;
    struct found found;

    made_open(&made);
    (void)made_sheet(&made, "F5", "清水镇", "2025-01", rows);
    rows[0] = february;
    (void)made_sheet(&made, "F5", "清水镇", "2025-02", rows);
    rows[0] = "甲村 903 301 200 10 90 95 5 3 1 4 41";
    (void)made_sheet(&made, "F5", "清水镇", "2025-03", rows);
    found = find(&made, "E2");
    made_close(&made);
    return found;
}

static void stocks_keep_their_course(void **state)
{
    struct found found = find_months("甲村 9020 300 200 10 90 95 5 2 1 4 41");

    (void)state;
    assert_int_equal(found.n, 1);
    assert_string_equal(found.last.cells,
                        "1:c1 page1.png:1/1:c1 page3.png:1/1:c1");
    assert_true(found.last.right == 902);
    assert_non_null(strstr(found.last.explanation_en, "perhaps 902"));
    /* exchanged digits, a hundred too many, and a jump that nothing explains */
    found = find_months("甲村 920 300 200 10 90 95 5 2 1 4 41");
    assert_int_equal(found.n, 0);
    found = find_months("甲村 902 400 200 10 90 95 5 2 1 4 41");
    assert_true(found.last.right == 300);
    found = find_months("甲村 902 300 600 10 90 95 5 2 1 4 41");
    assert_non_null(strstr(found.last.explanation_en, "600"));
    assert_null(strstr(found.last.explanation_en, "perhaps"));
    /* births are no stock, and a stock may move */
    assert_int_equal(
        find_months("甲村 940 310 205 10 92 98 5 70 60 4 41").n, 0);
}

static struct found find_ledger(const char *march)
{
    const char *const rows[] = {
        "1 100 1 1 1 2 0 103 50 40 10 10 10 10 0 0",
        "2 103 0 0 0 0 0 103 50 40 10 10 10 10 1 0",
        march,
        "4 103 0 0 0 0 0 103 50 40 10 10 10 10 0 0",
        "合计 100 1 1 1 2 0 103 50 40 10 10 10 10 1 0",
        NULL};
    struct made_archive made;
    struct found found;

    made_open(&made);
    (void)made_sheet(&made, "F8", "东村", "2025", rows);
    found = find(&made, "E2");
    made_close(&made);
    return found;
}

static void months_of_a_ledger_too(void **state)
{
    struct found found =
        find_ledger("3 103 0 0 0 0 0 103 500 40 10 10 10 10 0 0");

    (void)state;
    assert_int_equal(found.n, 1);
    assert_string_equal(found.last.cells, "3:c8 2:c8 4:c8");
    assert_true(found.last.right == 50);
    assert_int_equal(
        find_ledger("3 103 0 0 0 0 0 103 51 40 10 10 10 10 0 0").n, 0);
}

/* ---- columns ---- */

static struct found find_births(const char *fifth)
{
    const char *const rows[] = {
        "甲村 900 200 20 1 2 3 _ _ _ _ _ _ _", "乙村 900 200 20 2 2 4 _ _ _ _ _ _ _",
        "丙村 900 200 20 3 2 5 _ _ _ _ _ _ _", "丁村 900 200 20 1 _ 1 _ _ _ _ _ _ _",
        fifth, NULL};
    struct made_archive made;
    struct found found;

    made_open(&made);
    (void)made_sheet(&made, "F1", "清水镇", "2025", rows);
    found = find(&made, "E4");
    made_close(&made);
    return found;
}

static void columns_vary(void **state)
{
    struct found found = find_births("戊村 900 200 20 1 1 2 _ _ _ _ _ _ _");

    (void)state;
    assert_int_equal(found.n, 1);
    assert_string_equal(found.last.law, "c6 <= c4 + c5");
    assert_string_equal(found.last.cells, "1:c6 2:c6 3:c6 4:c6 5:c6");
    assert_int_equal(found.last.severity, FINDING_INFO);
    assert_int_equal(find_births("戊村 900 200 20 1 1 1 _ _ _ _ _ _ _").n, 0);
    /* one that waits may vary */
    assert_int_equal(find_births("戊村 900 200 20 1 1 2? _ _ _ _ _ _ _").n, 0);
}

static struct found find_numbers(const char *third)
{
    const char *const rows[] = {"1 甲村 1", "2 乙村 1", third, "5 丁村 1",
                                NULL};
    struct made_archive made;
    struct found found;

    made_open(&made);
    (void)made_sheet(&made, "F6", "清水镇", "2025-01", rows);
    found = find(&made, "E6");
    made_close(&made);
    return found;
}

static void numbers_run_on(void **state)
{
    struct found found = find_numbers("3 丙村 1");

    (void)state;
    assert_int_equal(found.n, 1);
    assert_string_equal(found.last.cells, "4:seq");
    assert_non_null(strstr(found.last.explanation_en, "3→5"));
    found = find_numbers("2 丙村 1");
    assert_non_null(strstr(found.last.explanation_en, "2→2, 2→5"));
    assert_int_equal(find_numbers("4? 丙村 1").n, 0);
    {
        const char *const rows[] = {"1 甲村 1", "_ 乙村 1", "3 丙村 1",
                                    "1 丁村 1", NULL};
        struct made_archive made;

        made_open(&made);
        (void)made_sheet(&made, "F6", "清水镇", "2025-01", rows);
        assert_int_equal(find(&made, "E6").n, 0);
        made_close(&made);
    }
}

/* ---- headers ---- */

static const char *const ONE[] = {"甲村 900 300 200 10 90 95 5 2 1 3 40", NULL};

static struct found find_header(const char *check, const char *form,
                                const char *period, const char *date,
                                const char *field)
{
    const char *const header[] = {field, NULL};
    struct made_archive made;
    struct found found;

    made_open_keeping(&made, true);
    made.date = date;
    made.header = field != NULL ? header : NULL;
    (void)made_sheet(&made, form, "清水镇", period, ONE);
    found = find(&made, check);
    made_close(&made);
    return found;
}

static void papers_are_in_time(void **state)
{
    struct found found = find_header("D2", "F5", "2025-01", "2025-02-06", NULL);

    (void)state;
    assert_int_equal(found.n, 1);
    assert_string_equal(found.last.cells, "0:report_date");
    assert_non_null(strstr(found.last.explanation_en, "due on 2025-02-05"));
    assert_int_equal(
        find_header("D2", "F5", "2025-01", "2025-02-05", NULL).n, 0);
    assert_int_equal(
        find_header("D2", "F5", "2025-01", "2025-02-06?", NULL).n, 0);
}

static void days_can_be(void **state)
{
    struct found found = find_header("E5", "F5", "2025-03", "2025-02-28", NULL);

    (void)state;
    assert_int_equal(found.n, 1);
    assert_int_equal(
        find_header("E5", "F5", "2025-03", "2025-03-31", NULL).n, 0);
    found = find_header("E5", "F5", "2025-03", "2028-04-02", NULL);
    assert_non_null(strstr(found.last.explanation_en, "two years"));
    found = find_header("E5", "F1", "2025", NULL, "valid_until=2011-08");
    assert_string_equal(found.last.cells, "0:valid_until");
    assert_int_equal(
        find_header("E5", "F1", "2010", NULL, "valid_until=2011-08").n, 0);
}

static void papers_are_signed(void **state)
{
    struct found found = find_header("D5", "F5", "2025-01", "_", "leader=_");

    (void)state;
    assert_int_equal(found.n, 1);
    assert_string_equal(found.last.explanation_zh, "未填：负责人、报出日期");
    assert_int_equal(find_header("D5", "F5", "2025-01", "2025-02-03",
                                 "leader=李某")
                         .n,
                     0);
}

/* ---- persons are only counted ---- */

static struct found find_ids(bool keep, const char *number)
{
    char row[160];
    const char *const rows[] = {"一组 _ 甲 11010519491231002X 迁入", row, NULL};
    struct made_archive made;
    struct found found;

    snprintf(row, sizeof row, "一组 _ 乙 %s 迁入", number);
    made_open_keeping(&made, keep);
    (void)made_sheet(&made, "F7-1", "东村", "2025-01", rows);
    found = find(&made, "K2");
    made_close(&made);
    return found;
}

static void citizens_numbers_are_counted(void **state)
{
    struct found found = find_ids(true, "440524188001010015");

    (void)state;
    assert_int_equal(found.n, 1);
    assert_string_equal(found.last.cells, "");
    assert_string_equal(found.last.source, "");
    assert_non_null(strstr(found.last.explanation_en,
                           "2 citizens' numbers: form, day and check digit "
                           "agree in 1, not in 1"));
    assert_null(strstr(found.last.explanation_en, "4405"));
    assert_int_equal(find_ids(true, "440524188001010014").n, 0);
    assert_int_equal(find_ids(true, "440524800101001").n, 0);
    assert_int_equal(find_ids(true, "440524801301001").n, 1);
    assert_int_equal(find_ids(false, "440524188001010015").n, 0);
}

/* ---- counts of slips, registers and reports ---- */

static struct found find_counts(const char *second_slip)
{
    const char *const reported[] = {
        "东村 103 50 40 10 10 10 10 2 1 0 0",
        "西村 207 50 40 10 10 10 10 1 0 0 0",
        "合计 310 100 80 20 20 20 20 3 1 0 0", NULL};
    const char *const east[] = {"一组 _ _ _ 1 _ 男 2025-01-03 政策内",
                                second_slip, NULL};
    const char *const west[] = {"一组 _ _ _ 1 _ 女 2025-01-20 政策内", NULL};
    struct made_archive made;
    struct found found;

    made_open(&made);
    (void)made_sheet(&made, "F5", "清水镇", "2025-01", reported);
    (void)made_sheet(&made, "F7-2", "清水镇东村", "2025-01", east);
    (void)made_sheet(&made, "F7-2", "清水镇西村", "2025-01", west);
    found = find(&made, "C2");
    made_close(&made);
    return found;
}

static void slips_count_what_is_reported(void **state)
{
    struct found found = find_counts(NULL);

    (void)state;
    assert_int_equal(found.n, 1);
    assert_string_equal(found.last.unit, "清水镇东村");
    assert_non_null(strstr(found.last.explanation_en, "slips of births 1"));
    assert_non_null(strstr(found.last.explanation_en, "monthly summary 2"));
    assert_int_equal(find_counts("一组 _ _ _ 2 _ 女 2025-01-09 政策内").n, 0);
}

/* ---- the parts of one table ---- */

static void filters_hold(void **state)
{
    struct db_filter filter = DB_FILTER_ALL;
    struct found found = {.check = "D2"};
    struct fault fault = {{0}};
    struct made_archive made;

    (void)state;
    made_open(&made);
    made.date = "2025-09-06";
    (void)made_sheet(&made, "F5", "清水镇", "2025-01", ONE);
    (void)made_sheet(&made, "F5", "清水镇", "2025-02", ONE);
    filter.period = "2025-02";
    assert_int_equal(
        report_each_finding(made.db, filter, note, &found, &fault), ST_OK);
    assert_int_equal(found.n, 1);
    assert_string_equal(found.last.period, "2025-02");
    filter.column = "c1";
    found.n = 0;
    assert_int_equal(
        report_each_finding(made.db, filter, note, &found, &fault), ST_OK);
    assert_int_equal(found.n, 0);
    made_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_found_and_not),
        cmocka_unit_test(doubt_is_no_finding),
        cmocka_unit_test(stocks_keep_their_course),
        cmocka_unit_test(months_of_a_ledger_too),
        cmocka_unit_test(columns_vary),
        cmocka_unit_test(numbers_run_on),
        cmocka_unit_test(papers_are_in_time),
        cmocka_unit_test(days_can_be),
        cmocka_unit_test(papers_are_signed),
        cmocka_unit_test(citizens_numbers_are_counted),
        cmocka_unit_test(slips_count_what_is_reported),
        cmocka_unit_test(filters_hold),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
