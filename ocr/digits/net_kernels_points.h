/*
 * Part of net_kernels_template.h: from pixels to points and back. The points
 * are 0, 1, -1, 2, -2 and infinity; net_ready.c brings the weights to them.
 */

/* Six pixels of one tile. */
INLINE_KERNEL KERNEL_TARGET void spread_tile(const float *pixels, size_t step,
                                             float *points, size_t plane)
{
    vector d0 = load(pixels), d1 = load(pixels + step);
    vector d2 = load(pixels + 2 * step), d3 = load(pixels + 3 * step);
    vector d4 = load(pixels + 4 * step), d5 = load(pixels + 5 * step);
    vector even1 = d4 - 4 * d2, odd1 = d3 - 4 * d1;
    vector even2 = d4 - d2, odd2 = 2 * (d3 - d1);

    store(points, 4 * d0 - 5 * d2 + d4);
    store(points + plane, even1 + odd1);
    store(points + 2 * plane, even1 - odd1);
    store(points + 3 * plane, even2 + odd2);
    store(points + 4 * plane, even2 - odd2);
    store(points + 5 * plane, 4 * d1 - 5 * d3 + d5);
}

INLINE_KERNEL KERNEL_TARGET void
merge_tile(const struct net_tiles *s, const int tile, const float *points,
           vector bias, float *pixels)
{
    vector m0 = load(points) + bias, m5 = load(points + 5 * s->plane);
    vector m1 = load(points + s->plane), m2 = load(points + 2 * s->plane);
    vector m3 = load(points + 3 * s->plane), m4 = load(points + 4 * s->plane);
    vector even1 = m1 + m2, odd1 = m1 - m2 + bias;
    vector even2 = m3 + m4, odd2 = m3 - m4;

    store(pixels, m0 + even1 + even2);
    if (tile == 2) {
        store(pixels + s->pixel_step, odd1 + 2 * odd2 + m5);
        return;
    }
    store(pixels + s->pixel_step, odd1 + 2 * odd2);
    store(pixels + 2 * s->pixel_step, even1 + 4 * even2 + bias);
    store(pixels + 3 * s->pixel_step, odd1 + 8 * odd2 + m5);
}

INLINE_KERNEL KERNEL_TARGET void unmerge_tile(const struct net_tiles *s,
                                              const int tile,
                                              const float *pixels,
                                              float *points)
{
    vector y0 = load(pixels), y1 = load(pixels + s->pixel_step);
    vector y2 = (vector){0}, y3 = (vector){0};
    vector even1, odd1, even2, odd2;

    if (tile == 4) {
        y2 = load(pixels + 2 * s->pixel_step);
        y3 = load(pixels + 3 * s->pixel_step);
    }
    even1 = y0 + y2;
    odd1 = y1 + y3;
    even2 = y0 + 4 * y2;
    odd2 = 2 * y1 + 8 * y3;
    store(points, y0);
    store(points + s->plane, even1 + odd1);
    store(points + 2 * s->plane, even1 - odd1);
    store(points + 3 * s->plane, even2 + odd2);
    store(points + 4 * s->plane, even2 - odd2);
    store(points + 5 * s->plane, tile == 4 ? y3 : y1);
}

/* The tile before has left @carry of the first pixels, which the two share, and
 * this one leaves the same to the next. */
INLINE_KERNEL KERNEL_TARGET void
unspread_tile(const struct net_tiles *s, const int tile, const float *points,
              float *pixels, vector carry[4])
{
    vector v0 = load(points), v5 = load(points + 5 * s->plane);
    vector v1 = load(points + s->plane), v2 = load(points + 2 * s->plane);
    vector v3 = load(points + 3 * s->plane), v4 = load(points + 4 * s->plane);
    vector sum1 = v1 + v2, apart1 = v1 - v2;
    vector sum2 = v3 + v4, apart2 = 2 * (v3 - v4);
    vector x[6] = {4 * v0,
                   4 * v5 - 4 * apart1 - apart2,
                   -5 * v0 - 4 * sum1 - sum2,
                   apart1 + apart2 - 5 * v5,
                   v0 + sum1 + sum2,
                   v5};

    for (int i = 0; i < KERNEL_POINTS - tile; i++)
        x[i] += carry[i];
    for (int i = 0; i < tile; i++)
        store(pixels + (size_t)i * s->pixel_step, x[i]);
    for (int i = 0; i < KERNEL_POINTS - tile; i++)
        carry[i] = x[tile + i];
}

