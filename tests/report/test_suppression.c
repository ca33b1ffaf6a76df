/*
 * An attacker reads the report of a village and tries to find out how many
 * children were born outside of the policy. He knows how the figures hang
 * together and how the program chooses what it hides; he goes through every
 * village there could be and keeps those that would print the same.
 */
#include <jansson.h>
#include <math.h>
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

enum { ORDERS = 3, N_RATES = 5, VILLAGES = 24 };

/* Births of one order. */
struct births {
    int boys, girls, out;
};

/* Per order: births, boys, girls, within, outside; then the same of all. */
enum { F_ALL, F_BOYS, F_GIRLS, F_IN, F_OUT, KINDS };

static const char *const ids[ORDERS + 1][KINDS] = {
    {"births_1", "births_1_male", "births_1_female", "births_1_in_policy",
     "births_1_out_policy"},
    {"births_2", "births_2_male", "births_2_female", "births_2_in_policy",
     "births_2_out_policy"},
    {"births_3", "births_3_male", "births_3_female", "births_3_in_policy",
     "births_3_out_policy"},
    {"births", "births_male", "births_female", "births_in_policy",
     "births_out_policy"},
};

static const struct rate {
    const char *id;
    int of_row, of_kind, to_row, to_kind, decimals;
} rates[N_RATES] = {
    {"policy_rate", 3, F_IN, 3, F_ALL, 1},
    {"sex_ratio", 3, F_BOYS, 3, F_GIRLS, 0},
    {"order_rate_1", 0, F_ALL, 3, F_ALL, 2},
    {"order_rate_2", 1, F_ALL, 3, F_ALL, 2},
    {"order_rate_3", 2, F_ALL, 3, F_ALL, 2},
};

/* ---- what is printed ---- */

struct printed {
    int figure[ORDERS + 1][KINDS]; /* -1: hidden */
    char rate[N_RATES][24];        /* "-": hidden, "": there is none */
};

static const json_t *find_figure(const json_t *all, const char *id)
{
    size_t i;
    json_t *figure;

    json_array_foreach(
        json_object_get(all, "figures"), i,
        figure) if (strcmp(json_string_value(json_object_get(figure, "id")),
                           id) == 0) return figure;
    fail_msg("no figure %s", id);
    return NULL;
}

/* A rate on too few is not printed either; its counts are. */
static bool is_counted(const json_t *figure)
{
    return strcmp(json_string_value(json_object_get(figure, "certainty")),
                  "counted") == 0;
}

static bool is_hidden(const json_t *figure)
{
    return strcmp(json_string_value(json_object_get(figure, "certainty")),
                  "suppressed") == 0;
}

static void take_down(const json_t *all, struct printed *printed)
{
    for (int row = 0; row <= ORDERS; row++)
        for (int kind = 0; kind < KINDS; kind++) {
            const json_t *figure = find_figure(all, ids[row][kind]);
            const char *text =
                json_string_value(json_object_get(figure, "value"));
            assert_true((text == NULL) == is_hidden(figure));
            printed->figure[row][kind] = text != NULL ? atoi(text) : -1;
        }
    for (int i = 0; i < N_RATES; i++) {
        const json_t *figure = find_figure(all, rates[i].id);
        const char *text = json_string_value(json_object_get(figure, "value"));
        snprintf(printed->rate[i], sizeof printed->rate[i], "%s",
                 text != NULL                              ? text
                 : is_hidden(figure) || is_counted(figure) ? "-"
                                                           : "");
    }
}

/* ---- every village there could be ---- */

static void count(const struct births *orders, int all[ORDERS + 1][KINDS])
{
    memset(all, 0, sizeof(int) * (ORDERS + 1) * KINDS);
    for (int i = 0; i < ORDERS; i++) {
        all[i][F_BOYS] = orders[i].boys;
        all[i][F_GIRLS] = orders[i].girls;
        all[i][F_ALL] = orders[i].boys + orders[i].girls;
        all[i][F_OUT] = orders[i].out;
        all[i][F_IN] = all[i][F_ALL] - all[i][F_OUT];
        for (int kind = 0; kind < KINDS; kind++)
            all[ORDERS][kind] += all[i][kind];
    }
}

static void rate_text(const struct rate *rate, int all[ORDERS + 1][KINDS],
                      char *text, size_t size)
{
    long of = all[rate->of_row][rate->of_kind];
    long to = all[rate->to_row][rate->to_kind];
    long scale = lround(pow(10, rate->decimals));

    text[0] = '\0';
    if (to > 0) /* half up */
        snprintf(text, size, "%.*f", rate->decimals,
                 (double)((2 * of * 100 * scale + to) / (2 * to)) /
                     (double)scale);
}

