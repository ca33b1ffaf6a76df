/* Private to scan/: the brightness of the paper in one channel of an image. */
#ifndef TZ_SCAN_PAPER_H
#define TZ_SCAN_PAPER_H

#include <stdbool.h>
#include <stdint.h>

struct Pix;

/** A level a tile, row by row; free(value) ends it. */
struct paper_levels {
    int tile, across, down; /* px a side; tiles */
    uint8_t *value;
};

/**
 * Measure channel @channel (0 red, 1 green, 2 blue) of @n (1: 8 bpp, 3: 32).
 *
 * @mask  [optional] 1 bpp, a quarter of the size: no paper there
 *
 * Returns false when memory runs out; free(levels->value) either way.
 */
bool paper_measure(struct Pix *image, struct Pix *mask, int n, int channel,
                   struct paper_levels *levels);

/** The levels of the @w pixels of row @y, never so low that it is no paper.
 * Each four pixels, from 0, have one; room for w + 3. */
void paper_row_levels(const struct paper_levels *levels, int y, int w,
                      float *out);

/** The median of the tiles, 0 to 255. */
unsigned paper_middle_level(const struct paper_levels *levels);

#endif
