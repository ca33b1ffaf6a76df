/*
 * The joint choice. belief.c spreads what every option of every cell is worth;
 * what it comes to may show failing relations that ask for options which
 * nobody had thought of, so that is done a few times. In the end each cell is
 * taken for what was read unless another figure that ink supports is three
 * times as likely as everything else together: then "misread here" beats both
 * "misread elsewhere" and "the clerk's sum is off".
 */
#include "check/choose.h"

#include <math.h>

#include "check/belief.h"
#include "check/exact.h"
#include "check/propose.h"

enum { TURNS = 3 };

/* On the way; at the end. */
static const double LIKELIER = 0.5, MARGIN = 0.75;

/* What was read is out of the question; then the best of the rest will do
 * when it is so many times as likely as the next. */
static const double RULED_OUT = 0.02, AHEAD = 3;

/* Odds beyond this say no more. */
static const double MARGIN_MOST = 1e6;

/* What speaks for taking it: that it was misread, not miswritten. */
static double misread_belief(const struct option *option)
{
    return option->belief * option_misread_share(option);
}

static int best_option(const struct option_list *list, double least)
{
    double next = list->rest_belief, best_belief;
    int best = 0;

    for (int k = 1; k < list->n; k++)
        if (list->options[k].belief > list->options[best].belief)
            best = k;
    if (best == 0 || list->options[best].origin == OPTION_WANTED)
        return 0;
    best_belief = misread_belief(&list->options[best]);
    if (best_belief >= least)
        return best;
    for (int k = 0; k < list->n; k++)
        if (k != best && list->options[k].belief > next)
            next = list->options[k].belief;
    next = fmax(next, list->options[best].belief - best_belief);
    return list->options[0].belief < RULED_OUT && best_belief >= AHEAD * next
               ? best
               : 0;
}

static bool is_in_laws(const struct relation_set *set, size_t cell)
{
    return set->first[cell] < set->first[cell + 1];
}

static bool take_best(struct board *board, struct relation_set *set,
                      double least)
{
    bool changed = false;

    for (size_t i = 0; i < board->n_cells; i++) {
        int best;

        if (!is_in_laws(set, i))
            continue;
        best = best_option(&board->cells[i].list, least);
        changed |= best != board->cells[i].taken;
        board->cells[i].stirred = best != board->cells[i].taken;
        board_take(board, i, best);
    }
    for (size_t r = 0; r < set->n_relations; r++)
        relation_weigh(&set->relations[r], board);
    return changed;
}

/* That the sums want another figure may be the clerk's doing: then what was
 * read is right all the same. */
static double belief_as_written(const struct option_list *list)
{
    double belief = list->options[0].belief;

    for (int k = 1; k < list->n; k++)
        belief += list->options[k].belief *
                  (1 - option_misread_share(&list->options[k]));
    return belief;
}

/* The next best may be that the clerk wrote what was read. */
static double margin_of(const struct option_list *list, int taken)
{
    double best = misread_belief(&list->options[taken]);
    double next =
        fmax(list->rest_belief, list->options[taken].belief - best);

    for (int k = 0; k < list->n; k++)
        if (k != taken)
            next = fmax(next, list->options[k].belief);
    return fmin(best / fmax(next, 1e-12), MARGIN_MOST);
}

static void settle_beliefs(struct board *board, const struct relation_set *set)
{
    for (size_t i = 0; i < board->n_cells; i++) {
        struct board_cell *cell = &board->cells[i];

        if (!is_in_laws(set, i))
            continue;
        cell->belief = cell->taken == 0
                           ? belief_as_written(&cell->list)
                           : misread_belief(&cell->list.options[cell->taken]);
        cell->margin =
            cell->taken == 0 ? 0 : margin_of(&cell->list, cell->taken);
    }
}

/* A wrong row total that the column's total added up faithfully makes the total
 * row fail too. */
static bool is_echo(const struct board *board, const struct relation_set *set,
                    const struct relation *relation)
{
    double gaps = 0;

    if (relation->law == NULL || relation->held ||
        board->sheets[relation->on].sheet->rows[relation->row - 1].kind !=
            SHEET_ROW_TOTAL)
        return false;
    for (size_t r = 0; r < set->n_relations; r++) {
        const struct relation *other = &set->relations[r];

        if (other->law == relation->law && other->on == relation->on &&
            other != relation && !other->held)
            gaps += relation_gap(other);
    }
    return gaps != 0 && fabs(gaps - relation_gap(relation)) < 1e-6;
}

static void mark_echoes(const struct board *board, struct relation_set *set)
{
    for (size_t r = 0; r < set->n_relations; r++)
        set->relations[r].echoes = is_echo(board, set, &set->relations[r]);
}

enum status choose_options(struct board *board, struct relation_set *set,
                           struct choice_bound *bound, struct fault *fault)
{
    bool more = true;
    enum status rc = ST_OK;

    for (int turn = 0; turn < TURNS && more && rc == ST_OK; turn++) {
        mark_echoes(board, set);
        propose_options(board, set);
        rc = belief_spread(board, set, turn == 0, fault);
        if (rc == ST_OK)
            more = take_best(board, set, LIKELIER);
    }
    if (rc == ST_OK)
        rc = exact_believe(board, set, fault);
    if (rc != ST_OK)
        return rc;
    (void)take_best(board, set, MARGIN);
    rc = exact_measure(board, set, bound, fault);
    settle_beliefs(board, set);
    return rc;
}
