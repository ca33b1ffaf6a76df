/* Connected pieces of a patch's ink: which are the field's own writing, and
 * which of them make a glyph together. */
#ifndef TZ_OCR_CELL_BLOBS_H
#define TZ_OCR_CELL_BLOBS_H

#include <stdbool.h>

#include "base/status.h"
#include "ocr/cell_patch.h"

enum { CELL_BLOBS = 160 };

/** One connected piece, patch px. */
struct cell_blob {
    int x, y, w, h;
    int area;     /* px of ink */
    int inside;   /* ... of which inside the field */
    int label;    /* its number in cell_blobs.labels, from 1 */
};

struct cell_blobs {
    int n;
    struct cell_blob blob[CELL_BLOBS]; /* from left to right */
    int *labels;    /* patch px -> label of the blob, 0 for paper */
};

/**
 * Find the pieces. With more than CELL_BLOBS of them the largest are kept.
 *
 * Returns ST_OK; ST_NOMEM. End it with cell_blobs_clear().
 */
MUST_CHECK enum status cell_blobs_find(const struct cell_patch *patch,
                                       struct cell_blobs *blobs);
void cell_blobs_clear(struct cell_blobs *blobs);

/** Make blob @i paper in @patch and take it from the list. */
void cell_blobs_erase(struct cell_blobs *blobs, int i,
                      struct cell_patch *patch);

/** Drop what belongs to the neighbours: pieces that lie mostly outside, and
 * remnants of rules on the field's edges. */
void cell_blobs_drop_foreign(struct cell_blobs *blobs,
                             struct cell_patch *patch);

/**
 * Drop specks and dotted lines.
 *
 * @glyph_px   usual height of a digit or character on this page; 0: not known
 * @keep_dots  decimal marks and the small strokes of a character stay; without
 *             it only what stands over or under the rest of a glyph
 */
void cell_blobs_drop_specks(struct cell_blobs *blobs,
                            struct cell_patch *patch, int glyph_px,
                            bool keep_dots);

/** Cut @patch and the labels down to the pieces and a narrow seam, so that a
 * whole sheet's fields fit into memory. */
void cell_blobs_crop(struct cell_blobs *blobs, struct cell_patch *patch);

/** Height that most of the larger pieces have; 0 without pieces. */
int cell_blobs_usual_height(const struct cell_blobs *blobs);

/** Box around all pieces; w is 0 without pieces. */
struct scan_box cell_blobs_extent(const struct cell_blobs *blobs);

#endif
