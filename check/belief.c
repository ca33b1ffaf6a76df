/*
 * Joint choice by belief propagation over the cells' options (a product code
 * decoded as in error correction): each relation tells each option of each of
 * its cells how likely the relation's state is if that option is the figure,
 * all other cells being what they are with their own chances:
 *
 *     P(state | option) = HOLDS * P(the others close the sum)
 *                       + RING * P(they close it but for rounding)
 *                       + SLIP                 (the clerk's own sum is off)
 *
 * where P comes from the exact distribution of the others' sum (gap.c) and the
 * three are densities over whole units of the last digit. What a cell may hold
 * beside its options says nothing about a sum: it meets any gap alike. A
 * holding sum of nothing but zeros is worth little, and where almost the same
 * figure stands on the other side (a carry; a month that changed nothing) both
 * may have been misread alike, so that an option that breaks such a relation
 * loses no more than that allows.
 *
 * Messages of one round all stand on the same state and are damped; a cell's
 * belief is its reading's chance times all messages. On a sheet whose relations
 * form no loops this is exact after as many rounds as the longest path; rows
 * crossed by columns make loops, and there the answer's margin over the
 * runner-up, not its last digit, is what choose.c goes by.
 */
#include "check/belief.h"

#include <math.h>
#include <stdlib.h>

#include "check/gap.h"
#include "check/learned.h"
#include "check/measure.h"
#include "check/series.h"

enum { ROUNDS = 6 };
static const double DAMPING = 0.6;
static const double LEAST = 1e-12;

/* A belief that moves by less asks nobody to count anew. */
static const double STILL = 1e-5;

/* ---- one relation ---- */

/* What the relation knows of one of its cells before it speaks itself. */
struct seat {
    const struct option_list *list;
    int64_t shifts[OPTIONS_MAX]; /* of the gap, from the figure taken now */
    double chances[OPTIONS_MAX]; /* without this relation's own message */
    double rest;
};

/* A relation's room to count in; as long as the longest relation. */
struct count {
    struct seat *seats;
    struct gap_list *before; /* of all seats left of each */
    struct gap_list after, next;
    double *fresh; /* n_seats x OPTIONS_MAX */
    double *old;   /* n_cells x OPTIONS_MAX: beliefs before this round */
};

static void sit_down(const struct board *board, const struct relation *relation,
                     const struct relation_term *term, struct seat *seat)
{
    const struct board_cell *cell = &board->cells[term->cell];
    double sum;

    seat->list = &cell->list;
    seat->rest = sum = cell->list.rest_belief / fmax(term->message_rest, LEAST);
    for (int k = 0; k < cell->list.n; k++) {
        const struct option *option = &cell->list.options[k];

        seat->shifts[k] =
            measure_wrap(llround(term->step * (option->value - cell->value)),
                         relation->units_modulus);
        seat->chances[k] = option->belief / fmax(term->messages[k], LEAST);
        sum += seat->chances[k];
    }
    for (int k = 0; k < cell->list.n; k++)
        seat->chances[k] /= sum;
    seat->rest /= sum;
}

/* P(state | option) over the gaps of the others, moved by @shift. */
static double likelihood(const struct measure *m, const struct gap_list *before,
                         const struct gap_list *after, int64_t shift)
{
    double listed = before->chance * after->chance;
    double sum = m->slip * listed + m->anything * (1 - listed);
    int turns = m->modulus > 0 ? 1 : 0;

    if (m->at_most)
        return sum + m->holds * gap_lists_within(before, after, INT64_MIN / 4,
                                                 m->tolerance - shift);
    for (int turn = -turns; turn <= turns; turn++) {
        int64_t goal = turn * m->modulus - shift;
        int64_t near = m->tolerance, ring = m->ring_tolerance;

        sum += m->holds *
               gap_lists_within(before, after, goal - near, goal + near);
        if (m->ring > 0)
            sum += m->ring *
                   gap_lists_within(before, after, goal - ring, goal + ring);
    }
    return sum;
}

static void hear_seat(const struct measure *m, const struct seat *seat,
                      const struct gap_list *before,
                      const struct gap_list *after, double *fresh)
{
    for (int k = 0; k < seat->list->n; k++)
        fresh[k] = likelihood(m, before, after, seat->shifts[k]);
}

