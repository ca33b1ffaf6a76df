#include "check/exact_state.h"

#include <math.h>
#include <stdlib.h>

#include "check/measure.h"

/* Nothing is quite impossible. */
static const double COST_MOST = 60;

static double cost_of(double chance, double best)
{
    return chance > 0 ? fmin(log(best / chance), COST_MOST) : COST_MOST;
}

bool exact_state_has(const struct exact_state *state, size_t cell, int choice)
{
    const struct board_cell *at = &state->board->cells[cell];

    return choice == EXACT_REST ? at->list.rest_alone > 0 && !at->said
                                : choice < at->list.n;
}

static void weigh_cell(const struct option_list *list, struct exact_cell *out)
{
    double best = list->rest_alone;

    out->base = EXACT_REST;
    for (int k = 0; k < list->n; k++)
        if (list->options[k].alone > best) {
            best = list->options[k].alone;
            out->base = k;
        }
    best = fmax(best, 1e-300);
    out->cheapest = COST_MOST;
    for (int k = 0; k <= EXACT_REST; k++) {
        out->costs[k] = COST_MOST;
        if (k < list->n)
            out->costs[k] = cost_of(list->options[k].alone, best);
        else if (k == EXACT_REST)
            out->costs[k] = cost_of(list->rest_alone, best);
        if (k != out->base && out->costs[k] < out->cheapest)
            out->cheapest = out->costs[k];
    }
    out->at = out->base;
}

/* Where figures that are written alike stand on both sides, both may have been
 * misread alike: that it fails costs no more than that it hides so. */
static double twin_of(const struct relation *relation)
{
    double twin = 0;

    for (size_t i = 0; i < relation->n_terms; i++)
        twin = fmax(twin, relation->terms[i].twin);
    return relation->held ? twin : 0;
}

static void weigh_law(const struct relation *relation, struct exact_law *out)
{
    struct measure m = measure_relation(relation);
    double best = m.holds + m.ring + m.slip;
    double twin = best * twin_of(relation);
    double weight = relation->held && relation->trivial ? MEASURE_TRIVIAL : 1;

    *out = (struct exact_law){.at_most = m.at_most,
                              .tolerance = m.tolerance,
                              .ring_tolerance =
                                  m.ring > 0 ? m.ring_tolerance : m.tolerance,
                              .modulus = m.modulus};
    out->ring = weight * cost_of(fmax(m.ring + m.slip, twin), best);
    out->broken = weight * cost_of(fmax(m.slip, twin), best);
    out->anything = weight * cost_of(fmin(fmax(m.anything, twin), best), best);
}

static int64_t shift_of(const struct exact_state *state,
                        struct relation_use use, int choice)
{
    const struct relation_term *term =
        &state->set->relations[use.relation].terms[use.term];
    const struct option_list *list = &state->board->cells[term->cell].list;

    return choice == EXACT_REST
               ? 0
               : llround(term->step * list->options[choice].value);
}

static double law_cost(const struct exact_law *law, int64_t gap, int rests)
{
    if (rests > 0)
        return law->anything;
    gap = measure_wrap(gap, law->modulus);
    if (!law->at_most && gap < 0)
        gap = -gap;
    if (gap <= law->tolerance)
        return 0;
    return gap <= law->ring_tolerance ? law->ring : law->broken;
}

double exact_state_law(const struct exact_state *state, size_t relation)
{
    return law_cost(&state->laws[relation], state->gaps[relation],
                    state->rests[relation]);
}

bool exact_state_closes(const struct exact_state *state, size_t relation,
                        size_t cell, int choice)
{
    const struct relation_set *set = state->set;
    int at = state->cells[cell].at;
    int64_t gap = state->gaps[relation];
    int rests = state->rests[relation];

    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++)
        if (set->uses[u].relation == relation) {
            gap += shift_of(state, set->uses[u], choice) -
                   shift_of(state, set->uses[u], at);
            rests += (choice == EXACT_REST) - (at == EXACT_REST);
        }
    return law_cost(&state->laws[relation], gap, rests) == 0;
}

/* A ditto's source may stand in a relation twice: it comes twice in a row. */
double exact_state_laws_of(const struct exact_state *state, size_t cell)
{
    const struct relation_set *set = state->set;
    double cost = 0;

    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++)
        if (u == set->first[cell] ||
            set->uses[u].relation != set->uses[u - 1].relation)
            cost += exact_state_law(state, set->uses[u].relation);
    return cost;
}

void exact_state_move(struct exact_state *state, size_t cell, int choice)
{
    const struct relation_set *set = state->set;
    int at = state->cells[cell].at;

    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++) {
        size_t r = set->uses[u].relation;

        state->gaps[r] += shift_of(state, set->uses[u], choice) -
                          shift_of(state, set->uses[u], at);
        state->rests[r] += (choice == EXACT_REST) - (at == EXACT_REST);
    }
    state->cells[cell].at = choice;
}

double exact_state_cost(const struct exact_state *state)
{
    double cost = 0;

    for (size_t i = 0; i < state->board->n_cells; i++)
        if (state->set->first[i] < state->set->first[i + 1])
            cost += state->cells[i].costs[state->cells[i].at];
    for (size_t r = 0; r < state->set->n_relations; r++)
        cost += exact_state_law(state, r);
    return cost;
}

static void start(struct exact_state *state)
{
    const struct relation_set *set = state->set;

    for (size_t i = 0; i < state->board->n_cells; i++)
        weigh_cell(&state->board->cells[i].list, &state->cells[i]);
    for (size_t r = 0; r < set->n_relations; r++) {
        weigh_law(&set->relations[r], &state->laws[r]);
        for (size_t t = 0; t < set->relations[r].n_terms; t++) {
            struct relation_use use = {r, t};
            int at = state->cells[set->relations[r].terms[t].cell].at;

            state->gaps[r] += shift_of(state, use, at);
            state->rests[r] += at == EXACT_REST;
        }
    }
}

enum status exact_state_make(const struct board *board,
                             const struct relation_set *set,
                             struct exact_state *out, struct fault *fault)
{
    *out = (struct exact_state){.board = board, .set = set};
    out->cells = calloc(board->n_cells + 1, sizeof *out->cells);
    out->laws = calloc(set->n_relations + 1, sizeof *out->laws);
    out->gaps = calloc(set->n_relations + 1, sizeof *out->gaps);
    out->rests = calloc(set->n_relations + 1, sizeof *out->rests);
    out->paid = calloc(set->n_relations + 1, sizeof *out->paid);
    if (out->cells == NULL || out->laws == NULL || out->gaps == NULL ||
        out->rests == NULL || out->paid == NULL) {
        exact_state_clear(out);
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    }
    start(out);
    return ST_OK;
}

void exact_state_clear(struct exact_state *state)
{
    free(state->cells);
    free(state->laws);
    free(state->gaps);
    free(state->rests);
    free(state->paid);
    *state = (struct exact_state){0};
}
