/*
 * Ink: what is dark on even paper. A plain threshold between paper and the
 * page's own ink keeps writing and leaves the pale mirror writing of the back;
 * rules may be paler than that, so whatever a softer threshold shows as a long
 * straight line is added.
 */
#include <leptonica/allheaders.h>

#include "scan/steps.h"

enum {
    STRONG_MIN = 128, /* the threshold lies between these, */
    STRONG_MAX = 176, /* paper being 250 */
    WEAK = 218,       /* of a rule that is long */
    LONG_PX = 60,     /* straight run of a rule; 5 mm at 300 dpi */
    GAP_PX = 7,       /* dots and breaks of a rule that are bridged */
};

/* Between the middle of the ink and paper, nearer to the ink. */
static int threshold_of(PIX *black)
{
    NUMA *histogram = pixGetGrayHistogram(black, 4);
    double dark = 0, weight = 0;
    int threshold = STRONG_MAX;

    for (int i = 0; histogram != NULL && i < STRONG_MAX; i++) {
        l_float32 n = 0;

        numaGetFValue(histogram, i, &n);
        dark += (double)n * i;
        weight += (double)n;
    }
    if (weight > 0)
        threshold = (int)(dark / weight + (SCAN_PAPER - dark / weight) * 0.6);
    numaDestroy(&histogram);
    if (threshold < STRONG_MIN)
        return STRONG_MIN;
    return threshold > STRONG_MAX ? STRONG_MAX : threshold;
}

/* The long runs of @weak in one direction, breaks bridged, ink only. */
static PIX *rules_of(PIX *weak, bool across)
{
    int gap_w = across ? GAP_PX : 1, gap_h = across ? 1 : GAP_PX;
    int run_w = across ? LONG_PX : 1, run_h = across ? 1 : LONG_PX;
    PIX *closed = pixCloseSafeBrick(NULL, weak, gap_w, gap_h);
    PIX *rules = NULL;

    if (closed != NULL)
        rules = pixOpenBrick(NULL, closed, run_w, run_h);
    if (rules != NULL)
        pixAnd(rules, rules, weak);
    pixDestroy(&closed);
    return rules;
}

enum status scan_find_ink(struct Pix *black, struct Pix **ink,
                          struct fault *fault)
{
    PIX *strong = pixThresholdToBinary(black, threshold_of(black));
    PIX *weak = pixThresholdToBinary(black, WEAK);
    PIX *across = NULL, *down = NULL;
    enum status rc = ST_OK;

    *ink = NULL;
    if (weak != NULL) {
        across = rules_of(weak, true);
        down = rules_of(weak, false);
    }
    if (strong == NULL || across == NULL || down == NULL) {
        rc = fault_set(fault, ST_NOMEM, "no memory to find the ink");
        goto done;
    }
    pixOr(strong, strong, across);
    pixOr(strong, strong, down);
    *ink = strong;
    strong = NULL;
done:
    pixDestroy(&strong);
    pixDestroy(&weak);
    pixDestroy(&across);
    pixDestroy(&down);
    return rc;
}
