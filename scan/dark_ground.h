/* Light writing on a dark ground, as headings of tables are often set. */
#ifndef TZ_SCAN_DARK_GROUND_H
#define TZ_SCAN_DARK_GROUND_H

#include "base/status.h"

struct Pix;

/**
 * Make light writing on a dark ground dark writing on paper. A narrow edge of
 * the ground stays and is a rule from then on.
 *
 * @image  8 or 32 bpp
 * @grey   8 bpp, the same size
 * @dpi    of both
 * @out    a clone of @image where there is nothing of the kind; else new
 *
 * Returns ST_OK; ST_NOMEM. On failure *out is NULL.
 */
MUST_CHECK enum status scan_turn_dark_ground(struct Pix *image,
                                             struct Pix *grey, int dpi,
                                             struct Pix **out,
                                             struct fault *fault);

#endif
