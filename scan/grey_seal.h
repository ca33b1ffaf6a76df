/* Private to scan/: seals lifted off a page that was scanned without colour. */
#ifndef TZ_SCAN_GREY_SEAL_H
#define TZ_SCAN_GREY_SEAL_H

#include "base/status.h"

struct Pix;

/**
 * Make paper of the round seals on a page; print under them stays. A page
 * whose print is no darker than its seals is left alone, and so is whatever
 * lies outside of a seal's ring, however faint it is.
 *
 * @grey   8 bpp, paper at SCAN_PAPER, straight; unchanged
 * @black  new; a clone of @grey when it has no seals. NULL on failure.
 */
MUST_CHECK enum status grey_seals_lift(struct Pix *grey, int dpi,
                                       struct Pix **black, struct fault *fault);

#endif
