/* A field's ink as glyphs from left to right, and each glyph as a small
 * picture of fixed size that can be compared with others. */
#ifndef TZ_OCR_CELL_GLYPHS_H
#define TZ_OCR_CELL_GLYPHS_H

#include "ocr/cell_blobs.h"

enum { CELL_GLYPHS = 24 };

struct cell_glyphs {
    int n;                              /* CELL_GLYPHS at most */
    struct scan_box box[CELL_GLYPHS];   /* patch px */
    bool split[CELL_GLYPHS];            /* cut out of digits that touch */
};

/** Size of a glyph's picture. */
enum { GLYPH_W = 16, GLYPH_H = 24, GLYPH_SIZE = GLYPH_W * GLYPH_H };

/**
 * Group the pieces: those that stand above one another are one glyph (a
 * broken digit); marks lower than a third of @glyph_px are none.
 *
 * @glyph_px  usual height of a digit on this page
 * @width_px  usual width of a digit; a piece much wider is cut where it is
 *            thinnest. 0: not known, nothing is cut.
 */
void cell_glyphs_find(const struct cell_blobs *blobs,
                      const struct cell_patch *patch, int glyph_px,
                      int width_px, struct cell_glyphs *glyphs);

/**
 * Draw @box of @patch into GLYPH_H rows of GLYPH_W, scaled by its height and
 * centred, slightly blurred, mean 0 and length 1, so that the dot product of
 * two pictures is their correlation. All 0 for an even area.
 */
void cell_glyphs_draw(const struct cell_patch *patch, struct scan_box box,
                      float picture[GLYPH_SIZE]);

#endif
