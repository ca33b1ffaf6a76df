#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/summary.h"
#include "report/wording.h"

/* Each test has an archive of its own. */
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

static struct report *summarise(struct made_archive *made, const char *period,
                                const char *unit)
{
    struct report *report = NULL;
    struct fault fault = {{0}};

    if (report_summarise(made->db, period, unit, &report, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return report;
}

static void expect(const struct report *report, const char *id,
                   const char *text, enum report_state state)
{
    const struct report_figure *figure = report_lookup(report, id);

    assert_non_null(figure);
    if (strcmp(figure->text, text) != 0 || figure->state != state)
        fail_msg("%s is '%s' (%s), wanted '%s' (%s)", id, figure->text,
                 wording_state_code(figure->state), text,
                 wording_state_code(state));
}

static void expect_paragraph(const struct report *report, const char *want)
{
    char *text = NULL;
    struct fault fault = {{0}};

    assert_int_equal(wording_paragraph(report, REPORT_CHINESE, &text, &fault),
                     ST_OK);
    assert_string_equal(text, want);
    free(text);
}

#define FEES "当年社会抚养费征兑率〔缺〕，近二年社会抚养费征兑率〔缺〕。"

static void the_golden_township_adds_up(void **state)
{
    static const struct {
        const char *id, *text;
    } rows[] = {
        {"population", "23122"},  {"women", "5892"},
        {"married", "4452"},      {"no_child", "165"},
        {"one_child", "1967"},    {"two_children", "2224"},
        {"more_children", "96"},  {"births", "216"},
        {"births_in_policy", "196"},     {"births_out_policy", "20"},
        {"births_male", "108"},          {"births_female", "108"},
        {"births_1", "113"},      {"births_2", "96"},
        {"births_3", "7"},        {"births_1_out_policy", "2"},
        {"policy_rate", "90.7"},  {"sex_ratio", "100"},
        {"married_share", "19.25"}, {"deaths", "145"},
        {"certificates", "512"},  {"late_births", "7"},
    };
    struct made_archive *made = *state;
    struct report *report;

    made_golden(made, NULL);
    report = summarise(made, NULL, NULL);
    assert_string_equal(report->period, "2025");
    assert_string_equal(report->unit, "清水镇");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(report, rows[i].id, rows[i].text, REPORT_SURE);
    expect(report, "fee_rate", "", REPORT_MISSING);
    expect_paragraph(
        report,
        "2025年常住人口为23122人，育龄妇女5892人，已婚育龄妇女4452人，"
        "其中无孩妇女165人，一孩妇女1967人，二孩妇女2224人，多孩妇女96人；"
        "2025年全镇常住人口出生216人，其中政策内生育196人，"
        "政策外生育20人，符合政策生育率为90.7%；男孩108人，女孩108人，"
        "出生人口性别比100。" FEES);
    report_free(&report);
    assert_null(report);
}

static void each_figure_keeps_its_cells(void **state)
{
    const struct report_figure *figure;
    const struct report_source *source;
    struct made_archive *made = *state;
    struct report *report;

    made_golden(made, NULL);
    report = summarise(made, "2025", NULL);
    figure = report_lookup(report, "births_male");
    source = &figure->sources[figure->chosen];
    assert_int_equal(source->n_uses, 6);
    assert_string_equal(source->uses[0].cell->source, "page2.png");
    assert_int_equal(source->uses[0].cell->row, 3);
    assert_string_equal(source->uses[0].cell->column, "c5");
    assert_string_equal(source->uses[0].cell->value, "27");
    assert_int_equal(source->uses[0].cell->box.x, 500);
    assert_true(source->certainty > 0.941 && source->certainty < 0.942);
    /* the sum of the rows is another way and agrees */
    assert_int_equal(figure->agree, 1);
    assert_int_equal(figure->disagree, 0);
    /* a rate keeps the cells of both its figures */
    figure = report_lookup(report, "policy_rate");
    assert_int_equal(figure->sources[0].n_uses, 6 + 12);
    report_free(&report);
}

static void what_is_missing_stands_in_order(void **state)
{
    static const char *const month[] = {
        "东村 100 50 40 10 10 10 10 3 0 0 0",
        "合计 100 50 40 10 10 10 10 3 0 0 0", NULL};
    struct made_archive *made = *state;
    struct report *report;
    int months = 0;

    made_sheet(made, "F5", "清水镇", "2025-05", month);
    report = summarise(made, "2025", NULL);
    for (size_t i = 0; i < report->n_missing; i++) {
        const struct report_lack *lack = &report->missing[i];
        months += strlen(lack->period) == 7;
        if (i > 0 && strcmp(lack[-1].form, lack->form) == 0)
            assert_true(strcmp(lack[-1].period, lack->period) <= 0);
        else
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(report->missing[k].form, lack->form);
    }
    assert_true(months > 11); /* those of 2025, and one of the year before */
    report_free(&report);
}

static void doubt_is_marked_and_spreads(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    made_golden(made, "c8");
    report = summarise(made, "2025", NULL);
    /* c8 is second-order boys; the rows above it add up surely, so that way
     * is taken and the figures stay sure */
    expect(report, "births_2_male", "45", REPORT_SURE);
    expect(report, "births", "216", REPORT_SURE);
    assert_int_equal(report_lookup(report, "births_2_male")->chosen, 1);
    report_free(&report);
}

static const char *const lone_half[] = {
    "东村 9 9 9 9 3 4? 7 0 0 0 0 0 0 0 0 0 0 0",
    "合计 9 9 9 9 3 4? 7 0 0 0 0 0 0 0 0 0 0 0", NULL};

static void doubt_stands_behind_the_figure(void **state)
{
    char *text = NULL;
    struct made_archive *made = *state;
    struct report *report;
    struct fault fault = {{0}};

    made_sheet(made, "F1S", "山前乡", "2024H1", lone_half);
    report = summarise(made, "2024H1", NULL);
    expect(report, "births", "7", REPORT_DOUBTFUL);
    expect(report, "births_male", "3", REPORT_SURE);
    expect(report, "sex_ratio", "3/4", REPORT_COUNTED);
    assert_int_equal(wording_paragraph(report, REPORT_CHINESE, &text, &fault),
                     ST_OK);
    assert_non_null(strstr(text, "2024年上半年全乡常住人口出生7人【待核】"));
    assert_non_null(strstr(text, "男孩3人，女孩4人【待核】"));
    assert_non_null(strstr(text, "育龄妇女〔缺〕"));
    free(text);
    made_correct(made, 1, 2, "c6", "5");
    made_correct(made, 1, 1, "c6", "5");
    report_free(&report);
    report = summarise(made, "2024H1", NULL);
    expect(report, "births_female", "5", REPORT_SURE);
    report_free(&report);
}

static const char *const f5_alone[] = {
    "东村 100 50 40 10 10 10 10 0 0 0 0",
    "合计 100 50 40 10 10 10 10 0 0 0 0", NULL};
static const char *const f3_other[] = {
    "东村 51 41 10 10 0 0 0 0 0 10 0 0 0 0 0 0 11 0 0 0 0",
    "合计 51 41 10 10 0 0 0 0 0 10 0 0 0 0 0 0 11 0 0 0 0", NULL};

static void sheets_that_disagree_are_shown(void **state)
{
    const struct report_figure *figure;
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F5", "清水镇", "2025-12", f5_alone);
    made_sheet(made, "F3", "清水镇", "2025", f3_other);
    report = summarise(made, "2025", NULL);
    expect(report, "married", "40", REPORT_DOUBTFUL);
    figure = report_lookup(report, "married");
    assert_int_equal(figure->agree, 1);
    assert_int_equal(figure->disagree, 2);
    expect(report, "no_child", "10", REPORT_SURE);
    expect(report, "population", "100", REPORT_SURE);
    report_free(&report);
}

static const char *const f1s_half[] = {
    "东村 9 9 9 9 3 4 7 0 0 0 0 0 0 0 0 0 0 0",
    "合计 9 9 9 9 3 4 7 0 0 0 0 0 0 0 0 0 0 0", NULL};

static void what_is_missing_is_said(void **state)
{
    const struct report_figure *figure;
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F5", "清水镇", "2025-11", f5_alone);
    made_sheet(made, "F1S", "清水镇", "2025H1", f1s_half);
    report = summarise(made, NULL, NULL);
    figure = report_lookup(report, "births");
    assert_int_equal(figure->state, REPORT_MISSING);
    assert_int_equal(figure->sources[0].lacks[0].kind, LACK_SHEET);
    assert_string_equal(figure->sources[0].lacks[0].form, "F1S");
    assert_string_equal(figure->sources[0].lacks[0].period, "2025H2");
    /* November stands in for December, and is not taken as sure */
    expect(report, "population", "100", REPORT_DOUBTFUL);
    assert_true(report_lookup(report, "population")
                    ->sources[report_lookup(report, "population")->chosen]
                    .early);
    report_free(&report);
}

static void an_empty_archive_has_nothing(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    report = summarise(made, NULL, NULL);
    assert_string_equal(report->period, "");
    assert_int_equal(report->n_lacking + report->n_unused + report->n_unlisted,
                     report->n_figures);
    assert_int_equal(report->n_missing, 0); /* of no period, no month of it */
    report_free(&report);
    report = summarise(made, "2025", NULL);
    assert_true(report->n_missing > 0);
    assert_int_equal(report->n_lacking + report->n_unused + report->n_unlisted,
                     report->n_figures);
    expect_paragraph(
        report,
        "2025年人口为〔缺〕，育龄妇女〔缺〕，已婚育龄妇女〔缺〕，"
        "其中无孩妇女〔缺〕，一孩妇女〔缺〕，二孩妇女〔缺〕，"
        "多孩妇女〔缺〕；2025年全镇人口出生〔缺〕，"
        "其中政策内生育〔缺〕，政策外生育〔缺〕，符合政策生育率为〔缺〕；"
        "男孩〔缺〕，女孩〔缺〕，出生人口性别比〔缺〕。" FEES);
    report_free(&report);
}

static const char *const f5_total_unseen[] = {
    "东村 100 50 40 10 10 10 10 0 0 0 0",
    "台计 100 50 40 10 10 10 10 0 0 0 0", NULL};

static void an_unseen_total_row_is_not_added(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F5", "清水镇", "2025-12", f5_total_unseen);
    report = summarise(made, NULL, NULL);
    expect(report, "population", "", REPORT_MISSING);
    assert_int_equal(
        report_lookup(report, "population")->sources[0].lacks[0].kind,
        LACK_TOTAL_ROW);
    report_free(&report);
}

/* The office's name is read badly on one sheet; nobody else's sheets are in
 * the archive, so it is the office's all the same. */
static void a_badly_read_office_is_the_office(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F5", "清水镇", "2025-11", f5_alone);
    made_sheet(made, "F5", "清木镇", "2025-12", f5_alone);
    made_sheet(made, "F1S", "清水镇", "2025", f1s_half);
    report = summarise(made, NULL, NULL);
    assert_string_equal(report->unit, "清水镇");
    expect(report, "women", "50", REPORT_SURE);
    assert_string_equal(report_lookup(report, "women")->sources[0].periods,
                        "2025-12");
    report_free(&report);
    /* with another office in it, that is no longer sure */
    made_sheet(made, "F3", "石门镇", "2025", f3_other);
    report = summarise(made, "2025", "清水镇");
    expect(report, "women", "50", REPORT_DOUBTFUL);
    assert_true(report_lookup(report, "women")->sources[0].other_unit);
    report_free(&report);
}

static const char *const register_one[] = {
    "1 一组 _ 1 男 2025-01-02 政策内", "2 一组 _ 1 女 2025-02-02 政策内",
    "3 二组 _ 2 男 2025-03-02 政策外", "_ _ _ _ _ _ _", NULL};
static const char *const register_two[] = {
    "4 二组 _ 3 女 2025-04-02 政策内", "5 二组 _ 4 女 2025-05-02 政策内",
    NULL};

static void a_lone_misread_year_is_not_the_latest(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    for (int i = 0; i < 11; i++)
        made_sheet(made, "R1", "清水镇", "2025", register_two);
    made_sheet(made, "R1", "清水镇", "2028", register_two);
    report = summarise(made, NULL, NULL);
    assert_string_equal(report->period, "2025");
    report_free(&report);
    made_sheet(made, "F5", "清水镇", "2028-01", f5_alone);
    report = summarise(made, NULL, NULL);
    assert_string_equal(report->period, "2028");
    report_free(&report);
}

static void a_register_is_counted(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "R1", "清水镇", "2025", register_one);
    made_sheet(made, "R1", "清水镇", "2025", register_two);
    report = summarise(made, NULL, NULL);
    expect(report, "births", "5", REPORT_SURE);
    expect(report, "births_3", "2", REPORT_SURE);
    expect(report, "births_male", "2", REPORT_SURE);
    expect(report, "births_2_out_policy", "1", REPORT_SURE);
    expect(report, "policy_rate", "4/5", REPORT_COUNTED);
    report_free(&report);
    /* a page whose period was not read may belong to it: not all, so none */
    made_sheet(made, "R1", "清水镇", "", register_two);
    report = summarise(made, NULL, NULL);
    expect(report, "births", "", REPORT_MISSING);
    report_free(&report);
}

static const char *const ledger_east[] = {
    "12 100 1 2 0 0 0 103 50 40 10 10 10 10 0 0",
    "合计 100 1 2 0 0 0 103 50 40 10 10 10 10 0 0", NULL};
static const char *const ledger_west[] = {
    "12 200 3 4 0 0 0 207 50 40 10 10 10 10 0 0",
    "合计 200 3 4 0 0 0 207 50 40 10 10 10 10 0 0", NULL};
static const char *const f5_two[] = {
    "东村 103 50 40 10 10 10 10 0 0 0 0",
    "西村 207 50 40 10 10 10 10 0 0 0 0",
    "合计 310 100 80 20 20 20 20 0 0 0 0", NULL};

static void villages_are_added_only_when_all_are_there(void **state)
{
    const struct report_source *way;
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F5", "清水镇", "2025-12", f5_two);
    made_sheet(made, "F8", "东村", "2025", ledger_east);
    report = summarise(made, NULL, NULL);
    way = &report_lookup(report, "population")->sources[3];
    assert_string_equal(way->rule->form, "F8");
    assert_false(way->complete);
    assert_int_equal(way->lacks[0].kind, LACK_UNITS);
    assert_int_equal(way->lacks[0].have, 1);
    assert_int_equal(way->lacks[0].want, 2);
    report_free(&report);
    made_sheet(made, "F8", "西村", "2025", ledger_west);
    /* taken in twice: counted once */
    made_sheet(made, "F8", "西村", "2025", ledger_west);
    report = summarise(made, NULL, NULL);
    way = &report_lookup(report, "population")->sources[3];
    assert_true(way->complete);
    assert_string_equal(way->text, "310");
    expect(report, "births_male", "4", REPORT_SURE);
    assert_int_equal(report->n_villages, 2);
    assert_string_equal(report->villages[1].name, "西村");
    assert_string_equal(report->villages[1].figures[0].text, "207");
    report_free(&report);
}

static const char *const few_outside[] = {
    "东村 900 900 90 9 9 9 16 9 9 10 3 1 2 6 9 0 9 9",
    "西村 900 900 90 9 9 9 17 9 9 16 3 1 4 2 9 0 9 9",
    "合计 1800 1800 180 18 18 18 33 18 18 26 6 2 6 8 18 0 18 18", NULL};

static void small_values_stay_in_the_village(void **state)
{
    char *text = NULL;
    struct made_archive *made = *state;
    struct report *report;
    struct fault fault = {{0}};

    made_sheet(made, "F1S", "清水镇", "2025", few_outside);
    report = summarise(made, "2025", "西村");
    assert_true(report->below_township);
    /* 1 + 2 + 0 are outside; the nought would tell of the other village, which
     * keeps its two back, by what the township has */
    expect(report, "births", "40", REPORT_SURE);
    expect(report, "births_out_policy", "", REPORT_HIDDEN);
    expect(report, "births_in_policy", "", REPORT_HIDDEN);
    expect(report, "policy_rate", "", REPORT_HIDDEN);
    expect(report, "births_1_in_policy", "", REPORT_HIDDEN);
    expect(report, "births_2_out_policy", "", REPORT_HIDDEN);
    expect(report, "births_3_out_policy", "", REPORT_HIDDEN);
    expect(report, "births_3_in_policy", "", REPORT_HIDDEN);
    expect(report, "births_3", "4", REPORT_SURE);
    expect(report, "late_births", "", REPORT_HIDDEN);
    expect(report, "births_male", "21", REPORT_SURE);
    expect(report, "sex_ratio", "21/19", REPORT_COUNTED);
    assert_int_equal(wording_paragraph(report, REPORT_CHINESE, &text, &fault),
                     ST_OK);
    assert_non_null(strstr(text, "全村常住人口出生40人，其中政策内生育［略］"));
    free(text);
    report_free(&report);
    /* five and more may be told, but not next to a village with fewer */
    report = summarise(made, "2025", "东村");
    expect(report, "births_out_policy", "", REPORT_HIDDEN);
    expect(report, "births_1_out_policy", "", REPORT_HIDDEN);
    expect(report, "births_2_out_policy", "", REPORT_HIDDEN);
    expect(report, "births_3_out_policy", "", REPORT_HIDDEN);
    report_free(&report);
    report = summarise(made, "2025", "清水镇");
    assert_false(report->below_township);
    expect(report, "births_out_policy", "15", REPORT_SURE);
    report_free(&report);
}

static void expect_way(const struct report *report, const char *id,
                       const char *wanted)
{
    const struct report_figure *figure = report_lookup(report, id);
    char way[WORDING_MAX];

    assert_true(figure->chosen >= 0);
    wording_source_codes(&figure->sources[figure->chosen], way, sizeof way);
    assert_string_equal(way, wanted);
}

/* Of the office's sheets its row, of its own all; nothing of its neighbour's. */
static void a_village_counts_its_own_cells(void **state)
{
    static const struct {
        const char *unit, *all, *filled, *seen;
        int64_t sheets, cells;
        const char *way;
    } units[] = {
        /* F5: 12 cells a row, 10 that figures ask for; F8: 32 and 28 */
        {"清水镇", "86", "86", "2", 3, 100, "F5 2025-12, total row, c1"},
        {"东村", "38", "38", "1", 2, 44, "F5 2025-12, row of 东村, c1"},
        {"西村", "38", "38", "1", 2, 44, "F5 2025-12, row of 西村, c1"},
    };
    struct made_archive *made = *state;

    made_sheet(made, "F5", "清水镇", "2025-12", f5_two);
    made_sheet(made, "F8", "东村", "2025", ledger_east);
    made_sheet(made, "F8", "西村", "2025", ledger_west);
    made_correct(made, 1, 1, "c1", "104");
    made_correct(made, 1, 2, "c1", "208");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct report *report = summarise(made, "2025", units[i].unit);

        expect_way(report, "population", units[i].way);
        expect(report, "cells_all", units[i].all, REPORT_SURE);
        expect(report, "cells_filled", units[i].filled, REPORT_SURE);
        expect(report, "cells_seen", units[i].seen, REPORT_SURE);
        assert_int_equal(report->counts.sheets, units[i].sheets);
        assert_int_equal(report->counts.cells, units[i].cells);
        report_free(&report);
    }
}