static bool prints_the_same(const struct printed *printed,
                            int all[ORDERS + 1][KINDS], const int *small)
{
    char text[24];

    for (int row = 0; row <= ORDERS; row++)
        for (int kind = 0; kind < KINDS; kind++)
            if (printed->figure[row][kind] >= 0 &&
                printed->figure[row][kind] != all[row][kind])
                return false;
    for (int row = 0; row <= ORDERS; row++)
        if (small[row] != 0 && (all[row][F_OUT] < 1 || all[row][F_OUT] > 4))
            return false;
    for (int i = 0; i < N_RATES; i++) {
        rate_text(&rates[i], all, text, sizeof text);
        if (strcmp(printed->rate[i], "-") != 0 &&
            strcmp(printed->rate[i], text) != 0)
            return false;
    }
    return true;
}

static bool order_fits(const struct printed *printed, int row,
                       struct births one)
{
    const int values[KINDS] = {one.boys + one.girls, one.boys, one.girls,
                               one.boys + one.girls - one.out, one.out};

    for (int kind = 0; kind < KINDS; kind++)
        if (printed->figure[row][kind] >= 0 &&
            printed->figure[row][kind] != values[kind])
            return false;
    return true;
}

struct attack {
    const struct printed *printed;
    const int *small; /* which outsides are from 1 to 4 */
    int least[ORDERS + 1][KINDS], most[ORDERS + 1][KINDS];
    int limit; /* on births in all */
    struct births orders[ORDERS];
    long worlds;
};

static void keep_world(struct attack *attack)
{
    int all[ORDERS + 1][KINDS];

    count(attack->orders, all);
    if (all[ORDERS][F_ALL] > attack->limit ||
        !prints_the_same(attack->printed, all, attack->small))
        return;
    attack->worlds++;
    for (int row = 0; row <= ORDERS; row++)
        for (int kind = 0; kind < KINDS; kind++) {
            if (all[row][kind] < attack->least[row][kind])
                attack->least[row][kind] = all[row][kind];
            if (all[row][kind] > attack->most[row][kind])
                attack->most[row][kind] = all[row][kind];
        }
}

static void try_orders(struct attack *attack, int at)
{
    struct births *one = &attack->orders[at];

    if (at == ORDERS) {
        keep_world(attack);
        return;
    }
    for (one->boys = 0; one->boys <= attack->limit; one->boys++)
        for (one->girls = 0; one->boys + one->girls <= attack->limit;
             one->girls++)
            for (one->out = 0; one->out <= one->boys + one->girls; one->out++)
                if (order_fits(attack->printed, at, *one))
                    try_orders(attack, at + 1);
}

static void attack_figures(const struct printed *printed,
                           int truth[ORDERS + 1][KINDS], const char *village)
{
    int small[ORDERS + 1];
    struct attack attack = {.printed = printed, .small = small};

    for (int row = 0; row <= ORDERS; row++) {
        small[row] = truth[row][F_OUT] >= 1 && truth[row][F_OUT] <= 4;
        if (small[row] != 0)
            assert_int_equal(printed->figure[row][F_OUT], -1);
        for (int kind = 0; kind < KINDS; kind++)
            attack.least[row][kind] = 1000;
    }
    attack.limit = truth[ORDERS][F_ALL] + 2;
    try_orders(&attack, 0);
    assert_true(attack.worlds > 0);
    for (int row = 0; row <= ORDERS; row++)
        for (int kind = 0; kind < KINDS; kind++)
            if (printed->figure[row][kind] < 0 &&
                attack.least[row][kind] == attack.most[row][kind])
                fail_msg("%s: %s is hidden, but can only be %d", village,
                         ids[row][kind], attack.least[row][kind]);
}

/* ---- villages ---- */

