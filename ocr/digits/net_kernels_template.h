/*
 * The kernels themselves, included once per instruction set by a .c file that
 * defines KERNEL_BYTES (vector width), KERNEL_TARGET (function attribute) and
 * KERNEL_NAME. A block of KERNEL_BLOCK output channels is worked on for
 * PIXELS pixels at once, which keeps eight sums in registers at every width.
 */
#include "ocr/digits/net_kernels.h"

/* may_alias and the small alignment: the vectors look into plain float
 * arrays at any place. */
typedef float vector
    __attribute__((vector_size(KERNEL_BYTES), aligned(4), may_alias));

enum {
    LANES = KERNEL_BYTES / 4,
    VECTORS = KERNEL_BLOCK / LANES,
    PIXELS = 8 / VECTORS
};

#define INLINE_KERNEL static inline __attribute__((always_inline))

/* @count output pixels side by side, one block of channels. */
INLINE_KERNEL KERNEL_TARGET void
convolve_pixels(const struct net_convolution *s, const float *in,
                const float *weights, const float *bias, float *out,
                const int count)
{
    vector sum[PIXELS][VECTORS];

    for (int p = 0; p < count; p++)
        for (int v = 0; v < VECTORS; v++)
            sum[p][v] = bias != NULL ? *(const vector *)(bias + v * LANES)
                                     : (vector){0};
    for (int y = 0; y < s->kernel_height; y++) {
        const float *row = in + (size_t)y * s->in_stride;
        for (int k = 0; k < s->kernel_run; k++) {
            for (int v = 0; v < VECTORS; v++) {
                vector w = *(const vector *)(weights + v * LANES);
                for (int p = 0; p < count; p++)
                    sum[p][v] += row[p * s->in_channels + k] * w;
            }
            weights += s->out_channels;
        }
    }
    for (int p = 0; p < count; p++)
        for (int v = 0; v < VECTORS; v++)
            *(vector *)(out + p * s->out_channels + v * LANES) = sum[p][v];
}

/* The last pixels of a row, fewer than PIXELS, still side by side: one by one
 * each would wait for its own sum. */
INLINE_KERNEL KERNEL_TARGET void
convolve_rest(const struct net_convolution *s, const float *in,
              const float *weights, const float *bias, float *out, int count)
{
    for (int size = PIXELS / 2; size > 0; size /= 2) {
        if (!(count & size))
            continue;
        switch (size) {
        case 4:
            convolve_pixels(s, in, weights, bias, out, PIXELS > 4 ? 4 : 1);
            break;
        case 2:
            convolve_pixels(s, in, weights, bias, out, PIXELS > 2 ? 2 : 1);
            break;
        default:
            convolve_pixels(s, in, weights, bias, out, 1);
        }
        in += size * s->in_channels;
        out += size * s->out_channels;
    }
}

static KERNEL_TARGET void convolve(const struct net_convolution *s,
                                   const float *weights, const float *bias,
                                   float *out)
{
    for (int block = 0; block < s->out_channels; block += KERNEL_BLOCK)
        for (int y = 0; y < s->rows; y++) {
            const float *in = s->in + (size_t)y * s->in_stride;
            const float *b = bias != NULL ? bias + block : NULL;
            float *to = out + (size_t)y * s->out_stride + block;
            int x = 0;
            for (; x + PIXELS <= s->columns; x += PIXELS)
                convolve_pixels(s, in + x * s->in_channels, weights + block, b,
                                to + x * s->out_channels, PIXELS);
            convolve_rest(s, in + x * s->in_channels, weights + block, b,
                          to + x * s->out_channels, s->columns - x);
        }
}

/* ReLU after the pool: the largest stays the largest, and there are fewer.
 * Plain loops of a fixed length; the compiler makes vectors of them. */
INLINE_KERNEL KERNEL_TARGET void
pool_block(const struct net_pooling *s, const float *in, float *out)
{
    float best[KERNEL_BLOCK];

    for (int c = 0; c < KERNEL_BLOCK; c++)
        best[c] = in[c];
    for (int y = 0; y < s->pool_height; y++)
        for (int x = 0; x < s->pool_width; x++) {
            const float *other = in + (size_t)y * s->in_stride +
                                 (size_t)(x * s->channels);
            for (int c = 0; c < KERNEL_BLOCK; c++)
                best[c] = best[c] > other[c] ? best[c] : other[c];
        }
    for (int c = 0; c < KERNEL_BLOCK; c++)
        out[c] = best[c] > 0 ? best[c] : s->leak * best[c];
}

static KERNEL_TARGET void pool(const struct net_pooling *s, float *out)
{
    for (int y = 0; y < s->rows; y++)
        for (int x = 0; x < s->columns; x++) {
            const float *in = s->in +
                              (size_t)(y * s->pool_height) * s->in_stride +
                              (size_t)(x * s->pool_width * s->channels);
            float *to = out + (size_t)y * s->out_stride +
                        (size_t)(x * s->channels);
            for (int c = 0; c < s->channels; c += KERNEL_BLOCK)
                pool_block(s, in + c, to + c);
        }
}

