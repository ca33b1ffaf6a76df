/* Private to scan/: which of a page's colours are a pen's. */
#ifndef TZ_SCAN_PEN_COLOUR_H
#define TZ_SCAN_PEN_COLOUR_H

#include <stdint.h>

#include "scan/page.h"

/** Where words are written or printed in colour, px. */
struct pen_words {
    struct scan_box *places;
    size_t n;
};

/**
 * Find what somebody wrote or printed in colour, and what is no seal or mark.
 *
 * @tints  of every pixel, row after row
 * @luma   8 bpp, evened light, of the same size
 * @dpi    of both
 * @out    ended with pen_words_clear()
 */
MUST_CHECK enum status pen_colour_find(const uint16_t *tints, struct Pix *luma,
                                       int dpi, struct pen_words *out,
                                       struct fault *fault);
void pen_words_clear(struct pen_words *words);

#endif
