/* Private to scan/: whether the pixels of a PDF's images are all there, which
 * poppler does not say: it fills what is missing with grey or white. */
#ifndef TZ_SCAN_PDF_IMAGE_H
#define TZ_SCAN_PDF_IMAGE_H

#include "scan/decode.h"

/** An image as the file holds it. */
struct scan_pdf_image {
    int object, generation;
    int width, height, components, bits;
};

/**
 * Unpack the image's own data to its last row.
 *
 * Only what is packed as JPEG, as a Group 4 fax, by Flate or not at all is
 * looked at, of JBIG2 its segments; of a file that is encrypted nothing.
 *
 * Returns ST_OK, also for what is not looked at; ST_INPUT when pixels are
 * missing or damaged; ST_LIMIT; ST_NOMEM.
 */
MUST_CHECK enum status scan_pdf_image_check(struct scan_bytes pdf,
                                            const struct scan_pdf_image *image,
                                            struct scan_limits limits,
                                            struct fault *fault);

#endif
