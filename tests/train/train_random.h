/* Random numbers for drawing: the same seed draws the same. */
#ifndef TZ_TRAIN_RANDOM_H
#define TZ_TRAIN_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct train_random {
    uint64_t state; /* not 0 */
};

struct train_random train_random_new(uint64_t seed);
uint64_t train_random_bits(struct train_random *random);
/** 0 <= x < 1. */
float train_random_unit(struct train_random *random);
float train_random_between(struct train_random *random, float low, float high);
/** 0 <= x < @n. */
int train_random_below(struct train_random *random, int n);
float train_random_normal(struct train_random *random, float deviation);
bool train_random_chance(struct train_random *random, float probability);
/** Index of one of @n shares, each as often as it is large. */
int train_random_choose(struct train_random *random, const float *shares,
                        int n);

#endif
