#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/chart.h"
#include "report/chart_svg.h"

static const char *const january[] = {
    "东村 100 50 40 10 10 10 10 3 0 0 0", "西村 80 40 30 9 7 7 7 2? 1 0 0",
    "合计 180 90 70 19 17 17 17 5 1 0 0", NULL};
static const char *const february[] = {
    "东村 101 50 40 10 10 10 10 1 0 0 0", "西村 82 41 30 9 7 7 7 3 1 0 0",
    "合计 183 91 70 19 17 17 17 4? 1 0 0", NULL};

static struct report *summarise(struct made_archive *made, const char *unit)
{
    struct report *report = NULL;
    struct fault fault = {{0}};

    if (report_summarise(made->db, "2025", unit, &report, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return report;
}

static const struct chart *find_chart(const struct chart_list *list,
                                      enum chart_kind kind, const char *title)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->charts[i].kind == kind &&
            strcmp(list->charts[i].title, title) == 0)
            return &list->charts[i];
    return NULL;
}

static struct chart_list *list_charts(const struct report *report)
{
    struct chart_list *list = NULL;
    struct fault fault = {{0}};

    assert_int_equal(chart_list_make(report, REPORT_ENGLISH, &list, &fault),
                     ST_OK);
    return list;
}

static void figures_have_their_charts(void **state)
{
    struct made_archive made;
    struct report *report;
    struct chart_list *list;
    const struct chart *chart;

    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-01", january);
    made_sheet(&made, "F5", "清水镇", "2025-02", february);
    report = summarise(&made, NULL);
    list = list_charts(report);
    chart = find_chart(list, CHART_MONTHS, "Births by month");
    assert_non_null(chart);
    assert_int_equal(chart->n, 12);
    assert_string_equal(chart->marks[0].label, "1");
    assert_string_equal(chart->marks[0].key, "births.2025-01");
    assert_true(chart_value(chart->marks[0].figure) == 5);
    assert_int_equal(chart->marks[1].figure->state, REPORT_DOUBTFUL);
    assert_false(chart_shows(chart->marks[2].figure));
    chart = find_chart(list, CHART_SHARES,
                       "Married women aged 15 to 49: shares");
    assert_non_null(chart);
    assert_int_equal(chart->n, 4);
    /* the longest bar on top */
    chart = find_chart(list, CHART_VILLAGES, "Resident population by village");
    assert_non_null(chart);
    assert_string_equal(chart->marks[0].label, "东村");
    assert_string_equal(chart->marks[0].key, "population.v1");
    free(list);
    report_free(&report);
    made_close(&made);
}

/* Of second children two were born outside of policy: no share, no bar, no
 * month tells it, though the township's own report has them. */
static void hidden_figures_have_no_bar(void **state)
{
    static const char *const births[] = {
        "东村 900 900 90 9 9 9 18 9 9 16 3 1 4 0 9 0 9 9",
        "西村 900 900 90 9 9 9 18 9 9 18 3 1 4 0 9 0 9 9",
        "合计 1800 1800 180 18 18 18 36 18 18 34 6 2 8 0 18 0 18 18", NULL};
    struct made_archive made;
    struct report *report;
    struct chart_list *list;

    (void)state;
    made_open(&made);
    made_sheet(&made, "F1S", "清水镇", "2025H1", births);
    made_sheet(&made, "F1S", "清水镇", "2025H2", births);
    report = summarise(&made, "东村");
    assert_int_equal(report_lookup(report, "births_2_out_policy")->state,
                     REPORT_HIDDEN);
    list = list_charts(report);
    for (size_t i = 0; i < list->n; i++)
        for (size_t j = 0; j < list->charts[i].n; j++)
            assert_int_not_equal(list->charts[i].marks[j].figure->state,
                                 REPORT_HIDDEN);
    free(list);
    report_free(&report);
    made_close(&made);
}

/* ---- what is drawn ---- */

static char *draw(const struct chart *chart, struct chart_place *places)
{
    struct fault fault = {{0}};
    char *svg = NULL;

    if (chart_svg(chart, REPORT_ENGLISH, 300, 7, places, &svg, &fault) !=
        ST_OK)
        fail_msg("%s", fault.text);
    return svg;
}

/* Cairo counts its surfaces, also those of drawings before. */
static void forget_count(char *svg)
{
    static const char word[] = "surface";
    size_t n = sizeof word - 1, to = 0;

    for (size_t i = 0; svg[i] != '\0'; i++) {
        svg[to++] = svg[i];
        if (to >= n && memcmp(svg + to - n, word, n) == 0)
            while (svg[i + 1] >= '0' && svg[i + 1] <= '9')
                i++;
    }
    svg[to] = '\0';
}

