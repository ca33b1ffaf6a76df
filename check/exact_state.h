/*
 * One choice for all cells of a board and what it costs: the search moves cells
 * from figure to figure and back. A cost is minus the logarithm of a chance, 0
 * for the cell's likeliest figure alone and for a relation that holds, so that
 * the cost of a choice is how much less likely it is than if all readings were
 * right and all sums met. Private to the check room.
 */
#ifndef TZ_CHECK_EXACT_STATE_H
#define TZ_CHECK_EXACT_STATE_H

#include "check/board.h"
#include "check/relation.h"

enum {
    EXACT_REST = OPTIONS_MAX, /* something that nobody thought of */
    EXACT_CHOICES = OPTIONS_MAX + 1
};

/* What a relation costs by its gap. */
struct exact_law {
    bool at_most;
    double ring, broken, anything;
    int64_t tolerance, ring_tolerance, modulus;
};

struct exact_cell {
    double costs[EXACT_CHOICES]; /* of its options, of EXACT_REST */
    double cheapest;             /* of all but the likeliest */
    int base;                    /* the likeliest by itself */
    int at;                      /* now */
    bool fixed;                  /* the search does not move it now */
};

struct exact_state {
    const struct board *board;
    const struct relation_set *set;
    struct exact_cell *cells; /* board->n_cells */
    struct exact_law *laws;   /* set->n_relations */
    int64_t *gaps;            /* of each relation, units */
    int *rests;               /* cells of each relation at EXACT_REST */
    bool *paid;               /* of each relation: left as it is */
};

/** All cells at their likeliest. Returns ST_OK; ST_NOMEM. End with
 * exact_state_clear(). */
MUST_CHECK enum status exact_state_make(const struct board *board,
                                        const struct relation_set *set,
                                        struct exact_state *out,
                                        struct fault *fault);
void exact_state_clear(struct exact_state *state);

/** @choice  an option, or EXACT_REST */
void exact_state_move(struct exact_state *state, size_t cell, int choice);

/** Can the cell be that? */
bool exact_state_has(const struct exact_state *state, size_t cell, int choice);

/** What a relation costs as things stand. */
double exact_state_law(const struct exact_state *state, size_t relation);

/** Would a relation hold if only that cell had @choice? */
bool exact_state_closes(const struct exact_state *state, size_t relation,
                        size_t cell, int choice);

/** What all relations of a cell cost as things stand. */
double exact_state_laws_of(const struct exact_state *state, size_t cell);

/** What all cells and relations cost together. */
double exact_state_cost(const struct exact_state *state);

#endif
