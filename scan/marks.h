/* Boxes and codes drawn on a page, for the eye. */
#ifndef TZ_SCAN_MARKS_H
#define TZ_SCAN_MARKS_H

#include <stddef.h>

#include "base/status.h"
#include "scan/page.h"

struct Pix;

enum { SCAN_MARK_TEXT = 32 };

enum scan_mark_colour {
    SCAN_MARK_GREEN,
    SCAN_MARK_BLUE,
    SCAN_MARK_RED,
    SCAN_MARK_ORANGE
};

struct scan_mark {
    struct scan_quad quad; /* px of the picture */
    enum scan_mark_colour colour;
    char text[SCAN_MARK_TEXT]; /* ASCII, written in its corner; "" for none */
};

/**
 * Draw marks on a paled copy of a picture.
 *
 * @picture  1, 8 or 32 bpp, borrowed
 * @out      new, 32 bpp; the caller pixDestroy()s it
 *
 * Returns ST_OK; ST_LIB. *out is NULL on failure.
 */
MUST_CHECK enum status scan_draw_marks(struct Pix *picture,
                                       const struct scan_mark *marks, size_t n,
                                       struct Pix **out, struct fault *fault);

#endif
