#include "forms/print_random.h"

struct print_random print_random_new(uint64_t seed, uint64_t stream)
{
    struct print_random random = {seed ^ (stream * 0xd1342543de82ef95u)};
    /* neighbouring seeds must not begin alike */
    print_random_bits(&random);
    return random;
}

uint64_t print_random_bits(struct print_random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double print_random_between(struct print_random *random, double low,
                            double high)
{
    double unit = (double)(print_random_bits(random) >> 11) * 0x1.0p-53;
    return low + (high - low) * unit;
}

uint64_t print_random_below(struct print_random *random, uint64_t n)
{
    return n == 0 ? 0 : print_random_bits(random) % n;
}

/* Three even throws added up: close enough to a normal law, and bounded. */
double print_random_bell(struct print_random *random, double spread)
{
    double sum = 0;
    for (int i = 0; i < 3; i++)
        sum += print_random_between(random, -1, 1);
    return sum * spread;
}