/* boys, girls, outside of first, second and later births */
static const struct births made[VILLAGES][ORDERS] = {
    {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}, /* nobody born: nothing to hide */
    {{1, 0, 1}, {0, 0, 0}, {0, 0, 0}}, /* the only child */
    {{2, 1, 0}, {0, 0, 0}, {0, 1, 1}},
    {{2, 1, 0}, {1, 1, 2}, {0, 0, 0}}, /* the part is all of its order */
    {{1, 1, 2}, {1, 0, 1}, {1, 0, 1}}, /* the part is all there is */
    {{3, 2, 1}, {1, 1, 0}, {0, 0, 0}},
    {{2, 2, 1}, {1, 1, 1}, {1, 0, 0}},
    {{2, 2, 0}, {2, 1, 3}, {1, 0, 1}},
    {{0, 0, 0}, {0, 1, 1}, {0, 0, 0}},
    {{4, 3, 0}, {0, 2, 1}, {0, 0, 0}},
    {{1, 1, 1}, {0, 0, 0}, {0, 1, 0}},
    {{3, 3, 5}, {1, 0, 0}, {0, 0, 0}}, /* five may be told */
    {{3, 3, 6}, {1, 0, 1}, {0, 0, 0}},
    {{0, 2, 2}, {2, 0, 2}, {1, 1, 2}},
    {{2, 0, 0}, {0, 2, 0}, {0, 0, 0}},
    {{1, 0, 0}, {1, 0, 1}, {1, 0, 0}},
    {{0, 1, 1}, {0, 1, 0}, {0, 1, 1}},
    {{5, 0, 4}, {0, 0, 0}, {0, 0, 0}},
    {{2, 3, 0}, {1, 1, 0}, {1, 1, 1}},
    {{3, 1, 2}, {2, 2, 3}, {0, 0, 0}},
    {{1, 2, 3}, {0, 0, 0}, {0, 0, 0}},
    {{2, 2, 4}, {1, 1, 2}, {1, 0, 1}},
    {{4, 4, 1}, {0, 0, 0}, {0, 0, 0}},
    {{0, 0, 0}, {0, 0, 0}, {1, 1, 1}},
};

static void village_name(int at, char *name, size_t size)
{
    static const char *const names[VILLAGES] = {
        "东村", "西村", "南村", "北村", "上村", "下村", "前村", "后村",
        "左村", "右村", "山村", "水村", "石村", "林村", "田村", "井村",
        "桥村", "沟村", "坡村", "湾村", "岭村", "塘村", "河村", "湖村"};
    snprintf(name, size, "%s", names[at]);
}

/* One sheet for the year: c7, c10, c13 are those within the policy. */
static void make_township(struct made_archive *archive)
{
    char lines[VILLAGES + 1][256], name[32];
    const char *rows[VILLAGES + 2] = {0};
    struct births sum[ORDERS] = {{0, 0, 0}};

    for (int i = 0; i <= VILLAGES; i++) {
        const struct births *b = i < VILLAGES ? made[i] : sum;
        snprintf(name, sizeof name, "合计");
        if (i < VILLAGES)
            village_name(i, name, sizeof name);
        snprintf(lines[i], sizeof lines[i],
                 "%s 900 900 90 9 %d %d %d %d %d %d %d %d %d 0 9 0 9 9", name,
                 b[0].boys, b[0].girls, b[0].boys + b[0].girls - b[0].out,
                 b[1].boys, b[1].girls, b[1].boys + b[1].girls - b[1].out,
                 b[2].boys, b[2].girls, b[2].boys + b[2].girls - b[2].out);
        for (int k = 0; i < VILLAGES && k < ORDERS; k++) {
            sum[k].boys += b[k].boys;
            sum[k].girls += b[k].girls;
            sum[k].out += b[k].out;
        }
        rows[i] = lines[i];
    }
    made_sheet(archive, "F1S", "清水镇", "2025", rows);
}

/* What stands in a village's cells of births by order, sex and policy, is told
 * under no figure. */
static int check_cells(const json_t *all)
{
    size_t i, j, k;
    json_t *figure, *way, *cell;
    int n = 0;

    json_array_foreach(json_object_get(all, "figures"), i, figure)
        json_array_foreach(json_object_get(figure, "ways"), j, way)
            json_array_foreach(json_object_get(way, "cells"), k, cell)
    {
        int column =
            atoi(json_string_value(json_object_get(cell, "column")) + 1);
        const char *value = json_string_value(json_object_get(cell, "value"));
        const char *row = json_string_value(json_object_get(cell, "row_label"));
        if (column < 5 || column > 14 || strcmp(row, "合计") == 0)
            continue;
        n++;
        assert_string_equal(value, "");
        assert_true(json_is_true(json_object_get(cell, "withheld")));
    }
    return n;
}

/* An office may want rates on whatever number; they tell more. */
static void print_all_rates(const struct made_archive *archive)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/report", archive->folder);
    assert_int_equal(mkdir(path, 0777), 0);
    snprintf(path, sizeof path, "%s/report/own.yaml", archive->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs("few: 1\n", file);
    assert_int_equal(fclose(file), 0);
}

