/* Private to scan/: the rings of round seals among the strokes of a page. */
#ifndef TZ_SCAN_SEAL_RING_H
#define TZ_SCAN_SEAL_RING_H

struct Pix;

/** A ring of a seal, px of the page. */
struct seal_ring {
    double x, y;   /* its middle */
    double radius; /* to the middle of its line */
    double outer;  /* to the line's outer edge */
};

/** A page has at most so many seals that are looked for. */
enum { SEAL_RINGS_MOST = 6 };

/**
 * Find circles of a seal's size, 14 to 54 mm across, whose line is drawn well
 * over half of the way round. What cannot be seen under other ink counts for
 * neither side, and a third has to be seen.
 *
 * @strokes  1 bpp, ink that may be a seal's and none that is surely print
 * @hidden   1 bpp, where other ink hides what there was
 * @dpi      of the page
 * @rings    room for SEAL_RINGS_MOST
 *
 * Returns how many there are; -1 when memory runs out.
 */
int seal_rings_find(struct Pix *strokes, struct Pix *hidden, int dpi,
                    struct seal_ring *rings);

#endif
