/* A relation in whole numbers: parts of means and decimals have a common
 * unit. */
#include <math.h>

#include "check/relation.h"

enum { ANY_DECIMALS = 3, PARTS_MAX = 1000 };

static int decimals_of(const struct relation_term *term,
                       const struct board *board)
{
    const struct value_type *type = &board_column(board, term->cell)->type;

    if (type->kind == VALUE_COUNT)
        return 0;
    return type->decimals < 0 ? ANY_DECIMALS : type->decimals;
}

static bool is_whole(double number)
{
    return fabs(number - round(number)) < 1e-6;
}

/* The least number that makes every factor a whole one: 24 for a mean of 24. */
static int common_parts(const struct relation *relation)
{
    for (int parts = 1; parts < PARTS_MAX; parts++) {
        bool whole = true;

        for (size_t i = 0; i < relation->n_terms && whole; i++)
            whole = is_whole(relation->terms[i].factor * parts);
        if (whole)
            return parts;
    }
    return PARTS_MAX;
}

void relation_count_units(struct relation *relation, const struct board *board)
{
    int decimals = 0;

    for (size_t i = 0; i < relation->n_terms; i++) {
        int own = decimals_of(&relation->terms[i], board);

        if (own > decimals)
            decimals = own;
    }
    relation->units = pow(10, decimals) * common_parts(relation);
    for (size_t i = 0; i < relation->n_terms; i++) {
        struct relation_term *term = &relation->terms[i];

        term->step = (term->left ? 1 : -1) * term->factor * relation->units;
    }
    relation->units_digit =
        fabs(relation->terms[0].step) *
        pow(10, -decimals_of(&relation->terms[0], board));
    relation->units_tolerance =
        (int64_t)floor(relation->tolerance * relation->units + 1e-6);
    relation->units_modulus = llround(relation->modulus * pow(10, decimals));
}
