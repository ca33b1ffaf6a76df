/* Private to scan/: does an outline that was guessed lie on a seal's frame? */
#ifndef TZ_SCAN_SEAL_FRAME_FIT_H
#define TZ_SCAN_SEAL_FRAME_FIT_H

#include <stdbool.h>

#include "scan/bits.h"
#include "scan/seal_outline.h"

struct seal_page {
    struct bits_view strokes, hidden;
    double px_mm;
};

/**
 * Move @outline, by at most some times @step px, to where it lies best on the
 * strokes of @page, and find its line's outer edge. False when what it then
 * lies on is no frame of a seal.
 */
bool seal_frame_fit(const struct seal_page *page, double step,
                    struct seal_outline *outline);

#endif
