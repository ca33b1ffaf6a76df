/* Private to scan/: which colours are lifted off a page, and how. */
#ifndef TZ_SCAN_COLOUR_H
#define TZ_SCAN_COLOUR_H

#include <stdint.h>

#include "base/status.h"

struct Pix;

/** max - min of a pixel's channels up to here is grey, whatever the hue. */
enum { COLOUR_NEUTRAL = 28 };

/** Brightness of a pixel of evened light, 0 to 255. */
static inline int colour_luma(int red, int green, int blue)
{
    return (77 * red + 151 * green + 28 * blue) >> 8;
}

/**
 * The tint of a pixel of evened light (paper being white): how strongly it is
 * coloured << 8 | its luma. 0 when it is grey, or blue as a pen is. Red,
 * magenta, green, cyan, yellow and the pure blue of a screen give a tint.
 */
uint16_t colour_tint(int red, int green, int blue);

/**
 * Make paper of whatever is tinted, and of its edges; print under it stays.
 *
 * @tints  of every pixel, row after row; fringes are taken out of it
 * @luma   8 bpp, of the pixels
 * @black  new, of which what is written in colour where nothing else is was
 *         not lifted off
 * @bare   new, of which it was; NULL when there is nothing so written
 *
 * On failure both are NULL. The caller pixDestroy()s them.
 */
MUST_CHECK enum status colour_lift(uint16_t *tints, struct Pix *luma, int dpi,
                                   struct Pix **black, struct Pix **bare,
                                   struct fault *fault);

#endif
