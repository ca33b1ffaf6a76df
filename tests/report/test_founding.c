/*
 * The founding document tells 21 statistics of one township. Each that a form
 * carries must come out of the township's own sheets as it stands there, and
 * those that no form carries on the office's own word.
 */
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
#include "report/render.h"
#include "report/wording.h"

static const char *const fees_2024[] = {
    "东村 0.00 80000.00 75000.00 5000.00 93.75",
    "西村 0.00 20000.00 19230.00 770.00 96.15",
    "合计 0.00 100000.00 94230.00 5770.00 94.23", NULL};
static const char *const fees_2025[] = {
    "东村 5000.00 74230.00 70000.00 9230.00 88.35",
    "西村 770.00 20000.00 18550.00 2220.00 89.31",
    "合计 5770.00 94230.00 88550.00 11450.00 88.55", NULL};
static const char *const permits_2024[] = {
    "东村 20 15 20 10 75.00 50.00", "西村 10 8 10 6 80.00 60.00",
    "合计 30 23 30 16 76.67 53.33", NULL};
static const char *const permits_2025[] = {
    "东村 150 146 150 131 97.33 87.33", "西村 58 55 58 50 94.83 86.21",
    "合计 208 201 208 181 96.63 87.02", NULL};

/* What no form carries: who works there, and how fast. */
static const char own_figures[] =
    "figures:\n"
    "- {id: statisticians, zh: 乡统计人员, en: x, unit_zh: 名, group: work,\n"
    "   from: [{given: 2, stated: 人员名册}]}\n"
    "- {id: village_statisticians, zh: 村统计人员, en: x, unit_zh: 名,\n"
    "   group: work, from: [{given: 11, stated: 人员名册}]}\n"
    "- {id: full_time, zh: 专职, en: x, unit_zh: 名, group: work,\n"
    "   from: [{given: 8, stated: 人员名册}]}\n"
    "- {id: part_time, zh: 兼职, en: x, unit_zh: 名, group: work,\n"
    "   from: [{given: 3, stated: 人员名册}]}\n"
    "- {id: checked_records, zh: 共审核处, en: x, unit_zh: 条, group: work,\n"
    "   at_least: yes, from: [{given: 32000, stated: 审核记录}]}\n"
    "- {id: planned_days, zh: 原计划, en: x, unit_zh: 个月, group: work,\n"
    "   from: [{given: 2, stated: 工作计划}]}\n"
    "- {id: days_taken, zh: 实际, en: x, unit_zh: 天, group: work,\n"
    "   from: [{given: 20, stated: 工作记录}]}\n"
    "laws:\n"
    "- law: village_statisticians = full_time + part_time\n";
static const char own_text[] =
    "配备{statisticians}统计人员，村级{village_statisticians:}名；共审核处"
    "{checked_records}，原计划{planned_days}，{days_taken}完成；"
    "持证生育率由{holder_rate@before}提高到{holder_rate}，上升"
    "{holder_rate@change}，发证率{permit_rate}（{permit_rate@of}／"
    "{permit_rate@to}）；出生{births@han}。{nobody}";

static void write_own(const struct made_archive *made, const char *name,
                      const char *text)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/report", made->folder);
    (void)mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/report/%s", made->folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static int open_township(void **state)
{
    static struct made_archive made;

    made_open(&made);
    made_golden(&made, NULL);
    made_sheet(&made, "T2", "清水镇", "2024", fees_2024);
    made_sheet(&made, "T2", "清水镇", "2025", fees_2025);
    made_sheet(&made, "T5", "清水镇", "2024", permits_2024);
    made_sheet(&made, "T5", "清水镇", "2025", permits_2025);
    write_own(&made, "own.yaml", own_figures);
    write_own(&made, "work-report.txt", own_text);
    *state = &made;
    return 0;
}

static int close_township(void **state)
{
    made_close(*state);
    return 0;
}

