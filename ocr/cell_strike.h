/* The strokes through a figure that was struck out. */
#ifndef TZ_OCR_CELL_STRIKE_H
#define TZ_OCR_CELL_STRIKE_H

#include "ocr/cell_blobs.h"

/**
 * Is there a straight stroke through writing that sticks out on both sides of
 * it? Crossings and scribbles are not seen, and some plain figures look so.
 *
 * @blobs     pieces of @patch; specks and neighbours are gone
 * @glyph_px  usual height of a digit on this page
 */
bool cell_strike_is_seen(const struct cell_blobs *blobs,
                         const struct cell_patch *patch, int glyph_px);

/**
 * Take straight strokes out of the widest piece of ink, so that what was
 * written under them can be read.
 *
 * @blobs     pieces of @patch, as they were before
 * @glyph_px  usual height of a digit on this page
 */
void cell_strike_take_out(const struct cell_blobs *blobs,
                          struct cell_patch *patch, int glyph_px);

#endif
