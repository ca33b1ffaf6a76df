/* The exact choice against every choice there is, on small sheets made by
 * chance; and its bound when it has to stop early. */
#include "made_sheet.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "check/belief.h"
#include "check/exact.h"
#include "check/exact_search.h"
#include "check/propose.h"

static const char *const SUMS = "form: S\n"
                                "rows: {kind: unit, total_labels: [合计]}\n"
                                "columns:\n"
                                "  - {code: c1, type: count, total: sum}\n"
                                "  - {code: c2, type: count, total: sum}\n"
                                "  - {code: c3, type: count, total: sum}\n"
                                "laws:\n"
                                "  - law: c1 = c2 + c3\n";

enum { ROWS = 3, COLUMNS = 3, CELLS = ROWS * COLUMNS, SHEETS = 24 };

struct world {
    struct form *form;
    struct sheet sheet;
    struct board board;
    struct relation_set set;
    struct exact_state state;
    size_t failing[64], n_failing;
};

static unsigned dice(unsigned *seed, unsigned sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % sides;
}

/* A cell as read: right, doubtful with the right figure behind, or wrong. */
static void write_cell(unsigned *seed, int value, char *out, size_t size)
{
    unsigned how = dice(seed, 6);
    int other = value + 1 + (int)dice(seed, 9);

    if (how == 0)
        (void)snprintf(out, size, "%d?|%d", other, value);
    else if (how == 1)
        (void)snprintf(out, size, "%d|%d", other, value);
    else if (how == 2)
        (void)snprintf(out, size, "%d", other);
    else
        (void)snprintf(out, size, "%d|%d", value, other);
}

static void draw_sheet(unsigned seed, struct world *world)
{
    int value[ROWS][COLUMNS] = {{0}};
    char texts[ROWS][96];
    const char *rows[ROWS];

    for (int r = 0; r < ROWS; r++) {
        for (int c = 1; c < COLUMNS; c++) {
            if (r < ROWS - 1) {
                value[r][c] = 10 + (int)dice(&seed, 80);
                value[r][0] += value[r][c];
                value[ROWS - 1][c] += value[r][c];
            }
        }
        if (r < ROWS - 1)
            value[ROWS - 1][0] += value[r][0];
    }
    for (int r = 0; r < ROWS; r++) {
        char cells[COLUMNS][24];

        for (int c = 0; c < COLUMNS; c++)
            write_cell(&seed, value[r][c], cells[c], sizeof cells[c]);
        (void)snprintf(texts[r], sizeof texts[r], "%s%s %s %s",
                       r == ROWS - 1 ? "=" : "", cells[0], cells[1], cells[2]);
        rows[r] = texts[r];
    }
    made_sheet(world->form, rows, ROWS, &world->sheet);
}

static void open_world(unsigned seed, struct world *world)
{
    struct check_input input;
    struct fault fault = {""};

    memset(world, 0, sizeof *world);
    world->form = made_form(SUMS);
    draw_sheet(seed, world);
    input = (struct check_input){.sheet = &world->sheet, .form = world->form};
    assert_int_equal(board_set(&input, 1, &world->board, &fault), ST_OK);
    assert_int_equal(
        relation_set_make(&world->board, NULL, &world->set, &fault), ST_OK);
    assert_int_equal(belief_spread(&world->board, &world->set, true, &fault),
                     ST_OK);
    assert_int_equal(
        exact_state_make(&world->board, &world->set, &world->state, &fault),
        ST_OK);
    for (size_t r = 0; r < world->set.n_relations; r++)
        if (exact_state_law(&world->state, r) > 0)
            world->failing[world->n_failing++] = r;
}

static void close_world(struct world *world)
{
    exact_state_clear(&world->state);
    relation_set_clear(&world->set);
    board_clear(&world->board);
    made_clear(&world->sheet);
    form_free(&world->form);
}

/* Every choice of every cell. */
struct all {
    double least, sum;
    double chances[CELLS][EXACT_CHOICES]; /* times sum */
};

static void go_through(struct world *world, size_t cell, struct all *all)
{
    double cost, chance;

    if (cell < world->board.n_cells) {
        for (int k = 0; k < EXACT_CHOICES; k++) {
            if (!exact_state_has(&world->state, cell, k))
                continue;
            exact_state_move(&world->state, cell, k);
            go_through(world, cell + 1, all);
        }
        exact_state_move(&world->state, cell, world->state.cells[cell].base);
        return;
    }
    cost = exact_state_cost(&world->state);
    chance = exp(-cost);
    all->least = fmin(all->least, cost);
    all->sum += chance;
    for (size_t i = 0; i < world->board.n_cells; i++)
        all->chances[i][world->state.cells[i].at] += chance;
}

