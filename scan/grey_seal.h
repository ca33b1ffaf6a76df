/* Private to scan/: seals lifted off a page that was scanned without colour. */
#ifndef TZ_SCAN_GREY_SEAL_H
#define TZ_SCAN_GREY_SEAL_H

#include "scan/page.h"

/**
 * Make paper of the seals on a page, round, oval or square; print under them
 * stays. Whatever lies outside of a seal's line is left alone, however faint it
 * is.
 *
 * @grey   8 bpp, paper at SCAN_PAPER, straight; unchanged
 * @black  new; a clone of @grey when nothing was lifted. NULL on failure.
 * @marks  where a seal is so dark that it cannot be told, or not everywhere,
 *         from writing: something of it may be left or of the writing lost
 */
MUST_CHECK enum status grey_seals_lift(struct Pix *grey, int dpi,
                                       struct Pix **black,
                                       struct scan_seals *marks,
                                       struct fault *fault);

#endif
