/* One cleaned field to an engine and back. */
#ifndef TZ_OCR_LINE_ASK_H
#define TZ_OCR_LINE_ASK_H

#include "ocr/cell_patch.h"
#include "ocr/text_engine.h"

/**
 * Let an engine read @area of @patch as one line. Where it sees nothing it is
 * asked again with the area pasted twice.
 *
 * @glyph_px  height of a digit or character in the patch
 * @line      n is 0 when nothing was recognised
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status line_ask(struct text_engine *engine,
                                enum engine_mode mode,
                                const struct cell_patch *patch,
                                struct scan_box area, int glyph_px,
                                struct engine_line *line,
                                struct fault *fault);

#endif
