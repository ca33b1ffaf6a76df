/*
 * What an identity says about a cell.
 *
 * Let B be the chance that all other cells of a relation are right, P1 that
 * exactly one of them is wrong and P2 that more are. A relation over right
 * cells fails with chance CLERK (the sum on the paper is wrong). One wrong
 * cell goes unnoticed with chance `missed` (0 for a plain sum); several wrong
 * ones cancel with chance CANCEL. So
 *
 *     P(holds | cell right) = B (1 - CLERK) + P1 missed' + P2 CANCEL
 *     P(holds | cell wrong) = B missed      + (1 - B) CANCEL
 *
 * with TWIN_ALIKE added to the second where almost the same figure stands on the
 * other side (a carry; a month that hardly changed a population), for then both
 * may have been misread alike. The ratio of the two, or of their complements when the relation fails,
 * multiplies the odds of the cell. Where all others are sure, a holding sum
 * says "right" and a failing one "wrong"; where the others are doubtful,
 * neither says much. Beliefs feed back into B, each cell leaving out what the
 * relation itself told it (belief propagation), for a few damped rounds.
 */
#include "check/belief.h"

#include <math.h>

static const double CLERK = 0.005;         /* a plain sum wrong on the paper */
static const double CLERK_ROUNDING = 0.05; /* a mean off by its last digit */
static const double CLERK_SOFT = 0.3;
static const double CANCEL = 1.0 / 30;     /* misreadings come in few kinds:
                                              1-7, 0-6, 3-8 */
static const double TWIN_ALIKE = 0.2;      /* one figure written twice by one
                                              hand is misread alike */
static const double MISSED_AT_MOST = 0.9;  /* at least: misreadings are often
                                              small, so "at most" says little */
static const double TRIVIAL_WEIGHT = 0.25; /* of a relation of nothing but 0 */

/* Limits, in log odds, of one message and of a belief. */
static const double MESSAGE_MAX = 5.0, BELIEF_MAX = 8.0;

enum { ROUNDS = 8 };
static const double DAMPING = 0.5;

static double clamp(double value, double limit)
{
    return fmin(fmax(value, -limit), limit);
}

static double log_odds(double chance)
{
    double safe = fmin(fmax(chance, 1e-4), 1 - 1e-4);

    return log(safe / (1 - safe));
}

static double chance_of(double odds_log)
{
    return 1 / (1 + exp(-odds_log));
}

/* The cell's belief without what this term's relation said. */
static double others_chance(const struct board *board,
                            const struct relation_term *term)
{
    return chance_of(log_odds(board->cells[term->cell].belief)
                     - term->message);
}

struct company {
    double all_log;  /* log of the chance that all cells are right */
    double odds_sum; /* sum of wrong : right */
    double missed;   /* sum of the terms' missed, weighted likewise */
};

static struct company gather(const struct board *board,
                             const struct relation *relation)
{
    struct company company = {0, 0, 0};

    for (size_t i = 0; i < relation->n_terms; i++) {
        double chance = others_chance(board, &relation->terms[i]);
        double wrong = (1 - chance) / chance;

        company.all_log += log(chance);
        company.odds_sum += wrong;
        company.missed += wrong * relation->terms[i].missed;
    }
    return company;
}

static double clerk_chance(const struct relation *relation)
{
    if (relation->soft)
        return CLERK_SOFT;
    return relation_is_rounding(relation) ? CLERK_ROUNDING : CLERK;
}

static double missed_chance(const struct relation *relation,
                            const struct relation_term *term)
{
    return relation->kind == FORM_AT_MOST && relation->held
               ? fmax(term->missed, MISSED_AT_MOST) : term->missed;
}

static double tell(const struct board *board, const struct relation *relation,
                   const struct relation_term *term, struct company company)
{
    double chance = others_chance(board, term);
    double wrong = (1 - chance) / chance;
    double all = fmin(exp(company.all_log) / chance, 1);
    double one = all * fmax(company.odds_sum - wrong, 0);
    double one_missed = all * fmax(company.missed - wrong * term->missed, 0);
    double more = fmax(1 - all - one, 0);
    double if_right = all * (1 - clerk_chance(relation)) + one_missed
        + more * CANCEL;
    double if_wrong = all * missed_chance(relation, term)
        + (1 - all) * CANCEL
        + (relation_has_twin(relation, board, term) ? TWIN_ALIKE : 0);
    double message;

    if (relation->held)
        message = log(fmax(if_right, 1e-9) / fmax(if_wrong, 1e-9));
    else
        message = log(fmax(1 - if_right, 1e-9) / fmax(1 - if_wrong, 1e-9));
    if (relation->held && relation->trivial)
        message *= TRIVIAL_WEIGHT;
    return clamp(message, MESSAGE_MAX);
}

static void tell_all(const struct board *board, struct relation *relation)
{
    /* Gathered once: messages of one round all stand on the same state. */
    struct company company = gather(board, relation);

    for (size_t i = 0; i < relation->n_terms; i++) {
        double fresh = tell(board, relation, &relation->terms[i], company);

        relation->terms[i].message +=
            DAMPING * (fresh - relation->terms[i].message);
    }
}

static void listen(struct board *board, const struct relation_set *set)
{
    for (size_t i = 0; i < board->sheet->n_cells; i++) {
        double sum = log_odds(board->cells[i].prior);

        if (set->first[i] == set->first[i + 1])
            continue;
        for (size_t u = set->first[i]; u < set->first[i + 1]; u++)
            sum += set->relations[set->uses[u].relation]
                       .terms[set->uses[u].term].message;
        board->cells[i].belief = chance_of(clamp(sum, BELIEF_MAX));
    }
}

void belief_spread(struct board *board, struct relation_set *set)
{
    for (size_t i = 0; i < board->sheet->n_cells; i++)
        board->cells[i].belief = board->cells[i].prior;
    for (size_t r = 0; r < set->n_relations; r++)
        for (size_t t = 0; t < set->relations[r].n_terms; t++)
            set->relations[r].terms[t].message = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t r = 0; r < set->n_relations; r++)
            tell_all(board, &set->relations[r]);
        listen(board, set);
    }
}