static struct report *summarise(struct made_archive *made)
{
    struct report *report = NULL;
    struct fault fault = {{0}};

    if (report_summarise(made->db, "2025", NULL, &report, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return report;
}

static void each_statistic_is_as_it_stands_there(void **state)
{
    static const struct {
        int row;
        const char *id, *text, *of, *to; /* of, to: counts beside a rate */
    } rows[] = {
        {1, "population", "23122", NULL, NULL},
        {2, "women", "5892", NULL, NULL},
        {3, "married", "4452", NULL, NULL},
        {4, "no_child", "165", NULL, NULL},
        {4, "no_child_share", "3.71", "165", "4452"},
        {5, "one_child", "1967", NULL, NULL},
        {5, "one_child_share", "44.18", "1967", "4452"},
        {6, "two_children", "2224", NULL, NULL},
        {6, "two_children_share", "49.96", "2224", "4452"},
        {7, "more_children", "96", NULL, NULL},
        {7, "more_children_share", "2.16", "96", "4452"},
        {8, "births", "216", NULL, NULL},
        {9, "births_in_policy", "196", NULL, NULL},
        {10, "births_out_policy", "20", NULL, NULL},
        {11, "policy_rate", "90.7", "196", "216"},
        {12, "births_male", "108", NULL, NULL},
        {13, "births_female", "108", NULL, NULL},
        {14, "sex_ratio", "100", "108", "108"},
        {15, "fee_rate", "88.55", "88550.00", "100000.00"},
        {16, "fee_rate_2y", "91.39", "182780.00", "200000.00"},
        {17, "statisticians", "2", NULL, NULL},
        {17, "village_statisticians", "11", NULL, NULL},
        {17, "full_time", "8", NULL, NULL},
        {17, "part_time", "3", NULL, NULL},
        {18, "checked_records", "32000", NULL, NULL},
        {19, "planned_days", "2", NULL, NULL},
        {19, "days_taken", "20", NULL, NULL},
        {20, "holder_rate", "87.02", "181", "208"},
        {21, "permit_rate", "96.63", "201", "208"},
    };
    struct report *report = summarise(*state);
    int told = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct report_figure *figure = report_lookup(report, rows[i].id);
        assert_non_null(figure);
        if (strcmp(figure->text, rows[i].text) != 0 ||
            figure->state != REPORT_SURE)
            fail_msg("row %d: %s is '%s' (%s), wanted '%s'", rows[i].row,
                     rows[i].id, figure->text,
                     wording_state_code(figure->state), rows[i].text);
        if (rows[i].of != NULL) {
            assert_string_equal(figure->numerator.text, rows[i].of);
            assert_string_equal(figure->denominator.text, rows[i].to);
        }
        told += i == 0 || rows[i].row != rows[i - 1].row;
    }
    assert_int_equal(told, 21);
    /* 53.33% -> 87.02%: the year before stands beside it */
    assert_string_equal(report_lookup(report, "holder_rate")->before.text,
                        "53.33");
    assert_string_equal(report_lookup(report, "holder_rate")->before.period,
                        "2024");
    report_free(&report);
}

static void expect_paragraph(const struct report *report,
                             enum report_language language, const char *want)
{
    char *text = NULL;
    struct fault fault = {{0}};

