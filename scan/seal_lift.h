/* Private to scan/: making paper of one grey seal whose line is known. */
#ifndef TZ_SCAN_SEAL_LIFT_H
#define TZ_SCAN_SEAL_LIFT_H

#include <stdbool.h>

#include "scan/seal_outline.h"

struct Pix;

/** Strokes that are lighter than print: what may be a seal's. */
struct pale_strokes {
    struct Pix *seal;   /* 1 bpp: wider than a hairline, not next to print */
    struct Pix *hidden; /* 1 bpp: print, and what lies next to it; rules */
    struct Pix *rules;  /* 1 bpp: those that are as light as a seal */
};

/**
 * @print  grey value below which it is print
 *
 * Returns false when memory runs out. End it with pale_strokes_clear().
 */
bool pale_strokes_find(struct Pix *grey, int print, int dpi,
                       struct pale_strokes *out);
void pale_strokes_clear(struct pale_strokes *strokes);

/** How dark a seal's line is where all but @per_cent of it are lighter. */
int seal_line_level(struct Pix *grey, const struct pale_strokes *ink,
                    const struct seal_outline *line, int per_cent);

/**
 * Lift what lies inside of a seal's line off @black.
 *
 * @grey    8 bpp, the page as it is
 * @ink     of pale_strokes_find() with @print, of the whole page
 * @black   8 bpp, changed
 *
 * Returns false when memory runs out.
 */
bool seal_lift(struct Pix *grey, const struct pale_strokes *ink, int print,
               int dpi, const struct seal_outline *line, struct Pix *black);

#endif
