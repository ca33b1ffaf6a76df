#include "check/propose.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/learned.h"

/* Stands alone on the left: c3 of "c3 = c4 + c5", a total, a mean. */
static bool is_computed(const struct relation *relation, size_t term)
{
    if (relation->kind != FORM_EQUAL || relation->n_terms < 3 ||
        !relation->terms[term].left)
        return false;
    for (size_t i = 0; i < relation->n_terms; i++)
        if (i != term && relation->terms[i].left)
            return false;
    return true;
}

static double clerk_chance(const struct relation_set *set, size_t cell)
{
    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++)
        if (is_computed(&set->relations[set->uses[u].relation],
                        set->uses[u].term))
            return LEARNED_CLERK;
    return LEARNED_CLERK_COPY;
}

static const struct value_type *type_of(const struct board *board, size_t cell)
{
    return &board_column(board, cell)->type;
}

static void want(struct board *board, size_t cell, double value)
{
    struct board_cell *at = &board->cells[cell];
    int n = at->list.n;

    if (!at->said)
        option_list_want(&at->list, &at->at->reading, type_of(board, cell),
                         value);
    at->stirred |= at->list.n > n;
}

/* The one figure that closes the relation to the last unit. */
static void want_exact(struct board *board, const struct relation *relation,
                       const struct relation_term *term)
{
    int decimals = type_of(board, term->cell)->decimals;
    double unit = pow(10, decimals > 0 ? -decimals : 0);
    double value = board->cells[term->cell].value -
                   relation_gap(relation) * relation->units / term->step;

    if (relation->modulus > 0)
        value -= relation->modulus * floor(value / relation->modulus);
    value = round(value / unit) * unit;
    want(board, term->cell, value);
}

/* Where rounding leaves room, every other digit that closes it will do. */
static void want_digits(struct board *board, const struct relation *relation,
                        const struct relation_term *term)
{
    char text[OPTION_TEXT_MAX];
    double left, right;

    (void)snprintf(text, sizeof text, "%s",
                   board->cells[term->cell].list.options[0].text);
    for (char *at = text; *at != '\0'; at++) {
        char was = *at;

        for (char digit = '0'; was >= '0' && was <= '9' && digit <= '9';
             digit++) {
            *at = digit;
            if (digit != was &&
                relation_holds(relation, board, term->cell, strtod(text, NULL),
                               &left, &right))
                want(board, term->cell, strtod(text, NULL));
        }
        *at = was;
    }
}

void propose_options(struct board *board, const struct relation_set *set)
{
    for (size_t r = 0; r < set->n_relations; r++) {
        const struct relation *relation = &set->relations[r];

        if (relation->held || relation->soft || relation->kind != FORM_EQUAL)
            continue;
        for (size_t t = 0; t < relation->n_terms; t++) {
            if (relation->tolerance > 0)
                want_digits(board, relation, &relation->terms[t]);
            want_exact(board, relation, &relation->terms[t]);
        }
    }
    for (size_t i = 0; i < board->n_cells; i++)
        option_list_set_clerk(&board->cells[i].list, clerk_chance(set, i));
}
