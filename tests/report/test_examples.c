/*
 * Figures that offices have published, with the counts behind them: what this
 * program makes of the counts must be what they printed. Names of villages and
 * splits that they did not tell are invented.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/wording.h"

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
    if (strcmp(figure->text, text) != 0 || figure->state != REPORT_SURE)
        fail_msg("%s is '%s' (%s), wanted '%s'", id, figure->text,
                 wording_state_code(figure->state), text);
}

/* c1 start, c2 end, c5.. births by order, sex and policy, c18 deaths */
static void add_half(struct made_archive *made, const char *unit,
                     const char *period, const char *cells)
{
    char row[256], total[256];
    const char *const rows[] = {row, total, NULL};

    snprintf(row, sizeof row, "城区 %s", cells);
    snprintf(total, sizeof total, "合计 %s", cells);
    made_sheet(made, "F1S", unit, period, rows);
}

/* 436 births against 429; 434 of them within policy; 251 boys to 185 girls;
 * 7.57 against 7.53 per thousand, on the mean and not on the end's 57727. */
static void zhongshan_2010_first_half(void **state)
{
    const struct report_figure *figure;
    struct made_archive made;
    struct report *report;
    (void)state;
    made_open(&made);
    add_half(&made, "中山街道", "2009H1",
             "56844 57100 9000 900 150 120 270 80 75 155 2 2 4 0 90 0 40 200");
    add_half(&made, "中山街道", "2010H1",
             "57473 57727 9000 900 160 110 270 89 73 161 2 2 3 0 90 0 40 200");
    report = summarise(&made, "2010H1");
    expect(report, "births", "436");
    expect(report, "policy_rate", "99.5");
    expect(report, "sex_ratio", "136");
    expect(report, "birth_rate", "7.57");
    expect(report, "population_mean", "57600.0");
    figure = report_lookup(report, "births");
    assert_string_equal(figure->year_ago.period, "2009H1");
    assert_string_equal(figure->year_ago.text, "429");
    assert_string_equal(figure->year_ago.change_text, "+7");
    /* the half before has no sheet */
    assert_string_equal(figure->before.period, "");
    assert_false(figure->before.known);
    figure = report_lookup(report, "birth_rate");
    assert_string_equal(figure->year_ago.text, "7.53");
    assert_string_equal(figure->year_ago.change_text, "+0.04");
    assert_string_equal(wording_change_unit(figure->indicator, REPORT_CHINESE),
                        "个千分点");
    report_free(&report);
    made_close(&made);
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

/* This office prints the policy rate with two decimals. */
static void an_office_rounds_as_it_does(void **state)
{
    struct made_archive made;
    struct report *report;
    (void)state;
    made_open(&made);
    add_own(&made, "figures:\n"
                   "- {id: policy_rate, zh: 计划生育率, en: x, unit_zh: '%',"
                   " group: rate, decimals: 2, reveals: births_out_policy,\n"
                   "   from: [{of: births_in_policy, to: births,"
                   " times: 100}]}\n");
    add_half(&made, "中山街道", "2010H1",
             "57473 57727 9000 900 160 110 270 89 73 161 2 2 3 0 90 0 40 200");
    report = summarise(&made, "2010H1");
    expect(report, "policy_rate", "99.54");
    expect(report, "births", "436");
    report_free(&report);
    made_close(&made);
}

/* 1070 births less 307 deaths are 763; 4.85 and 3.46 per thousand of the
 * population at the end, by this office's own definition. */
static void a_district_on_the_population_at_the_end(void **state)
{
    struct made_archive made;
    struct report *report;
    (void)state;
    made_open(&made);
    add_own(&made,
            "figures:\n"
            "- {id: birth_rate, zh: 出生率, en: x, unit_zh: '‰', group: rate,"
            " decimals: 2, from: [{of: births, to: population, times: 1000}]}\n"
            "- {id: natural_rate, zh: 自然增长率, en: x, unit_zh: '‰',"
            " group: rate, decimals: 2,"
            " from: [{of: natural_growth, to: population, times: 1000}]}\n");
    add_half(&made, "城东区", "2007H1",
             "219800 220444 40000 9000 400 360 758 150 140 285 10 10 17 0 900 "
             "0 300 307");
    report = summarise(&made, "2007H1");
    expect(report, "births", "1070");
    expect(report, "natural_growth", "763");
    expect(report, "birth_rate", "4.85");
    expect(report, "natural_rate", "3.46");
    report_free(&report);
    made_close(&made);
}

/* 4.49, 3.02 and 1.48, though 4.49 less 3.02 is 1.47: a rate is made of its
 * counts, not of other rates. */
static void diqing_2012_first_half(void **state)
{
    struct made_archive made;
    struct report *report;
    (void)state;
    made_open(&made);
    add_half(&made, "迪庆州", "2012H1",
             "372000 373740 70000 9000 500 460 950 300 280 570 70 66 120 0 900 "
             "0 300 1126");
    report = summarise(&made, "2012H1");
    expect(report, "births", "1676");
    expect(report, "birth_rate", "4.49");
    expect(report, "death_rate", "3.02");
    expect(report, "natural_growth", "550");
    expect(report, "natural_rate", "1.48");
    report_free(&report);
    made_close(&made);
}

/* 15832 reported where 15844 were found. */
static void the_truth_of_a_count(void **state)
{
    struct made_archive made;
    struct report *report;
    (void)state;
    made_open(&made);
    add_own(&made, "figures:\n"
                   "- {id: births_checked, zh: 实查出生, en: x, unit_zh: 人,"
                   " group: quality, from: [{given: 15844, stated: 抽查}]}\n"
                   "- {id: truth_rate, zh: 求实率, en: x, unit_zh: '%',"
                   " group: quality, decimals: 2, from: [{of: births,"
                   " to: births_checked, times: 100, agreement: yes}]}\n");
    add_half(&made, "城东区", "2007",
             "900000 910000 90000 9000 8000 7832 15000 0 0 0 0 0 0 0 900 0 "
             "300 5000");
    report = summarise(&made, "2007");
    expect(report, "births", "15832");
    expect(report, "truth_rate", "99.92");
    assert_int_equal(report_lookup(report, "births_checked")->standing,
                     REPORT_STATED);
    report_free(&report);
    made_close(&made);
}

/* 216 reported, 100 found: only a part of the register was taken in. */
static void a_part_of_the_register_tells_nothing(void **state)
{
    const struct report_figure *figure;
    struct made_archive made;
    struct report *report;
    char text[256];
    (void)state;
    made_open(&made);
    add_own(&made, "figures:\n"
                   "- {id: births_checked, zh: 实查出生, en: x, unit_zh: 人,"
                   " group: quality, from: [{given: 100, stated: 抽查}]}\n");
    add_half(&made, "城东区", "2007",
             "9000 9100 900 90 108 108 200 0 0 0 0 0 0 0 9 0 3 50");
    report = summarise(&made, "2007");
    figure = report_lookup(report, "truth_rate");
    expect(report, "births", "216");
    assert_int_equal(figure->state, REPORT_MISSING);
    wording_lack(report->catalogue, figure->sources[0].lacks, REPORT_CHINESE,
                 text, sizeof text);
    assert_non_null(strstr(text, "实查出生"));
    assert_string_equal(wording_lack_code(figure->sources[0].lacks->kind),
                        "part");
    report_free(&report);
    made_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zhongshan_2010_first_half),
        cmocka_unit_test(an_office_rounds_as_it_does),
        cmocka_unit_test(a_district_on_the_population_at_the_end),
        cmocka_unit_test(diqing_2012_first_half),
        cmocka_unit_test(the_truth_of_a_count),
        cmocka_unit_test(a_part_of_the_register_tells_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