/* As many whole numbers as a vector has floats; comparing vectors gives all
 * bits where it holds, none where not. */
typedef int mask
    __attribute__((vector_size(KERNEL_BYTES), aligned(4), may_alias));

INLINE_KERNEL KERNEL_TARGET vector choose(mask which, vector yes, vector no)
{
    return (vector)(((mask)yes & which) | ((mask)no & ~which));
}

/* The largest pixel of a pool, and which it was. */
INLINE_KERNEL KERNEL_TARGET mask find_largest(const struct net_pooling *s,
                                              const float *in, vector *most)
{
    mask which = {0};
    int k = 0;

    *most = *(const vector *)in;
    for (int y = 0; y < s->pool_height; y++)
        for (int x = 0; x < s->pool_width; x++, k++) {
            vector value = *(const vector *)(in + (size_t)y * s->in_stride +
                                             (size_t)(x * s->channels));
            mask larger = value > *most;
            which = (larger & k) | (which & ~larger);
            *most = choose(larger, value, *most);
        }
    return which;
}

/* Plain loops here were left to the compiler once, which made no vectors of
 * them: an eighth of the time that learning took. */
INLINE_KERNEL KERNEL_TARGET void
unpool_vector(const struct net_pooling *s, const float *in,
              const float *out_gradient, float *in_gradient, size_t stride)
{
    vector most, gradient = *(const vector *)out_gradient;
    mask which = find_largest(s, in, &most);
    vector passed = choose(most > 0, gradient, gradient * s->leak);
    int k = 0;

    for (int y = 0; y < s->pool_height; y++)
        for (int x = 0; x < s->pool_width; x++, k++)
            *(vector *)(in_gradient + (size_t)y * stride +
                        (size_t)(x * s->channels)) =
                choose(which == k, passed, (vector){0});
}

static KERNEL_TARGET void unpool(const struct net_pooling *s,
                                 const float *out_gradient, float *in_gradient,
                                 size_t stride)
{
    for (int y = 0; y < s->rows; y++)
        for (int x = 0; x < s->columns; x++) {
            size_t along = (size_t)(x * s->pool_width * s->channels);
            size_t first = (size_t)(y * s->pool_height);
            const float *from = out_gradient + (size_t)y * s->out_stride +
                                (size_t)(x * s->channels);
            for (int c = 0; c < s->channels; c += LANES)
                unpool_vector(s, s->in + first * s->in_stride + along + c,
                              from + c,
                              in_gradient + first * stride + along + c,
                              stride);
        }
}

/* @count places of the kernel's run, one block of channels. */
INLINE_KERNEL KERNEL_TARGET void
gather_places(const struct net_convolution *s, const float *in,
              const float *out_gradient, float *gradient, const int count)
{
    vector sum[PIXELS][VECTORS];

    for (int p = 0; p < count; p++)
        for (int v = 0; v < VECTORS; v++)
            sum[p][v] = (vector){0};
    for (int y = 0; y < s->rows; y++) {
        const float *row = in + (size_t)y * s->in_stride;
        const float *g = out_gradient + (size_t)y * s->out_stride;
        for (int x = 0; x < s->columns; x++) {
            for (int v = 0; v < VECTORS; v++) {
                vector part = *(const vector *)(g + v * LANES);
                for (int p = 0; p < count; p++)
                    sum[p][v] += row[p] * part;
            }
            row += s->in_channels;
            g += s->out_channels;
        }
    }
    for (int p = 0; p < count; p++)
        for (int v = 0; v < VECTORS; v++)
            *(vector *)(gradient + p * s->out_channels + v * LANES) +=
                sum[p][v];
}

static KERNEL_TARGET void gather(const struct net_convolution *s,
                                 const float *out_gradient, float *gradient)
{
    for (int y = 0; y < s->kernel_height; y++)
        for (int block = 0; block < s->out_channels; block += KERNEL_BLOCK) {
            const float *in = s->in + (size_t)y * s->in_stride;
            float *to = gradient + block + (size_t)y *
                        (size_t)s->kernel_run * (size_t)s->out_channels;
            int k = 0;
            for (; k + PIXELS <= s->kernel_run; k += PIXELS)
                gather_places(s, in + k, out_gradient + block,
                              to + k * s->out_channels, PIXELS);
            for (; k < s->kernel_run; k++)
                gather_places(s, in + k, out_gradient + block,
                              to + k * s->out_channels, 1);
        }
}

const struct net_kernels KERNEL_NAME = {
    .name = KERNEL_TEXT, .convolve = convolve, .pool = pool, .unpool = unpool,
    .gather = gather
};
