/*
 * What is no paper: the black that a scanner shows around the sheet, and punch
 * holes. On a quarter-size image the dark regions are opened with a brick that
 * no rule and no letter survives; what then touches the image's edge and ends
 * sharply is surround (a shade ends softly, and there is writing in it), and
 * what is round, of the size of a hole and near an edge, a hole.
 */
#include <leptonica/allheaders.h>
#include <stdint.h>

#include "scan/steps.h"

enum {
    SCALE = 4,
    BRICK = 5,         /* of the quarter-size image: 20 px, 1.7 mm at 300 dpi */
    GROW = 7,          /* takes the blurred edge along */
    BRIGHT_RANK = 90,  /* per cent of pixels that are darker than "paper" */
    DIM_PER_CENT = 88, /* of the paper's brightness: partly dark */
    DARK_PER_CENT = 45,  /* of the paper's brightness */
    STEP_PER_CENT = 130, /* outside over inside of a sharp end, */
    STEP = 25            /* and this much more */
};

/* Holes, as shares of the sheet's shorter side (a hole is 5 to 6 mm, A4 is 210
 * mm, A3 297). */
static const double HOLE_MIN = 0.013, HOLE_MAX = 0.040;
static const double HOLE_FROM_EDGE = 0.14;

enum status scan_plain_grey(struct Pix *image, struct Pix **grey,
                            struct fault *fault)
{
    int depth = pixGetDepth(image);

    *grey = NULL;
    if (depth == 1)
        *grey = pixConvert1To8(NULL, image, 255, 0);
    else if (depth == 8)
        *grey = pixClone(image);
    else
        *grey = pixGetRGBComponent(image, COLOR_GREEN);
    if (*grey == NULL)
        return fault_set(fault, ST_NOMEM, "no memory for the grey image");
    return ST_OK;
}

static int paper_level(PIX *grey)
{
    NUMA *histogram = pixGetGrayHistogram(grey, 2);
    l_float32 level = 255;

    if (histogram != NULL)
        numaHistogramGetValFromRank(histogram, BRIGHT_RANK / 100.0F, &level);
    numaDestroy(&histogram);
    return (int)level;
}

/* The quarter-size image: grey, dark pixels, large dark regions. */
struct quarter {
    PIX *grey, *dim, *dark, *open;
};

static bool make_quarter(PIX *grey, struct quarter *q)
{
    PIX *half = pixScaleAreaMap2(grey);
    int paper = 0;

    *q = (struct quarter){0};
    if (half != NULL)
        q->grey = pixScaleAreaMap2(half);
    if (q->grey != NULL) {
        paper = paper_level(q->grey);
        q->dim = pixThresholdToBinary(q->grey, paper * DIM_PER_CENT / 100);
        q->dark = pixThresholdToBinary(q->grey, paper * DARK_PER_CENT / 100);
    }
    if (q->dark != NULL)
        q->open = pixOpenBrickDwa(NULL, q->dark, BRICK, BRICK);
    pixDestroy(&half);
    return q->dim != NULL && q->open != NULL;
}

static void clear_quarter(struct quarter *q)
{
    pixDestroy(&q->grey);
    pixDestroy(&q->dim);
    pixDestroy(&q->dark);
    pixDestroy(&q->open);
}

/* The part of @dark within @band px of the image's edge. */
static PIX *edge_band(PIX *dark, int band)
{
    PIX *frame = pixCreateTemplate(dark);

    if (frame == NULL)
        return NULL;
    pixSetOrClearBorder(frame, band, band, band, band, PIX_SET);
    return pixAnd(frame, frame, dark);
}

/* The parts of the large regions that touch the image's edge. */
static PIX *touching(const struct quarter *q)
{
    PIX *seed = edge_band(q->open, 2), *filled = NULL;

    if (seed != NULL)
        filled = pixSeedfillBinary(NULL, seed, q->open, 8);
    pixDestroy(&seed);
    return filled;
}

static double mean_under(PIX *grey, PIX *mask)
{
    l_float32 mean = 0;

    /* Fails when the mask is empty: then there is nothing to compare. */
    return pixGetAverageMasked(grey, mask, 0, 0, 1, L_MEAN_ABSVAL, &mean) == 0
               ? (double)mean
               : -1;
}

/* Is the ring around @region much brighter than its own rim? */
static bool ends_sharply(PIX *grey, PIX *region)
{
    PIX *near = pixDilateBrickDwa(NULL, region, 5, 5);
    PIX *ring = pixDilateBrickDwa(NULL, region, 9, 9);
    PIX *rim = pixErodeBrickDwa(NULL, region, 7, 7);
    double outside = -1, inside = -1;

    if (near != NULL && ring != NULL && rim != NULL) {
        pixSubtract(ring, ring, near);
        pixXor(rim, rim, region);
        outside = mean_under(grey, ring);
        inside = mean_under(grey, rim);
    }
    pixDestroy(&near);
    pixDestroy(&ring);
    pixDestroy(&rim);
    return outside >= 0 && inside >= 0 &&
           outside > STEP_PER_CENT * inside / 100 + STEP;
}

