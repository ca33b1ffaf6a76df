/*
 * An attacker has the township's report and the reports of all its villages. He
 * knows how the figures add up and solves for those that are hidden: by linear
 * algebra, and by what is left to numbers that cannot be less than nought. And
 * he lays reports on parts of the year beside the year's.
 */
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
#include "report/render.h"

enum { VILLAGES = 8, UNITS = VILLAGES + 1, ORDERS = 4, KINDS = 5 };
enum { ALL, BOYS, GIRLS, IN, OUT };
enum { VARIABLES = UNITS * ORDERS * KINDS, EQUATIONS = 4096 };
static const int64_t PRIME = 1000000007;

static const char *const ids[ORDERS][KINDS] = {
    {"births_1", "births_1_male", "births_1_female", "births_1_in_policy",
     "births_1_out_policy"},
    {"births_2", "births_2_male", "births_2_female", "births_2_in_policy",
     "births_2_out_policy"},
    {"births_3", "births_3_male", "births_3_female", "births_3_in_policy",
     "births_3_out_policy"},
    {"births", "births_male", "births_female", "births_in_policy",
     "births_out_policy"}};
static const char *const names[VILLAGES] = {"东村", "西村", "南村", "北村",
                                            "上村", "下村", "前村", "后村"};

/* boys, girls, outside of first, second and later births */
struct births {
    int boys, girls, out;
};
static const struct births townships[][VILLAGES][ORDERS - 1] = {
    /* one small figure in a column of noughts and large ones */
    {{{9, 8, 2}, {5, 5, 0}, {0, 0, 0}},
     {{9, 9, 6}, {6, 6, 0}, {1, 1, 0}},
     {{8, 8, 0}, {5, 5, 0}, {0, 0, 0}},
     {{9, 9, 0}, {5, 5, 0}, {0, 1, 0}},
     {{7, 7, 0}, {5, 5, 5}, {0, 0, 0}},
     {{9, 8, 0}, {5, 5, 0}, {0, 0, 0}},
     {{9, 6, 0}, {5, 5, 0}, {2, 2, 0}},
     {{9, 8, 0}, {5, 5, 0}, {0, 0, 0}}},
    /* many, in all orders */
    {{{3, 2, 1}, {2, 2, 1}, {1, 0, 0}},
     {{4, 4, 0}, {3, 1, 3}, {1, 1, 1}},
     {{2, 5, 2}, {2, 2, 0}, {0, 0, 0}},
     {{6, 6, 5}, {4, 2, 0}, {0, 2, 2}},
     {{1, 1, 0}, {0, 1, 1}, {0, 0, 0}},
     {{5, 4, 0}, {1, 2, 0}, {1, 2, 3}},
     {{3, 3, 6}, {3, 3, 6}, {0, 1, 0}},
     {{2, 2, 0}, {2, 1, 2}, {0, 0, 0}}},
    /* a chain: each line and each column has two of them */
    {{{9, 9, 1}, {9, 9, 2}, {9, 9, 0}},
     {{9, 9, 0}, {9, 9, 3}, {9, 9, 1}},
     {{9, 9, 2}, {9, 9, 0}, {9, 9, 4}},
     {{9, 9, 9}, {9, 9, 9}, {9, 9, 9}},
     {{9, 9, 0}, {9, 9, 0}, {9, 9, 0}},
     {{9, 9, 7}, {9, 9, 0}, {9, 9, 0}},
     {{9, 9, 0}, {9, 9, 8}, {9, 9, 0}},
     {{9, 9, 0}, {9, 9, 0}, {9, 9, 5}}},
};

/* ---- the archive ---- */

static void write_row(const char *name, const struct births *b, char *line,
                      size_t size)
{
    snprintf(line, size, "%s 900 900 90 9 %d %d %d %d %d %d %d %d %d 0 9 0 9 9",
             name, b[0].boys, b[0].girls, b[0].boys + b[0].girls - b[0].out,
             b[1].boys, b[1].girls, b[1].boys + b[1].girls - b[1].out,
             b[2].boys, b[2].girls, b[2].boys + b[2].girls - b[2].out);
}

static void make_township(struct made_archive *made,
                          const struct births (*villages)[ORDERS - 1],
                          const char *period)
{
    char lines[UNITS][256];
    const char *rows[UNITS + 1] = {0};
    struct births sum[ORDERS - 1] = {{0, 0, 0}};

    for (int i = 0; i < VILLAGES; i++) {
        write_row(names[i], villages[i], lines[i], sizeof lines[i]);
        rows[i] = lines[i];
        for (int k = 0; k < ORDERS - 1; k++) {
            sum[k].boys += villages[i][k].boys;
            sum[k].girls += villages[i][k].girls;
            sum[k].out += villages[i][k].out;
        }
    }
    write_row("合计", sum, lines[VILLAGES], sizeof lines[VILLAGES]);
    rows[VILLAGES] = lines[VILLAGES];
    made_sheet(made, "F1S", "清水镇", period, rows);
}

