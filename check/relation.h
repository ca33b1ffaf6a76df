/*
 * Every identity of a sheet as one linear relation between its cells: the laws
 * of the form row by row, and the totals column by column. Private to the
 * check room.
 */
#ifndef TZ_CHECK_RELATION_H
#define TZ_CHECK_RELATION_H

#include <stdint.h>

#include "check/board.h"

struct place_map;

struct relation_term {
    size_t cell;    /* index into board->cells; a ditto's source */
    double factor;
    bool left;
    double twin;    /* almost the same figure stands on the other side: so
                       often the two are misread alike and still agree; 0: none
                       does */
    double step;    /* what one more in the cell adds to the gap, units */
    double messages[OPTIONS_MAX], message_rest; /* odds that the relation
                       gives the cell's options; belief.c */
};

struct relation {
    size_t on;                  /* index of the sheet that it was made for */
    const struct form_law *law; /* NULL for a column total */
    int column;                 /* of a total; else -1 */
    enum form_total total;      /* of a total */
    bool own_sheet;             /* a row of a list against the total of that
                                   unit's own sheet; law is NULL */
    char check[FORM_CHECK_MAX];
    int row;                    /* body row from 1 */
    int n_parts;                /* rows that a total is made of */
    enum form_relation kind;
    bool soft;
    double tolerance, modulus;
    struct relation_term *terms;
    size_t n_terms;
    /* For counting in whole units of the last digit, relation_units.c: */
    double units;               /* a gap of 1 is so many */
    double units_digit;         /* one in the last digit of the first term */
    int64_t units_tolerance, units_modulus;
    double clerk;               /* chance that its sum is wrong on the paper;
                                   belief.c */
    /* As the board stands: */
    bool echoes;                /* fails by as much as the same law's body rows
                                   fail together; choose.c */
    bool held, trivial;         /* trivial: nothing but zeros */
    double left, right;
};

struct relation_set {
    struct relation *relations; /* only those that can be evaluated */
    size_t n_relations, room;
    /* For each cell the relations that it stands in: first[i] to
     * first[i + 1] of uses. */
    size_t *first;
    struct relation_use {
        size_t relation, term;
    } *uses;
};

/** @places  [optional] to relate sheets to each other by
 * Returns ST_OK; ST_NOMEM. End with relation_set_clear(). */
MUST_CHECK enum status relation_set_make(const struct board *board,
                                         const struct place_map *places,
                                         struct relation_set *out,
                                         struct fault *fault);
void relation_set_clear(struct relation_set *set);

/** One more relation with room for @n_terms, copied from @relation; its terms
 * are the caller's to fill. ST_OK; ST_NOMEM. */
MUST_CHECK enum status relation_set_add(struct relation_set *set,
                                        const struct relation *relation,
                                        size_t n_terms, struct relation **out,
                                        struct fault *fault);

/** The cell whose figure counts at that place, or BOARD_NO_CELL when a law
 * cannot use it. */
size_t relation_usable_cell(const struct board *board,
                            const struct board_sheet *on, int row, int column);

/** Does a law hold in rows of that kind? */
bool relation_is_in_scope(const struct form_law *law, enum sheet_row_kind kind);

/* ---- relation_units.c ---- */

/** Set the relation's units and its terms' steps. */
void relation_count_units(struct relation *relation, const struct board *board);

/* ---- relation_weigh.c ---- */

/** Does it hold when @cell (or BOARD_NO_CELL) had @value? */
bool relation_holds(const struct relation *relation, const struct board *board,
                    size_t cell, double value, double *left, double *right);

/** Bring held, trivial, left, right and every term's twin up to date. */
void relation_weigh(struct relation *relation, const struct board *board);

/** left - right, brought near 0 where values wrap round. */
double relation_gap(const struct relation *relation);

/** A gap of no more than one unit of the last printed digit beyond what
 * rounding explains. */
bool relation_is_rounding(const struct relation *relation);

/** "c3 = c4 + c5", "total of c8". */
void relation_name(const struct relation *relation, const struct board *board,
                   char *out, size_t size);

#endif
