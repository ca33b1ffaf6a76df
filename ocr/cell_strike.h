/* A value that was struck out, with its correction written beside or above. */
#ifndef TZ_OCR_CELL_STRIKE_H
#define TZ_OCR_CELL_STRIKE_H

#include "ocr/cell_blobs.h"

/**
 * Look for a straight stroke through writing that sticks out on both sides of
 * it, and for other writing next to that.
 *
 * @blobs     specks and neighbours are gone
 * @glyph_px  usual height of a digit on this page
 * @old_ink   what was struck out, patch px; the strokes through it are taken
 *            out of @patch
 * @is_old    CELL_BLOBS flags: the blobs that were struck out
 *
 * Returns false, and changes nothing, when nothing was struck out or nothing
 * was written instead.
 */
bool cell_strike_find(const struct cell_blobs *blobs,
                      struct cell_patch *patch, int glyph_px,
                      struct scan_box *old_ink, bool is_old[CELL_BLOBS]);

#endif