INLINE_KERNEL size_t pixel_at(const struct net_tiles *s, int tile, int y, int t)
{
    return (size_t)y * s->pixel_row + (size_t)(t * tile) * s->pixel_step;
}

INLINE_KERNEL size_t point_at(const struct net_tiles *s, int y, int t)
{
    return (size_t)y * s->point_row + (size_t)t * s->point_step;
}

static KERNEL_TARGET void spread(const struct net_tiles *s, const float *pixels,
                                 float *points)
{
    for (int y = 0; y < s->rows; y++)
        for (int t = 0; t < s->tiles; t++) {
            const float *from = pixels + pixel_at(s, s->pixels, y, t);
            float *to = points + point_at(s, y, t);
            for (int c = 0; c < s->channels; c += LANES)
                spread_tile(from + c, s->pixel_step, to + c, s->plane);
        }
}

/* How many pixels a tile has is known where the code is made, in these and the
 * functions above. */
INLINE_KERNEL KERNEL_TARGET void merge_rows(const struct net_tiles *s,
                                            const int tile,
                                            const float *points,
                                            const float *bias, float *pixels)
{
    for (int y = 0; y < s->rows; y++)
        for (int t = 0; t < s->tiles; t++) {
            const float *from = points + point_at(s, y, t);
            float *to = pixels + pixel_at(s, tile, y, t);
            for (int c = 0; c < s->channels; c += LANES)
                merge_tile(s, tile, from + c, load(bias + c), to + c);
        }
}

static KERNEL_TARGET void merge(const struct net_tiles *s, const float *points,
                                const float *bias, float *pixels)
{
    if (s->pixels == 4)
        merge_rows(s, 4, points, bias, pixels);
    else
        merge_rows(s, 2, points, bias, pixels);
}

INLINE_KERNEL KERNEL_TARGET void unmerge_rows(const struct net_tiles *s,
                                              const int tile,
                                              const float *pixels,
                                              float *points)
{
    for (int y = 0; y < s->rows; y++)
        for (int t = 0; t < s->tiles; t++) {
            const float *from = pixels + pixel_at(s, tile, y, t);
            float *to = points + point_at(s, y, t);
            for (int c = 0; c < s->channels; c += LANES)
                unmerge_tile(s, tile, from + c, to + c);
        }
}

static KERNEL_TARGET void unmerge(const struct net_tiles *s,
                                  const float *pixel_gradient,
                                  float *point_gradient)
{
    if (s->pixels == 4)
        unmerge_rows(s, 4, pixel_gradient, point_gradient);
    else
        unmerge_rows(s, 2, pixel_gradient, point_gradient);
}

/* One vector of channels, along the whole row. */
INLINE_KERNEL KERNEL_TARGET void unspread_row(const struct net_tiles *s,
                                              const int tile,
                                              const float *points,
                                              float *pixels)
{
    vector carry[4] = {{0}, {0}, {0}, {0}};

    for (int t = 0; t < s->tiles; t++)
        unspread_tile(s, tile, points + point_at(s, 0, t),
                      pixels + pixel_at(s, tile, 0, t), carry);
    for (int i = 0; i < KERNEL_POINTS - tile; i++)
        store(pixels + pixel_at(s, tile, 0, s->tiles) +
                  (size_t)i * s->pixel_step,
              carry[i]);
}

static KERNEL_TARGET void unspread(const struct net_tiles *s,
                                   const float *point_gradient,
                                   float *pixel_gradient)
{
    for (int y = 0; y < s->rows; y++)
        for (int c = 0; c < s->channels; c += LANES) {
            const float *from = point_gradient + point_at(s, y, 0) + c;
            float *to = pixel_gradient + pixel_at(s, s->pixels, y, 0) + c;
            if (s->pixels == 4)
                unspread_row(s, 4, from, to);
            else
                unspread_row(s, 2, from, to);
        }
}
