/* The office's sheets beside the summary. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/table.h"

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

/* The table of that period as CSV; free(). */
static char *make(struct made_archive *made, const char *id, const char *period,
                  const char *unit)
{
    struct report *report = NULL;
    struct report_table table;
    struct fault fault = {{0}};
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    if (report_summarise(made->db, period, unit, &report, &fault) != ST_OK ||
        report_make_table(report, id, REPORT_CHINESE, &table, &fault) !=
            ST_OK ||
        report_csv_table(&table, out, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    fclose(out);
    assert_non_null(table.title);
    report_table_clear(&table);
    report_free(&report);
    return text;
}

static void expect_line(const char *text, const char *line)
{
    char wanted[512];

    snprintf(wanted, sizeof wanted, "\n%s\n", line);
    if (strstr(text, wanted) == NULL)
        fail_msg("no line '%s' in:\n%s", line, text);
}

static const char *const f5_two[] = {
    "东村 103 50 40 10 10 10 10 3 1 0 0", "西村 207 50 40 10 10 10 10 7 2 0 0",
    "合计 310 100 80 20 20 20 20 10 3 0 0", NULL};

/* Deadline is the 5th of the month after. */
static void returns_are_in_late_or_missing(void **state)
{
    struct made_archive *made = *state;
    char *text;

    made->date = "2025-02-05";
    made_sheet(made, "F5", "清水镇", "2025-01", f5_two);
    made->date = "2025-03-06";
    made_sheet(made, "F5", "清水镇", "2025-02", f5_two);
    made->date = "2025-03-02";
    made_sheet(made, "F5", "清水镇", "2025-02", f5_two);
    made->date = NULL;
    made_sheet(made, "F5", "清水镇", "2025-03", f5_two);
    made->date = "2025-06-30";
    made_sheet(made, "F5", "清水镇", "2025-05", f5_two);
    text = make(made, "returns", "2025H1", NULL);
    /* of two copies the earlier one was in time */
    expect_line(text, "F5 人口计生基本情况一览表,清水镇,01 in,02 in ×2,"
                      "\"03 in, undated\",04 missing,05 late,06 missing");
    free(text);
    /* and as figures */
    {
        struct report *report = NULL;
        struct fault fault = {{0}};
        assert_int_equal(
            report_summarise(made->db, "2025H1", NULL, &report, &fault), ST_OK);
        assert_string_equal(report_lookup(report, "returns_expected")->text,
                            "6");
        assert_string_equal(report_lookup(report, "returns_in")->text, "4");
        assert_string_equal(report_lookup(report, "returns_in_time")->text,
                            "2");
        assert_string_equal(report_lookup(report, "timeliness")->text, "33.33");
        assert_string_equal(report_lookup(report, "completeness")->text,
                            "66.67");
        report_free(&report);
    }
}

static const char *const slips_east[] = {"一组 _ _ _ 1 _ 男 2025-01-03 政策内",
                                         "一组 _ _ _ 2 _ 女 2025-01-09 政策内",
                                         NULL};
static const char *const slips_west[] = {"一组 _ _ _ 1 _ 女 2025-01-20 政策内",
                                         NULL};

/* A village that sent no slips is missing, not without births. */
static void each_village_owes_its_slips(void **state)
{
    struct made_archive *made = *state;
    char *text;

    made_sheet(made, "F5", "清水镇", "2025-01", f5_two);
    made->date = "2025-02-03";
    made_sheet(made, "F7-2", "清水镇东村", "2025-01", slips_east);
    made->date = NULL;
    text = make(made, "returns", "2025-01", NULL);
    expect_line(text, "F7-2 人口动态信息报告单〈二〉,东村,01 in");
    expect_line(text, "F7-2 人口动态信息报告单〈二〉,西村,01 missing");
    free(text);
    text = make(made, "close", "2025-01", NULL);
    assert_null(strstr(text, "台帐出生＝报告单,3"));
    free(text);
    made_sheet(made, "F7-2", "清水镇西村", "2025-01", slips_west);
    text = make(made, "returns", "2025-01", NULL);
    expect_line(text, "F7-2 人口动态信息报告单〈二〉,西村,\"01 in, undated\"");
    free(text);
}

static const char *const ledger_east[] = {
    "1 100 1 1 1 2 0 103 50 40 10 10 10 10 0 0",
    "2 103 0 0 0 0 0 103 50 40 10 10 10 10 1 0",
    "合计 100 1 1 1 2 0 103 50 40 10 10 10 10 1 0", NULL};
static const char *const ledger_west[] = {
    "1 204 0 2 0 1 0 207 50 40 10 10 10 10 0 0",
    "2 207 0 0 0 0 0 207 50 40 10 10 10 10 0 0",
    "合计 204 0 2 0 1 0 207 50 40 10 10 10 10 0 0", NULL};
static const char *const ledger_off[] = {
    "1 204 0 2 0 1 0 209 50 40 10 10 10 10 0 0",
    "2 209 0 0 0 0 0 209 50 40 10 10 10 10 0 0",
    "合计 204 0 2 0 1 0 209 50 40 10 10 10 10 0 0", NULL};
static const char *const f5_january[] = {
    "东村 103 50 40 10 10 10 10 2 1 0 0", "西村 207 50 40 10 10 10 10 2 0 0 0",
    "合计 310 100 80 20 20 20 20 4 1 0 0", NULL};

static void a_month_closes_when_all_agrees(void **state)
{
    struct made_archive *made = *state;
    char *text;

    made_sheet(made, "F5", "清水镇", "2025-01", f5_january);
    made_sheet(made, "F8", "清水镇东村", "2025", ledger_east);
    made_sheet(made, "F8", "清水镇西村", "2025", ledger_west);
    text = make(made, "close", "2025-01", NULL);
    expect_line(text,
                "人口变动清,期末＝期初＋出生－死亡＋迁入－迁出,310,310,agrees");
    expect_line(text, ",期初＝上期期末,304,—,nothing to compare");
    expect_line(text, ",台帐出生＝月报,4,4,agrees");
    expect_line(text, "台帐与实际相符,台帐期末人口＝月报人口,310,310,agrees");
    expect_line(text, ",台帐死亡＝月报死亡,1,1,agrees");
    free(text);
    /* the second month begins as the first one ended */
    text = make(made, "close", "2025-02", NULL);
    expect_line(text, ",期初＝上期期末,310,310,agrees");
    free(text);
    /* and the same of one village */
    text = make(made, "close", "2025-01", "东村");
    expect_line(text,
                "人口变动清,期末＝期初＋出生－死亡＋迁入－迁出,103,103,agrees");
    expect_line(text, "台帐与实际相符,台帐期末人口＝月报人口,103,103,agrees");
    free(text);
}

static void a_wrong_ledger_keeps_it_open(void **state)
{
    struct made_archive *made = *state;
    char *text;

    made_sheet(made, "F5", "清水镇", "2025-01", f5_january);
    made_sheet(made, "F8", "清水镇东村", "2025", ledger_east);
    made_sheet(made, "F8", "清水镇西村", "2025", ledger_off);
    text = make(made, "close", "2025-01", NULL);
    expect_line(
        text, "人口变动清,期末＝期初＋出生－死亡＋迁入－迁出,312,310,DIFFERS");
    expect_line(text, "台帐与实际相符,台帐期末人口＝月报人口,312,310,DIFFERS");
    free(text);
    text = make(made, "ledgers", "2025-01", NULL);
    expect_line(text, "西村,常住人口,207,209,DIFFERS");
    expect_line(text, "东村,常住人口,103,103,agrees");
    free(text);
}

static const char *const cards_counted[] = {
    "东村 48 3 0 1 0 50 40", "西村 51 0 1 1 0 49 40",
    "合计 99 3 1 2 0 99 80", NULL};

/* 每个育龄妇女一张卡片: a card too few is seen beside ledger and report. */
static void cards_are_held_against_the_ledger(void **state)
{
    struct made_archive *made = *state;
    char *text;

    made_sheet(made, "F5", "清水镇", "2025-01", f5_january);
    made_sheet(made, "F8", "清水镇东村", "2025", ledger_east);
    made_sheet(made, "F8", "清水镇西村", "2025", ledger_west);
    made_sheet(made, "F9", "清水镇", "2025-01", cards_counted);
    text = make(made, "close", "2025-01", NULL);
    expect_line(text, ",在用卡片＝台帐育龄妇女,99,100,DIFFERS");
    expect_line(text, ",已婚卡片＝台帐已婚育龄妇女,80,80,agrees");
    free(text);
    text = make(made, "close", "2025-01", "东村");
    expect_line(text, ",在用卡片＝台帐育龄妇女,50,50,agrees");
    free(text);
    text = make(made, "ledgers", "2025-01", NULL);
    expect_line(text, "东村,育龄妇女,50,50,50,agrees");
    expect_line(text, "西村,育龄妇女,50,50,49,DIFFERS");
    expect_line(text, "西村,已婚育龄妇女,40,40,40,agrees");
    free(text);
}

static const char *const papers_good[] = {
    "台帐 齐全 合格 0 张三 李四 2025-12-20",
    "卡片 一人一卡 合格 1 张三 李四 2025-12-20", NULL};
static const char *const papers_bad[] = {"台帐 齐全 合格 0 张三 _ 2025-12-20",
                                         "卡片 一人一卡 不合格 2 张三 _ _",
                                         NULL};

static void ledgers_are_accepted_item_by_item(void **state)
{
    struct made_archive *made = *state;
    char *text;

    made_close(made);
    made_open_keeping(made, true);
    made_sheet(made, "F5", "清水镇", "2025-12", f5_two);
    made_sheet(made, "T4", "东村", "2025", papers_good);
    text = make(made, "acceptance", "2025", NULL);
    expect_line(text, "东村,卡片,合格,1,signed,signed,2025-12-20");
    expect_line(text, "东村,all items,accepted,2/2,,,");
    expect_line(text, "西村,all items,missing,,,,");
    free(text);
    made_sheet(made, "T4", "西村", "2025", papers_bad);
    text = make(made, "acceptance", "2025", NULL);
    expect_line(text, "西村,台帐,合格,0,signed,not signed,2025-12-20");
    expect_line(text, "西村,all items,to be put in order,1/2,,,");
    free(text);
}

/* Names are not transcribed; that somebody signed then stands on the paper. */
static void signatures_may_not_be_transcribed(void **state)
{
    struct made_archive *made = *state;
    char *text;

    made_sheet(made, "F5", "清水镇", "2025-12", f5_two);
    made_sheet(made, "T4", "东村", "2025", papers_good);
    text = make(made, "acceptance", "2025", NULL);
    assert_null(strstr(text, "张三"));
    expect_line(text, "东村,台帐,合格,0,not transcribed,not transcribed,"
                      "2025-12-20");
    expect_line(
        text, "东村,all items,passed; signatures stand on the original,2/2,,,");
    free(text);
}

static const char *const f5_doubt[] = {"东村 103? 50 40? 10 10 10 10 3 1 0 0",
                                       "西村 207 50 40 10 10 10 10 7 2 0 0",
                                       "合计 310 100? 80 20 20 20 20 10 3 0 0",
                                       NULL};

static void work_is_listed_by_form_and_village(void **state)
{
    struct made_archive *made = *state;
    char *text;

    made_sheet(made, "F5", "清水镇", "2025-12", f5_doubt);
    made_sheet(made, "F5", "清水镇", "2024-12", f5_doubt);
    text = make(made, "work", "2025", NULL);
    expect_line(text, "F5 人口计生基本情况一览表,东村,2,,,");
    expect_line(text, "F5 人口计生基本情况一览表,清水镇,1,,,");
    assert_null(strstr(text, "西村"));
    free(text);
}

static void figures_stand_beside_other_periods(void **state)
{
    struct made_archive *made = *state;
    char *text;

    made_sheet(made, "F5", "清水镇", "2024-01", f5_doubt);
    made_sheet(made, "F5", "清水镇", "2024-12", f5_two);
    made_sheet(made, "F5", "清水镇", "2025-01", f5_january);
    text = make(made, "compare", "2025-01", NULL);
    expect_line(text, "出生,4,10,-6人,10,-6人");
    expect_line(text, "育龄妇女,100,100,0人,100,0人");
    free(text);
    /* of a year both are one, and 2023 has nothing */
    text = make(made, "compare", "2025", NULL);
    assert_ptr_equal(strstr(text, "figure,now,2024年,change\n"), text);
    free(text);
    text = make(made, "compare", "2024", NULL);
    assert_string_equal(text, "figure,now,2023年,change\n");
    free(text);
}

static void tables_have_other_forms_too(void **state)
{
    struct made_archive *made = *state;
    struct report *report = NULL;
    struct report_table table;
    struct fault fault = {{0}};
    char *text = NULL;
    size_t size;
    FILE *out;

    made_sheet(made, "F5", "清水镇", "2025-12", f5_doubt);
    assert_int_equal(report_summarise(made->db, "2025", NULL, &report, &fault),
                     ST_OK);
    for (size_t i = 0; REPORT_TABLES[i] != NULL; i++) {
        assert_int_equal(report_make_table(report, REPORT_TABLES[i],
                                           REPORT_CHINESE, &table, &fault),
                         ST_OK);
        out = open_memstream(&text, &size);
        assert_int_equal(report_print_table(&table, out, &fault), ST_OK);
        assert_int_equal(report_json_table(&table, out, &fault), ST_OK);
        fclose(out);
        assert_non_null(strstr(text, table.title));
        free(text);
        report_table_clear(&table);
    }
    assert_int_equal(
        report_make_table(report, "persons", REPORT_CHINESE, &table, &fault),
        ST_NONE);
    report_table_clear(&table);
    report_free(&report);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_made, close_made)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(returns_are_in_late_or_missing),
        TEST(each_village_owes_its_slips),
        TEST(a_month_closes_when_all_agrees),
        TEST(a_wrong_ledger_keeps_it_open),
        TEST(cards_are_held_against_the_ledger),
        TEST(ledgers_are_accepted_item_by_item),
        TEST(signatures_may_not_be_transcribed),
        TEST(work_is_listed_by_form_and_village),
        TEST(figures_stand_beside_other_periods),
        TEST(tables_have_other_forms_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
