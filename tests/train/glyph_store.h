/* Digits that people wrote, from data sets that are read by path and never
 * copied into the project: MNIST and ORAND-CAR. */
#ifndef TZ_GLYPH_STORE_H
#define TZ_GLYPH_STORE_H

#include <stdbool.h>

#include "base/status.h"
#include "amount_images.h"
#include "glyph_share.h"
#include "ink_canvas.h"
#include "ink_drift.h"
#include "train_random.h"
#include "word_signs.h"

struct Pix;

enum { GLYPH_KIN = 3 };

/** The way from one hand's digit to another's. */
struct glyph_kin {
    struct ink_drift drift;
    float wider; /* the other's width by height, against this one's */
};

/** One digit, tight round its ink. */
struct stored_glyph {
    int digit;
    struct ink_stamp stamp; /* its ink is the store's */
    int n_kin;              /* 0 where nothing is to be bent */
    struct glyph_kin kin[GLYPH_KIN];
};

/** A whole string as an image. */
struct stored_string {
    char text[32];          /* its digits */
    struct Pix *grey;       /* 8 bpp, with points, dashes and all */
    struct ink_stamp stamp; /* the digits alone; its ink is the store's */
    int seam[AMOUNT_MOST_DIGITS + 1]; /* digit i stands between px seam[i] and
                                         seam[i + 1] of the stamp */
    struct ink_stamp whole; /* the grey image's ink, the store's too */
};

struct glyph_store {
    int n_mnist, n_amount, n_strings;
    struct stored_glyph *mnist, *amount;
    struct stored_string *strings;
    struct word_signs *signs; /* NULL: no signs but figures are written */
    float bend;    /* how far a stamped digit may be bent, of its size: 0 where
                      what people wrote is to be read as they wrote it */
    float strokes; /* how often strokes of our own are to be written, beside
                      the 30 or so of either data set */
};

/**
 * @mnist    folder with images.idx3 and labels.idx1; the first 3600 are for
 *           learning, the next 400 for choosing, the last 1000 for the test;
 *           NULL: none
 * @amounts  folder with boxes.tsv; of its strings those whose index modulo 5
 *           is 4 are for the test, modulo 10 is 3 for choosing; NULL: none
 *
 * Returns ST_OK; ST_IO; ST_INPUT; ST_NOMEM. End it with glyph_store_clear().
 */
MUST_CHECK enum status glyph_store_load(const char *mnist, const char *amounts,
                                        enum glyph_share share,
                                        struct glyph_store *store,
                                        struct fault *fault);
void glyph_store_clear(struct glyph_store *store);

/** A random glyph of that digit out of @n. */
const struct stored_glyph *glyph_store_pick(const struct stored_glyph *glyphs,
                                            int n, int digit,
                                            struct train_random *random);

#endif
