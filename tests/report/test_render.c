#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/finding_words.h"
#include "report/render.h"
#include "report/width.h"
#include "report/wording.h"

static const json_t *find_figure(const json_t *all, const char *id)
{
    const json_t *figures = json_object_get(all, "figures");
    size_t i;
    json_t *figure;

    json_array_foreach (figures, i, figure)
        if (strcmp(json_string_value(json_object_get(figure, "id")), id) == 0)
            return figure;
    fail_msg("no figure %s", id);
    return NULL;
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "(none)";
}

static void json_leads_to_the_ink(void **state)
{
    struct made_archive made;
    char *text;
    json_t *all;
    const json_t *figure, *way, *cell;
    (void)state;
    made_open(&made);
    made_golden(&made, NULL);
    text = made_render(&made, NULL, report_render_json);
    all = json_loads(text, 0, NULL);
    assert_non_null(all);
    assert_string_equal(text_of(all, "period"), "2025");
    assert_string_equal(text_of(all, "unit"), "清水镇");
    figure = find_figure(all, "policy_rate");
    assert_string_equal(text_of(figure, "value"), "90.7");
    assert_string_equal(text_of(figure, "certainty"), "sure");
    assert_string_equal(text_of(figure, "numerator"), "births_in_policy");
    assert_string_equal(text_of(figure, "denominator"), "births");
    figure = find_figure(all, "population");
    way = json_array_get(json_object_get(figure, "ways"), 0);
    assert_true(json_is_true(json_object_get(way, "chosen")));
    cell = json_array_get(json_object_get(way, "cells"), 0);
    assert_string_equal(text_of(cell, "source"), "page1.png");
    assert_string_equal(text_of(cell, "form"), "F5");
    assert_string_equal(text_of(cell, "period"), "2025-12");
    assert_string_equal(text_of(cell, "column"), "c1");
    assert_string_equal(text_of(cell, "value"), "23122");
    assert_string_equal(text_of(cell, "status"), "accepted");
    assert_int_equal(json_integer_value(json_array_get(
                         json_object_get(cell, "box"), 1)),
                     120);
    figure = find_figure(all, "fee_rate");
    assert_true(json_is_null(json_object_get(figure, "value")));
    assert_string_equal(text_of(figure, "certainty"), "missing");
    json_decref(all);
    free(text);
    made_close(&made);
}

static const char *const few_outside[] = {
    "西村 900 900 90 9 9 9 17 9 9 16 3 1 4 2 9 0 9 9",
    "合计 900 900 90 9 9 9 17 9 9 16 3 1 4 2 9 0 9 9", NULL};

static void hidden_figures_are_told_nowhere(void **state)
{
    struct made_archive made;
    char *text;
    json_t *all;
    const json_t *figure;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F1S", "清水镇", "2025", few_outside);
    text = made_render(&made, "西村", report_render_json);
    all = json_loads(text, 0, NULL);
    figure = find_figure(all, "births_out_policy");
    assert_string_equal(text_of(figure, "certainty"), "suppressed");
    assert_true(json_is_null(json_object_get(figure, "value")));
    assert_int_equal(json_array_size(json_object_get(figure, "ways")), 0);
    json_decref(all);
    free(text);
    text = made_render(&made, "西村", report_render_text);
    assert_non_null(strstr(text, "政策内生育［略］，政策外生育［略］"));
    assert_null(strstr(text, "政策外生育3"));
    free(text);
    made_close(&made);
}

static void text_marks_what_is_doubtful(void **state)
{
    static const char *const rows[] = {
        "东村 100 50? 40 10 10 10 10 0 0 0 0",
        "合计 100 50? 40 10 10 10 10 0 0 0 0", NULL};
    struct made_archive made;
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-12", rows);
    text = made_render(&made, NULL, report_render_text);
    assert_non_null(strstr(text, "育龄妇女50人【待核】，已婚育龄妇女40人，"));
    assert_non_null(strstr(text, "50 ?"));
    assert_non_null(strstr(text, "page1.png page 1, row 2 (合计), 期末育龄妇女 c2 = 50"));
    assert_non_null(strstr(text, "T2"));
    free(text);
    made_close(&made);
}

