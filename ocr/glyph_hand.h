/* Print or pen, by how much the glyphs of a page repeat each other. */
#ifndef TZ_OCR_GLYPH_HAND_H
#define TZ_OCR_GLYPH_HAND_H

#include "ocr/glyph_sheet.h"
#include "ocr/reading.h"

/** For a sheet that was sorted. */
enum ocr_hand glyph_hand_of(const struct glyph_sheet *sheet);

#endif
