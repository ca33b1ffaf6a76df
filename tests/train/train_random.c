#include "train_random.h"

#include <math.h>

struct train_random train_random_new(uint64_t seed)
{
    struct train_random random = {seed * 0x9E3779B97F4A7C15ULL +
                                  0x2545F4914F6CDD1DULL};
    if (random.state == 0)
        random.state = 1;
    for (int i = 0; i < 8; i++)
        (void)train_random_bits(&random);
    return random;
}

uint64_t train_random_bits(struct train_random *random)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return random->state * 2685821657736338717ULL;
}

float train_random_unit(struct train_random *random)
{
    return (float)(train_random_bits(random) >> 40) / 16777216.0F;
}

float train_random_between(struct train_random *random, float low, float high)
{
    return low + (high - low) * train_random_unit(random);
}

int train_random_below(struct train_random *random, int n)
{
    return (int)(train_random_bits(random) >> 33) % n;
}

float train_random_normal(struct train_random *random, float deviation)
{
    const float two_pi = 6.2831853F;
    float radius = sqrtf(-2 * logf(train_random_unit(random) + 1e-7F));
    return deviation * radius * cosf(two_pi * train_random_unit(random));
}

bool train_random_chance(struct train_random *random, float probability)
{
    return train_random_unit(random) < probability;
}

int train_random_choose(struct train_random *random, const float *shares,
                        int n)
{
    float sum = 0, at;

    for (int i = 0; i < n; i++)
        sum += shares[i];
    at = sum * train_random_unit(random);
    for (int i = 0; i < n - 1; i++) {
        at -= shares[i];
        if (at < 0)
            return i;
    }
    return n - 1;
}
