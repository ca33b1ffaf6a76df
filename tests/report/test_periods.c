/* Periods of two kinds of year, which are never mixed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/wording.h"

static int open_made(void **state)
{
    static struct made_archive made;

    made_open(&made);
    *state = &made;
    return 0;
}

static int close_made(void **state)
{
    made_close(*state);
    return 0;
}

static struct report *summarise(struct made_archive *made, const char *period)
{
    struct report *report = NULL;
    struct fault fault = {{0}};

    if (report_summarise(made->db, period, NULL, &report, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return report;
}

static void expect(const struct report *report, const char *id,
                   const char *text)
{
    const struct report_figure *figure = report_lookup(report, id);

    assert_non_null(figure);
    if (strcmp(figure->text, text) != 0)
        fail_msg("%s of %s is '%s' (%s), wanted '%s'", id, report->period,
                 figure->text, wording_state_code(figure->state), text);
}

static void add_own(const struct made_archive *made, const char *text)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/report", made->folder);
    assert_int_equal(mkdir(path, 0777), 0);
    snprintf(path, sizeof path, "%s/report/own.yaml", made->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void periods_are_written_and_read(void **state)
{
    static const struct {
        const char *text, *before, *year_ago, *zh;
        int first, last; /* months from January of that year */
    } rows[] = {
        {"2025", "2024", "2024", "2025年", 0, 11},
        {"2025H1", "2024H2", "2024H1", "2025年上半年", 0, 5},
        {"2025H2", "2025H1", "2024H2", "2025年下半年", 6, 11},
        {"2025Q1", "2024Q4", "2024Q1", "2025年一季度", 0, 2},
        {"2025Q4", "2025Q3", "2024Q4", "2025年四季度", 9, 11},
        {"2025-01", "2024-12", "2024-01", "2025年1月", 0, 0},
        {"2025-12", "2025-11", "2024-12", "2025年12月", 11, 11},
        {"2025S", "2024S", "2024S", "2025统计年度", -3, 8},
        {"2025SH1", "2024SH2", "2024SH1", "2025统计年度上半年", -3, 2},
        {"2025SH2", "2025SH1", "2024SH2", "2025统计年度下半年", 3, 8},
    };
    static const char *const wrong[] = {"2025Q5",   "2025H",   "2025-1",
                                        "2025S-1",  "2025SQ1", "25",
                                        "2025-013", "2025H11", "0000",
                                        "0000-01"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct period period;
        char text[64];
        assert_true(period_parse(rows[i].text, &period));
        period_format(period, text, sizeof text);
        assert_string_equal(text, rows[i].text);
        period_format(period_before(period), text, sizeof text);
        assert_string_equal(text, rows[i].before);
        period_format(period_year_ago(period), text, sizeof text);
        assert_string_equal(text, rows[i].year_ago);
        wording_period(rows[i].text, REPORT_CHINESE, text, sizeof text);
        assert_string_equal(text, rows[i].zh);
        assert_int_equal(period_span(period).first, 2025 * 12 + rows[i].first);
        assert_int_equal(period_span(period).last, 2025 * 12 + rows[i].last);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct period period;
        if (period_parse(wrong[i], &period))
            fail_msg("%s is a period", wrong[i]);
    }
}

/* month m of that year: m boys, 1 girl, 1 death; the population is 100 * m */
static void add_ledger(struct made_archive *made, const char *unit,
                       const char *year)
{
    char lines[13][128];
    const char *rows[14] = {0};

    for (int m = 1; m <= 12; m++)
        snprintf(lines[m - 1], sizeof lines[0],
                 "%d %d %d 1 1 0 0 %d 50 40 10 10 10 10 2 0", m, 100 * m - 10,
                 m, 100 * m);
    snprintf(lines[12], sizeof lines[0],
             "合计 90 78 12 12 0 0 1200 50 40 10 10 10 10 24 0");
    for (int i = 0; i < 13; i++)
        rows[i] = lines[i];
    made_sheet(made, "F8", unit, year, rows);
}

