#include "check/exact.h"

#include <math.h>
#include <stdlib.h>

#include "check/exact_leaves.h"

/* Terms of relations looked at for all knots of a board, and for each of its
 * cells; the bound of the whole gets a part of it. That is far less than a
 * millisecond a cell, where reading one takes several. */
static const long BOARD_TERMS = 1000000, CELL_TERMS = 100, BOUND_PART = 4;

/* Failing relations, knot by knot. */
struct knots {
    size_t *failing, n; /* those of one knot stand together, */
    size_t *knot;       /* ... which is called by its first relation */
    size_t *owner;      /* of each cell: a failing relation, or none */
};

static const size_t NOBODY = (size_t)-1;

static size_t root_of(const struct knots *knots, size_t i)
{
    while (knots->knot[i] != i)
        i = knots->knot[i];
    return i;
}

static void tie(struct knots *knots, size_t a, size_t b)
{
    a = root_of(knots, a);
    b = root_of(knots, b);
    if (a < b)
        knots->knot[b] = a;
    else
        knots->knot[a] = b;
}

static enum status make_room(const struct exact_state *state,
                             struct knots *knots, struct fault *fault)
{
    size_t relations = state->set->n_relations + 1;

    *knots = (struct knots){0};
    knots->failing = calloc(relations, sizeof *knots->failing);
    knots->knot = calloc(relations, sizeof *knots->knot);
    knots->owner = calloc(state->board->n_cells + 1, sizeof *knots->owner);
    if (knots->failing == NULL || knots->knot == NULL || knots->owner == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    return ST_OK;
}

static void clear(struct knots *knots)
{
    free(knots->failing);
    free(knots->knot);
    free(knots->owner);
}

static void list_failing(const struct exact_state *state, struct knots *knots)
{
    for (size_t i = 0; i < state->board->n_cells; i++)
        knots->owner[i] = NOBODY;
    for (size_t r = 0; r < state->set->n_relations; r++) {
        const struct relation *relation = &state->set->relations[r];
        size_t here = knots->n;

        if (exact_state_law(state, r) == 0)
            continue;
        knots->failing[knots->n++] = r;
        knots->knot[here] = here;
        for (size_t t = 0; t < relation->n_terms; t++) {
            size_t *owner = &knots->owner[relation->terms[t].cell];

            if (*owner == NOBODY)
                *owner = here;
            else
                tie(knots, *owner, here);
        }
    }
}

static long board_terms(const struct board *board)
{
    return BOARD_TERMS + CELL_TERMS * (long)board->n_cells;
}

/* @left  terms that may be looked at; those that were are taken off */
static enum status solve(struct exact_state *state, const size_t *failing,
                         size_t n, long *left, struct board *board,
                         struct fault *fault)
{
    struct exact_limit limit = {.terms = *left, .cost = INFINITY};
    struct exact_result result;
    enum status rc = exact_search(state, failing, n, limit, &result, fault);

    *left -= result.looked_at;
    if (rc == ST_OK && result.whole)
        rc = exact_leaves_believe(state, &result, failing, n, board, fault);
    exact_result_clear(&result);
    return rc;
}

static enum status solve_knots(struct exact_state *state, struct knots *knots,
                               struct board *board, struct fault *fault)
{
    size_t *own = calloc(knots->n + 1, sizeof *own), knots_left = 0;
    long left = board_terms(board), share;
    enum status rc = ST_OK;

    for (size_t i = 0; i < knots->n; i++)
        knots_left += knots->knot[i] == i;
    if (own == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    for (size_t i = 0; i < knots->n && rc == ST_OK; i++) {
        size_t n = 0;

        if (knots->knot[i] != i)
            continue;
        for (size_t k = i; k < knots->n; k++)
            if (root_of(knots, k) == i)
                own[n++] = knots->failing[k];
        share = left / (long)knots_left--;
        left -= share;
        rc = solve(state, own, n, &share, board, fault);
        left += share;
    }
    free(own);
    return rc;
}

/* All cells at their likeliest, and what fails then. */
struct start {
    struct exact_state state;
    struct knots knots;
};

static void end(struct start *start)
{
    clear(&start->knots);
    exact_state_clear(&start->state);
}

/* End with end() in any case. */
static enum status begin(const struct board *board,
                         const struct relation_set *set, struct start *start,
                         struct fault *fault)
{
    enum status rc;

    *start = (struct start){0};
    rc = exact_state_make(board, set, &start->state, fault);
    if (rc == ST_OK)
        rc = make_room(&start->state, &start->knots, fault);
    if (rc == ST_OK)
        list_failing(&start->state, &start->knots);
    return rc;
}

enum status exact_believe(struct board *board, const struct relation_set *set,
                          struct fault *fault)
{
    struct start start;
    enum status rc = begin(board, set, &start, fault);

    if (rc == ST_OK)
        rc = solve_knots(&start.state, &start.knots, board, fault);
    end(&start);
    return rc;
}

static double cost_as_taken(struct exact_state *state)
{
    const struct board *board = state->board;
    double cost;

    for (size_t i = 0; i < board->n_cells; i++)
        if (state->set->first[i] < state->set->first[i + 1])
            exact_state_move(state, i, board->cells[i].taken);
    cost = exact_state_cost(state);
    for (size_t i = 0; i < board->n_cells; i++)
        if (state->set->first[i] < state->set->first[i + 1])
            exact_state_move(state, i, state->cells[i].base);
    return cost;
}

enum status exact_measure(const struct board *board,
                          const struct relation_set *set,
                          struct choice_bound *out, struct fault *fault)
{
    struct exact_limit limit = {.terms = board_terms(board) / BOUND_PART};
    struct exact_result result = {0};
    struct start start;
    enum status rc = begin(board, set, &start, fault);

    if (rc == ST_OK) {
        out->cost = limit.cost = cost_as_taken(&start.state);
        rc = exact_search(&start.state, start.knots.failing, start.knots.n,
                          limit, &result, fault);
        out->least = fmin(result.bound, out->cost);
        out->failing = start.knots.n;
    }
    exact_result_clear(&result);
    end(&start);
    return rc;
}