static const char *const torn[] = {
    "东村 100 ! 30 10 10 10 _ - 0 0 0",
    "合计 100 ! 30 10 10 10 _ - 0 0 0", NULL};

static void blank_dash_and_illegible_differ(void **state)
{
    const struct report_figure *figure;
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F5", "清水镇", "2025-12", torn);
    report = summarise(made, NULL, NULL);
    figure = report_lookup(report, "women");
    assert_int_equal(figure->state, REPORT_MISSING);
    assert_int_equal(figure->sources[0].lacks[0].kind, LACK_UNREADABLE);
    assert_int_equal(figure->sources[0].lacks[0].row, 2);
    /* a blank total is a gap, a blank row is none */
    figure = report_lookup(report, "more_children");
    assert_int_equal(figure->sources[0].lacks[0].kind, LACK_CELL);
    expect(report, "more_children", "0", REPORT_SURE);
    report_free(&report);
}

static const char *const f5_wrong_sum[] = {
    "合计 100 50 40 10 10 10 9 0 0 0 0", NULL};

static void a_failing_sum_makes_its_figures_doubtful(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F5", "清水镇", "2025-12", f5_wrong_sum);
    report = summarise(made, NULL, NULL);
    expect(report, "married", "40", REPORT_DOUBTFUL);
    expect(report, "more_children", "9", REPORT_DOUBTFUL);
    expect(report, "married_share", "40.00", REPORT_DOUBTFUL);
    expect(report, "population", "100", REPORT_SURE);
    assert_int_equal(report->n_laws, 1);
    assert_false(report->laws[0].holds);
    report_free(&report);
}

