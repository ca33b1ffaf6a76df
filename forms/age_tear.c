/* A corner torn off, along a ragged line. */
#include <math.h>

#include "forms/age_steps.h"

static const double RAGGED = 0.04; /* of the tear's reach */

struct age_tear age_tear_of(const struct age_transform *transform,
                            const struct age_options *options)
{
    struct print_random random =
        print_random_new(options->seed, AGE_STREAM_TEAR);
    bool right = print_random_below(&random, 2) == 1;
    bool low = print_random_below(&random, 2) == 1;

    return (struct age_tear){
        .reach = options->corner * fmin(transform->width, transform->height),
        .right = right, .low = low,
        .width = transform->width, .height = transform->height};
}

bool age_is_torn_off(const struct age_tear *tear, struct scan_point at)
{
    double x = tear->right ? tear->width - at.x : at.x;
    double y = tear->low ? tear->height - at.y : at.y;
    double wave;

    /* The two waves add up to 1.6 at most. */
    if (tear->reach <= 0 || x + y >= tear->reach * (1 + 1.6 * RAGGED))
        return false;
    wave = sin((x - y) * 19 / tear->reach) +
           0.6 * sin((x - y) * 47 / tear->reach);
    return x + y < tear->reach * (1 + RAGGED * wave);
}
