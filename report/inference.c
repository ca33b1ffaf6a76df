/*
 * Bounds are narrowed law by law until nothing moves; then a number is tried
 * out, nearest to the truth first, because a world that differs little is
 * found soonest.
 */
#include "report/inference.h"

#include <stdlib.h>
#include <string.h>

/* Both are far beyond what a village's figures need. */
enum { MAX_TRIALS = 2000, MAX_SWEEPS = 2000 };

struct bounds {
    int64_t low, high;
};

struct search {
    const struct inference *known;
    const bool *near; /* the numbers that are tied to the one in question */
    int trials;
};

static int64_t floor_divide(int64_t a, int64_t b)
{
    int64_t q = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}

static int64_t ceil_divide(int64_t a, int64_t b)
{
    return -floor_divide(-a, b);
}

static int64_t smallest(int64_t factor, struct bounds b)
{
    return factor > 0 ? factor * b.low : factor * b.high;
}

static int64_t largest(int64_t factor, struct bounds b)
{
    return factor > 0 ? factor * b.high : factor * b.low;
}

/* factor * x must lie within low and high. True when that says something
 * new. */
static bool narrow(struct bounds *b, int64_t factor, int64_t low, int64_t high)
{
    int64_t least =
        factor > 0 ? ceil_divide(low, factor) : ceil_divide(high, factor);
    int64_t most =
        factor > 0 ? floor_divide(high, factor) : floor_divide(low, factor);
    bool moved = least > b->low || most < b->high;

    b->low = least > b->low ? least : b->low;
    b->high = most < b->high ? most : b->high;
    return moved;
}

static bool apply(const struct inference_law *law, struct bounds *bounds)
{
    int64_t low = 0, high = 0;
    bool moved = false;

    for (size_t i = 0; i < law->n; i++) {
        low += smallest(law->term[i].factor, bounds[law->term[i].number]);
        high += largest(law->term[i].factor, bounds[law->term[i].number]);
    }
    for (size_t i = 0; i < law->n; i++) {
        struct bounds *one = &bounds[law->term[i].number];
        int64_t factor = law->term[i].factor;
        int64_t rest_low = low - smallest(factor, *one);
        int64_t rest_high = high - largest(factor, *one);
        moved =
            narrow(one, factor, law->low - rest_high, law->high - rest_low) ||
            moved;
        if (one->low > one->high)
            return true;
        low = rest_low + smallest(factor, *one);
        high = rest_high + largest(factor, *one);
    }
    return moved;
}

static bool is_possible(const struct inference *known,
                        const struct bounds *bounds)
{
    for (size_t i = 0; i < known->n_numbers; i++)
        if (bounds[i].low > bounds[i].high)
            return false;
    return true;
}

static bool settle(const struct inference *known, struct bounds *bounds)
{
    bool moved = true;

    for (int sweep = 0; moved && sweep < MAX_SWEEPS; sweep++) {
        moved = false;
        for (size_t i = 0; i < known->n_laws; i++) {
            moved = apply(&known->laws[i], bounds) || moved;
            if (!is_possible(known, bounds))
                return false;
        }
    }
    return true;
}

/* What is tied to number @at by laws over numbers that are not settled. The
 * others may be as they are: they cannot speak against any of these. */
static void mark_near(const struct inference *known,
                      const struct bounds *bounds, size_t at, bool *near)
{
    bool grown = true;

    near[at] = true;
    while (grown) {
        grown = false;
        for (size_t i = 0; i < known->n_laws; i++) {
            const struct inference_law *law = &known->laws[i];
            bool touches = false;
            for (size_t j = 0; j < law->n; j++)
                touches = touches || near[law->term[j].number];
            for (size_t j = 0; touches && j < law->n; j++) {
                size_t one = law->term[j].number;
                if (!near[one] && bounds[one].low < bounds[one].high)
                    grown = near[one] = true;
            }
        }
    }
}

/* The number with the fewest ways left, n_numbers when all are settled. */
static size_t choose(const struct search *search, const struct bounds *bounds)
{
    const struct inference *known = search->known;
    size_t best = known->n_numbers;
    int64_t least = INT64_MAX;

    for (size_t i = 0; i < known->n_numbers; i++) {
        int64_t width = bounds[i].high - bounds[i].low;
        if (search->near[i] && width > 0 && width < least) {
            least = width;
            best = i;
        }
    }
    return best;
}

static bool find_world(struct search *search, const struct bounds *outer);

static bool try_value(struct search *search, const struct bounds *outer,
                      size_t at, int64_t value)
{
    size_t size = search->known->n_numbers * sizeof *outer;
    struct bounds *bounds;
    bool found;

    if (value < outer[at].low || value > outer[at].high ||
        ++search->trials > MAX_TRIALS)
        return false;
    bounds = malloc(size);
    if (bounds == NULL)
        return false;
    memcpy(bounds, outer, size);
    bounds[at] = (struct bounds){value, value};
    found = settle(search->known, bounds) && find_world(search, bounds);
    free(bounds);
    return found;
}

static bool find_world(struct search *search, const struct bounds *outer)
{
    size_t at = choose(search, outer);
    int64_t truth, width;

    if (at == search->known->n_numbers)
        return true;
    truth = search->known->numbers[at].truth;
    truth = truth < outer[at].low    ? outer[at].low
            : truth > outer[at].high ? outer[at].high
                                     : truth;
    width = outer[at].high - outer[at].low;
    if (try_value(search, outer, at, truth))
        return true;
    for (int64_t step = 1; step <= width && search->trials <= MAX_TRIALS;
         step++)
        if (try_value(search, outer, at, truth + step) ||
            try_value(search, outer, at, truth - step))
            return true;
    return false;
}

bool inference_holds(const struct inference *known,
                     const struct inference_law *law)
{
    int64_t sum = 0;

    for (size_t i = 0; i < law->n; i++)
        sum += law->term[i].factor * known->numbers[law->term[i].number].truth;
    return sum >= law->low && sum <= law->high;
}

bool inference_is_open(const struct inference *known, size_t at)
{
    bool *near = calloc(known->n_numbers + 1, sizeof *near);
    struct search search = {known, near, 0};
    struct bounds *bounds = malloc(known->n_numbers * sizeof *bounds);
    int64_t truth = known->numbers[at].truth, width;
    bool found = false;

    if (bounds == NULL || near == NULL)
        goto done;
    for (size_t i = 0; i < known->n_numbers; i++)
        bounds[i] =
            (struct bounds){known->numbers[i].low, known->numbers[i].high};
    mark_near(known, bounds, at, near);
    width = bounds[at].high - bounds[at].low;
    if (settle(known, bounds))
        for (int64_t step = 1;
             step <= width && !found && search.trials <= MAX_TRIALS; step++)
            found = try_value(&search, bounds, at, truth + step) ||
                    try_value(&search, bounds, at, truth - step);
done:
    free(bounds);
    free(near);
    return found;
}
