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

/* Where the parameters have the first tap of a line: a block's first channel. */
static size_t tap_at(int i, int block, int line)
{
    const struct net_layer *l = &NET_SHAPE[i];
    int at = line;

    if (!net_is_direct(i))
        at = line / l->in_channels * l->kernel_width * l->in_channels +
             line % l->in_channels;
    return net_weights_at(i) +
           (size_t)(at * l->out_channels + block * KERNEL_BLOCK);
}

static size_t tap_step(int i)
{
    return (size_t)(NET_SHAPE[i].in_channels * NET_SHAPE[i].out_channels);
}

/* A product's points are merged as if they had been taken at 0, 1, -1, 2, -2;
 * the factors that belong to that are laid into the weights. The sixth is the
 * last tap itself. */
static const float AT_0 = 1 / 4.0F, AT_1 = -1 / 6.0F, AT_2 = 1 / 24.0F;

/* Four channels of a block. */
enum { QUARTER = 4 };
typedef float quarter __attribute__((vector_size(4 * QUARTER), aligned(4),
                                     may_alias));

static quarter load(const float *from)
{
    return *(const quarter *)from;
}

static void store(float *to, quarter value)
{
    *(quarter *)to = value;
}

static void add(float *to, quarter value)
{
    store(to, load(to) + value);
}

/* The points of a quarter line from its @n taps, three or five, @step apart; a
 * point's lines are @plane apart. */
static void make_points(const float *taps, size_t step, int n, float *points,
                        size_t plane)
{
    quarter tap0 = load(taps), tap1 = load(taps + step);
    quarter tap2 = load(taps + 2 * step);
    quarter tap3 = n > 3 ? load(taps + 3 * step) : (quarter){0};
    quarter tap4 = n > 3 ? load(taps + 4 * step) : (quarter){0};
    quarter even1 = tap0 + tap2 + tap4, odd1 = tap1 + tap3;
    quarter even2 = tap0 + 4 * tap2 + 16 * tap4, odd2 = 2 * tap1 + 8 * tap3;

    store(points, AT_0 * tap0);
    store(points + plane, AT_1 * (even1 + odd1));
    store(points + 2 * plane, AT_1 * (even1 - odd1));
    store(points + 3 * plane, AT_2 * (even2 + odd2));
    store(points + 4 * plane, AT_2 * (even2 - odd2));
    store(points + 5 * plane, n > 3 ? tap4 : tap2);
}

static void make_line(const float *taps, size_t step, int n, float *points,
                      size_t plane)
{
    for (int c = 0; c < KERNEL_BLOCK; c += QUARTER)
        make_points(taps + c, step, n, points + c, plane);
}

static void make_layer(int i, const float *parameters, float *ready)
{
    struct panels p = panels_of(i);
    size_t plane = (size_t)(p.lines * KERNEL_BLOCK);

    for (int block = 0; block < p.blocks; block++)
        for (int line = 0; line < p.lines; line++) {
            const float *taps = parameters + tap_at(i, block, line);
            float *to = ready + (size_t)(block * p.points) * plane +
                        (size_t)(line * KERNEL_BLOCK);
            if (p.points == 1)
                memcpy(to, taps, KERNEL_BLOCK * sizeof *to);
            else
                make_line(taps, tap_step(i), p.taps, to, plane);
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

/* The way back from make_points(): added to the taps' gradient. */
static void collect_points(const float *points, size_t plane, float *taps,
                           size_t step, int n)
{
    quarter p1 = load(points + plane), p2 = load(points + 2 * plane);
    quarter p3 = load(points + 3 * plane), p4 = load(points + 4 * plane);
    quarter last = load(points + 5 * plane);
    quarter even1 = AT_1 * (p1 + p2), odd1 = AT_1 * (p1 - p2);
    quarter even2 = AT_2 * (p3 + p4), odd2 = AT_2 * (p3 - p4);

    add(taps, AT_0 * load(points) + even1 + even2);
    add(taps + step, odd1 + 2 * odd2);
    if (n == 3) {
        add(taps + 2 * step, even1 + 4 * even2 + last);
        return;
    }
    add(taps + 2 * step, even1 + 4 * even2);
    add(taps + 3 * step, odd1 + 8 * odd2);
    add(taps + 4 * step, even1 + 16 * even2 + last);
}

static void collect_line(const float *points, size_t plane, float *taps,
                         size_t step, int n)
{
    for (int c = 0; c < KERNEL_BLOCK; c += QUARTER)
        collect_points(points + c, plane, taps + c, step, n);
}

static void collect_layer(int i, const float *ready, float *gradient)
{
    struct panels p = panels_of(i);
    size_t plane = (size_t)(p.lines * KERNEL_BLOCK);

    for (int block = 0; block < p.blocks; block++)
        for (int line = 0; line < p.lines; line++) {
            const float *from = ready + (size_t)(block * p.points) * plane +
                                (size_t)(line * KERNEL_BLOCK);
            float *taps = gradient + tap_at(i, block, line);
            if (p.points > 1)
                collect_line(from, plane, taps, tap_step(i), p.taps);
            for (int c = 0; c < KERNEL_BLOCK && p.points == 1; c++)
                taps[c] += from[c];
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
