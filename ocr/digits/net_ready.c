/*
 * Weights as the passes want them: the taps of every kernel row brought to the
 * six points (net_kernels.h), and what one sum of products looks at side by
 * side:
 *
 *     layer, block of output channels, point, kernel row, input channel,
 *     output channel of the block; then the layer's biases
 */
#include "ocr/digits/net_images.h"

#include <string.h>

/* A product's points are merged as if they had been taken at 0, 1, -1, 2, -2;
 * the factors that belong to that are laid into the weights. The sixth is the
 * last tap itself. */
static float point_weight(int point, int tap, int taps)
{
    static const float place[] = {0, 1, -1, 2, -2};
    static const float share[] = {1 / 4.0F, -1 / 6.0F, -1 / 6.0F, 1 / 24.0F,
                                  1 / 24.0F};
    float power = 1;

    if (point == KERNEL_POINTS - 1)
        return tap == taps - 1 ? 1 : 0;
    for (int i = 0; i < tap; i++)
        power *= place[point];
    return share[point] * power;
}

bool net_is_direct(int i)
{
    return NET_SHAPE[i].in_channels % KERNEL_BLOCK != 0;
}

/* A layer's weights as lines of a block of output channels each. */
struct panels {
    int blocks, points, lines, taps;
};

static struct panels panels_of(int i)
{
    const struct net_layer *l = &NET_SHAPE[i];
    struct panels p = {.blocks = l->out_channels / KERNEL_BLOCK,
                       .points = KERNEL_POINTS,
                       .lines = l->kernel_height * l->in_channels,
                       .taps = l->kernel_width};

    if (net_is_direct(i)) {
        p.lines *= p.taps;
        p.points = p.taps = 1;
    }
    return p;
}

static size_t weights_of(int i)
{
    struct panels p = panels_of(i);

    return (size_t)(p.blocks * p.points * p.lines * KERNEL_BLOCK);
}

size_t net_ready_weights_at(int i)
{
    size_t at = 0;

    for (int k = 0; k < i; k++)
        at += weights_of(k) + (size_t)NET_SHAPE[k].out_channels;
    return at;
}

size_t net_ready_biases_at(int i)
{
    return net_ready_weights_at(i) + weights_of(i);
}

size_t net_ready_count(void)
{
    return net_ready_weights_at(NET_LAYERS);
}

float *net_ready_new(void)
{
    return net_floats_new(net_ready_count());
}

/* Where the parameters have @tap of a line: a block's first channel. */
static size_t tap_at(int i, int block, int line, int tap)
{
    const struct net_layer *l = &NET_SHAPE[i];
    int at = line;

    if (!net_is_direct(i))
        at = (line / l->in_channels * l->kernel_width + tap) * l->in_channels +
             line % l->in_channels;
    return net_weights_at(i) +
           (size_t)(at * l->out_channels + block * KERNEL_BLOCK);
}

static float share_of_tap(const struct panels *p, int point, int tap)
{
    return p->points == 1 ? 1 : point_weight(point, tap, p->taps);
}

static void add_times(float *to, const float *from, float times)
{
    for (int c = 0; c < KERNEL_BLOCK; c++)
        to[c] += times * from[c];
}

static void make_layer(int i, const float *parameters, float *ready)
{
    struct panels p = panels_of(i);

    memset(ready, 0, weights_of(i) * sizeof *ready);
    for (int block = 0; block < p.blocks; block++)
        for (int point = 0; point < p.points; point++)
            for (int line = 0; line < p.lines; line++) {
                for (int tap = 0; tap < p.taps; tap++)
                    add_times(ready, parameters + tap_at(i, block, line, tap),
                              share_of_tap(&p, point, tap));
                ready += KERNEL_BLOCK;
            }
}

void net_ready_make(const float *parameters, float *ready)
{
    for (int i = 0; i < NET_LAYERS; i++) {
        make_layer(i, parameters, ready + net_ready_weights_at(i));
        memcpy(ready + net_ready_biases_at(i), parameters + net_biases_at(i),
               (size_t)NET_SHAPE[i].out_channels * sizeof *ready);
    }
}

static void collect_layer(int i, const float *ready, float *gradient)
{
    struct panels p = panels_of(i);

    for (int block = 0; block < p.blocks; block++)
        for (int point = 0; point < p.points; point++)
            for (int line = 0; line < p.lines; line++) {
                for (int tap = 0; tap < p.taps; tap++)
                    add_times(gradient + tap_at(i, block, line, tap), ready,
                              share_of_tap(&p, point, tap));
                ready += KERNEL_BLOCK;
            }
}

void net_ready_collect(const float *ready_gradient, float *gradient)
{
    for (int i = 0; i < NET_LAYERS; i++) {
        const float *biases = ready_gradient + net_ready_biases_at(i);
        float *to = gradient + net_biases_at(i);
        collect_layer(i, ready_gradient + net_ready_weights_at(i), gradient);
        for (int c = 0; c < NET_SHAPE[i].out_channels; c++)
            to[c] += biases[c];
    }
}

/* The kernel turned by half a circle and its channels exchanged: one block of
 * output channels and one of input channels. */
static void turn_block(const float *from, float *to)
{
    for (int c = 0; c < KERNEL_BLOCK; c++)
        for (int d = 0; d < KERNEL_BLOCK; d++)
            to[d * KERNEL_BLOCK + c] = from[c * KERNEL_BLOCK + d];
}

static void turn_layer(int i, const float *ready, float *turned)
{
    const struct net_layer *l = &NET_SHAPE[i];
    struct panels p = panels_of(i);
    int rows = net_is_folded(i) ? 1 : l->kernel_height;
    int channels = p.lines / rows;

    for (int in = 0; in < channels; in += KERNEL_BLOCK)
        for (int point = 0; point < p.points; point++)
            for (int row = rows - 1; row >= 0; row--)
                for (int block = 0; block < p.blocks; block++) {
                    int line = (block * p.points + point) * p.lines +
                               row * channels + in;
                    turn_block(ready + (size_t)line * KERNEL_BLOCK, turned);
                    turned += KERNEL_BLOCK * KERNEL_BLOCK;
                }
}

void net_ready_turn(const float *ready, float *turned)
{
    for (int i = 0; i < NET_LAYERS; i++)
        if (!net_is_direct(i))
            turn_layer(i, ready + net_ready_weights_at(i),
                       turned + net_ready_weights_at(i));
}
