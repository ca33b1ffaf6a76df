/* PDF files that tests write themselves: scans on pages, as scanners hand them
 * out. */
#ifndef TZ_TESTS_SCAN_WRITTEN_PDF_H
#define TZ_TESTS_SCAN_WRITTEN_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "scan/decode.h"

/** One page: an image over all of it, or nothing. */
struct written_pdf_page {
    struct Pix *pix; /* 1, 8 or 32 bpp, borrowed; NULL: the page is empty */
    struct scan_bytes jpeg; /* stands in the file in place of pix's pixels when
                               it is there; pix then says its size */
    const char *filter;     /* what undoes the packing of that; NULL: JPEG's */
    double width, height;   /* of the paper, pt */
    double share;           /* of the paper that the image covers; 0: all */
    bool on_its_side;       /* the image, turned left by the drawing itself */
    int rotated;            /* 0, 90, 180, 270 */
};

/** @trailer  goes into the file's trailer, e.g. an /Encrypt. Free with
 * scan_bytes_free(). */
struct scan_bytes written_pdf(const struct written_pdf_page *pages, int n,
                              const char *trailer);

#endif