static void count_gaps(struct relation *relation, const struct measure *m,
                       struct count *count, int64_t start)
{
    size_t n = relation->n_terms;

    gap_list_start(&count->before[0], start);
    for (size_t i = 0; i + 1 < n; i++)
        gap_list_add(&count->before[i], count->seats[i].shifts,
                     count->seats[i].chances, count->seats[i].list->n,
                     &count->before[i + 1]);
    gap_list_start(&count->after, 0);
    for (size_t i = n; i-- > 0;) {
        gap_list_finish(&count->after);
        hear_seat(m, &count->seats[i], &count->before[i], &count->after,
                  &count->fresh[i * OPTIONS_MAX]);
        gap_list_add(&count->after, count->seats[i].shifts,
                     count->seats[i].chances, count->seats[i].list->n,
                     &count->next);
        count->after = count->next;
    }
}

/* ---- messages ---- */

static double damp(double old, double fresh)
{
    return exp((1 - DAMPING) * log(fmax(old, LEAST)) +
               DAMPING * log(fmax(fresh, LEAST)));
}

/* Scaled to 1 at the figure taken now: only ratios matter. */
static void speak(const struct board *board, struct relation *relation,
                  const struct measure *m, struct relation_term *term,
                  double *fresh)
{
    const struct board_cell *cell = &board->cells[term->cell];
    double taken = fmax(fresh[cell->taken], LEAST);
    double twin = relation->held ? term->twin : 0;
    double weight = relation->held && relation->trivial ? MEASURE_TRIVIAL : 1;

    for (int k = 0; k <= cell->list.n; k++) {
        double ratio = (k < cell->list.n ? fresh[k] : m->anything) / taken;
        double *message =
            k < cell->list.n ? &term->messages[k] : &term->message_rest;

        if (k != cell->taken)
            ratio += twin;
        *message = damp(*message, pow(ratio, weight));
    }
}

/* The chance that the sum on the paper is off, as the last round saw it. */
static double clerk_chance(const struct measure *m, const struct seat *seat,
                           const double *fresh)
{
    double all = seat->rest * m->anything;

    for (int k = 0; k < seat->list->n; k++)
        all += seat->chances[k] * fresh[k];
    return m->slip / fmax(all, LEAST);
}

static void tell_all(const struct board *board, struct relation *relation,
                     struct count *count)
{
    struct measure m = measure_relation(relation);
    int64_t start =
        measure_wrap(llround(relation_gap(relation) * relation->units),
                     relation->units_modulus);

    for (size_t i = 0; i < relation->n_terms; i++)
        sit_down(board, relation, &relation->terms[i], &count->seats[i]);
    count_gaps(relation, &m, count, start);
    relation->clerk = clerk_chance(&m, &count->seats[0], count->fresh);
    for (size_t i = 0; i < relation->n_terms; i++)
        speak(board, relation, &m, &relation->terms[i],
              &count->fresh[i * OPTIONS_MAX]);
}

static void listen_cell(struct board_cell *cell, const struct relation_set *set,
                        size_t i)
{
    struct option_list *list = &cell->list;

    for (size_t u = set->first[i]; u < set->first[i + 1]; u++) {
        const struct relation_term *term =
            &set->relations[set->uses[u].relation].terms[set->uses[u].term];

        for (int k = 0; k < list->n; k++)
            list->options[k].belief *= term->messages[k];
        list->rest_belief *= term->message_rest;
    }
}

static void even_out(struct option_list *list)
{
    double sum = list->rest_belief;

    for (int k = 0; k < list->n; k++)
        sum += list->options[k].belief;
    list->rest_belief /= fmax(sum, 1e-300);
    for (int k = 0; k < list->n; k++)
        list->options[k].belief /= fmax(sum, 1e-300);
}

/* What the messages that a relation weighs were counted from. */
static void remember(struct board_cell *cell, double *before)
{
    for (int k = 0; k < cell->list.n; k++)
        before[k] = cell->list.options[k].belief;
}

