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

/* ReLU after the pool: the largest stays the largest, and there are fewer. */
INLINE_KERNEL KERNEL_TARGET vector pool_vector(const struct net_pooling *s,
                                               const float *in)
{
    vector most = load(in);

    for (int y = 0; y < s->pool_height; y++)
        for (int x = 0; x < s->pool_width; x++)
            most = larger(load(in + (size_t)y * s->in_row +
                               (size_t)x * s->in_step),
                          most);
    return larger(most, s->leak * most);
}

static KERNEL_TARGET void pool(const struct net_pooling *s, float *out)
{
    for (int y = 0; y < s->rows; y++)
        for (int x = 0; x < s->columns; x++) {
            const float *in = s->in +
                              (size_t)(y * s->pool_height) * s->in_row +
                              (size_t)(x * s->pool_width) * s->in_step;
            float *to = out + (size_t)y * s->out_row + (size_t)x * s->out_step;
            for (int c = 0; c < s->channels; c += LANES)
                store(to + c, pool_vector(s, in + c));
        }
}

/* The largest pixel of a pool, and which it was. */
INLINE_KERNEL KERNEL_TARGET mask find_largest(const struct net_pooling *s,
                                              const float *in, vector *most)
{
    mask which = {0};
    int k = 0;

    *most = load(in);
    for (int y = 0; y < s->pool_height; y++)
        for (int x = 0; x < s->pool_width; x++, k++) {
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
unpool_vector(const struct net_pooling *s, const float *in, vector gradient,
              float *in_gradient, size_t row)
{
    vector most;
    mask which = find_largest(s, in, &most);
    vector passed = choose(most > 0, gradient, gradient * s->leak);
    int k = 0;

    for (int y = 0; y < s->pool_height; y++)
        for (int x = 0; x < s->pool_width; x++, k++)
            store(in_gradient + (size_t)y * row + (size_t)x * s->in_step,
                  choose(which == k, passed, (vector){0}));
    return passed;
}

static KERNEL_TARGET void unpool(const struct net_pooling *s,
                                 const float *out_gradient, float *in_gradient,
                                 size_t in_gradient_row, float *sums)
{
    for (int y = 0; y < s->rows; y++)
        for (int x = 0; x < s->columns; x++) {
            size_t along = (size_t)(x * s->pool_width) * s->in_step;
            size_t first = (size_t)(y * s->pool_height);
            const float *in = s->in + first * s->in_row + along;
            const float *from = out_gradient + (size_t)y * s->out_row +
                                (size_t)x * s->out_step;
            float *to = in_gradient + first * in_gradient_row + along;
            for (int c = 0; c < s->channels; c += LANES)
                store(sums + c, load(sums + c) +
                                    unpool_vector(s, in + c, load(from + c),
                                                  to + c, in_gradient_row));
        }
}
