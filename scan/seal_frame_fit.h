/* Private to scan/: does an outline that was guessed lie on a seal's frame? */
#ifndef TZ_SCAN_SEAL_FRAME_FIT_H
#define TZ_SCAN_SEAL_FRAME_FIT_H

#include <stdbool.h>

#include "scan/bits.h"
#include "scan/seal_outline.h"

struct Pix;

/** So many places are looked at around an outline. */
enum { SEAL_POINTS = 160 };

/** What outlines are laid on. */
struct seal_page {
    struct bits_view strokes, hidden;
    double px_mm;
    struct scan_point unit[2][SEAL_POINTS]; /* of each shape whose halves are 1
                                             */
};

struct seal_page seal_page_of(struct Pix *strokes, struct Pix *hidden, int dpi);

/**
 * Move @outline, by at most some times @step px, to where it lies best on the
 * strokes of @page, and find its line's outer edge. False when what it then
 * lies on is no frame of a seal.
 */
bool seal_frame_fit(const struct seal_page *page, double step,
                    struct seal_outline *outline);

#endif
