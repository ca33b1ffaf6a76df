/*
 * Aging a drawn page into what a scanner, a copier or a phone makes of it. The
 * same page and options give the same image, and say where every point of the
 * page went.
 */
#ifndef TZ_FORMS_AGE_H
#define TZ_FORMS_AGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "forms/print.h"
#include "scan/page.h"

struct Pix;

enum age_mode { AGE_COLOUR, AGE_GREY, AGE_BILEVEL };

/** Everything 0 or NULL: the page comes out as it went in. */
struct age_options {
    uint64_t seed;
    /* the paper */
    double paper_grey;    /* 0 white to 0.5 dark paper */
    double fade;          /* 0 black print to 0.8 nearly gone */
    double stain;         /* 0 none to 1 dark */
    double bleed;         /* 0 none to 0.5: the other side shines through */
    bool fold, holes;
    const char *seal;     /* text round the seal, "" for a seal without; NULL:
                             none. Borrowed. */
    double seal_x, seal_y; /* its middle, shares of width and height */
    double seal_mm;       /* across, 10 to 80; 0: 40, as offices have */
    double seal_ink;      /* 0.1 pale to 1 full; 0: 0.82 */
    /* how it lay */
    double skew_degrees;  /* -20 to 20, clockwise positive */
    double curl;          /* 0 to 0.05: bulge, share of the height */
    bool border;          /* dark scanner lid around the paper */
    bool desk;            /* a wooden desk around it, as on a photograph */
    double corner;        /* 0 to 0.3: share of the shorter side that is torn
                             off a corner */
    /* how far the camera leaned, -0.2 to 0.2: the upper (left) edge is seen
     * so much longer, the lower (right) one so much shorter */
    double view_x, view_y;
    int turn_degrees;     /* 0, 90, 180, 270, clockwise */
    /* how it was taken */
    double light;         /* 0 even to 0.7: share of light lost in the darkest
                             corner */
    double blur;          /* 0 to 3: deviation, px */
    double noise;         /* 0 to 60: deviation, grey levels */
    int specks;           /* dust, pieces */
    int jpeg_quality;     /* 0 none, else 10 to 95 */
    enum age_mode mode;
};

/** Where a point of the drawn page went. */
struct age_transform {
    double width, height;      /* px of the drawn page */
    double bulge;              /* px at the middle of the width */
    double cosine, sine;
    double left, top;          /* px added before the turn */
    double full_width, full_height; /* px before the turn */
    double view_x, view_y;
    int turn_degrees;
};

/**
 * Age a page.
 *
 * @page       32 bpp, at least 50 x 50 px; borrowed
 * @out        new: 32 bpp for AGE_COLOUR, 8 for AGE_GREY, 1 for AGE_BILEVEL,
 *             with the resolution of @page; the caller pixDestroy()s it
 * @transform  [optional]
 *
 * Returns ST_OK; ST_INPUT when @page or an option is out of range; ST_LIB;
 * ST_NOMEM. *out is NULL on failure.
 */
MUST_CHECK enum status age_page(struct Pix *page, struct age_options options,
                                struct Pix **out,
                                struct age_transform *transform,
                                struct fault *fault);

struct scan_point age_move_point(const struct age_transform *transform,
                                 struct scan_point at);

/** The drawn page's point that came to @at; the inverse, without the turn. */
struct scan_point age_source_point(const struct age_transform *transform,
                                   struct scan_point at);

/** Move every quad of @truth to where it is on the aged page. Corners keep
 * their order of the drawn page, so that a page upside down says so. */
void age_move_truth(const struct age_transform *transform,
                    struct form_truth *truth);

/** The smallest upright box of whole px that holds @quad. */
struct scan_box age_upright_box(const struct scan_quad *quad);

#endif
