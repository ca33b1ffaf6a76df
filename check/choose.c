/*
 * A change is another candidate for one cell. It is taken when
 *   - it makes failing relations of the cell hold and breaks none that holds,
 *   - each relation of the cell that fails even so has another suspect: a
 *     further cell that stands in some other failing relation,
 *   - it is likelier, by the reading alone, than that the paper's own sums are
 *     wrong,
 *   - and no other change as likely does the same for a relation it repairs.
 * Changes that leave nothing failing come before those that do.
 */
#include "check/choose.h"

#include <math.h>
#include <stdlib.h>

/* A sum wrong on the paper, to be weighed against a misreading. */
static const double CLERK_WRONG = 0.005;

/* A rival this much less likely by the reading is none. */
static const double RIVAL_RATIO = 0.05;

struct change {
    size_t cell;
    int candidate;
    double value;
    double ratio; /* its chance : that of the candidate taken now */
    bool whole; /* every failing relation of the cell is repaired */
};

struct change_list {
    struct change *changes;
    size_t n, room;
};

static enum status add_change(struct change_list *list, struct change change,
                              struct fault *fault)
{
    if (list->n == list->room) {
        size_t room = list->room == 0 ? 32 : list->room * 2;
        struct change *more = realloc(list->changes, room * sizeof *more);

        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "check: out of memory");
        list->changes = more;
        list->room = room;
    }
    list->changes[list->n++] = change;
    return ST_OK;
}

/* Soft relations may fail on good paper; they neither ask for a change nor
 * forbid one. */
static bool is_failing(const struct relation *relation)
{
    return !relation->held && !relation->soft;
}

static bool would_hold(const struct relation *relation,
                       const struct board *board, const struct change *change)
{
    double left, right;

    return relation_holds(relation, board, change->cell, change->value, &left,
                          &right);
}

static bool has_other_suspect(const struct relation_set *set, size_t relation,
                              size_t cell)
{
    const struct relation *at = &set->relations[relation];

    for (size_t t = 0; t < at->n_terms; t++) {
        size_t other = at->terms[t].cell;

        if (other == cell)
            continue;
        for (size_t u = set->first[other]; u < set->first[other + 1]; u++)
            if (set->uses[u].relation != relation
                && is_failing(&set->relations[set->uses[u].relation]))
                return true;
    }
    return false;
}

/* Does the change repair a sum, break nothing, and leave nothing failing that
 * has no other suspect? That a part no longer exceeds its whole says too
 * little to take another figure for it. */
static bool is_repair(const struct board *board, const struct relation_set *set,
                      struct change *change)
{
    size_t repaired = 0;

    change->whole = true;
    for (size_t u = set->first[change->cell]; u < set->first[change->cell + 1];
         u++) {
        const struct relation *relation =
            &set->relations[set->uses[u].relation];
        bool holds = would_hold(relation, board, change);

        if (relation->soft)
            continue;
        if (relation->held && !holds)
            return false;
        if (!relation->held && holds && relation->kind == FORM_EQUAL)
            repaired++;
        if (!relation->held && !holds) {
            change->whole = false;
            if (!has_other_suspect(set, set->uses[u].relation, change->cell))
                return false;
        }
    }
    return repaired > 0
        && change->ratio > pow(CLERK_WRONG, (double)repaired);
}

static bool in_failing(const struct relation_set *set, size_t cell)
{
    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++)
        if (is_failing(&set->relations[set->uses[u].relation]))
            return true;
    return false;
}

static enum status list_changes(const struct board *board,
                                const struct relation_set *set,
                                struct change_list *list, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < board->sheet->n_cells && rc == ST_OK; i++) {
        const struct reading *reading = &board->sheet->cells[i].reading;

        if (board->cells[i].changed_from >= 0 || !in_failing(set, i))
            continue;
        for (int k = 0; k < reading->n_candidates && rc == ST_OK; k++) {
            struct change change = {
                .cell = i, .candidate = k,
                .ratio = board_reading_chance(reading,
                                              board_kind(board, i), k)
                    / fmax(board->cells[i].prior, 1e-6),
            };

            if (board_read_figure(reading, k, &change.value)
                && change.value != board->cells[i].value
                && is_repair(board, set, &change))
                rc = add_change(list, change, fault);
        }
    }
    return rc;
}

/* Two changes are rivals when some relation could be repaired by either. */
static bool are_rivals(const struct board *board,
                       const struct relation_set *set, const struct change *a,
                       const struct change *b)
{
    for (size_t u = set->first[a->cell]; u < set->first[a->cell + 1]; u++) {
        const struct relation *relation =
            &set->relations[set->uses[u].relation];

        if (!is_failing(relation) || !would_hold(relation, board, a))
            continue;
        for (size_t t = 0; t < relation->n_terms; t++)
            if (relation->terms[t].cell == b->cell
                && would_hold(relation, board, b))
                return true;
    }
    return false;
}

static bool is_alone(const struct board *board, const struct relation_set *set,
                     const struct change_list *list, size_t at)
{
    for (size_t i = 0; i < list->n; i++) {
        if (i == at || (list->changes[at].whole && !list->changes[i].whole)
            || list->changes[i].ratio < RIVAL_RATIO * list->changes[at].ratio)
            continue;
        if (are_rivals(board, set, &list->changes[at], &list->changes[i]))
            return false;
    }
    return true;
}

static void take_candidate(struct board *board, struct relation_set *set,
                           size_t cell, int candidate)
{
    board_take(board, cell, candidate);
    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++)
        relation_weigh(&set->relations[set->uses[u].relation], board);
}

/* The index of the change to take, or list->n. */
static size_t pick_change(const struct board *board,
                          const struct relation_set *set,
                          const struct change_list *list)
{
    for (int whole = 1; whole >= 0; whole--)
        for (size_t i = 0; i < list->n; i++)
            if (list->changes[i].whole == (whole == 1)
                && is_alone(board, set, list, i))
                return i;
    return list->n;
}

enum status choose_candidates(struct board *board, struct relation_set *set,
                              struct fault *fault)
{
    struct change_list list = {0};
    bool more = true;
    enum status rc = ST_OK;

    /* Each cell changes at most once, so this ends. */
    while (more && rc == ST_OK) {
        size_t pick;

        list.n = 0;
        rc = list_changes(board, set, &list, fault);
        pick = rc == ST_OK ? pick_change(board, set, &list) : list.n;
        more = pick < list.n;
        if (more)
            take_candidate(board, set, list.changes[pick].cell,
                           list.changes[pick].candidate);
    }
    free(list.changes);
    return rc;
}

size_t choose_undo_doubtful(struct board *board, struct relation_set *set)
{
    size_t undone = 0;

    for (size_t i = 0; i < board->sheet->n_cells; i++) {
        struct board_cell *cell = &board->cells[i];

        if (cell->changed_from < 0 || cell->belief >= 0.5)
            continue;
        take_candidate(board, set, i, cell->changed_from);
        cell->changed_from = -1;
        undone++;
    }
    return undone;
}