static const char *const misread_total[] = {
    "东村 9 9 9 9 3 4 7 5? 4 9 0 0 0 0 0 0 0 0",
    "合计 9 9 9 9 3 4 7 6? 4 9 0 0 0 0 0 0 0 0", NULL};
static const char *const ledger_sex[] = {
    "合计 100 9 8 0 0 0 103 50 40 10 10 10 10 0 0", NULL};

/* Second-order boys read 6 in the total row and 5 in the only village's row;
 * the village's own ledger has 9 boys, which tells that 6 is right. */
static void sums_choose_among_doubtful_values(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F1S", "清水镇", "2025", misread_total);
    made_sheet(made, "F8", "东村", "2025", ledger_sex);
    report = summarise(made, NULL, NULL);
    expect(report, "births_male", "9", REPORT_SURE);
    expect(report, "births_2_male", "6", REPORT_DOUBTFUL);
    expect(report, "births", "17", REPORT_SURE);
    expect(report, "sex_ratio", "9/8", REPORT_COUNTED);
    report_free(&report);
    made_close(made);
    /* and the other way round */
    made_open(made);
    made_sheet(made, "F1S", "清水镇", "2025",
               (const char *const[]){misread_total[0], misread_total[1],
                                     NULL});
    made_sheet(made, "F8", "东村", "2025",
               (const char *const[]){
                   "合计 100 8 8 0 0 0 103 50 40 10 10 10 10 0 0", NULL});
    report = summarise(made, NULL, NULL);
    expect(report, "births_male", "8", REPORT_SURE);
    expect(report, "births_2_male", "5", REPORT_DOUBTFUL);
    expect(report, "births", "16", REPORT_SURE);
    report_free(&report);
}