static bool has_moved(const struct option_list *list, const double *before)
{
    for (int k = 0; k < list->n; k++)
        if (fabs(list->options[k].belief - before[k]) > STILL)
            return true;
    return false;
}

static void hear_alone(struct option_list *list)
{
    list->rest_alone = list->rest_belief;
    for (int k = 0; k < list->n; k++)
        list->options[k].alone = list->options[k].belief;
}

static void listen(struct board *board, const struct relation_set *set,
                   const struct series_set *series, double *before)
{
    for (size_t i = 0; i < board->n_cells; i++) {
        struct option_list *list = &board->cells[i].list;

        remember(&board->cells[i], &before[i * OPTIONS_MAX]);
        list->rest_belief = list->rest;
        for (int k = 0; k < list->n; k++)
            list->options[k].belief =
                list->options[k].prior + list->options[k].slip;
    }
    series_add(board, series);
    for (size_t i = 0; i < board->n_cells; i++) {
        hear_alone(&board->cells[i].list);
        listen_cell(&board->cells[i], set, i);
        even_out(&board->cells[i].list);
        board->cells[i].stirred =
            has_moved(&board->cells[i].list, &before[i * OPTIONS_MAX]);
    }
}

static void forget(struct relation_set *set)
{
    for (size_t r = 0; r < set->n_relations; r++)
        for (size_t t = 0; t < set->relations[r].n_terms; t++) {
            struct relation_term *term = &set->relations[r].terms[t];

            for (int k = 0; k < OPTIONS_MAX; k++)
                term->messages[k] = 1;
            term->message_rest = 1;
        }
}

static enum status make_room(const struct board *board,
                             const struct relation_set *set,
                             struct count *count, struct fault *fault)
{
    size_t most = 1;

    for (size_t r = 0; r < set->n_relations; r++)
        if (set->relations[r].n_terms > most)
            most = set->relations[r].n_terms;
    count->seats = calloc(most, sizeof *count->seats);
    count->before = calloc(most, sizeof *count->before);
    count->fresh = calloc(most * OPTIONS_MAX, sizeof *count->fresh);
    count->old = calloc(board->n_cells * OPTIONS_MAX + 1, sizeof *count->old);
    if (count->seats == NULL || count->before == NULL || count->fresh == NULL ||
        count->old == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    return ST_OK;
}

static bool is_stirred(const struct board *board,
                       const struct relation *relation)
{
    for (size_t i = 0; i < relation->n_terms; i++)
        if (board->cells[relation->terms[i].cell].stirred)
            return true;
    return false;
}

/* What was said before the figures were taken stays said, but for cells that
 * were taken otherwise or may be something new. */
static void start(struct board *board, struct relation_set *set,
                  const struct series_set *series, struct count *count,
                  bool anew)
{
    if (anew)
        forget(set);
    for (size_t i = 0; i < board->n_cells; i++)
        board->cells[i].asked = anew || board->cells[i].stirred;
    listen(board, set, series, count->old);
    for (size_t i = 0; i < board->n_cells; i++)
        board->cells[i].stirred |= board->cells[i].asked;
}

/* Every relation speaks once; then those around which something moves. */
static void spread(struct board *board, struct relation_set *set,
                   struct series_set *series, struct count *count)
{
    for (int round = 0; round < ROUNDS; round++) {
        bool any = false;

        for (size_t r = 0; r < set->n_relations; r++)
            if (is_stirred(board, &set->relations[r])) {
                tell_all(board, &set->relations[r], count);
                any = true;
            }
        if (!any)
            break;
        series_tell(board, series);
        listen(board, set, series, count->old);
    }
}

enum status belief_spread(struct board *board, struct relation_set *set,
                          bool anew, struct fault *fault)
{
    struct series_set series = {0};
    struct count count = {0};
    enum status rc = make_room(board, set, &count, fault);

    if (rc == ST_OK)
        rc = series_set_make(board, &series, fault);
    if (rc == ST_OK) {
        start(board, set, &series, &count, anew);
        spread(board, set, &series, &count);
    }
    series_set_clear(&series);
    free(count.seats);
    free(count.before);
    free(count.fresh);
    free(count.old);
    return rc;
}