static void ledgers_tell_every_part_of_both_years(void **state)
{
    static const struct {
        const char *period, *boys, *girls, *population;
    } rows[] = {
        {"2025", "78", "12", "1200"},  {"2025-03", "3", "1", "300"},
        {"2025Q2", "15", "3", "600"},  {"2025H2", "57", "6", "1200"},
        {"2025S", "78", "12", "900"},  {"2025SH1", "39", "6", "300"},
        {"2025SH2", "39", "6", "900"},
    };
    struct made_archive *made = *state;

    add_ledger(made, "东村", "2024");
    add_ledger(made, "东村", "2025");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct report *report = summarise(made, rows[i].period);
        expect(report, "births_male", rows[i].boys);
        expect(report, "births_female", rows[i].girls);
        expect(report, "population", rows[i].population);
        report_free(&report);
    }
}

static const char *const born[] = {
    "1 一组 _ 1 男 2024-11-02 政策内", "2 一组 _ 1 女 2025-02-02 政策内",
    "3 二组 _ 2 男 2025-03-30 政策内", "4 二组 _ 2 男 2025-04-01 政策内",
    "5 二组 _ 2 男 2025-10-01 政策内", NULL};
static const char *const born_before[] = {
    "1 一组 _ 1 男 2024-09-30 政策内", "2 一组 _ 1 女 2024-10-01 政策内", NULL};

/* The register of 2025 has a birth of 2024 too: it was found late. */
static void a_register_is_counted_by_its_dates(void **state)
{
    static const struct {
        const char *period, *births;
    } rows[] = {{"2025-03", "1"}, {"2025Q1", "2"},  {"2025H1", "3"},
                {"2025S", "5"},   {"2025SH1", "4"}, {"2025SH2", "1"},
                {"2025", "5"}};
    struct made_archive *made = *state;

    made_sheet(made, "R1", "清水镇", "2024", born_before);
    made_sheet(made, "R1", "清水镇", "2025", born);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct report *report = summarise(made, rows[i].period);
        expect(report, "births", rows[i].births);
        report_free(&report);
    }
}

static const char *const half[] = {"东村 9 9 9 9 3 4 7 0 0 0 0 0 0 0 0 0 0 0",
                                   "合计 9 9 9 9 3 4 7 0 0 0 0 0 0 0 0 0 0 0",
                                   NULL};

/* A sheet of 2025 is of the calendar's year unless the office says otherwise,
 * and then it is not. */
static void the_two_years_are_never_mixed(void **state)
{
    const struct report_figure *figure;
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F1S", "清水镇", "2025", half);
    report = summarise(made, "2025");
    expect(report, "births", "7");
    report_free(&report);
    report = summarise(made, "2025S");
    expect(report, "births", "");
    figure = report_lookup(report, "births");
    assert_int_equal(figure->sources[0].lacks[0].kind, LACK_YEAR_KIND);
    report_free(&report);
    add_own(made,
            "forms:\n- {id: F1S, zh: 半年报, en: x, year: statistical}\n");
    report = summarise(made, "2025S");
    expect(report, "births", "7");
    report_free(&report);
    report = summarise(made, "2025");
    expect(report, "births", "");
    report_free(&report);
}

static const char *const quarter[] = {"东村 100 106 7 1 7 3 4 7 7 3 4 7 0 0 0 "
                                      "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 "
                                      "0 0 0",
                                      "合计 100 106 7 1 7 3 4 7 7 3 4 7 0 0 0 "
                                      "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 "
                                      "0 0 0",
                                      NULL};

static void quarters_make_a_year_of_either_kind(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F4", "清水镇", "2024Q4", quarter);
    made_sheet(made, "F4", "清水镇", "2025Q1", quarter);
    made_sheet(made, "F4", "清水镇", "2025Q2", quarter);
    made_sheet(made, "F4", "清水镇", "2025Q3", quarter);
    report = summarise(made, "2025Q3");
    expect(report, "births", "7");
    expect(report, "population", "106");
    expect(report, "births_1_in_policy", "7");
    report_free(&report);
    report = summarise(made, "2025S");
    expect(report, "births", "28");
    expect(report, "deaths", "4");
    report_free(&report);
    report = summarise(made, "2025");
    expect(report, "births", ""); /* the fourth quarter is missing */
    report_free(&report);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_made, close_made)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_written_and_read),
        TEST(ledgers_tell_every_part_of_both_years),
        TEST(a_register_is_counted_by_its_dates),
        TEST(the_two_years_are_never_mixed),
        TEST(quarters_make_a_year_of_either_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
