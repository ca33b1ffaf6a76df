/*
 * Figures that run on: a stock from month to month, a pressure from hour to
 * hour. Where a sheet's own figures change little from one cell to the next,
 * what the neighbours hold speaks for an option too. Private to the check room.
 */
#ifndef TZ_CHECK_SERIES_H
#define TZ_CHECK_SERIES_H

#include "check/board.h"

/** Two cells that stand next to each other in a series. */
struct series_pair {
    size_t cells[2];
    double usual;   /* change: half of all pairs of the series change less */
    double modulus; /* figures that wrap round; 0: they do not */
    double messages[2][OPTIONS_MAX]; /* to each of the two */
};

struct series_set {
    struct series_pair *pairs;
    size_t n, room;
};

/**
 * Find the series of a sheet as its board stands.
 *
 * Returns ST_OK; ST_NOMEM. End with series_set_clear().
 */
MUST_CHECK enum status series_set_make(const struct board *board,
                                       struct series_set *out,
                                       struct fault *fault);
void series_set_clear(struct series_set *set);

/** Bring the messages up to date with the beliefs. */
void series_tell(const struct board *board, struct series_set *set);

/** Multiply the beliefs of all cells by their messages; not normalised. */
void series_add(struct board *board, const struct series_set *set);

#endif
