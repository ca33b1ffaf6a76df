/* The pieces of a line of writing from left to right: what stands over or
 * under one another is one. */
#ifndef TZ_OCR_INK_RUNS_H
#define TZ_OCR_INK_RUNS_H

#include "ocr/cell_blobs.h"

enum { INK_RUNS = 48 };

struct ink_runs {
    int n;
    struct scan_box run[INK_RUNS]; /* patch px, from left to right */
};

/** Lower than @least_px are specks and points. */
void ink_runs_find(const struct cell_blobs *blobs, int least_px,
                   struct ink_runs *runs);

/** The pieces of runs @first to @end - 1, for reading them by themselves.
 * Lends the labels of @blobs: not to be cleared. */
void ink_runs_take(const struct cell_blobs *blobs, const struct ink_runs *runs,
                   int first, int end, struct cell_blobs *out);

/** From the left edge of run @first to the right edge of run @end - 1. */
int ink_runs_width(const struct ink_runs *runs, int first, int end);

#endif
