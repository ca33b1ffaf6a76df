/* Private to scan/: the rules of a form among strokes that may be a seal's. */
#ifndef TZ_SCAN_SEAL_RULES_H
#define TZ_SCAN_SEAL_RULES_H

struct Pix;

/**
 * What runs on longer than a seal's side does, straight along a row or a
 * column, over the gaps where it is crossed.
 *
 * @strokes  1 bpp; unchanged
 *
 * Returns a mask of it; NULL when memory runs out.
 */
struct Pix *seal_rules_find(struct Pix *strokes, int dpi);

#endif
