/* What the outline of a glyph's picture says by itself. */
#ifndef TZ_OCR_GLYPH_SHAPE_H
#define TZ_OCR_GLYPH_SHAPE_H

#include <stdbool.h>

#include "ocr/cell_glyphs.h"

/**
 * True when the picture is a ring: closed above and below, and through its
 * whole middle a stroke on the left, a stroke on the right and paper beside
 * both. A zero is, also with a dot or a slash inside, which engines read as 8,
 * 6 or 9; those have a bar or a waist in the middle.
 */
bool glyph_shape_is_ring(const float picture[GLYPH_SIZE]);

#endif
