/* A cleaned field's ink brought to the reader's own size and contrast. */
#ifndef TZ_OCR_DIGIT_CANON_H
#define TZ_OCR_DIGIT_CANON_H

#include <stdbool.h>

#include "ocr/cell_blobs.h"
#include "ocr/digits/digit_strip.h"

/**
 * @patch     rules and neighbours' ink are gone
 * @blobs     the field's own pieces of ink
 * @glyph_px  usual height of a digit on this page, so that a lone dash or
 *            point is not blown up to a digit's size; 0: not known, judged by
 *            the field's height
 * @strip     filled
 *
 * Returns false when there is no ink; the strip is then one px of paper.
 */
bool digit_canon(const struct cell_patch *patch,
                 const struct cell_blobs *blobs, int glyph_px,
                 struct digit_strip *strip);

#endif