static void attack_all(bool all_rates)
{
    struct made_archive archive;
    int n_hidden = 0;

    made_open(&archive);
    if (all_rates)
        print_all_rates(&archive);
    make_township(&archive);
    for (int i = 0; i < VILLAGES; i++) {
        int truth[ORDERS + 1][KINDS];
        struct printed printed;
        char name[32], *text;
        json_t *all;
        village_name(i, name, sizeof name);
        text = made_render(&archive, name, report_render_json);
        all = json_loads(text, 0, NULL);
        assert_non_null(all);
        take_down(all, &printed);
        count(made[i], truth);
        attack_figures(&printed, truth, name);
        n_hidden += printed.figure[ORDERS][F_OUT] < 0;
        (void)check_cells(all);
        json_decref(all);
        free(text);
    }
    assert_true(n_hidden >= 15);
    made_close(&archive);
}

static void no_village_can_be_solved(void **state)
{
    (void)state;
    attack_all(false);
    attack_all(true);
}

static void noughts_and_large_figures_are_told(void **state)
{
    struct made_archive archive;
    struct printed printed;
    char *text;
    json_t *all;
    (void)state;
    made_open(&archive);
    make_township(&archive);
    text = made_render(&archive, "东村", report_render_json);
    all = json_loads(text, 0, NULL);
    take_down(all, &printed);
    for (int row = 0; row <= ORDERS; row++)
        for (int kind = 0; kind < KINDS; kind++)
            assert_int_equal(printed.figure[row][kind], 0);
    json_decref(all);
    free(text);
    text = made_render(&archive, "水村", report_render_json);
    all = json_loads(text, 0, NULL);
    take_down(all, &printed);
    assert_int_equal(printed.figure[ORDERS][F_OUT], 5);
    assert_int_equal(printed.figure[0][F_OUT], 5);
    json_decref(all);
    free(text);
    made_close(&archive);
}

/* The same in words, on paper and on the screen. */
static void every_form_hides_the_same(void **state)
{
    struct made_archive archive;
    char *text;
    (void)state;
    made_open(&archive);
    make_township(&archive);
    text = made_render(&archive, "北村", report_render_text);
    assert_non_null(strstr(text, "政策外生育［略］"));
    assert_null(strstr(text, "政策外生育2"));
    assert_null(strstr(text, "c10 = 0"));
    free(text);
    text = made_render(&archive, "北村", report_render_html);
    assert_non_null(strstr(text, "<span class=\"suppressed\">"));
    assert_null(strstr(text, "政策外生育2"));
    free(text);
    made_close(&archive);
}

static void the_township_tells_no_village(void **state)
{
    struct made_archive archive;
    char *text;
    json_t *all;
    (void)state;
    made_open(&archive);
    make_township(&archive);
    text = made_render(&archive, NULL, report_render_json);
    all = json_loads(text, 0, NULL);
    assert_true(check_cells(all) > VILLAGES);
    assert_false(is_hidden(find_figure(all, "births_out_policy")));
    json_decref(all);
    free(text);
    made_close(&archive);
}

/* Three of the township were born outside of the policy, and only one village
 * had births: its line would tell whose they are. */
static void a_lone_village_is_not_told_by_the_rest(void **state)
{
    static const char *const rows[] = {
        "东村 900 900 90 9 4 5 6 0 0 0 0 0 0 0 9 0 9 9",
        "西村 900 900 90 9 0 0 0 0 0 0 0 0 0 0 9 0 9 9",
        "合计 900 900 90 9 4 5 6 0 0 0 0 0 0 0 9 0 9 9", NULL};
    struct made_archive archive;
    char *text;
    json_t *all;
    const json_t *village;
    (void)state;
    made_open(&archive);
    made_sheet(&archive, "F1S", "清水镇", "2025", rows);
    text = made_render(&archive, NULL, report_render_json);
    all = json_loads(text, 0, NULL);
    assert_non_null(all);
    village = json_array_get(json_object_get(all, "villages"), 0);
    village = json_object_get(json_object_get(village, "figures"), "births");
    assert_true(json_is_null(json_object_get(village, "value")));
    assert_true(is_hidden(village));
    json_decref(all);
    free(text);
    made_close(&archive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_village_can_be_solved),
        cmocka_unit_test(noughts_and_large_figures_are_told),
        cmocka_unit_test(every_form_hides_the_same),
        cmocka_unit_test(the_township_tells_no_village),
        cmocka_unit_test(a_lone_village_is_not_told_by_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
