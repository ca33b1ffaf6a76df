#include "scan/image_walk.h"

#include <math.h>

enum { WEIGHT_BITS = 8 /* of a neighbour's share */ };

int64_t walk_fixed(double value)
{
    return llround(value * (1 << WALK_BITS));
}

/* Narrow [*from, *to) to the steps i with 0 <= start + i * step < limit. */
static void narrow(int64_t start, int64_t step, int64_t limit, int *from,
                   int *to)
{
    double first = -(double)start / (double)step;
    double last = (double)(limit - 1 - start) / (double)step;

    if (step == 0) {
        if (start < 0 || start >= limit)
            *to = *from;
        return;
    }
    if (step < 0) {
        double swap = first;

        first = last;
        last = swap;
    }
    if (first > *from)
        *from = first >= *to ? *to : (int)ceil(first);
    if (last < *to - 1)
        *to = last < *from ? *from : (int)floor(last) + 1;
}

void walk_inside(const struct walk *walk, int width, int height, int *from,
                 int *to)
{
    narrow(walk->x, walk->dx, (int64_t)(width - 1) << WALK_BITS, from, to);
    narrow(walk->y, walk->dy, (int64_t)(height - 1) << WALK_BITS, from, to);
}

/* The share of the lower or right neighbour, 0 to 256. */
static int share(int64_t at)
{
    return (int)(at >> (WALK_BITS - WEIGHT_BITS) & ((1 << WEIGHT_BITS) - 1));
}

/* Steps from @at on, in steps of @step, that stay in the same px when every
 * step goes on by @px; @limit at most. */
static int same_px(int64_t at, int64_t step, int px, int limit)
{
    int64_t drift = step - ((int64_t)px << WALK_BITS);
    int64_t inside = at & ((1 << WALK_BITS) - 1), n = limit;

    if (drift > 0)
        n = ((1 << WALK_BITS) - 1 - inside) / drift + 1;
    else if (drift < 0)
        n = inside / -drift + 1;
    return n < limit ? (int)n : limit;
}

/* How the shares of the neighbours go on from px to px. */
struct shares {
    int32_t x, y, dx, dy; /* in 1 / (1 << WALK_BITS) */
};

/* Half of a value between 0 and 255 << WEIGHT_BITS: 15 bits, so that it can be
 * weighed again in 16. */
static int16_t half_mix(int a, int b, int16_t part)
{
    int16_t step = (int16_t)(b - a);

    return (int16_t)(((a << WEIGHT_BITS) + step * part) >> 1);
}

/* A straight piece of the walk: the old pixels lie side by side. */
static void mix_run(const uint8_t *restrict top, const uint8_t *restrict low,
                    struct shares s, int n, uint8_t *restrict row)
{
    enum { DOWN = WALK_BITS - WEIGHT_BITS, BITS = 2 * WEIGHT_BITS - 1 };

    for (int i = 0; i < n; i++) {
        int16_t fx = (int16_t)((s.x + i * s.dx) >> DOWN);
        int16_t fy = (int16_t)((s.y + i * s.dy) >> DOWN);
        int16_t a = half_mix(top[i], top[i + 1], fx);
        int16_t b = half_mix(low[i], low[i + 1], fx);
        int16_t step = (int16_t)(b - a);

        row[i] =
            (uint8_t)(((a << WEIGHT_BITS) + step * fy + (1 << (BITS - 1))) >>
                      BITS);
    }
}

void walk_grey(const uint8_t *old, size_t stride, const struct walk *walk,
               int from, int to, uint8_t *row)
{
    const int64_t one = 1 << WALK_BITS;

    for (int i = from; i < to;) {
        int64_t x = walk->x + i * walk->dx, y = walk->y + i * walk->dy;
        const uint8_t *p =
            old + (size_t)(y >> WALK_BITS) * stride + (x >> WALK_BITS);
        int n = same_px(y, walk->dy, 0, same_px(x, walk->dx, 1, to - i));
        struct shares s = {(int32_t)(x & (one - 1)), (int32_t)(y & (one - 1)),
                           (int32_t)(walk->dx - one), (int32_t)walk->dy};

        mix_run(p, p + stride, s, n, row + i);
        i += n;
    }
}

/* Red and blue, far enough apart to be weighed in one multiplication. */
static uint64_t red_and_blue(uint32_t pixel)
{
    return (uint64_t)(pixel >> 24) << 32 | (pixel >> 8 & 255);
}

void walk_colour(const uint32_t *old, size_t stride, const struct walk *walk,
                 int from, int to, uint32_t *row)
{
    const uint32_t one = 1 << WEIGHT_BITS, half = 1 << (2 * WEIGHT_BITS - 1);
    const uint64_t halves = (uint64_t)half << 32 | half;
    int64_t x = walk->x + from * walk->dx, y = walk->y + from * walk->dy;

    for (int i = from; i < to; i++, x += walk->dx, y += walk->dy) {
        const uint32_t *p =
            old + (size_t)(y >> WALK_BITS) * stride + (x >> WALK_BITS);
        const uint32_t *q = p + stride;
        uint32_t fx = (uint32_t)share(x), fy = (uint32_t)share(y);
        uint32_t a = (one - fx) * (one - fy), b = fx * (one - fy);
        uint32_t c = (one - fx) * fy, d = fx * fy;
        uint32_t green = (p[0] >> 16 & 255) * a + (p[1] >> 16 & 255) * b +
                         (q[0] >> 16 & 255) * c + (q[1] >> 16 & 255) * d + half;
        uint64_t others = red_and_blue(p[0]) * a + red_and_blue(p[1]) * b +
                          red_and_blue(q[0]) * c + red_and_blue(q[1]) * d +
                          halves;

        row[i] = (uint32_t)(others >> 48) << 24 | (green & 0xff0000) |
                 ((uint32_t)others >> 16 & 255) << 8 | 255;
    }
}