    assert_int_equal(wording_paragraph(report, language, &text, &fault), ST_OK);
    assert_string_equal(text, want);
    free(text);
}

static void the_first_paragraph_is_word_for_word(void **state)
{
    struct report *report = summarise(*state);

    expect_paragraph(
        report, REPORT_CHINESE,
        "2025年常住人口为23122人，育龄妇女5892人，已婚育龄妇女4452人，"
        "其中无孩妇女165人，一孩妇女1967人，二孩妇女2224人，多孩妇女96人；"
        "2025年全镇常住人口出生216人，其中政策内生育196人，政策外生育20人，"
        "符合政策生育率为90.7%；男孩108人，女孩108人，出生人口性别比100。"
        "当年社会抚养费征兑率88.55%，近二年社会抚养费征兑率91.39%。");
    report_free(&report);
}

static void expect_text(const struct report *report, const char *id,
                        const char *want)
{
    char *text = NULL;
    struct fault fault = {{0}};

    if (report_fill_template(report, id, REPORT_CHINESE, &text, &fault) !=
        ST_OK)
        fail_msg("%s", fault.text);
    assert_string_equal(text, want);
    free(text);
}

/* The fifth document has * for what is left out, the fourth nothing; here no
 * sheet of operations is in the archive. */
static void the_templates_are_filled(void **state)
{
    struct report *report = summarise(*state);

    expect_text(
        report, "basics",
        "至目前，全镇总人口23122人，已婚育龄妇女4452人，其中已婚未育165人，"
        "一孩妇女1967人，二孩及以上2320人。元月以来，全镇总出生216人；"
        "完成四项手术*例，其中结扎*例，上环*例；引流产*例；全镇人口出生率"
        "9.35‰；死亡率6.28‰；出生人口自然增长率3.07‰；二孩出生率44.44％；"
        "出生男女性别比100；全镇已婚育龄妇女总人口比19.25％；"
        "全镇出生人口政策生育率90.7％。");
    expect_text(
        report, "basics-blank",
        "至目前，全镇总人口23122人，已婚育龄妇女4452人，其中已婚未育165人，"
        "一孩妇女1967人，二孩及以上2320人。元月以来，全镇总出生216人；"
        "完成四项手术例，其中结扎例，上环例；引流产例；全镇人口出生率"
        "9.35‰；死亡率6.28‰；出生人口自然增长率3.07‰；二孩出生率44.44％；"
        "出生男女性别比100；全镇已婚育龄妇女总人口比19.25％；"
        "全镇出生人口政策生育率90.7％。");
    report_free(&report);
}

static void an_office_has_texts_of_its_own(void **state)
{
    struct report *report = summarise(*state);
    char *text = NULL;
    struct fault fault = {{0}};

    expect_text(report, "work-report",
                "配备2名统计人员，村级11名；共审核处32000多条，"
                "原计划2个月，20天完成；持证生育率由53.33%提高到87.02%，"
                "上升+33.69个百分点，发证率96.63%（201人／208人）；"
                "出生二百一十六人。{nobody}");
    assert_int_equal(
        report_fill_template(report, "no-such", REPORT_CHINESE, &text, &fault),
        ST_NONE);
    assert_null(text);
    report_free(&report);
}

static void an_empty_archive_leaves_all_blank(void **state)
{
    struct made_archive made;
    struct report *report = NULL;
    struct fault fault = {{0}};
    (void)state;
    made_open(&made);
    assert_int_equal(report_summarise(made.db, "2025", NULL, &report, &fault),
                     ST_OK);
    expect_text(
        report, "basics",
        "至目前，全镇总人口*人，已婚育龄妇女*人，其中已婚未育*人，"
        "一孩妇女*人，二孩及以上*人。元月以来，全镇总出生*人；"
        "完成四项手术*例，其中结扎*例，上环*例；引流产*例；全镇人口出生率"
        "*‰；死亡率*‰；出生人口自然增长率*‰；二孩出生率*％；"
        "出生男女性别比*；全镇已婚育龄妇女总人口比*％；"
        "全镇出生人口政策生育率*％。");
    report_free(&report);
    made_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_statistic_is_as_it_stands_there,
                                        open_township, close_township),
        cmocka_unit_test_setup_teardown(the_first_paragraph_is_word_for_word,
                                        open_township, close_township),
        cmocka_unit_test_setup_teardown(the_templates_are_filled, open_township,
                                        close_township),
        cmocka_unit_test_setup_teardown(an_office_has_texts_of_its_own,
                                        open_township, close_township),
        cmocka_unit_test(an_empty_archive_leaves_all_blank),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
