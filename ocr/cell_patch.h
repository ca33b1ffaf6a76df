/*
 * One field cut out of a page: set upright, a margin of its surroundings kept,
 * so that a later step can tell its own ink from its neighbours'.
 */
#ifndef TZ_OCR_CELL_PATCH_H
#define TZ_OCR_CELL_PATCH_H

#include <stdbool.h>

#include "base/status.h"
#include "scan/page.h"

struct Pix;

struct cell_patch {
    int w, h;                     /* px of the page's own scale */
    int left, top, right, bottom; /* the field inside; right and bottom are the
                                     first px outside */
    unsigned char *grey;          /* w x h, paper about 255 */
    unsigned char *ink;           /* w x h, 1 for ink */
    int paper;                    /* grey value of blank paper */
    int level;                    /* ink is what is darker than this */
};

/** How much darker than paper something has to be to count as ink, grey
 * values; print that shines through from the back stays below. */
enum { CELL_LEAST_CONTRAST = 40 };

/**
 * Cut @quad out of @grey.
 *
 * @grey   8 bpp, borrowed
 * @patch  filled, ink not yet found; end it with cell_patch_clear()
 *
 * Returns ST_OK; ST_INPUT when the field is smaller than 4 px, larger than
 * 16 megapixels or outside of the page; ST_NOMEM. *patch is zero on failure.
 */
MUST_CHECK enum status cell_patch_cut(struct Pix *grey,
                                      const struct scan_quad *quad,
                                      struct cell_patch *patch);
void cell_patch_clear(struct cell_patch *patch);

/**
 * Find the ink: a threshold between the paper and the darkest of what is
 * there. Call it again after rules were taken away, because a black rule makes
 * faint print look like paper.
 *
 * @inside_only  look only at the field itself for the darkest
 *
 * Returns false, and no ink, when nothing is CELL_LEAST_CONTRAST darker than
 * the paper.
 */
bool cell_patch_find_ink(struct cell_patch *patch, bool inside_only);

#endif
