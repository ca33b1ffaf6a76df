/*
 * Private to scan/: a straight walk over an image, from which one row of a new
 * image is filled. Each new pixel is mixed of its four neighbours in fixed
 * point.
 */
#ifndef TZ_SCAN_IMAGE_WALK_H
#define TZ_SCAN_IMAGE_WALK_H

#include <stddef.h>
#include <stdint.h>

/** Fraction bits of a position. */
enum { WALK_BITS = 16 };

/** Where the walk begins and how it goes on; pixel centres, in
 * 1 / (1 << WALK_BITS) px. */
struct walk {
    int64_t x, y, dx, dy;
};

/** A position in px (pixel (0, 0) has its centre at 0) as a walk's. */
int64_t walk_fixed(double px);

/** Narrow [*from, *to) to the steps that stay inside a @width x @height image,
 * all four neighbours included. */
void walk_inside(const struct walk *walk, int width, int height, int *from,
                 int *to);

/** Fill row[from..to) from 8 bpp bytes in picture order, @stride a row. */
void walk_grey(const uint8_t *old, size_t stride, const struct walk *walk,
               int from, int to, uint8_t *row);

/** The same from 32 bpp words. */
void walk_colour(const uint32_t *old, size_t stride, const struct walk *walk,
                 int from, int to, uint32_t *row);

#endif