static struct report_figure made_figure(const struct report_indicator *one,
                                        enum report_state state,
                                        const char *text)
{
    struct report_figure figure = {.indicator = one, .state = state};

    snprintf(figure.text, sizeof figure.text, "%s", text);
    return figure;
}

static void colours_are_the_page_s(void **state)
{
    const struct report_indicator one = {.id = (char *)"births"};
    const struct report_figure sure = made_figure(&one, REPORT_SURE, "12");
    const struct report_figure half = made_figure(&one, REPORT_SURE, "6");
    struct chart chart = {.kind = CHART_VILLAGES, .unit = "", .n = 2};
    struct chart_place places[CHART_MARKS_MAX] = {{0}};
    char *svg;

    (void)state;
    chart.marks[0] = (struct chart_mark){"a", "births.v1", &sure};
    chart.marks[1] = (struct chart_mark){"b", "births.v2", &half};
    svg = draw(&chart, places);
    assert_ptr_equal(strstr(svg, "<svg"), svg);
    assert_non_null(strstr(svg, "var(--chart-1)"));
    assert_non_null(strstr(svg, "var(--chart-ink)"));
    assert_null(strstr(svg, "rgb("));
    /* glyphs of two charts on a page must not be taken for each other */
    assert_non_null(strstr(svg, "id=\"k7-glyph"));
    assert_non_null(strstr(svg, "#k7-glyph"));
    assert_null(strstr(svg, "id=\"glyph"));
    assert_true(places[1].y > places[0].y && places[0].w > 0);
    free(svg);
}

/* The drawing is the same whatever the number is that must not be told. */
static void a_hidden_number_is_not_drawn(void **state)
{
    const struct report_indicator one = {.id = (char *)"births"};
    const enum report_state untold[] = {REPORT_HIDDEN, REPORT_MISSING};
    const struct report_figure sure = made_figure(&one, REPORT_SURE, "12");

    (void)state;
    for (size_t i = 0; i < sizeof untold / sizeof *untold; i++) {
        const struct report_figure two = made_figure(&one, untold[i], "2");
        const struct report_figure four = made_figure(&one, untold[i], "4");
        struct chart chart = {.kind = CHART_MONTHS, .unit = "", .n = 2};
        struct chart_place places[CHART_MARKS_MAX];
        char *first, *second;
        chart.marks[0] = (struct chart_mark){"a", "a", &sure};
        chart.marks[1] = (struct chart_mark){"b", "b", &two};
        first = draw(&chart, places);
        chart.marks[1].figure = &four;
        second = draw(&chart, places);
        forget_count(first);
        forget_count(second);
        assert_string_equal(first, second);
        free(first);
        free(second);
    }
}

/* An office that keeps ages names them so. */
static void ages_make_a_pyramid(void **state)
{
    static char ids[6][16] = {"age_0_male",  "age_0_female", "age_5_male",
                              "age_5_female", "age_10_male", "aged"};
    struct report_indicator indicators[6] = {{0}};
    struct report_figure figures[6];
    struct report_catalogue catalogue = {.indicators = indicators,
                                         .n_indicators = 6};
    struct report report = {.catalogue = &catalogue, .figures = figures,
                            .n_figures = 6};
    struct chart_place places[CHART_MARKS_MAX];
    struct chart_list *list;
    const struct chart *chart;
    char *svg;

    (void)state;
    for (int i = 0; i < 6; i++) {
        indicators[i] = (struct report_indicator){
            .id = ids[i], .zh = ids[i], .en = ids[i], .extra = true};
        figures[i] = made_figure(&indicators[i], REPORT_SURE, "10");
    }
    list = list_charts(&report);
    chart = find_chart(list, CHART_PYRAMID, "Population by age and sex");
    assert_non_null(chart);
    /* who is alone has no bar across */
    assert_int_equal(chart->n, 4);
    assert_string_equal(chart->marks[3].key, "age_5_female");
    svg = draw(chart, places);
    assert_true(places[0].x < places[1].x && places[0].y > places[2].y);
    free(svg);
    free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_have_their_charts),
        cmocka_unit_test(hidden_figures_have_no_bar),
        cmocka_unit_test(colours_are_the_page_s),
        cmocka_unit_test(a_hidden_number_is_not_drawn),
        cmocka_unit_test(ages_make_a_pyramid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