/* Clear every connected part of @filled that ends softly. */
static bool drop_shades(PIX *grey, PIX *filled)
{
    PIXA *parts = NULL;
    BOXA *boxes = pixConnComp(filled, &parts, 8);
    bool ok = boxes != NULL && parts != NULL;

    for (int i = 0; ok && i < boxaGetCount(boxes); i++) {
        PIX *part = pixaGetPix(parts, i, L_CLONE);
        PIX *region = pixCreateTemplate(filled);
        int x = 0, y = 0;

        boxaGetBoxGeometry(boxes, i, &x, &y, NULL, NULL);
        if (region != NULL) {
            pixRasterop(region, x, y, pixGetWidth(part), pixGetHeight(part),
                        PIX_SRC, part, 0, 0);
            if (!ends_sharply(grey, region))
                pixSubtract(filled, filled, region);
        }
        ok = region != NULL;
        pixDestroy(&region);
        pixDestroy(&part);
    }
    boxaDestroy(&boxes);
    pixaDestroy(&parts);
    return ok;
}

/* A leaning sheet leaves wedges, which taper along the image's edge until they
 * are thinner than the brick, at last thinner than a quarter-size pixel: near
 * the edge they are followed to their end. */
static bool follow_wedges(const struct quarter *q, PIX **found)
{
    PIX *band = edge_band(q->dark, BRICK + 1), *tip = edge_band(q->dim, 2);
    PIX *wide = NULL;

    if (band != NULL && tip != NULL) {
        pixOr(band, band, tip);
        pixOr(band, band, *found);
        wide = pixSeedfillBinary(NULL, *found, band, 8);
    }
    pixDestroy(&band);
    pixDestroy(&tip);
    if (wide == NULL)
        return false;
    pixDestroy(found);
    *found = wide;
    return true;
}

static bool is_hole(const BOX *box, int area, int w, int h)
{
    int x = 0, y = 0, bw = 0, bh = 0;
    double side = w < h ? w : h, from_edge = 0, fill = 0;

    boxGetGeometry((BOX *)box, &x, &y, &bw, &bh);
    if (bw < HOLE_MIN * side || bw > HOLE_MAX * side)
        return false;
    if (bw > 1.3 * bh || bh > 1.3 * bw)
        return false;
    fill = (double)area / ((double)bw * bh);
    if (fill < 0.65 || fill > 0.93)
        return false;
    from_edge = x;
    from_edge = y < from_edge ? y : from_edge;
    from_edge = w - x - bw < from_edge ? w - x - bw : from_edge;
    from_edge = h - y - bh < from_edge ? h - y - bh : from_edge;
    return from_edge < HOLE_FROM_EDGE * side;
}

/* Add the components of @dark that are holes to @mask. */
static bool add_holes(PIX *dark, PIX *mask)
{
    PIXA *parts = NULL;
    BOXA *boxes = pixConnComp(dark, &parts, 8);
    int w = pixGetWidth(dark), h = pixGetHeight(dark);

    if (boxes == NULL || parts == NULL) {
        boxaDestroy(&boxes);
        return false;
    }
    for (int i = 0; i < boxaGetCount(boxes); i++) {
        BOX *box = boxaGetBox(boxes, i, L_CLONE);
        PIX *part = pixaGetPix(parts, i, L_CLONE);
        int area = 0, x = 0, y = 0;

        pixCountPixels(part, &area, NULL);
        boxGetGeometry(box, &x, &y, NULL, NULL);
        if (is_hole(box, area, w, h))
            pixRasterop(mask, x, y, pixGetWidth(part), pixGetHeight(part),
                        PIX_SRC | PIX_DST, part, 0, 0);
        pixDestroy(&part);
        boxDestroy(&box);
    }
    boxaDestroy(&boxes);
    pixaDestroy(&parts);
    return true;
}

/* Grown over the blurred edge; Leptonica rounds sizes down, so the last row and
 * column go on into the rest. */
static PIX *finish(PIX *found, int w, int h)
{
    int right = (w + SCALE - 1) / SCALE - pixGetWidth(found);
    int below = (h + SCALE - 1) / SCALE - pixGetHeight(found);
    PIX *grown = pixDilateBrick(NULL, found, GROW, GROW), *mask = NULL;

    if (grown != NULL)
        mask = pixAddContinuedBorder(grown, 0, right, 0, below);
    pixDestroy(&grown);
    return mask;
}

enum status scan_find_surround(struct Pix *grey, struct Pix **mask,
                               struct fault *fault)
{
    struct quarter q = {0};
    PIX *found = NULL;
    int empty = 0;
    enum status rc = ST_OK;

    *mask = NULL;
    if (make_quarter(grey, &q))
        found = touching(&q);
    if (found == NULL || !drop_shades(q.grey, found) ||
        !follow_wedges(&q, &found) || !add_holes(q.open, found)) {
        rc = fault_set(fault, ST_NOMEM, "no memory to find the sheet's edge");
        goto done;
    }
    pixZero(found, &empty);
    if (empty == 0)
        *mask = finish(found, pixGetWidth(grey), pixGetHeight(grey));
    if (empty == 0 && *mask == NULL)
        rc = fault_set(fault, ST_NOMEM, "no memory to find the sheet's edge");
done:
    pixDestroy(&found);
    clear_quarter(&q);
    return rc;
}
