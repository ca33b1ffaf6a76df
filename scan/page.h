/*
 * A page: one image made upright, straight and evenly lit, which remembers
 * how it was bent, so that every box can be given in the original's pixels.
 */
#ifndef TZ_SCAN_PAGE_H
#define TZ_SCAN_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct Pix;

/** A place, px, x to the right and y down, of the image that is named. It is
 * continuous: the pixel (0, 0) covers 0 to 1, its middle is (0.5, 0.5). */
struct scan_point {
    double x, y;
};

/** Four corners in reading order: top left, top right, bottom right, bottom
 * left. */
struct scan_quad {
    struct scan_point corner[4];
};

/** Does @at lie in @quad, which bulges nowhere inwards? Its edges do. */
bool scan_quad_holds(const struct scan_quad *quad, struct scan_point at);

/** Upright box, px; w and h at least 1 for anything that exists. */
struct scan_box {
    int x, y, w, h;
};

struct scan_mesh;

/** page px -> original px: X = a[0] x + a[1] y + a[2], Y = a[3] x + a[4] y +
 * a[5]; on a page that was flattened (X, Y) is then looked up in the mesh. */
struct scan_transform {
    double a[6];
    struct scan_mesh *mesh; /* NULL: the page was flat. Owned by the page */
    int original_width, original_height; /* px */
};

/** What was measured of the image as it came. */
struct scan_quality {
    int width, height; /* px of the original */
    int depth;         /* bits a pixel of the original, 1 to 64 */
    int dpi;           /* from the file, else guessed from the size */
    bool dpi_from_file;
    int turned_degrees;  /* 0, 90, 180 or 270, clockwise, that was put right */
    double skew_degrees; /* that was put right; positive: page leaned
                            clockwise */
    bool flattened;      /* it was seen from the side, or bulged */
    double sharpness;    /* 0 blurred to 1 crisp */
    double ink_share;    /* black pixels / all pixels inside the paper */
    bool blank;          /* no writing on it */
};

enum { SCAN_SEALS_MOST = 24 };

/** Seals that are as dark as writing, or nearly: what is read under one may be
 * wrong. px of the page, within it. */
struct scan_seals {
    struct scan_box box[SCAN_SEALS_MOST];
    int n;
};

/**
 * All images have the same size. Owned by the page; scan_page_clear()
 * destroys them.
 */
struct page {
    struct Pix *colour;   /* 32 bpp, as scanned but turned; NULL when the scan
                             has no colour */
    struct Pix *grey;     /* 8 bpp, paper brought to about 255 everywhere,
                             coloured seals and ink kept as they are */
    struct Pix *black;    /* 8 bpp, as grey but with coloured seals and marks
                             lifted off, and grey seals; a clone of grey when there are none */
    struct Pix *ink;      /* 1 bpp, threshold of black */
    struct Pix *bare;     /* 8 bpp, as black but with coloured writing lifted
                             off too, for whoever looks for the rules; NULL when
                             black has no coloured writing */
    struct Pix *bare_ink; /* 1 bpp, threshold of bare; NULL with it */
    struct scan_seals seals; /* those that could not be lifted off surely */
    int dpi;
    struct scan_transform to_original;
    struct scan_quality quality;
};

/** How large an image may be before it is refused unread. */
struct scan_limits {
    int max_side_px;       /* 30000 */
    double max_megapixels; /* 250 */
    double max_file_mib;   /* 512 */
    int max_pages;         /* of one file; 2000 */
};
extern const struct scan_limits SCAN_LIMITS_DEFAULT;

/**
 * Count the images of a file (PNG and JPEG 1, TIFF and PDF many).
 *
 * Returns ST_OK; ST_INPUT when it is no image that we read or is broken at the
 * start; ST_LIMIT; ST_IO; ST_LIB (a PDF, and poppler is not installed). *n is
 * 0 on failure.
 */
MUST_CHECK enum status scan_count_pages(const char *path,
                                        struct scan_limits limits, int *n,
                                        struct fault *fault);

/**
 * True when the file's first bytes are those of PNG, JPEG, TIFF or PDF. A file
 * named .png that is none gives false.
 */
bool scan_is_image(const char *path);

/**
 * Decode image @number (from 1) of @path as it came, no geometry changed. A
 * PDF's page that is one scan gives the scan's own pixels, others are drawn at
 * 300 dpi, by poppler's programs; the original that boxes speak of is that
 * image.
 *
 * @out  new, 1, 8 or 32 bpp without colour map; the caller pixDestroy()s it.
 *       Resolution is set (0 when the file says none).
 *
 * Returns ST_OK; ST_INPUT (broken, truncated, not an image, no such number);
 * ST_LIMIT; ST_IO; ST_NOMEM; ST_LIB (a PDF, and poppler is not installed).
 * *out is NULL on failure.
 */
MUST_CHECK enum status scan_decode(const char *path, int number,
                                   struct scan_limits limits, struct Pix **out,
                                   struct fault *fault);

/**
 * Make a page of an image: turn (0/90/180/270), straighten (up to 15 degrees),
 * flatten, even the light, lift colour off.
 *
 * @image  1, 8 or 32 bpp, borrowed
 * @page   filled; the caller ends it with scan_page_clear(). On failure all
 *         pointers in it are NULL.
 *
 * Returns ST_OK; ST_INPUT when smaller than 50 x 50 px; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status scan_make_page(struct Pix *image, struct page *page,
                                      struct fault *fault);

/** Turn a page by 90, 180 or 270 degrees clockwise, transform included. */
MUST_CHECK enum status scan_turn_page(struct page *page, int degrees,
                                      struct fault *fault);

/** Free the images of @page and zero it; a zeroed page is fine. */
void scan_page_clear(struct page *page);

/** A point of the page in px of the original. */
struct scan_point scan_to_original(const struct page *page,
                                   struct scan_point at);

/** The inverse. */
struct scan_point scan_from_original(const struct page *page,
                                     struct scan_point at);

/** The smallest upright box in the original that holds @quad of the page,
 * clipped to the original. */
struct scan_box scan_box_in_original(const struct page *page,
                                     const struct scan_quad *quad);

#endif
