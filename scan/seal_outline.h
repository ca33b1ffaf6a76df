/* Private to scan/: the line around a seal, whatever its shape. */
#ifndef TZ_SCAN_SEAL_OUTLINE_H
#define TZ_SCAN_SEAL_OUTLINE_H

#include <stdbool.h>

#include "scan/page.h"
#include "scan/seal_ring.h"

enum seal_shape { SEAL_OVAL, SEAL_SQUARE };

/** px of the page. The halves are measured to the middle of the line. */
struct seal_outline {
    enum seal_shape shape;
    double x, y; /* its middle */
    double half_w, half_h;
    double turn;  /* clockwise, radians */
    double outer; /* from the middle of the line to its outer edge */
};

/** A round seal's. */
struct seal_outline seal_outline_of_ring(const struct seal_ring *ring);

/**
 * A point of the line.
 *
 * @way  once round it, 0 to 1; of a square each quarter is a side
 * @off  so many px outside of its middle; below 0 inside
 */
struct scan_point seal_outline_at(const struct seal_outline *outline,
                                  double way, double off);

/** Does it lie within @reach px of the line's middle, or inside? */
bool seal_outline_holds(const struct seal_outline *outline, double x, double y,
                        double reach);

/** The upright box of all within @reach px of it; may leave the page. */
struct scan_box seal_outline_box(const struct seal_outline *outline,
                                 double reach);

#endif
