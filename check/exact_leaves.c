#include "check/exact_leaves.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ballot {
    size_t *cells;
    size_t n;
    double (*votes)[EXACT_CHOICES]; /* of each of @cells */
    bool *is_there;                 /* of all cells of the board */
};

static void add_cell(struct ballot *ballot, size_t cell)
{
    if (ballot->is_there[cell])
        return;
    ballot->is_there[cell] = true;
    ballot->cells[ballot->n++] = cell;
}

static void list_cells(const struct exact_state *state,
                       const struct exact_result *result, const size_t *failing,
                       size_t n, struct ballot *ballot)
{
    for (size_t i = 0; i < n; i++) {
        const struct relation *relation = &state->set->relations[failing[i]];

        for (size_t t = 0; t < relation->n_terms; t++)
            add_cell(ballot, relation->terms[t].cell);
    }
    for (int l = 0; l < result->n; l++)
        for (int i = 0; i < result->leaves[l].n; i++)
            add_cell(ballot, result->leaves[l].steps[i].cell);
}

/* Chances of a cell's figures, all other cells being as they are now. */
static void vote(struct exact_state *state, size_t cell, double weight,
                 double *votes)
{
    const struct exact_cell *at = &state->cells[cell];
    double costs[EXACT_CHOICES], least = INFINITY, sum = 0;
    int was = at->at;

    for (int k = 0; k < EXACT_CHOICES; k++) {
        costs[k] = INFINITY;
        if (!exact_state_has(state, cell, k))
            continue;
        exact_state_move(state, cell, k);
        costs[k] = at->costs[k] + exact_state_laws_of(state, cell);
        least = fmin(least, costs[k]);
    }
    exact_state_move(state, cell, was);
    for (int k = 0; k < EXACT_CHOICES; k++)
        sum += exp(least - costs[k]);
    for (int k = 0; k < EXACT_CHOICES; k++)
        votes[k] += weight * exp(least - costs[k]) / sum;
}

static void put(struct exact_state *state, const struct exact_leaf *leaf)
{
    for (int i = 0; i < leaf->n; i++)
        exact_state_move(state, leaf->steps[i].cell, leaf->steps[i].choice);
}

static void take_away(struct exact_state *state, const struct exact_leaf *leaf)
{
    for (int i = 0; i < leaf->n; i++)
        exact_state_move(state, leaf->steps[i].cell,
                         state->cells[leaf->steps[i].cell].base);
}

static void believe(const struct ballot *ballot, struct board *board)
{
    for (size_t i = 0; i < ballot->n; i++) {
        struct option_list *list = &board->cells[ballot->cells[i]].list;
        double sum = 0;

        for (int k = 0; k < EXACT_CHOICES; k++)
            sum += ballot->votes[i][k];
        list->rest_belief = ballot->votes[i][EXACT_REST] / sum;
        for (int k = 0; k < list->n; k++)
            list->options[k].belief = ballot->votes[i][k] / sum;
    }
}

enum status exact_leaves_believe(struct exact_state *state,
                                 const struct exact_result *result,
                                 const size_t *failing, size_t n,
                                 struct board *board, struct fault *fault)
{
    struct ballot ballot = {0};
    size_t room = board->n_cells + 1;
    enum status rc = ST_OK;

    ballot.cells = calloc(room, sizeof *ballot.cells);
    ballot.is_there = calloc(room, sizeof *ballot.is_there);
    if (ballot.cells != NULL && ballot.is_there != NULL) {
        list_cells(state, result, failing, n, &ballot);
        ballot.votes = calloc(ballot.n + 1, sizeof *ballot.votes);
    }
    if (ballot.votes == NULL)
        rc = fault_set(fault, ST_NOMEM, "check: out of memory");
    for (int l = 0; rc == ST_OK && l < result->n; l++) {
        double weight = exp(result->leaves[0].cost - result->leaves[l].cost);

        put(state, &result->leaves[l]);
        for (size_t i = 0; i < ballot.n; i++)
            vote(state, ballot.cells[i], weight, ballot.votes[i]);
        take_away(state, &result->leaves[l]);
    }
    if (rc == ST_OK && result->n > 0)
        believe(&ballot, board);
    free(ballot.cells);
    free(ballot.is_there);
    free(ballot.votes);
    return rc;
}
