/*
 * Branch and bound for the best choice around relations that do not hold.
 *
 * While every cell is at its likeliest, only some relations fail. Of each one
 * that fails, either none of its cells moves any more and its failing is paid
 * for, or the first of its cells that moves does so now, those before it
 * staying; what that breaks elsewhere is treated alike. This goes through every
 * choice that can be the best one just once, since moving a cell that stands in
 * no failing relation only costs. A branch is cut when what it has cost, and
 * what the relations that still fail must cost at least, passes the budget; the
 * budget rises until a choice is found, so that where the search has to stop
 * before that, the last budget that was gone through says what the best choice
 * costs at least. Private to the check room.
 */
#ifndef TZ_CHECK_EXACT_SEARCH_H
#define TZ_CHECK_EXACT_SEARCH_H

#include "check/exact_state.h"

enum { EXACT_STEPS_MAX = 24, EXACT_LEAVES_MAX = 128 };

struct exact_step {
    size_t cell;
    int choice;
};

/* A choice: the cells that are not at their likeliest. */
struct exact_leaf {
    struct exact_step steps[EXACT_STEPS_MAX];
    int n;
    double cost;
};

struct exact_result {
    struct exact_leaf *leaves; /* the best one first: all that cost little more
                                  than it, but no more than EXACT_LEAVES_MAX */
    int n;
    double bound;   /* no choice costs less */
    bool found;     /* leaves[0] is the best choice there is, */
    bool whole;     /* ... and the leaves are all that are worth a thought */
    long looked_at; /* terms */
};

struct exact_limit {
    long terms;  /* so many terms of relations are looked at, */
    double cost; /* ... until nothing cheaper than this can be left */
};

/**
 * Search around @failing relations; @state comes back as it was.
 *
 * Returns ST_OK; ST_NOMEM. End with exact_result_clear().
 */
MUST_CHECK enum status exact_search(struct exact_state *state,
                                    const size_t *failing, size_t n,
                                    struct exact_limit limit,
                                    struct exact_result *out,
                                    struct fault *fault);
void exact_result_clear(struct exact_result *result);

#endif
