/* The cleaned ink of a field as an image that an engine likes: a tight line,
 * digits of one height, white paper, black ink. */
#ifndef TZ_OCR_CELL_LINE_H
#define TZ_OCR_CELL_LINE_H

#include "ocr/cell_patch.h"
#include "scan/page.h"

struct Pix;

/** Height to which a digit is scaled; Tesseract reads best at about 30 px. */
enum { LINE_DIGIT_PX = 32, LINE_TEXT_PX = 35, LINE_MARGIN_PX = 12 };

/**
 * @area       what to show, patch px
 * @glyph_px   height of a digit in the patch
 * @target_px  height it is to have in the image
 *
 * Returns a new 8 bpp image, the caller pixDestroy()s it; NULL when out of
 * memory.
 */
struct Pix *cell_line_make(const struct cell_patch *patch,
                           struct scan_box area, int glyph_px, int target_px);

#endif
