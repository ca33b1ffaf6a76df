/* A small generator of our own: the same seed draws the same page on every
 * machine, which rand() does not promise. */
#ifndef TZ_FORMS_PRINT_RANDOM_H
#define TZ_FORMS_PRINT_RANDOM_H

#include <stdint.h>

/** splitmix64; any seed will do. */
struct print_random {
    uint64_t state;
};

/** A generator that is independent for each pair of @seed and @stream. */
struct print_random print_random_new(uint64_t seed, uint64_t stream);

uint64_t print_random_bits(struct print_random *random);

/** Evenly spread in [low, high). */
double print_random_between(struct print_random *random, double low,
                            double high);

/** From 0 to n - 1; 0 when n is 0. */
uint64_t print_random_below(struct print_random *random, uint64_t n);

/** Bell-shaped about 0 with deviation about @spread, never beyond 3 of it. */
double print_random_bell(struct print_random *random, double spread);

#endif
