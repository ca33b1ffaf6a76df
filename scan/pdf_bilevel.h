/* Private to scan/: whether black and white images of a PDF are all there. */
#ifndef TZ_SCAN_PDF_BILEVEL_H
#define TZ_SCAN_PDF_BILEVEL_H

#include "scan/decode.h"

/**
 * Is each of @height rows of a Group 4 fax there?
 *
 * Returns ST_OK; ST_INPUT when rows are missing or damaged; ST_LIMIT;
 * ST_NOMEM.
 */
MUST_CHECK enum status scan_fax_check(struct scan_bytes fax, int width,
                                      int height, struct scan_limits limits,
                                      struct fault *fault);

/** Is each segment of a JBIG2 stream, as PDF holds it, there to its end? */
bool scan_jbig2_is_whole(struct scan_bytes data);

#endif
