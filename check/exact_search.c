#include "check/exact_search.h"

#include <math.h>
#include <stdlib.h>

/* Choices that are so many times less likely than the best one (e to this) are
 * listed too; budgets rise by at least so much. */
static const double SPAN = 7, RISE = 1;

struct search {
    struct exact_state *state;
    double budget, next; /* least cost of what was cut */
    long left;           /* terms that may still be looked at */
    bool stopped;
    size_t *open; /* relations that a move has touched, */
    size_t n_open;
    bool *is_open;
    size_t *trail; /* cells that were fixed, */
    size_t n_trail;
    unsigned *counted, stamp; /* of each cell: in which sum of bounds */
    struct exact_leaf now;
    struct exact_leaf *leaves;
    int n_leaves;
};

static bool fails(const struct search *search, size_t r)
{
    return !search->state->paid[r] && exact_state_law(search->state, r) > 0;
}

/* ---- the bound ---- */

/* What one failing relation costs at least: it is paid for, or one move closes
 * it, or there are two. */
static double least_cost(struct search *search, size_t r)
{
    struct exact_state *state = search->state;
    const struct relation *relation = &state->set->relations[r];
    const struct exact_law *law = &state->laws[r];
    double least = fmin(fmin(law->ring, law->broken), law->anything);
    double first = INFINITY, second = INFINITY;

    search->left -= (long)relation->n_terms;
    for (size_t t = 0; t < relation->n_terms; t++) {
        size_t cell = relation->terms[t].cell;
        const struct exact_cell *at = &state->cells[cell];

        if (at->fixed || at->cheapest >= least)
            continue;
        second = fmin(second, fmax(first, at->cheapest));
        first = fmin(first, at->cheapest);
        for (int k = 0; k < EXACT_CHOICES; k++)
            if (k != at->base && at->costs[k] < least &&
                exact_state_has(state, cell, k) &&
                exact_state_closes(state, r, cell, k))
                least = at->costs[k];
    }
    return fmin(least, first + second);
}

/* Does it share a cell that may move with a relation counted before? */
static bool is_apart(struct search *search, size_t r)
{
    const struct relation *relation = &search->state->set->relations[r];

    for (size_t t = 0; t < relation->n_terms; t++) {
        size_t cell = relation->terms[t].cell;

        if (!search->state->cells[cell].fixed &&
            search->counted[cell] == search->stamp)
            return false;
    }
    for (size_t t = 0; t < relation->n_terms; t++)
        search->counted[relation->terms[t].cell] = search->stamp;
    return true;
}

static double least_of_all(struct search *search)
{
    double sum = 0;

    search->stamp++;
    search->left -= (long)search->n_open;
    for (size_t i = 0; i < search->n_open; i++)
        if (fails(search, search->open[i]) && is_apart(search, search->open[i]))
            sum += least_cost(search, search->open[i]);
    return sum;
}

/* ---- moving ---- */

static void open_relation(struct search *search, size_t r)
{
    if (search->is_open[r])
        return;
    search->is_open[r] = true;
    search->open[search->n_open++] = r;
}

static void fix(struct search *search, size_t cell)
{
    search->state->cells[cell].fixed = true;
    search->trail[search->n_trail++] = cell;
}

static void release(struct search *search, size_t n_trail)
{
    while (search->n_trail > n_trail)
        search->state->cells[search->trail[--search->n_trail]].fixed = false;
}

static void move(struct search *search, size_t cell, int choice)
{
    const struct relation_set *set = search->state->set;

    exact_state_move(search->state, cell, choice);
    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++)
        open_relation(search, set->uses[u].relation);
}

/* The failing relation with the fewest cells: there is least to choose. */
static bool pick(const struct search *search, size_t *out)
{
    const struct relation *relations = search->state->set->relations;
    bool any = false;

    for (size_t i = 0; i < search->n_open; i++) {
        size_t r = search->open[i];

        if (!fails(search, r))
            continue;
        if (!any || relations[r].n_terms < relations[*out].n_terms)
            *out = r;
        any = true;
    }
    return any;
}

static void keep_leaf(struct search *search, double cost)
{
    int at = search->n_leaves;

    if (at == EXACT_LEAVES_MAX && search->leaves[at - 1].cost <= cost)
        return;
    if (at < EXACT_LEAVES_MAX)
        search->n_leaves++;
    else
        at--;
    for (; at > 0 && search->leaves[at - 1].cost > cost; at--)
        search->leaves[at] = search->leaves[at - 1];
    search->leaves[at] = search->now;
    search->leaves[at].cost = cost;
}