static struct exact_result search(struct world *world, long terms)
{
    struct exact_limit limit = {.terms = terms, .cost = INFINITY};
    struct exact_result result;
    struct fault fault = {""};

    assert_int_equal(exact_search(&world->state, world->failing,
                                  world->n_failing, limit, &result, &fault),
                     ST_OK);
    return result;
}

static void it_finds_the_best_of_all(void **state)
{
    int failing = 0;

    (void)state;
    for (unsigned seed = 1; seed <= SHEETS; seed++) {
        struct all all = {.least = INFINITY};
        struct exact_result result;
        struct world world;
        double before;

        open_world(seed, &world);
        before = exact_state_cost(&world.state);
        go_through(&world, 0, &all);
        result = search(&world, 100000000);
        assert_true(result.found && result.whole);
        assert_true(fabs(result.leaves[0].cost - all.least) < 1e-6);
        assert_true(fabs(result.bound - all.least) < 1e-6);
        for (int i = 1; i < result.n; i++)
            assert_true(result.leaves[i].cost >= result.leaves[i - 1].cost);
        assert_true(fabs(exact_state_cost(&world.state) - before) < 1e-6);
        failing += world.n_failing > 0;
        exact_result_clear(&result);
        close_world(&world);
    }
    assert_true(failing > SHEETS / 2);
}

static void a_bound_is_never_above_the_best(void **state)
{
    static const long TERMS[] = {0, 20, 200, 2000, 20000};
    int stopped = 0;

    (void)state;
    for (unsigned seed = 1; seed <= SHEETS; seed++) {
        struct all all = {.least = INFINITY};
        struct world world;

        open_world(seed, &world);
        go_through(&world, 0, &all);
        for (size_t i = 0; i < sizeof TERMS / sizeof *TERMS; i++) {
            struct exact_result result = search(&world, TERMS[i]);

            assert_true(result.bound <= all.least + 1e-6);
            stopped += !result.found;
            exact_result_clear(&result);
        }
        close_world(&world);
    }
    assert_true(stopped > 0);
}

/* Cells whose sums fail as read come out with their chances by all choices. */
static void beliefs_are_those_of_all_choices(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= SHEETS; seed++) {
        struct all all = {.least = INFINITY};
        struct fault fault = {""};
        struct world world;

        open_world(seed, &world);
        go_through(&world, 0, &all);
        assert_int_equal(exact_believe(&world.board, &world.set, &fault),
                         ST_OK);
        for (size_t f = 0; f < world.n_failing; f++) {
            const struct relation *relation =
                &world.set.relations[world.failing[f]];

            for (size_t t = 0; t < relation->n_terms; t++) {
                size_t cell = relation->terms[t].cell;
                const struct option_list *list = &world.board.cells[cell].list;

                for (int k = 0; k < list->n; k++)
                    assert_true(fabs(list->options[k].belief -
                                     all.chances[cell][k] / all.sum) < 0.05);
            }
        }
        close_world(&world);
    }
}

static void what_is_taken_is_measured(void **state)
{
    static const char *const rows[] = {"81 50?|38 43", "70 32 38",
                                       "=151 70 81"};
    static const char *const hopeless[] = {"81 99 43", "70 32 38",
                                           "=151 70 81"};
    struct form *form = made_form(SUMS);
    struct check_result result;
    struct sheet sheet;

    (void)state;
    made_sheet(form, rows, ROWS, &sheet);
    made_check(&sheet, form, true, &result);
    assert_string_equal(result.verdicts[1].value, "38");
    assert_true(fabs(result.choice.cost - result.choice.least) < 1e-6);
    check_result_clear(&result);
    made_clear(&sheet);
    made_sheet(form, hopeless, ROWS, &sheet);
    made_check(&sheet, form, true, &result);
    assert_string_equal(result.verdicts[1].value, "99");
    assert_true(result.choice.failing > 0);
    assert_true(result.choice.cost >= result.choice.least);
    assert_true(result.choice.least > 0);
    check_result_clear(&result);
    made_clear(&sheet);
    form_free(&form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_finds_the_best_of_all),
        cmocka_unit_test(a_bound_is_never_above_the_best),
        cmocka_unit_test(beliefs_are_those_of_all_choices),
        cmocka_unit_test(what_is_taken_is_measured),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
