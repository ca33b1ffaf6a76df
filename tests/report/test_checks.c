/* What the checks of data quality found, as tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "made_archive.h"
#include "report/check_list.h"
#include "report/checks.h"

static const char *const JANUARY[] = {
    "甲村 900 300 200 10 90 95 5 2 1 3 40",
    "乙村 800 250 150 10 60 75 5 1 2 1 30",
    "合计 1700 550 350 20 150 170 10 3 3 4 70", NULL};

static char *print(struct made_archive *made, struct report_checks *checks)
{
    char *text = NULL;
    size_t size = 0;
    struct fault fault = {{0}};
    FILE *out = open_memstream(&text, &size);

    if (report_gather_checks(made->db, DB_FILTER_ALL, REPORT_ENGLISH, true,
                             checks, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    assert_int_equal(report_print_table(&checks->checks, out, &fault), ST_OK);
    assert_int_equal(report_print_table(&checks->findings, out, &fault), ST_OK);
    fclose(out);
    return text;
}

static const char *found_by(const struct report_table *table, const char *check)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        const struct report_table_cell *cells =
            &table->cells[row * table->n_columns];

        if (strcmp(cells[0].text, check) == 0)
            return cells[table->n_columns - 1].text;
    }
    return "no such check";
}

/* March follows January, it is January's copy, and it came twice. */
static void sheets_together(void **state)
{
    struct made_archive made;
    struct report_checks checks;
    char *text;

    (void)state;
    made_open(&made);
    (void)made_sheet(&made, "F5", "清水镇", "2025-01", JANUARY);
    (void)made_sheet(&made, "F5", "清水镇", "2025-03", JANUARY);
    (void)made_sheet(&made, "F5", "清水镇", "2025-03", JANUARY);
    text = print(&made, &checks);
    assert_string_equal(found_by(&checks.checks, "D1"), "1");
    assert_string_equal(found_by(&checks.checks, "D3"), "1");
    assert_string_equal(found_by(&checks.checks, "E3"), "1");
    assert_string_equal(found_by(&checks.checks, "A1"), "0");
    assert_non_null(strstr(text, "2025-02 to 2025-02 is lacking, 1 months"));
    assert_non_null(strstr(text, "page2.png"));
    free(text);
    report_checks_clear(&checks);
    made_close(&made);
}

/* What is found on a month's sheet is found in its quarter and in both years.
 */
static void a_year_holds_its_months(void **state)
{
    static const struct {
        const char *period;
        size_t findings;
    } rows[] = {{"2025-03", 1}, {"2025Q1", 1}, {"2025", 1}, {"2025S", 1},
                {"2025SH1", 1}, {"2025Q2", 0}, {"2024S", 0}};
    struct made_archive made;
    struct report_checks checks;
    struct fault fault = {{0}};

    (void)state;
    made_open(&made);
    (void)made_sheet(&made, "F5", "清水镇", "2025-03", JANUARY);
    (void)made_sheet(&made, "F5", "清水镇", "2025-03", JANUARY);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct db_filter filter = DB_FILTER_ALL;
        filter.period = rows[i].period;
        assert_int_equal(report_gather_checks(made.db, filter, REPORT_ENGLISH,
                                              true, &checks, &fault),
                         ST_OK);
        if (atoi(found_by(&checks.checks, "D3")) != (int)rows[i].findings)
            fail_msg("%s has %s papers twice", rows[i].period,
                     found_by(&checks.checks, "D3"));
        report_checks_clear(&checks);
    }
    made_close(&made);
}

/* A register goes on over pages. */
static void registers_go_on(void **state)
{
    static const char *const ROWS[] = {"1 东组 2025-01-03 男 1 是 _ _", NULL};
    struct made_archive made;
    struct report_checks checks;

    (void)state;
    made_open(&made);
    (void)made_sheet(&made, "R1", "清水镇", "2025", ROWS);
    (void)made_sheet(&made, "R1", "清水镇", "2025", ROWS);
    free(print(&made, &checks));
    assert_string_equal(found_by(&checks.checks, "D3"), "0");
    report_checks_clear(&checks);
    made_close(&made);
}

static void every_check_is_told_in_both_languages(void **state)
{
    int n = 0;

    (void)state;
    for (; REPORT_CHECKS[n].id != NULL; n++) {
        assert_true(strlen(REPORT_CHECKS[n].zh) > 0);
        assert_true(strlen(REPORT_CHECKS[n].en) > 0);
        assert_ptr_equal(report_find_check(REPORT_CHECKS[n].id),
                         &REPORT_CHECKS[n]);
    }
    assert_true(n > 10);
    assert_null(report_find_check("Z9"));
}

/* "| A1 | error | ..." in order, in both languages. */
static void check_document(const char *name, const char *const *weights)
{
    char path[512], line[1024], begin[64];
    const struct report_check *check = REPORT_CHECKS;
    FILE *file;

    snprintf(path, sizeof path, "%s/docs/%s", TZ_SOURCE_DIR, name);
    file = fopen(path, "r");
    assert_non_null(file);
    while (check->id != NULL && fgets(line, sizeof line, file) != NULL) {
        snprintf(begin, sizeof begin, "| %s | %s |", check->id,
                 weights[check->severity]);
        if (strncmp(line, begin, strlen(begin)) == 0)
            check++;
    }
    fclose(file);
    if (check->id != NULL)
        fail_msg("%s lacks %s, or not in that order or of that weight", name,
                 check->id);
}

static void documents_tell_every_check(void **state)
{
    static const char *const EN[] = {"error", "warning", "note"};
    static const char *const ZH[] = {"错误", "警告", "说明"};

    (void)state;
    check_document("checks.md", EN);
    check_document("checks.zh.md", ZH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_together),
        cmocka_unit_test(a_year_holds_its_months),
        cmocka_unit_test(registers_go_on),
        cmocka_unit_test(every_check_is_told_in_both_languages),
        cmocka_unit_test(documents_tell_every_check),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
