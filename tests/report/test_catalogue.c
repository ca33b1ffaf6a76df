#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "report/catalogue.h"
#include "report/period.h"
#include "report/published.h"

static void the_shipped_catalogue_is_sound(void **state)
{
    struct report_catalogue *catalogue = NULL;
    struct fault fault = {{0}};
    (void)state;
    if (report_catalogue_load(TZ_SOURCE_DIR "/report/catalogue/summary.yaml",
                              &catalogue, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    assert_true(catalogue->n_indicators > 30);
    assert_true(report_find_indicator(catalogue, "policy_rate") >= 0);
    assert_int_equal(report_find_indicator(catalogue, "persons"), -1);
    report_catalogue_free(&catalogue);
    assert_null(catalogue);
    report_catalogue_free(&catalogue);
}

static const struct check_published *
find_published(const struct check_published *all, size_t n, const char *form,
               const char *column)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].form, form) == 0 &&
            strcmp(all[i].column, column) == 0)
            return &all[i];
    fail_msg("%s %s is not published", form, column);
    return NULL;
}

static void published_columns_are_counted(void **state)
{
    struct report_catalogue *catalogue = NULL;
    struct check_published *all = NULL;
    struct fault fault = {{0}};
    size_t n = 0;

    (void)state;
    assert_int_equal(report_catalogue_load(
                         TZ_SOURCE_DIR "/report/catalogue/summary.yaml",
                         &catalogue, &fault),
                     ST_OK);
    assert_int_equal(report_list_published(catalogue, &all, &n, &fault), ST_OK);
    assert_true(find_published(all, n, "F5", "c1")->totals >= 1);
    assert_true(find_published(all, n, "F5", "c1")->rows >= 1);
    assert_true(find_published(all, n, "F8", "c9")->totals >= 1);
    for (size_t i = 0; i < n; i++)
        assert_true(all[i].totals + all[i].rows > 0);
    free(all);
    report_catalogue_free(&catalogue);
}

static void write_file(char *path, const char *text)
{
    int descriptor = mkstemp(path);
    FILE *file = fdopen(descriptor, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

#define FIGURE(id, from)                                                       \
    "- {id: " id ", zh: x, en: x, group: stock, from: [" from "]}\n"
#define END "paragraph_zh: x\nparagraph_en: x\n"
#define SHEET "{form: F5, when: year, rows: total, cells: c1}"

static void mistakes_are_named(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"figures:\n" FIGURE("a", "{form: F5, cells: c1 *}") END,
         "figure 'a': 'cells' must be"},
        {"figures:\n" FIGURE("a", SHEET) FIGURE("a", SHEET) END,
         "the id stands twice"},
        {"figures:\n" FIGURE("a", "{figures: b}") FIGURE("b", SHEET) END,
         "must be defined before"},
        {"figures:\n" FIGURE("a", "{of: a, to: a, times: 100}") END,
         "must be defined before"},
        {"figures:\n" FIGURE("a", "{times: 100}") END, "wanted 'form'"},
        {"figures:\n" FIGURE("a", "{form: F5, rows: all, cells: c1}") END,
         "rows"},
        {"figures:\n" FIGURE("a", SHEET) "laws: [{law: a = b}]\n" END,
         "law 'a = b'"},
        {"figures: 3\n" END, "figures"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[] = "/tmp/taizhang-catalogue-XXXXXX";
        struct report_catalogue *catalogue = NULL;
        struct fault fault = {{0}};
        write_file(path, rows[i].text);
        assert_int_equal(report_catalogue_load(path, &catalogue, &fault),
                         ST_INPUT);
        unlink(path);
        assert_null(catalogue);
        if (strstr(fault.text, rows[i].says) == NULL)
            fail_msg("row %zu says: %s", i, fault.text);
    }
}

static void a_missing_catalogue_is_said(void **state)
{
    struct report_catalogue *catalogue = NULL;
    struct fault fault = {{0}};
    (void)state;
    assert_int_equal(
        report_catalogue_load("/nowhere/summary.yaml", &catalogue, &fault),
        ST_IO);
    assert_non_null(strstr(fault.text, "/nowhere/summary.yaml"));
}

static void sums_and_clauses_are_parsed(void **state)
{
    struct report_terms terms;
    struct report_clauses clauses;
    (void)state;
    assert_true(report_parse_terms("c5 + c8 - c11", &terms));
    assert_int_equal(terms.n, 3);
    assert_string_equal(terms.term[2].name, "c11");
    assert_int_equal(terms.term[2].sign, -1);
    assert_false(report_parse_terms("", &terms));
    assert_false(report_parse_terms("c5 +", &terms));
    assert_true(report_parse_clauses("order >= 3, sex = 男", &clauses));
    assert_int_equal(clauses.n, 2);
    assert_true(clauses.clause[0].at_least);
    assert_string_equal(clauses.clause[1].value, "男");
    assert_false(report_parse_clauses("order", &clauses));
    assert_false(report_parse_clauses("order = 1,", &clauses));
}

static void periods_hold_each_other(void **state)
{
    struct period year, half, month, other;
    struct period_list list;
    (void)state;
    assert_true(period_parse("2025", &year));
    assert_true(period_parse("2025H2", &half));
    assert_true(period_parse("2025-07", &month));
    assert_true(period_parse("2025-06", &other));
    assert_false(period_parse("2025-13", &other));
    assert_false(period_parse("2025H3", &other));
    assert_false(period_parse("", &other));
    assert_true(period_holds(year, half));
    assert_true(period_holds(half, month));
    assert_false(period_holds(half, year));
    assert_true(period_parse("2025-06", &other));
    assert_false(period_holds(half, other));
    period_expand(year, REPORT_LAST_MONTH, false, &list);
    assert_int_equal(list.n, 12);
    assert_string_equal(list.text[0], "2025-12");
    period_expand(half, REPORT_MONTHS, false, &list);
    assert_int_equal(list.n, 6);
    assert_string_equal(list.text[0], "2025-07");
    period_expand(month, REPORT_HALVES, false, &list);
    assert_int_equal(list.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_catalogue_is_sound),
        cmocka_unit_test(published_columns_are_counted),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(a_missing_catalogue_is_said),
        cmocka_unit_test(sums_and_clauses_are_parsed),
        cmocka_unit_test(periods_hold_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
