/*
 * How likely each state of a relation is: that it holds, that it holds but for
 * rounding, that the clerk's own sum is off. Private to the check room.
 */
#ifndef TZ_CHECK_MEASURE_H
#define TZ_CHECK_MEASURE_H

#include "check/relation.h"

/* A relation of nothing but zeros weighs so much of one with figures. */
#define MEASURE_TRIVIAL 0.25

/** Densities over whole units of the last digit, and the bounds in which they
 * hold; belief.c says how they are added up. */
struct measure {
    bool at_most;
    double holds, ring, slip;
    double anything; /* one of its cells is something that nobody thought of */
    int64_t tolerance, ring_tolerance, modulus;
};

struct measure measure_relation(const struct relation *relation);

/** A gap in units brought near 0 where values wrap round. */
int64_t measure_wrap(int64_t gap, int64_t modulus);

#endif
