/*
 * Images of one bit a pixel, a word at a time. Leptonica has all of this, but
 * moves the whole image through memory once for every element of a brick;
 * here a row is worked on while it is near, and a brick of n takes log n steps.
 * What lies beyond the image's edge is white. All of these return NULL only
 * when memory runs out; the caller pixDestroy()s what they return.
 */
#ifndef TZ_SCAN_BITS_H
#define TZ_SCAN_BITS_H

#include <stdbool.h>
#include <stdint.h>

struct Pix;

/** A 1 bpp image to be asked pixel by pixel; lent by the image. */
struct bits_view {
    const uint32_t *data;
    int w, h, words; /* words a row */
};

struct bits_view bits_view_of(struct Pix *image);

/** White beyond the image's edge. */
static inline bool bits_at(const struct bits_view *v, int x, int y)
{
    if (x < 0 || y < 0 || x >= v->w || y >= v->h)
        return false;
    return v->data[(long)y * v->words + x / 32] >> (31 - x % 32) & 1;
}

/**
 * Threshold an 8 bpp image at several levels in one go.
 *
 * @levels  1 to 255, in any order; a pixel below one is black
 * @out     @n 1 bpp images; all NULL on failure
 *
 * Returns false when memory runs out.
 */
bool bits_below(struct Pix *grey, const int *levels, int n, struct Pix **out);

/** (x, y) -> (y, x); its own inverse. */
struct Pix *bits_transpose(struct Pix *image);

/** What holds a black brick of @w x @h px, at least 1 each. */
struct Pix *bits_open(struct Pix *image, int w, int h);

/** Gaps in which no white brick fits are filled; never at the image's edge. */
struct Pix *bits_close(struct Pix *image, int w, int h);

/** Black grown by @left_right px to both sides and @up_down up and down. */
struct Pix *bits_grow(struct Pix *image, int left_right, int up_down);

#endif
