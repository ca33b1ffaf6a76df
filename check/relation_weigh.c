/* Evaluating relations, and how much a holding one is worth. */
#include "check/relation.h"

#include <math.h>
#include <stdio.h>

#include "check/learned.h"

/* Sums of decimals do not meet to the last bit. */
static const double BIT_NOISE = 1e-9;

/* The value within half a modulus of @near: 0.011 beside 9.985 is 10.011. */
static double unwrap(double value, double modulus, double near)
{
    return value + modulus * round((near - value) / modulus);
}

static double value_at(const struct board *board,
                       const struct relation_term *term, size_t cell,
                       double value)
{
    return term->cell == cell ? value : board->cells[term->cell].value;
}

bool relation_holds(const struct relation *relation, const struct board *board,
                    size_t cell, double value, double *left, double *right)
{
    double sides[2] = {0, 0}, noise = 1, gap;

    for (size_t i = 0; i < relation->n_terms; i++) {
        const struct relation_term *term = &relation->terms[i];
        double at = value_at(board, term, cell, value);

        /* Left terms come first, so their sum stands when parts unwrap. */
        if (relation->modulus > 0 && !term->left)
            at = unwrap(at, relation->modulus, sides[1]);
        sides[term->left] += term->factor * at;
        noise += fabs(at);
    }
    *left = sides[1];
    *right = sides[0];
    gap = sides[1] - sides[0];
    if (relation->modulus > 0)
        gap = unwrap(gap, relation->modulus, 0);
    if (relation->kind == FORM_EQUAL)
        gap = fabs(gap);
    return gap <= relation->tolerance + BIT_NOISE * noise;
}

/* Within a tenth the leading digits are the same ones. */
static double twin_alike(const struct relation *relation,
                         const struct board *board,
                         const struct relation_term *term)
{
    const struct board_cell *cell = &board->cells[term->cell];
    double alike = 0;

    for (size_t i = 0; i < relation->n_terms; i++) {
        const struct relation_term *other = &relation->terms[i];
        const struct board_cell *there = &board->cells[other->cell];
        double sign = term->left == other->left ? -1 : 1;

        if (other != term && sign * other->factor == term->factor
            && fabs(cell->value - there->value) <= 0.1 * fabs(cell->value))
            alike = fmax(alike, there->on == cell->on ? LEARNED_TWIN_ALIKE
                                                      : LEARNED_TWIN_FAR);
    }
    return alike;
}

void relation_weigh(struct relation *relation, const struct board *board)
{
    relation->held = relation_holds(relation, board, BOARD_NO_CELL, 0,
                                    &relation->left, &relation->right);
    relation->trivial = true;
    for (size_t i = 0; i < relation->n_terms; i++) {
        struct relation_term *term = &relation->terms[i];

        term->twin = twin_alike(relation, board, term);
        if (board->cells[term->cell].value != 0)
            relation->trivial = false;
    }
}

double relation_gap(const struct relation *relation)
{
    double gap = relation->left - relation->right;

    return relation->modulus > 0 ? unwrap(gap, relation->modulus, 0) : gap;
}

bool relation_is_rounding(const struct relation *relation)
{
    return relation->tolerance > 0
        && fabs(relation_gap(relation)) <= 3 * relation->tolerance + BIT_NOISE;
}

void relation_name(const struct relation *relation, const struct board *board,
                   char *out, size_t size)
{
    if (relation->law != NULL)
        (void)snprintf(out, size, "%s", relation->law->text);
    else
        (void)snprintf(out, size, relation->own_sheet ? "own sheet's %s"
                                                      : "total of %s",
                       board->sheets[relation->on].form->columns[relation->column].code);
}
