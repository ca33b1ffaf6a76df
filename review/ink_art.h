/* A picture drawn with characters, or left to a terminal that can show one. */
#ifndef TZ_REVIEW_INK_ART_H
#define TZ_REVIEW_INK_ART_H

#include <stdbool.h>

#include "review/canvas.h"

enum ink_symbols {
    INK_BLOCKS,  /* quarters of a character: in every font */
    INK_BRAILLE, /* finer, where the font has it */
    INK_ASCII,   /* for fonts and terminals with nothing else */
    INK_PIXELS   /* the terminal draws it: sixel or kitty */
};

struct ink_style {
    enum ink_symbols symbols;
    bool colours; /* 256 of them; else foreground and background only */
};

/**
 * Draw @pix as large as it fits into @area, its shape kept, in the middle.
 *
 * @pix  8 or 32 bpp, borrowed
 *
 * Returns where it lies.
 */
struct canvas_area ink_draw(struct canvas *canvas, struct canvas_area area,
                            struct Pix *pix, struct ink_style style);

#endif
