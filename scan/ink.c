/*
 * Ink: what is dark on even paper. One threshold for a page either swells bold
 * print or loses pencil, so the threshold follows the ink next to a pixel:
 * about halfway between paper and that ink, in three zones of darkness. Pale
 * pixels count only where they hang together with a stroke that is dark enough
 * somewhere; the mirror writing that shines through from the back never is.
 * Rules may be paler still, so whatever a soft threshold shows as a long
 * straight line is added.
 */
#include <leptonica/allheaders.h>

#include "scan/steps.h"

/* Levels, paper being 250. */
enum {
    BLACK = 90,       /* the middle of a black stroke is darker, */
    BLACK_EDGE = 160, /* and its edge lies here */
    GREY = 145,       /* the same of grey strokes, */
    GREY_EDGE = 190,
    PALE = 194, /* and of pencil and carbon copies */
    PALE_EDGE = 212,
    RULE = 218,         /* of a rule that is long */
    DARKEST_PALE = 150, /* noise never drives PALE below this */
};

enum {
    NEAR_PX = 7,  /* brick that reaches from a stroke over its edge */
    LONG_PX = 60, /* straight run of a rule; 5 mm at 300 dpi */
    GAP_PX = 7,   /* dots and breaks of a rule that are bridged */
    SAMPLE = 4,   /* every fourth row and column for the noise */
};

/* How far below the paper's most frequent level its noise reaches (4 sigma).
 */
static int noise_reach(PIX *black, int *paper)
{
    NUMA *histogram = pixGetGrayHistogram(black, SAMPLE);
    l_float32 top = 0, n = 0;
    int level = 0;

    *paper = SCAN_PAPER;
    for (int i = 128; histogram != NULL && i < 255; i++) {
        numaGetFValue(histogram, i, &n);
        if (n > top) {
            top = n;
            *paper = i;
        }
    }
    level = *paper;
    while (histogram != NULL && level > 0) {
        numaGetFValue(histogram, level, &n);
        if (2 * n < top)
            break;
        level--;
    }
    numaDestroy(&histogram);
    /* Half the height of a bell lies at 1.18 sigma. */
    return (*paper - level) * 34 / 10;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* How the three soft levels move down on noisy paper. */
static int noise_shift(PIX *black)
{
    int paper = 0, reach = noise_reach(black, &paper);
    int shift = PALE_EDGE - (paper - reach);

    if (shift < 0)
        return 0;
    return least(shift, PALE - DARKEST_PALE);
}

/* Add to @ink the pixels below @edge that are not @near something darker; then
 * grow @near by what is darker than @stroke. */
static bool add_zone(PIX *black, int edge, int stroke, PIX *ink, PIX *near)
{
    PIX *zone = pixThresholdToBinary(black, edge);
    PIX *strokes = stroke > 0 ? pixThresholdToBinary(black, stroke) : NULL;
    bool ok = zone != NULL && (stroke == 0 || strokes != NULL);

    if (ok) {
        pixSubtract(zone, zone, near);
        pixOr(ink, ink, zone);
    }
    if (strokes != NULL) {
        pixDilateBrickDwa(strokes, strokes, NEAR_PX, NEAR_PX);
        pixOr(near, near, strokes);
    }
    pixDestroy(&zone);
    pixDestroy(&strokes);
    return ok;
}

/* Strokes of all darknesses, each cut at its own edge. @near: what is black or
 * grey, and its surroundings; NULL on failure. */
static PIX *strokes_of(PIX *black, int shift, PIX **near_out)
{
    PIX *ink = pixThresholdToBinary(black, BLACK_EDGE);
    PIX *near = pixThresholdToBinary(black, BLACK);
    PIX *seed = pixThresholdToBinary(black, PALE - shift), *filled = NULL;

    if (ink == NULL || near == NULL || seed == NULL)
        goto done;
    pixDilateBrickDwa(near, near, NEAR_PX, NEAR_PX);
    if (!add_zone(black, GREY_EDGE - shift / 2, GREY, ink, near) ||
        !add_zone(black, PALE_EDGE - shift, 0, ink, near))
        goto done;
    pixAnd(seed, seed, ink);
    filled = pixSeedfillBinary(NULL, seed, ink, 8);
    *near_out = near;
    near = NULL;
done:
    pixDestroy(&ink);
    pixDestroy(&near);
    pixDestroy(&seed);
    return filled;
}

/* The long runs of @weak in one direction, breaks bridged, ink only. */
static PIX *rules_of(PIX *weak, bool across)
{
    int gap_w = across ? GAP_PX : 1, gap_h = across ? 1 : GAP_PX;
    int run_w = across ? LONG_PX : 1, run_h = across ? 1 : LONG_PX;
    PIX *closed = pixCloseBrickDwa(NULL, weak, gap_w, gap_h);
    PIX *rules = NULL;

    if (closed != NULL)
        rules = pixOpenCompBrickDwa(NULL, closed, run_w, run_h);
    if (rules != NULL)
        pixAnd(rules, rules, weak);
    pixDestroy(&closed);
    return rules;
}

enum status scan_rough_ink(struct Pix *black, struct Pix **ink,
                           struct fault *fault)
{
    *ink = pixThresholdToBinary(black, PALE - noise_shift(black));
    if (*ink == NULL)
        return fault_set(fault, ST_NOMEM, "no memory to find the ink");
    return ST_OK;
}

enum status scan_find_ink(struct Pix *black, struct Pix **ink,
                          struct fault *fault)
{
    int shift = noise_shift(black);
    PIX *near = NULL, *strokes = strokes_of(black, shift, &near);
    PIX *weak = pixThresholdToBinary(black, RULE - shift);
    PIX *across = NULL, *down = NULL;
    enum status rc = ST_OK;

    *ink = NULL;
    if (weak != NULL) {
        across = rules_of(weak, true);
        down = rules_of(weak, false);
    }
    if (strokes == NULL || across == NULL || down == NULL) {
        rc = fault_set(fault, ST_NOMEM, "no memory to find the ink");
        goto done;
    }
    /* Next to a dark stroke a pale pixel is only its blurred edge. */
    pixOr(across, across, down);
    pixSubtract(across, across, near);
    pixOr(strokes, strokes, across);
    *ink = strokes;
    strokes = NULL;
done:
    pixDestroy(&strokes);
    pixDestroy(&near);
    pixDestroy(&weak);
    pixDestroy(&across);
    pixDestroy(&down);
    return rc;
}
