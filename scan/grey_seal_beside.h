/* Private to scan/: grey seals on a page that has colours. */
#ifndef TZ_SCAN_GREY_SEAL_BESIDE_H
#define TZ_SCAN_GREY_SEAL_BESIDE_H

#include "scan/page.h"

/**
 * Lift grey seals off a page whose coloured ones are lifted already. What is
 * written in colour counts as print.
 *
 * @page  its colour, black and, if it has one, bare are there; black, bare and
 *        seals are changed
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status grey_seals_lift_beside_colour(struct page *page,
                                                     struct fault *fault);

#endif
