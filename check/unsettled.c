/*
 * A sum that fails leaves all its cells in doubt, but for two reasons. The
 * failure is put down to another cell, one more likely wrong than right: then
 * one figure there must explain all that fails around it, or more than that
 * cell is wrong. Or a sum that holds vouches for the cell: then it must hold by
 * what was read, not by what was taken so that it would hold. A result whose
 * sum fails, be it by a rounding, is in doubt unless it is vouched for.
 */
#include "check/unsettled.h"

#include <math.h>

#include "check/learned.h"

/* A cell that is right with less than this is the likeliest culprit. */
static const double LIKELIER_WRONG = 0.5;

static const struct relation *relation_at(const struct relation_set *set,
                                          size_t use)
{
    return &set->relations[set->uses[use].relation];
}

static const struct relation_term *term_at(const struct relation_set *set,
                                           size_t use)
{
    return &relation_at(set, use)->terms[set->uses[use].term];
}

static bool is_failing(const struct relation *relation)
{
    return relation->kind == FORM_EQUAL && !relation->soft && !relation->held &&
           !relation_is_rounding(relation);
}

/* A result that is off by no more than a clerk's way of rounding makes no sum
 * fail. But its last digit misread looks just so, and nothing else sees it. */
static bool is_rounded_otherwise(const struct relation *relation)
{
    return relation->kind == FORM_EQUAL && !relation->soft && !relation->held &&
           relation_is_rounding(relation);
}

/* By how much the cell's figure would have to rise for the sum to hold. */
static double lacking(const struct relation *relation,
                      const struct relation_term *term)
{
    return -relation_gap(relation) * relation->units / term->step;
}

/* ... give or take what rounding allows. */
static double slack(const struct relation *relation,
                    const struct relation_term *term)
{
    return fabs((relation->tolerance + 1e-6) * relation->units / term->step);
}

/* The one cell of a sum that is likelier wrong than right, @but left out; with
 * several of them any gap may come about. */
enum culprits { NOBODY, ONE, SEVERAL };

static enum culprits find_culprit(const struct board *board,
                                  const struct relation *relation, size_t but,
                                  const struct relation_term **out)
{
    enum culprits found = NOBODY;

    for (size_t i = 0; i < relation->n_terms; i++) {
        const struct relation_term *term = &relation->terms[i];

        if (term->cell == but ||
            board->cells[term->cell].belief >= LIKELIER_WRONG)
            continue;
        found = found == NOBODY ? ONE : SEVERAL;
        *out = term;
    }
    return found;
}

/* Do the sums that fail by @term's cell alone ask for one figure there? One
 * that agrees with this one is enough: a third may have a fault of its own. */
static bool explains(const struct board *board, const struct relation_set *set,
                     const struct relation *failing,
                     const struct relation_term *term)
{
    const struct relation_term *culprit = NULL;
    bool alone = true;

    for (size_t u = set->first[term->cell]; u < set->first[term->cell + 1];
         u++) {
        const struct relation *other = relation_at(set, u);

        if (other == failing || !is_failing(other) ||
            find_culprit(board, other, BOARD_NO_CELL, &culprit) == SEVERAL)
            continue;
        alone = false;
        if (failing->modulus > 0 || other->modulus > 0 ||
            fabs(lacking(failing, term) - lacking(other, term_at(set, u))) <=
                slack(failing, term) + slack(other, term_at(set, u)))
            return true;
    }
    return alone;
}

static bool blames_other(const struct board *board,
                         const struct relation_set *set,
                         const struct relation *relation, size_t cell)
{
    const struct relation_term *culprit = NULL;

    switch (find_culprit(board, relation, cell, &culprit)) {
    case NOBODY:
        return false;
    case ONE:
        return explains(board, set, relation, culprit);
    case SEVERAL:
        return true;
    }
    return false;
}

/* Would a relation that holds have noticed what another one complains of? A
 * mean of thirty does not see the last digit of one. */
static bool would_notice(const struct board *board, const struct relation *held,
                         const struct relation *failing, size_t cell)
{
    double left, right, closing = board->cells[cell].value;

    for (size_t i = 0; i < failing->n_terms; i++)
        if (failing->terms[i].cell == cell)
            closing += lacking(failing, &failing->terms[i]);
    return !relation_holds(held, board, cell, closing, &left, &right);
}

/* Taken for another figure than was read, while the sums that hold by it do not
 * outnumber those that fail by it. */
static bool is_denied(const struct board *board, const struct relation_set *set,
                      size_t cell)
{
    int held = 0, failing = 0;

    if (board->cells[cell].taken == 0)
        return false;
    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++) {
        const struct relation *relation = relation_at(set, u);

        failing += is_failing(relation);
        held += relation->kind == FORM_EQUAL && !relation->soft &&
                relation->held && !relation->trivial;
    }
    return failing > 0 && held <= failing;
}

static bool holds_by_denied(const struct board *board,
                            const struct relation_set *set,
                            const struct relation *held)
{
    for (size_t i = 0; i < held->n_terms; i++)
        if (is_denied(board, set, held->terms[i].cell))
            return true;
    return false;
}

static bool is_vouched_for(const struct board *board,
                           const struct relation_set *set, size_t cell,
                           const struct relation *failing)
{
    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++) {
        const struct relation *held = relation_at(set, u);

        if (held->kind == FORM_EQUAL && !held->soft && held->held &&
            !held->trivial && term_at(set, u)->twin < LEARNED_TWIN_ALIKE &&
            would_notice(board, held, failing, cell) &&
            !holds_by_denied(board, set, held))
            return true;
    }
    return false;
}

/* A result is in doubt as long as its sum fails, even where another cell is
 * blamed: once that cell has been looked at the sum holds, or it does not. */
static bool is_in_doubt(const struct board *board,
                        const struct relation_set *set,
                        const struct relation *relation,
                        const struct relation_term *term)
{
    if (term->left)
        return is_failing(relation) || is_rounded_otherwise(relation);
    return is_failing(relation) &&
           !blames_other(board, set, relation, term->cell);
}

bool unsettled_cell(const struct board *board, const struct relation_set *set,
                    size_t cell)
{
    if (set->first == NULL)
        return false;
    if (is_denied(board, set, cell))
        return true;
    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++) {
        const struct relation *relation = relation_at(set, u);

        if (is_in_doubt(board, set, relation, term_at(set, u)) &&
            !is_vouched_for(board, set, cell, relation))
            return true;
    }
    return false;
}
