/*
 * The exact choice where it can be had, and how good the choice is where it
 * cannot. Private to the check room.
 */
#ifndef TZ_CHECK_EXACT_H
#define TZ_CHECK_EXACT_H

#include "check/board.h"
#include "check/relation.h"

/**
 * Relations that fail while every cell is at its likeliest come in knots, which
 * share no cell. Each knot that branch and bound gets through has its cells'
 * beliefs set by all choices that are worth a thought; the others keep what
 * belief.c made of them.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status exact_believe(struct board *board,
                                     const struct relation_set *set,
                                     struct fault *fault);

/**
 * What the choice that stands costs, and what any choice costs at least, both
 * as minus the logarithm of its chance over that of all cells at their
 * likeliest and all sums holding. Where they meet, the choice is the best one.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status exact_measure(const struct board *board,
                                     const struct relation_set *set,
                                     struct choice_bound *out,
                                     struct fault *fault);

#endif