static void html_is_whole_and_escaped(void **state)
{
    static const char *const rows[] = {
        "<b>村 100 50 40 10 10 10 10 0 0 0 0",
        "合计 100 50 40 10 10 10 10 0 0 0 0", NULL};
    struct made_archive made;
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水&镇", "2025-12", rows);
    text = made_render(&made, NULL, report_render_html);
    assert_non_null(strstr(text, "<h1>清水&amp;镇</h1>"));
    assert_non_null(strstr(text, "&lt;b&gt;村"));
    assert_null(strstr(text, "<b>村"));
    assert_non_null(strstr(text, "</html>"));
    assert_null(strstr(text, "src="));
    free(text);
    made_close(&made);
}

/* What other sheets say about a figure stands beside it in both. */
static void both_reports_say_who_agrees(void **state)
{
    static const char *const f3[] = {
        "东村 51 41 10 10 0 0 0 0 0 10 0 0 0 0 0 0 11 0 0 0 0",
        "合计 51 41 10 10 0 0 0 0 0 10 0 0 0 0 0 0 11 0 0 0 0", NULL};
    static const char *const f5[] = {"东村 100 50 40 10 10 10 10 0 0 0 0",
                                     "合计 100 50 40 10 10 10 10 0 0 0 0",
                                     NULL};
    static const char *const said[] = {
        "F5 2025-12, total row, 期末已婚育龄妇女·合计 c3, 1 other agrees, 2 "
        "others DIFFER",
        "F5 2025-12, total row, 期末已婚育龄妇女·0孩 c4, 3 others agree"};
    struct made_archive made;
    char *text, *html;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-12", f5);
    made_sheet(&made, "F3", "清水镇", "2025", f3);
    text = made_render(&made, NULL, report_render_text);
    html = made_render(&made, NULL, report_render_html);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        assert_non_null(strstr(text, said[i]));
        assert_non_null(strstr(html, said[i]));
    }
    free(text);
    free(html);
    made_close(&made);
}

/* People read what is printed above a column, machines its code. */
static void a_way_is_told_in_words_and_by_code(void **state)
{
    static const char *const rows[] = {"东村 100 50 40 10 10 10 10 0 0 0 0",
                                       "合计 100 50 40 10 10 10 10 0 0 0 0",
                                       NULL};
    struct made_archive made;
    char *json, *csv;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-12", rows);
    json = made_render(&made, NULL, report_render_json);
    csv = made_render(&made, NULL, report_render_csv);
    assert_non_null(strstr(json, "\"way\": \"F5 2025-12, total row, c2\""));
    assert_non_null(
        strstr(json, "\"label\": \"F5 2025-12, total row, 期末育龄妇女 c2\""));
    assert_non_null(strstr(csv, "\"F5 2025-12, total row, c2\""));
    free(json);
    free(csv);
    made_close(&made);
}

/* A page with the cells of each of a county's villages would open no more. */
static void many_villages_have_their_cells_elsewhere(void **state)
{
    enum { MANY = 151 };
    char rows[MANY + 1][64];
    const char *list[MANY + 2];
    struct made_archive made;
    char *html;
    (void)state;
    for (int i = 0; i < MANY; i++) {
        snprintf(rows[i], sizeof rows[i], "第%d村 10 5 4 1 1 1 1 0 0 0 0", i + 1);
        list[i] = rows[i];
    }
    snprintf(rows[MANY], sizeof rows[MANY],
             "合计 1510 755 604 151 151 151 151 0 0 0 0");
    list[MANY] = rows[MANY];
    list[MANY + 1] = NULL;
    made_open(&made);
    made_sheet(&made, "F5", "清水县", "2025-12", list);
    html = made_render(&made, NULL, report_render_html);
    assert_non_null(strstr(html, "id=\"f-population.v151\""));
    assert_non_null(strstr(html, "its cells are in the report of 第151村"));
    assert_null(strstr(html, "(第151村)"));
    assert_non_null(strstr(html, "(合计)"));
    free(html);
    html = made_render(&made, "第151村", report_render_html);
    assert_non_null(strstr(html, "(第151村)"));
    assert_null(strstr(html, "its cells are in the report of"));
    free(html);
    made_close(&made);
}

