/*
 * Turning by quarters and rotating by a few degrees. The rotation walks the
 * new image row by row and takes the old one's four neighbours in 24.8 fixed
 * point; the part of a row that falls outside the old image is found first, so
 * that the inner loop asks nothing.
 */
#include <leptonica/allheaders.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "scan/steps.h"

enum {
    FRACTION_BITS = 16, /* of a position */
    WEIGHT_BITS = 8,    /* of a neighbour's share */
};

/* Where a row of the new image begins in the old one, and how it goes on. */
struct walk {
    int64_t x, y, dx, dy; /* pixel centres, 1 << FRACTION_BITS a pixel */
};

enum status scan_turn_image(struct Pix *image, int degrees, struct Pix **out,
                            struct fault *fault)
{
    *out = NULL;
    if (degrees == 0)
        *out = pixClone(image);
    else
        *out = pixRotateOrth(image, degrees / 90);
    if (*out == NULL)
        return fault_set(fault, ST_NOMEM, "no memory to turn the image");
    return ST_OK;
}

static int64_t fixed(double value)
{
    return llround(value * (1 << FRACTION_BITS));
}

static struct walk walk_of_row(const double a[6], int y)
{
    return (struct walk){
        .x = fixed(a[0] * 0.5 + a[1] * (y + 0.5) + a[2] - 0.5),
        .y = fixed(a[3] * 0.5 + a[4] * (y + 0.5) + a[5] - 0.5),
        .dx = fixed(a[0]),
        .dy = fixed(a[3]),
    };
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

static void inside(const struct walk *walk, int width, int height, int *from,
                   int *to)
{
    narrow(walk->x, walk->dx, (int64_t)(width - 1) << FRACTION_BITS, from, to);
    narrow(walk->y, walk->dy, (int64_t)(height - 1) << FRACTION_BITS, from, to);
}

/* The share of the lower or right neighbour, 0 to 256. */
static int share(int64_t at)
{
    return (int)(at >> (FRACTION_BITS - WEIGHT_BITS) &
                 ((1 << WEIGHT_BITS) - 1));
}

static int mix(int a, int b, int part)
{
    return (a << WEIGHT_BITS) + (b - a) * part;
}

static void rotate_grey_row(const uint8_t *old, size_t stride,
                            const struct walk *walk, int from, int to,
                            uint8_t *row)
{
    int64_t x = walk->x + from * walk->dx, y = walk->y + from * walk->dy;

    for (int i = from; i < to; i++, x += walk->dx, y += walk->dy) {
        const uint8_t *p =
            old + (size_t)(y >> FRACTION_BITS) * stride + (x >> FRACTION_BITS);
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

static void rotate_colour_row(const uint32_t *old, size_t stride,
                              const struct walk *walk, int from, int to,
                              uint32_t *row)
{
    const uint32_t one = 1 << WEIGHT_BITS, half = 1 << (2 * WEIGHT_BITS - 1);
    const uint64_t halves = (uint64_t)half << 32 | half;
    int64_t x = walk->x + from * walk->dx, y = walk->y + from * walk->dy;

    for (int i = from; i < to; i++, x += walk->dx, y += walk->dy) {
        const uint32_t *p =
            old + (size_t)(y >> FRACTION_BITS) * stride + (x >> FRACTION_BITS);
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

static void rotate_rows(PIX *old, PIX *new, const double a[6], unsigned fill)
{
    int w = pixGetWidth(old), h = pixGetHeight(old);
    int nw = pixGetWidth(new), nh = pixGetHeight(new);
    size_t words = (size_t)pixGetWpl(old), new_words = (size_t)pixGetWpl(new);

    for (int y = 0; y < nh; y++) {
        struct walk walk = walk_of_row(a, y);
        uint32_t *row = pixGetData(new) + (size_t)y * new_words;
        int from = 0, to = nw;

        inside(&walk, w, h, &from, &to);
        if (pixGetDepth(old) == 8) {
            memset(row, (int)fill, new_words * 4);
            rotate_grey_row((const uint8_t *)pixGetData(old), words * 4, &walk,
                            from, to, (uint8_t *)row);
            continue;
        }
        for (int x = 0; x < nw; x++)
            row[x] = fill | 255;
        rotate_colour_row(pixGetData(old), words, &walk, from, to, row);
    }
}

enum status scan_rotate_image(struct Pix *image, double degrees, unsigned fill,
                              struct Pix **out, struct fault *fault)
{
    int w = pixGetWidth(image), h = pixGetHeight(image), nw = 0, nh = 0;
    struct scan_transform t =
        scan_transform_rotated(scan_transform_none(w, h), w, h, degrees);
    PIX *old = NULL, *new = NULL;

    *out = NULL;
    scan_rotated_size(w, h, degrees, &nw, &nh);
    new = pixCreate(nw, nh, pixGetDepth(image));
    /* Bytes in picture order for the walk, words again after it. */
    old =
        pixGetDepth(image) == 8 ? pixEndianByteSwapNew(image) : pixClone(image);
    if (new == NULL || old == NULL) {
        pixDestroy(&new);
        pixDestroy(&old);
        return fault_set(fault, ST_NOMEM, "no memory to straighten the image");
    }
    rotate_rows(old, new, t.a, fill);
    if (pixGetDepth(image) == 8)
        pixEndianByteSwap(new);
    pixCopyResolution(new, image);
    pixDestroy(&old);
    *out = new;
    return ST_OK;
}
