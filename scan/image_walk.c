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

static int mix(int a, int b, int part)
{
    return (a << WEIGHT_BITS) + (b - a) * part;
}

void walk_grey(const uint8_t *old, size_t stride, const struct walk *walk,
               int from, int to, uint8_t *row)
{
    int64_t x = walk->x + from * walk->dx, y = walk->y + from * walk->dy;

    for (int i = from; i < to; i++, x += walk->dx, y += walk->dy) {
        const uint8_t *p =
            old + (size_t)(y >> WALK_BITS) * stride + (x >> WALK_BITS);
        int fx = share(x), fy = share(y);
        int top = mix(p[0], p[1], fx), low = mix(p[stride], p[stride + 1], fx);

        row[i] = (uint8_t)(((top << WEIGHT_BITS) + (low - top) * fy +
                            (1 << (2 * WEIGHT_BITS - 1))) >>
                           (2 * WEIGHT_BITS));
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
