#include "ocr/digits/digit_net.h"

#include <math.h>
#include <stdint.h>

const char NET_ALPHABET[NET_CLASSES] =
    "0123456789.,-/%\"#oabcdefghijHKWNSLYMDTUVZ";

/* Three layers see shapes, the fourth folds the height away, the last two
 * look along the line. Most weights are where there are few pixels left, so
 * that they cost little time. */
const struct net_layer NET_SHAPE[NET_LAYERS] = {
    {3, 3, 1, 16, 1, 1, 2, 2, true},
    {3, 3, 16, 32, 1, 1, 2, 2, true},
    {3, 3, 32, 64, 1, 1, 3, 1, true},
    {3, 3, 64, 128, 0, 1, 1, 1, true},
    {1, 5, 128, 128, 0, 2, 1, 1, true},
    {1, 3, 128, NET_CLASSES, 0, 1, 1, 1, false},
};

const struct net_placement NET_PLACEMENT_PLAIN = {.gain = 1};

static size_t layer_weights(int i)
{
    const struct net_layer *l = &NET_SHAPE[i];
    return (size_t)l->kernel_height * (size_t)l->kernel_width *
           (size_t)l->in_channels * (size_t)l->out_channels;
}

size_t net_weights_at(int i)
{
    size_t at = 0;

    for (int k = 0; k < i; k++)
        at += layer_weights(k) + (size_t)NET_SHAPE[k].out_channels;
    return at;
}

size_t net_biases_at(int i)
{
    return net_weights_at(i) + layer_weights(i);
}

size_t net_parameter_count(void)
{
    return net_weights_at(NET_LAYERS);
}

/* xorshift64*, enough for starting values. */
static double draw(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (double)((*state * 2685821657736338717ULL) >> 11) / 9007199254740992.0;
}

static double draw_normal(uint64_t *state)
{
    const double two_pi = 6.283185307179586;
    double radius = sqrt(-2 * log(draw(state) + 1e-12));
    return radius * cos(two_pi * draw(state));
}

void net_parameters_draw(float *parameters, unsigned seed)
{
    uint64_t state = 88172645463325252ULL ^ ((uint64_t)seed << 20);

    for (int i = 0; i < NET_LAYERS; i++) {
        const struct net_layer *l = &NET_SHAPE[i];
        size_t n = layer_weights(i);
        double fan_in = l->kernel_height * l->kernel_width * l->in_channels;
        for (size_t k = 0; k < n; k++)
            *parameters++ = (float)(sqrt(2 / fan_in) * draw_normal(&state));
        for (int k = 0; k < l->out_channels; k++)
            *parameters++ = 0;
    }
}
