/* Part of net_kernels_template.h: leaky ReLU and the largest of a pool. */

/* As many whole numbers as a vector has floats; comparing vectors gives all
 * bits where it holds, none where not. */
typedef int mask
    __attribute__((vector_size(KERNEL_BYTES), aligned(4), may_alias));

INLINE_KERNEL KERNEL_TARGET vector choose(mask which, vector yes, vector no)
{
    return (vector)(((mask)yes & which) | ((mask)no & ~which));
}

INLINE_KERNEL KERNEL_TARGET vector larger(vector a, vector b)
{
    return choose(a > b, a, b);
}

/* ReLU after the pool: the largest stays the largest, and there are fewer. How
 * large a pool is, is known where the code is made. */
INLINE_KERNEL KERNEL_TARGET vector pool_vector(const struct net_pooling *s,
                                               const int height,
                                               const int width, const float *in)
{
    vector most = load(in);

    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            most = larger(load(in + (size_t)y * s->in_row +
                               (size_t)x * s->in_step),
                          most);
    return larger(most, s->leak * most);
}

INLINE_KERNEL KERNEL_TARGET void pool_rows(const struct net_pooling *s,
                                           const int height, const int width,
                                           float *out)
{
    for (int y = 0; y < s->rows; y++)
        for (int x = 0; x < s->columns; x++) {
            const float *in = s->in + (size_t)(y * height) * s->in_row +
                              (size_t)(x * width) * s->in_step;
            float *to = out + (size_t)y * s->out_row + (size_t)x * s->out_step;
            for (int c = 0; c < s->channels; c += LANES)
                store(to + c, pool_vector(s, height, width, in + c));
        }
}

static KERNEL_TARGET void pool(const struct net_pooling *s, float *out)
{
    if (s->pool_height == 1 && s->pool_width == 1)
        pool_rows(s, 1, 1, out);
    else if (s->pool_height == 2 && s->pool_width == 2)
        pool_rows(s, 2, 2, out);
    else if (s->pool_height == 3 && s->pool_width == 1)
        pool_rows(s, 3, 1, out);
    else
        pool_rows(s, s->pool_height, s->pool_width, out);
}

/* The largest pixel of a pool, and which it was. */
INLINE_KERNEL KERNEL_TARGET mask find_largest(const struct net_pooling *s,
                                              const int height, const int width,
                                              const float *in, vector *most)
{
    mask which = {0};
    int k = 0;

    *most = load(in);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++, k++) {
            vector value =
                load(in + (size_t)y * s->in_row + (size_t)x * s->in_step);
            mask above = value > *most;
            which = (above & k) | (which & ~above);
            *most = choose(above, value, *most);
        }
    return which;
}

/* Plain loops here were left to the compiler once, which made no vectors of
 * them: an eighth of the time that learning took. Returns what was passed. */
INLINE_KERNEL KERNEL_TARGET vector
unpool_vector(const struct net_pooling *s, const int height, const int width,
              const float *in, vector gradient, float *in_gradient, size_t row)
{
    vector most;
    mask which = find_largest(s, height, width, in, &most);
    vector passed = choose(most > 0, gradient, gradient * s->leak);
    int k = 0;

    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++, k++)
            store(in_gradient + (size_t)y * row + (size_t)x * s->in_step,
                  choose(which == k, passed, (vector){0}));
    return passed;
}

INLINE_KERNEL KERNEL_TARGET void
unpool_rows(const struct net_pooling *s, const int height, const int width,
            const float *out_gradient, float *in_gradient, size_t row,
            float *sums)
{
    for (int y = 0; y < s->rows; y++)
        for (int x = 0; x < s->columns; x++) {
            size_t along = (size_t)(x * width) * s->in_step;
            size_t first = (size_t)(y * height);
            const float *in = s->in + first * s->in_row + along;
            const float *from = out_gradient + (size_t)y * s->out_row +
                                (size_t)x * s->out_step;
            float *to = in_gradient + first * row + along;
            for (int c = 0; c < s->channels; c += LANES)
                store(sums + c,
                      load(sums + c) +
                          unpool_vector(s, height, width, in + c,
                                        load(from + c), to + c, row));
        }
}

static KERNEL_TARGET void unpool(const struct net_pooling *s,
                                 const float *out_gradient, float *in_gradient,
                                 size_t in_gradient_row, float *sums)
{
    int h = s->pool_height, w = s->pool_width;

    if (h == 1 && w == 1)
        unpool_rows(s, 1, 1, out_gradient, in_gradient, in_gradient_row, sums);
    else if (h == 2 && w == 2)
        unpool_rows(s, 2, 2, out_gradient, in_gradient, in_gradient_row, sums);
    else if (h == 3 && w == 1)
        unpool_rows(s, 3, 1, out_gradient, in_gradient, in_gradient_row, sums);
    else
        unpool_rows(s, h, w, out_gradient, in_gradient, in_gradient_row, sums);
}
