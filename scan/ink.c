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

#include "scan/bits.h"
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
    NEAR_PX = 3,  /* how far a stroke reaches over its edge */
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

/* What is below each level of the page. */
enum level {
    AT_BLACK_EDGE,
    AT_BLACK,
    AT_GREY_EDGE,
    AT_GREY,
    AT_PALE_EDGE,
    AT_PALE,
    AT_RULE,
    N_LEVELS
};

static bool split_levels(PIX *black, int shift, PIX **below)
{
    const int levels[N_LEVELS] = {
        [AT_BLACK_EDGE] = BLACK_EDGE,
        [AT_BLACK] = BLACK,
        [AT_GREY_EDGE] = GREY_EDGE - shift / 2,
        [AT_GREY] = GREY,
        [AT_PALE_EDGE] = PALE_EDGE - shift,
        [AT_PALE] = PALE - shift,
        [AT_RULE] = RULE - shift,
    };

    return bits_below(black, levels, N_LEVELS, below);
}

/* Add to @ink what @edge shows that is not @near something darker. */
static void add_zone(PIX *edge, PIX *near, PIX *ink)
{
    pixSubtract(edge, edge, near);
    pixOr(ink, ink, edge);
}

/* Strokes of all darknesses, each cut at its own edge; NULL on failure.
 * @below  changed
 * @near   what is black or grey, and its surroundings */
static PIX *strokes_of(PIX **below, PIX **near)
{
    PIX *ink = below[AT_BLACK_EDGE], *grey = NULL;

    *near = bits_grow(below[AT_BLACK], NEAR_PX, NEAR_PX);
    grey = bits_grow(below[AT_GREY], NEAR_PX, NEAR_PX);
    if (*near == NULL || grey == NULL) {
        pixDestroy(&grey);
        return NULL;
    }
    add_zone(below[AT_GREY_EDGE], *near, ink);
    pixOr(*near, *near, grey);
    pixDestroy(&grey);
    add_zone(below[AT_PALE_EDGE], *near, ink);
    pixAnd(below[AT_PALE], below[AT_PALE], ink);
    return pixSeedfillBinary(NULL, below[AT_PALE], ink, 8);
}

/* The long runs of @weak in one direction, breaks bridged, ink only. */
static PIX *rules_of(PIX *weak, bool across)
{
    int gap_w = across ? GAP_PX : 1, gap_h = across ? 1 : GAP_PX;
    int run_w = across ? LONG_PX : 1, run_h = across ? 1 : LONG_PX;
    PIX *closed = bits_close(weak, gap_w, gap_h);
    PIX *rules = NULL;

    if (closed != NULL)
        rules = bits_open(closed, run_w, run_h);
    if (rules != NULL)
        pixAnd(rules, rules, weak);
    pixDestroy(&closed);
    return rules;
}

enum status scan_rough_ink(struct Pix *black, struct Pix **ink,
                           struct fault *fault)
{
    int level = PALE - noise_shift(black);

    if (!bits_below(black, &level, 1, ink))
        return fault_set(fault, ST_NOMEM, "no memory to find the ink");
    return ST_OK;
}

enum status scan_find_ink(struct Pix *black, struct Pix **ink,
                          struct fault *fault)
{
    PIX *below[N_LEVELS] = {NULL}, *near = NULL, *strokes = NULL;
    PIX *across = NULL, *down = NULL;
    enum status rc = ST_OK;

    *ink = NULL;
    if (split_levels(black, noise_shift(black), below)) {
        strokes = strokes_of(below, &near);
        across = rules_of(below[AT_RULE], true);
        down = rules_of(below[AT_RULE], false);
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
    for (int i = 0; i < N_LEVELS; i++)
        pixDestroy(&below[i]);
    pixDestroy(&strokes);
    pixDestroy(&near);
    pixDestroy(&across);
    pixDestroy(&down);
    return rc;
}
