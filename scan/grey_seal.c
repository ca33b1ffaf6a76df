/*
 * A red seal that was copied in grey is lighter than print. What is lighter
 * than print, and no print's blurred edge, is looked over for the rings of
 * seals; only inside of one is anything lifted, so that faint print without a
 * seal is safe.
 */
#include "scan/grey_seal.h"

#include <leptonica/allheaders.h>
#include <stdbool.h>

#include "scan/seal_lift.h"
#include "scan/seal_ring.h"
#include "scan/steps.h"

enum {
    STROKE = 170, /* a pixel of a print stroke is darker, */
    REACH = 2,    /* and the stroke's middle is so many px away at most */
    SAMPLE = 2,   /* every second row and column is looked at */
    PRINT_PER_CENT = 30, /* of the strokes' middles are as dark as print */
    /* so much of the way from print to paper is no print any more */
    LIGHTER_PER_CENT = 30,
    LIGHTEST_PRINT = 170, /* on a page fainter than that nothing is told */
};

static int darkest_around(PIX *grey, int x, int y)
{
    int darkest = 255;

    for (int j = y - REACH; j <= y + REACH; j++) {
        const l_uint32 *line =
            pixGetData(grey) + (size_t)j * (size_t)pixGetWpl(grey);

        for (int i = x - REACH; i <= x + REACH; i++)
            if (GET_DATA_BYTE(line, i) < darkest)
                darkest = GET_DATA_BYTE(line, i);
    }
    return darkest;
}

/* Fills the histogram of how dark strokes are; returns how many were asked. */
static unsigned stroke_levels(PIX *grey, unsigned *histogram)
{
    int w = pixGetWidth(grey), h = pixGetHeight(grey);
    unsigned n = 0;

    for (int y = REACH; y < h - REACH; y += SAMPLE) {
        const l_uint32 *line =
            pixGetData(grey) + (size_t)y * (size_t)pixGetWpl(grey);

        for (int x = REACH; x < w - REACH; x += SAMPLE)
            if (GET_DATA_BYTE(line, x) < STROKE) {
                histogram[darkest_around(grey, x, y)]++;
                n++;
            }
    }
    return n;
}

/* What is darker is print; SCAN_PAPER: there is none. */
static int print_level(PIX *grey)
{
    unsigned histogram[256] = {0}, sum = 0;
    unsigned n = stroke_levels(grey, histogram);
    int level = 0;

    while (level < SCAN_PAPER &&
           (sum += histogram[level]) <= n / 100.0 * PRINT_PER_CENT)
        level++;
    return level + (SCAN_PAPER - level) * LIGHTER_PER_CENT / 100;
}

static bool lift_all(PIX *grey, const struct pale_strokes *ink, int print,
                     int dpi, struct Pix **black)
{
    struct seal_ring rings[SEAL_RINGS_MOST];
    int n = seal_rings_find(ink->seal, ink->hidden, dpi, rings);
    bool ok;

    if (n <= 0) {
        *black = n < 0 ? NULL : pixClone(grey);
        return *black != NULL;
    }
    *black = pixCopy(NULL, grey);
    ok = *black != NULL;
    for (int i = 0; ok && i < n; i++)
        ok = seal_lift(grey, ink, print, dpi, &rings[i], *black);
    return ok;
}

enum status grey_seals_lift(struct Pix *grey, int dpi, struct Pix **black,
                            struct fault *fault)
{
    struct pale_strokes ink = {.seal = NULL};
    int print = print_level(grey);
    bool ok;

    *black = NULL;
    if (print > LIGHTEST_PRINT) {
        *black = pixClone(grey);
        return ST_OK;
    }
    ok = pale_strokes_find(grey, print, &ink) &&
         lift_all(grey, &ink, print, dpi, black);
    pale_strokes_clear(&ink);
    if (ok)
        return ST_OK;
    pixDestroy(black);
    return fault_set(fault, ST_NOMEM, "no memory to lift seals");
}
