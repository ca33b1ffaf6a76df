/*
 * Private to scan/: the steps that scan_make_page() chains. Every step borrows
 * its images and hands out new ones; ST_NOMEM is the only way to fail where
 * nothing else is said. Coordinates are continuous: pixel (0, 0) covers 0 to 1.
 */
#ifndef TZ_SCAN_STEPS_H
#define TZ_SCAN_STEPS_H

#include <stdbool.h>

#include "scan/page.h"

struct page_edges;

/** Paper is brought to this level by scan_even_light(). */
enum { SCAN_PAPER = 250 };

/** What scan_even_light() makes of an image. */
struct scan_even {
    struct Pix *grey;  /* 8 bpp */
    struct Pix *black; /* 8 bpp; a clone of grey when there is no colour */
    struct Pix *bare; /* 8 bpp, without coloured writing; NULL: there is none */
    unsigned paper_rgb; /* 0xrrggbb00, the middle of the paper as it came */
    bool has_colour;    /* something on it is coloured (paper tint is not) */
};

/**
 * Where the image shows no paper: the scanner's black surround, as far as it
 * touches the image's edge, and punch holes.
 *
 * @grey  8 bpp
 * @mask  1 bpp, a quarter of the size (rounded up), 1 = no paper; NULL when
 *        there is nothing to mask
 */
MUST_CHECK enum status scan_find_surround(struct Pix *grey, struct Pix **mask,
                                          struct fault *fault);

/** The one channel in which a surround is looked for: 8 bpp of any image. */
MUST_CHECK enum status scan_plain_grey(struct Pix *image, struct Pix **grey,
                                       struct fault *fault);

/**
 * Divide by the paper's own brightness, estimated tile by tile, and lift
 * colour off.
 *
 * @image  8 or 32 bpp
 * @mask   [optional] of scan_find_surround(); painted as paper
 */
MUST_CHECK enum status scan_even_light(struct Pix *image, struct Pix *mask,
                                       struct scan_even *even,
                                       struct fault *fault);
void scan_even_clear(struct scan_even *even);

/** Where even the darkest print is pale, make all of it darker. */
void scan_darken_pale(struct scan_even *even);

/** 1 bpp ink of an evened 8 bpp image; faint long rules are kept. */
MUST_CHECK enum status scan_find_ink(struct Pix *black, struct Pix **ink,
                                     struct fault *fault);

/** The same in a hurry, good enough to see how the writing lies. */
MUST_CHECK enum status scan_rough_ink(struct Pix *black, struct Pix **ink,
                                      struct fault *fault);

/** How the lines of a page lie. */
struct scan_skew {
    double degrees;    /* positive: leaning clockwise; -17 to 17 */
    double confidence; /* peak over the middle of the sweep, less 1; below
                          SCAN_SKEW_SURE nothing was found */
};
extern const double SCAN_SKEW_SURE;
MUST_CHECK enum status scan_measure_skew(const struct page_edges *edges,
                                         struct scan_skew *skew,
                                         struct fault *fault);

/** 0, or 90 when the writing surely runs along the columns of pixels. */
MUST_CHECK enum status scan_sense_turn(struct Pix *ink, int *degrees,
                                       struct fault *fault);

/** Turn by 0, 90, 180 or 270 degrees clockwise. @out is a clone for 0. */
MUST_CHECK enum status scan_turn_image(struct Pix *image, int degrees,
                                       struct Pix **out, struct fault *fault);

/**
 * Rotate anticlockwise by @degrees on a canvas that holds the whole image;
 * corners become @fill (a grey level, or 0xrrggbb00). 8 or 32 bpp.
 */
MUST_CHECK enum status scan_rotate_image(struct Pix *image, double degrees,
                                         unsigned fill, struct Pix **out,
                                         struct fault *fault);

/** The transform of an image that nothing was done to. */
struct scan_transform scan_transform_none(int width, int height);
/** @t followed (on the page's side) by a turn of a @width x @height image. */
struct scan_transform scan_transform_turned(struct scan_transform t, int width,
                                            int height, int degrees);
/** The same for scan_rotate_image(). */
struct scan_transform scan_transform_rotated(struct scan_transform t, int width,
                                             int height, double degrees);
/** Size of the canvas of scan_rotate_image(). */
void scan_rotated_size(int width, int height, double degrees, int *new_width,
                       int *new_height);

/** Fill width, height, depth and dpi of the image as it came. */
void scan_note_origin(struct Pix *image, struct scan_quality *quality);
/** Fill sharpness, ink share and blank. */
void scan_note_writing(const struct page *page, struct scan_quality *quality);

#endif
