/*
 * Part of net_kernels_template.h: sums of products. PIXELS pixels (or places
 * of the weights) are worked on at once for a block of channels: twelve sums
 * wait for each other least, and leave registers for what is multiplied.
 */
enum { PIXELS = VECTORS >= 2 ? 12 / VECTORS : 8 };

/* @count output pixels side by side. */
INLINE_KERNEL KERNEL_TARGET void
convolve_pixels(const struct net_convolution *s, const float *in,
                const float *weights, const float *bias, float *out,
                const int count)
{
    vector sum[PIXELS][VECTORS];

    for (int p = 0; p < count; p++)
        for (int v = 0; v < VECTORS; v++)
            sum[p][v] = bias != NULL ? load(bias + v * LANES) : (vector){0};
    for (int y = 0; y < s->kernel_rows; y++) {
        const float *row = in + (size_t)y * s->in_row;
        for (int k = 0; k < s->kernel_run; k++) {
            vector w[VECTORS];
            for (int v = 0; v < VECTORS; v++)
                w[v] = load(weights + v * LANES);
            for (int p = 0; p < count; p++) {
                float pixel = row[(size_t)p * s->in_step + (size_t)k];
                for (int v = 0; v < VECTORS; v++)
                    sum[p][v] += pixel * w[v];
            }
            weights += KERNEL_BLOCK;
        }
    }
    for (int p = 0; p < count; p++)
        for (int v = 0; v < VECTORS; v++)
            store(out + (size_t)p * s->out_step + v * LANES, sum[p][v]);
}

/* As many sums as there are is known where the code is made, or they would not
 * be kept in registers. */
INLINE_KERNEL KERNEL_TARGET void
convolve_some(const struct net_convolution *s, const float *in,
              const float *weights, const float *bias, float *out, int count)
{
    switch (count) {
#define COUNT(n)                                                               \
    case n:                                                                    \
        convolve_pixels(s, in, weights, bias, out, n < PIXELS ? n : PIXELS);   \
        break
        COUNT(1);
        COUNT(2);
        COUNT(3);
        COUNT(4);
        COUNT(5);
        COUNT(6);
        COUNT(7);
#undef COUNT
    default:
        convolve_pixels(s, in, weights, bias, out, PIXELS);
    }
}

/* How many of @left are taken next, so that all times are alike: few pixels
 * wait for their own sums. */
INLINE_KERNEL int share_of(int left)
{
    int times = (left + PIXELS - 1) / PIXELS;
    return (left + times - 1) / times;
}

static KERNEL_TARGET void convolve(const struct net_convolution *s,
                                   const float *weights, const float *bias,
                                   float *out)
{
    for (int y = 0; y < s->rows; y++) {
        const float *in = s->in + (size_t)y * s->in_row;
        float *to = out + (size_t)y * s->out_row;
        for (int left = s->columns, n; left > 0; left -= n) {
            n = share_of(left);
            convolve_some(s, in, weights, bias, to, n);
            in += (size_t)n * s->in_step;
            to += (size_t)n * s->out_step;
        }
    }
}

/* @count places of the kernel's run. */
INLINE_KERNEL KERNEL_TARGET void
gather_places(const struct net_convolution *s, const float *in,
              const float *out_gradient, float *gradient, const int count)
{
    vector sum[PIXELS][VECTORS];

    for (int p = 0; p < count; p++)
        for (int v = 0; v < VECTORS; v++)
            sum[p][v] = (vector){0};
    for (int y = 0; y < s->rows; y++) {
        const float *row = in + (size_t)y * s->in_row;
        const float *g = out_gradient + (size_t)y * s->out_row;
        for (int x = 0; x < s->columns; x++) {
            vector part[VECTORS];
            for (int v = 0; v < VECTORS; v++)
                part[v] = load(g + v * LANES);
            for (int p = 0; p < count; p++)
                for (int v = 0; v < VECTORS; v++)
                    sum[p][v] += row[p] * part[v];
            row += s->in_step;
            g += s->out_step;
        }
    }
    for (int p = 0; p < count; p++)
        for (int v = 0; v < VECTORS; v++) {
            float *to = gradient + p * KERNEL_BLOCK + v * LANES;
            store(to, load(to) + sum[p][v]);
        }
}

static KERNEL_TARGET void gather(const struct net_convolution *s,
                                 const float *out_gradient, float *gradient)
{
    for (int y = 0; y < s->kernel_rows; y++) {
        const float *in = s->in + (size_t)y * s->in_row;
        int k = 0;
        for (; k + PIXELS <= s->kernel_run; k += PIXELS) {
            gather_places(s, in + k, out_gradient, gradient, PIXELS);
            gradient += PIXELS * KERNEL_BLOCK;
        }
        for (; k + 3 <= s->kernel_run; k += 3) {
            gather_places(s, in + k, out_gradient, gradient, 3);
            gradient += 3 * KERNEL_BLOCK;
        }
        for (; k < s->kernel_run; k++) {
            gather_places(s, in + k, out_gradient, gradient, 1);
            gradient += KERNEL_BLOCK;
        }
    }
}