static void a_wrong_period_is_refused(void **state)
{
    struct made_archive *made = *state;
    struct report *report = NULL;
    struct fault fault = {{0}};

    assert_int_equal(
        report_summarise(made->db, "last year", NULL, &report, &fault),
        ST_INPUT);
    assert_null(report);
    assert_non_null(strstr(fault.text, "last year"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_golden_township_adds_up, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(each_figure_keeps_its_cells, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(what_is_missing_stands_in_order,
                                        open_made, close_made),
        cmocka_unit_test_setup_teardown(doubt_is_marked_and_spreads, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(doubt_stands_behind_the_figure, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(sheets_that_disagree_are_shown, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(what_is_missing_is_said, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(an_empty_archive_has_nothing, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(a_register_is_counted, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(villages_are_added_only_when_all_are_there, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(a_village_counts_its_own_cells, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(small_values_stay_in_the_village, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(blank_dash_and_illegible_differ, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(a_failing_sum_makes_its_figures_doubtful, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(sums_choose_among_doubtful_values, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(an_unseen_total_row_is_not_added, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(a_badly_read_office_is_the_office, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(a_lone_misread_year_is_not_the_latest, open_made,
                                        close_made),
        cmocka_unit_test_setup_teardown(a_wrong_period_is_refused, open_made,
                                        close_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