static void branch(struct search *search, double cost);

static void pay(struct search *search, size_t r, double cost)
{
    struct exact_state *state = search->state;
    const struct relation *relation = &state->set->relations[r];
    size_t n_trail = search->n_trail;

    for (size_t t = 0; t < relation->n_terms; t++)
        if (!state->cells[relation->terms[t].cell].fixed)
            fix(search, relation->terms[t].cell);
    cost += exact_state_law(state, r);
    state->paid[r] = true;
    branch(search, cost);
    state->paid[r] = false;
    release(search, n_trail);
}

static void try_choices(struct search *search, size_t cell, double cost)
{
    const struct exact_cell *at = &search->state->cells[cell];

    for (int k = 0; k < EXACT_CHOICES && !search->stopped; k++) {
        if (k == at->base || !exact_state_has(search->state, cell, k))
            continue;
        if (cost + at->costs[k] > search->budget) {
            search->next = fmin(search->next, cost + at->costs[k]);
            continue;
        }
        if (search->now.n == EXACT_STEPS_MAX) {
            search->stopped = true;
            return;
        }
        search->now.steps[search->now.n++] = (struct exact_step){cell, k};
        move(search, cell, k);
        branch(search, cost + at->costs[k]);
        move(search, cell, at->base);
        search->now.n--;
    }
}

static void branch(struct search *search, double cost)
{
    double least = cost + least_of_all(search);
    size_t n_trail = search->n_trail, r = 0;
    const struct relation *relation;

    search->stopped |= search->left <= 0;
    if (least > search->budget + 1e-9)
        search->next = fmin(search->next, least);
    if (search->stopped || least > search->budget + 1e-9)
        return;
    if (!pick(search, &r)) {
        keep_leaf(search, cost);
        return;
    }
    pay(search, r, cost);
    relation = &search->state->set->relations[r];
    for (size_t t = 0; t < relation->n_terms && !search->stopped; t++) {
        size_t cell = relation->terms[t].cell;

        if (search->state->cells[cell].fixed)
            continue;
        fix(search, cell);
        try_choices(search, cell, cost);
    }
    release(search, n_trail);
}

/* ---- budgets ---- */

static bool run(struct search *search, double budget)
{
    search->budget = budget;
    search->next = INFINITY;
    search->n_leaves = 0;
    branch(search, 0);
    return !search->stopped;
}

static void raise_budget(struct search *search, double most,
                         struct exact_result *out)
{
    double budget;

    search->stamp = 0;
    budget = out->bound = least_of_all(search);
    while (out->bound < most && !out->found && run(search, budget)) {
        out->found = search->n_leaves > 0;
        out->bound = out->found ? search->leaves[0].cost : search->next;
        budget = fmax(search->next, budget + RISE);
    }
    if (out->found && out->bound < most)
        out->whole = run(search, out->bound + SPAN);
    out->n = out->found ? search->n_leaves : 0;
}

static enum status make_room(struct search *search, struct fault *fault)
{
    size_t cells = search->state->board->n_cells + 1;
    size_t relations = search->state->set->n_relations + 1;

    search->open = calloc(relations, sizeof *search->open);
    search->is_open = calloc(relations, sizeof *search->is_open);
    search->trail = calloc(cells, sizeof *search->trail);
    search->counted = calloc(cells, sizeof *search->counted);
    search->leaves = calloc(EXACT_LEAVES_MAX, sizeof *search->leaves);
    if (search->open == NULL || search->is_open == NULL ||
        search->trail == NULL || search->counted == NULL ||
        search->leaves == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    return ST_OK;
}

enum status exact_search(struct exact_state *state, const size_t *failing,
                         size_t n, struct exact_limit limit,
                         struct exact_result *out, struct fault *fault)
{
    struct search search = {.state = state, .left = limit.terms};
    enum status rc = make_room(&search, fault);

    *out = (struct exact_result){0};
    for (size_t i = 0; i < n && rc == ST_OK; i++)
        open_relation(&search, failing[i]);
    if (rc == ST_OK) {
        raise_budget(&search, limit.cost, out);
        out->looked_at = limit.terms - search.left;
        out->leaves = search.leaves;
        search.leaves = NULL;
    }
    free(search.open);
    free(search.is_open);
    free(search.trail);
    free(search.counted);
    free(search.leaves);
    return rc;
}

void exact_result_clear(struct exact_result *result)
{
    free(result->leaves);
    *result = (struct exact_result){0};
}
