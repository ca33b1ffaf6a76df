/* Characters drawn in the fonts that offices print in. */
#ifndef TZ_OCR_RARE_DRAW_H
#define TZ_OCR_RARE_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "ocr/rare_look.h"

enum { RARE_FONTS = 4 };

/** Their names and sizes, as Pango takes them. */
extern const char *const RARE_FONT_NAMES[RARE_FONTS];

/**
 * The looks of @n characters of three bytes in one font; 0 all over where it
 * has nothing to draw.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status rare_draw(int font, const char (*characters)[4],
                                 size_t n, int16_t (*looks)[RARE_LOOK]);

#endif
