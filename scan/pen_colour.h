/* Private to scan/: which of a page's colours are a pen's. */
#ifndef TZ_SCAN_PEN_COLOUR_H
#define TZ_SCAN_PEN_COLOUR_H

#include <stdint.h>

#include "base/status.h"

struct Pix;

/**
 * Forget the tints of what somebody wrote or printed in colour, so that it is
 * not lifted off with the seals.
 *
 * @tints  of every pixel, row after row; changed
 * @luma   8 bpp, evened light, of the same size
 * @dpi    of both
 */
MUST_CHECK enum status pen_colour_keep(uint16_t *tints, struct Pix *luma,
                                       int dpi, struct fault *fault);

#endif