/* ---- what is printed ---- */

struct printed {
    int value[UNITS][ORDERS][KINDS]; /* -1: hidden; the last unit is the
                                        township */
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

static void take_down(struct made_archive *made, int unit,
                      struct printed *printed)
{
    char *text = made_render(made, unit < VILLAGES ? names[unit] : "清水镇",
                             report_render_json);
    json_t *all = json_loads(text, 0, NULL);

    assert_non_null(all);
    for (int i = 0; i < ORDERS; i++)
        for (int k = 0; k < KINDS; k++) {
            const char *value = json_string_value(
                json_object_get(find_figure(all, ids[i][k]), "value"));
            printed->value[unit][i][k] = value != NULL ? atoi(value) : -1;
        }
    json_decref(all);
    free(text);
}

/* ---- what adds up ---- */

struct system {
    const struct printed *printed;
    int64_t (*rows)[VARIABLES + 1]; /* the last one: what it comes to */
    int n;
};

static int at(int unit, int order, int kind)
{
    return (unit * ORDERS + order) * KINDS + kind;
}

/* Known values go to the other side. */
static void add_term(struct system *all, int unit, int order, int kind,
                     int factor)
{
    int value = all->printed->value[unit][order][kind];

    if (value < 0)
        all->rows[all->n][at(unit, order, kind)] += factor;
    else
        all->rows[all->n][VARIABLES] -= factor * value;
}

static void end_equation(struct system *all)
{
    for (int i = 0; i < VARIABLES; i++)
        if (all->rows[all->n][i] != 0) {
            all->n++;
            assert_true(all->n < EQUATIONS);
            return;
        }
    /* all of it is printed: it must hold */
    assert_int_equal(all->rows[all->n][VARIABLES], 0);
}

static void write_equations(struct system *all)
{
    for (int unit = 0; unit < UNITS; unit++) {
        for (int i = 0; i < ORDERS; i++)
            for (int kind = BOYS; kind <= IN; kind += 2) {
                add_term(all, unit, i, ALL, 1);
                add_term(all, unit, i, kind, -1);
                add_term(all, unit, i, kind + 1, -1);
                end_equation(all);
            }
        for (int kind = 0; kind < KINDS; kind++) {
            for (int i = 0; i < ORDERS; i++)
                add_term(all, unit, i, kind, i == ORDERS - 1 ? -1 : 1);
            end_equation(all);
        }
    }
    for (int i = 0; i < ORDERS; i++)
        for (int kind = 0; kind < KINDS; kind++) {
            for (int unit = 0; unit < UNITS; unit++)
                add_term(all, unit, i, kind, unit == VILLAGES ? -1 : 1);
            end_equation(all);
        }
}

/* ---- linear algebra, modulo a prime ---- */

static int64_t power(int64_t base, int64_t exponent)
{
    int64_t result = 1;

    for (base = (base % PRIME + PRIME) % PRIME; exponent > 0; exponent /= 2) {
        if (exponent % 2 == 1)
            result = result * base % PRIME;
        base = base * base % PRIME;
    }
    return result;
}

static void eliminate(struct system *all, int pivot, int column)
{
    int64_t inverse = power(all->rows[pivot][column], PRIME - 2);

    for (int i = 0; i <= VARIABLES; i++)
        all->rows[pivot][i] = all->rows[pivot][i] * inverse % PRIME;
    for (int row = 0; row < all->n; row++) {
        int64_t factor = all->rows[row][column];
        for (int i = 0; row != pivot && factor != 0 && i <= VARIABLES; i++)
            all->rows[row][i] = (all->rows[row][i] -
                                 factor * all->rows[pivot][i] % PRIME + PRIME) %
                                PRIME;
    }
}

/* A row with one variable says what that one is. */
static void find_solved(struct system *all, bool *solved)
{
    int pivot = 0;

    for (int i = 0; i < all->n; i++)
        for (int j = 0; j <= VARIABLES; j++)
            all->rows[i][j] = (all->rows[i][j] % PRIME + PRIME) % PRIME;
    for (int column = 0; column < VARIABLES && pivot < all->n; column++) {
        int row = pivot;
        while (row < all->n && all->rows[row][column] == 0)
            row++;
        if (row == all->n)
            continue;
        for (int i = 0; row != pivot && i <= VARIABLES; i++) {
            int64_t swapped = all->rows[row][i];
            all->rows[row][i] = all->rows[pivot][i];
            all->rows[pivot][i] = swapped;
        }
        eliminate(all, pivot++, column);
    }
    for (int row = 0; row < pivot; row++) {
        int n = 0, last = 0;
        for (int i = 0; i < VARIABLES; i++)
            if (all->rows[row][i] != 0) {
                n++;
                last = i;
            }
        solved[last] = solved[last] || n == 1;
    }
}

/* ---- and no number is less than nought ---- */

static void narrow(const struct system *all, int64_t *low, int64_t *high)
{
    for (int sweep = 0; sweep < 200; sweep++)
        for (int row = 0; row < all->n; row++)
            for (int i = 0; i < VARIABLES; i++) {
                int64_t factor = all->rows[row][i];
                int64_t least = all->rows[row][VARIABLES];
                int64_t most = least;
                if (factor == 0)
                    continue;
                for (int j = 0; j < VARIABLES; j++) {
                    int64_t other = all->rows[row][j];
                    if (j == i || other == 0)
                        continue;
                    least -= other > 0 ? other * high[j] : other * low[j];
                    most -= other > 0 ? other * low[j] : other * high[j];
                }
                if (factor < 0) {
                    int64_t swapped = -least;
                    least = -most;
                    most = swapped;
                }
                low[i] = least > low[i] ? least : low[i];
                high[i] = most < high[i] ? most : high[i];
            }
}

static void attack(const struct printed *printed,
                   const struct births (*villages)[ORDERS - 1])
{
    struct system all = {.printed = printed};
    bool solved[VARIABLES] = {false};
    int64_t low[VARIABLES], high[VARIABLES];

    all.rows = calloc(EQUATIONS, sizeof *all.rows);
    assert_non_null(all.rows);
    write_equations(&all);
    for (int i = 0; i < VARIABLES; i++) {
        low[i] = 0;
        high[i] = 1000;
    }
    narrow(&all, low, high);
    find_solved(&all, solved);
    for (int unit = 0; unit < VILLAGES; unit++)
        for (int i = 0; i < ORDERS; i++) {
            int one = at(unit, i, OUT), out = 0;
            for (int k = 0; k < ORDERS - 1; k++)
                out += i == ORDERS - 1 || i == k ? villages[unit][k].out : 0;
            if (out == 0 || out > 4)
                continue;
            assert_int_equal(printed->value[unit][i][OUT], -1);
            if (solved[one] || low[one] == high[one])
                fail_msg("%s: %s can only be %d", names[unit], ids[i][OUT],
                         out);
        }
    free(all.rows);
}

static void all_reports_together_tell_no_small_figure(void **state)
{
    (void)state;
    for (size_t t = 0; t < sizeof townships / sizeof *townships; t++) {
        struct made_archive made;
        struct printed printed;
        int n_hidden = 0;
        made_open(&made);
        make_township(&made, townships[t], "2025");
        for (int unit = 0; unit < UNITS; unit++)
            take_down(&made, unit, &printed);
        attack(&printed, townships[t]);
        for (int i = 0; i < ORDERS; i++)
            assert_true(printed.value[VILLAGES][i][OUT] >= 0);
        /* births themselves are told of every village */
        for (int unit = 0; unit < VILLAGES; unit++) {
            assert_true(printed.value[unit][ORDERS - 1][ALL] >= 0);
            n_hidden += printed.value[unit][ORDERS - 1][OUT] < 0;
        }
        assert_true(n_hidden >= 2);
        made_close(&made);
    }
}

/* The year has 6 + 2 outside: five and more may be told of the year, and then
 * the second half's two would be what the first half's six leave. */
static void parts_of_a_year_tell_nothing_of_it(void **state)
{
    static const struct births first[VILLAGES][ORDERS - 1] = {
        {{9, 9, 6}, {9, 9, 9}, {0, 0, 0}},
        {{9, 9, 7}, {9, 9, 9}, {0, 0, 0}},
        {{9, 9, 8}, {9, 9, 9}, {0, 0, 0}},
        {{9, 9, 0}, {9, 9, 9}, {0, 0, 0}}};
    static const struct births second[VILLAGES][ORDERS - 1] = {
        {{9, 9, 2}, {9, 9, 9}, {0, 0, 0}},
        {{9, 9, 5}, {9, 9, 9}, {0, 0, 0}},
        {{9, 9, 9}, {9, 9, 9}, {0, 0, 0}},
        {{9, 9, 0}, {9, 9, 9}, {0, 0, 0}}};
    static const char *const parts[] = {"2025H1", "2025H2", "2025S"};
    struct made_archive made;
    struct report *report = NULL;
    struct fault fault = {{0}};
    (void)state;
    made_open(&made);
    make_township(&made, first, "2025H1");
    make_township(&made, second, "2025H2");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (report_summarise(made.db, parts[i], "东村", &report, &fault) !=
            ST_OK)
            fail_msg("%s", fault.text);
        for (int k = 0; k < ORDERS; k++) {
            assert_string_equal(report_lookup(report, ids[k][OUT])->text, "");
            assert_string_equal(report_lookup(report, ids[k][IN])->text, "");
        }
        report_free(&report);
    }
    assert_int_equal(report_summarise(made.db, "2025", "东村", &report, &fault),
                     ST_OK);
    assert_string_equal(report_lookup(report, "births_out_policy")->text, "26");
    assert_string_equal(report_lookup(report, "births_1_out_policy")->text,
                        "8");
    report_free(&report);
    made_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_reports_together_tell_no_small_figure),
        cmocka_unit_test(parts_of_a_year_tell_nothing_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
