/* Private to scan/: what poppler's programs tell of a PDF and of a page of it,
 * before a pixel is made. */
#ifndef TZ_SCAN_PDF_PAGE_H
#define TZ_SCAN_PDF_PAGE_H

#include "scan/child.h"
#include "scan/pdf_image.h"

/** A scan lies on its page in one piece, or in strips of some hundred rows. */
enum { SCAN_PDF_IMAGES_MAX = 256 };

/** How a page is to become an image. */
struct scan_pdf_page {
    int n_pages;          /* of the file */
    double width, height; /* of the page as it is looked at, pt */
    int rotated;          /* 0, 90, 180, 270: a viewer turns it so */
    bool is_scan;         /* one image covers it: take its own pixels */
    int image_width, image_height; /* px of the page's image, as looked at */
    struct scan_pdf_image images[SCAN_PDF_IMAGES_MAX]; /* the first ones */
    int n_images;
};

/* @pdf is the file as scan_child_input() laid it out. */

/** Run one of poppler's programs. As scan_child_run(); ST_INPUT also when it
 * complained about the file or ended with a code. */
MUST_CHECK enum status scan_pdf_run(char *const *words, size_t max_output,
                                    int pdf, struct scan_bytes *out,
                                    struct fault *fault);

/** Ask about page @number, from 1. ST_INPUT (damaged, locked, no such page),
 * ST_LIMIT (too many pages) and those of scan_child_run(). */
MUST_CHECK enum status scan_pdf_ask(int pdf, int number,
                                    struct scan_limits limits,
                                    struct scan_pdf_page *page,
                                    struct fault *fault);

#endif