static void chinese_takes_two_columns(void **state)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    (void)state;
    assert_int_equal(report_text_width("人口ab"), 6);
    report_print_padded(out, "人口", 6);
    report_print_right(out, "人", 4);
    report_print_wrapped(out, "出生216人【待核】，其中", 0, 16);
    fclose(out);
    assert_string_equal(text, "人口    人出生\n216人【待核】，\n其中\n");
    free(text);
}

static void findings_are_told_in_words(void **state)
{
    static const struct {
        const char *check, *law, *en, *zh;
        bool sides;
    } rows[] = {
        {"A1", "total of c6", "total of 期末已婚育龄妇女·2孩 c6",
         "total of 期末已婚育龄妇女·2孩 c6", true},
        {"A2", "c6 = c7 + c8",
         "期末已婚育龄妇女·2孩 c6 = 多孩 c7 + 本月出生 c8",
         "期末已婚育龄妇女·2孩 c6 = 多孩 c7 + 本月出生 c8", true},
        {"B1", "c1 = last F8.c7", "期末常住人口 c1 = last 期末人口 F8.c7",
         "期末常住人口 c1 = last 期末人口 F8.c7", true},
        {"D4", "period 2025-04", "header and figures disagree",
         "表头与各数不符", false},
        {"P1", "ink at 342,1320 41x33", "ink that belongs to no cell",
         "格间有字迹", false},
        {"P4", "parts of one table", "the parts of a table follow",
         "续表各页相连", false},
    };
    char text[WORDING_MAX];
    struct form_catalogue forms = {0};
    struct fault fault;

    (void)state;
    assert_int_equal(form_catalogue_load(NULL, &forms, &fault), ST_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct db_finding one = {.severity = FINDING_ERROR, .form = "F5"};
        snprintf(one.check, sizeof one.check, "%s", rows[i].check);
        snprintf(one.law, sizeof one.law, "%s", rows[i].law);
        assert_int_equal(finding_has_sides(&one), rows[i].sides);
        finding_law_words(&forms, &one, REPORT_ENGLISH, text, sizeof text);
        assert_string_equal(text, rows[i].en);
        finding_law_words(&forms, &one, REPORT_CHINESE, text, sizeof text);
        assert_string_equal(text, rows[i].zh);
    }
    form_catalogue_clear(&forms);
}

static void a_mean_is_of_both_together(void **state)
{
    static const char *const rows[] = {
        "东村 100 106 40 9 3 4 7 0 0 0 0 0 0 0 0 0 0 0",
        "合计 100 106 40 9 3 4 7 0 0 0 0 0 0 0 0 0 0 0", NULL};
    struct made_archive made;
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F1S", "清水镇", "2025", rows);
    text = made_render(&made, NULL, report_render_text);
    assert_non_null(strstr(text, "(期初人口 + 常住人口) ÷ 2"));
    free(text);
    made_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_leads_to_the_ink),
        cmocka_unit_test(hidden_figures_are_told_nowhere),
        cmocka_unit_test(text_marks_what_is_doubtful),
        cmocka_unit_test(html_is_whole_and_escaped),
        cmocka_unit_test(both_reports_say_who_agrees),
        cmocka_unit_test(a_way_is_told_in_words_and_by_code),
        cmocka_unit_test(many_villages_have_their_cells_elsewhere),
        cmocka_unit_test(findings_are_told_in_words),
        cmocka_unit_test(a_mean_is_of_both_together),
        cmocka_unit_test(chinese_takes_two_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
