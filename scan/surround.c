/*
 * What is no paper: the black that a scanner shows around the sheet, and punch
 * holes. On a quarter-size image the dark regions are opened with a brick that
 * no rule and no letter survives; what then touches the image's edge is
 * surround, and what is round, of the size of a hole and near an edge, a hole.
 */
#include <leptonica/allheaders.h>
#include <stdint.h>

#include "scan/steps.h"

enum {
    SCALE = 4,
    BRICK = 5,         /* of the quarter-size image: 20 px, 1.7 mm at 300 dpi */
    GROW = 7,          /* takes the blurred edge along */
    BRIGHT_RANK = 90,  /* per cent of pixels that are darker than "paper" */
    DARK_PER_CENT = 45 /* of the paper's brightness */
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

/* Large dark regions of the quarter-size image. */
static PIX *dark_regions(PIX *grey)
{
    PIX *small = pixScaleAreaMap2(grey), *smaller = NULL, *dark = NULL;
    PIX *open = NULL;

    if (small != NULL)
        smaller = pixScaleAreaMap2(small);
    if (smaller != NULL)
        dark = pixThresholdToBinary(smaller,
                                    paper_level(smaller) * DARK_PER_CENT / 100);
    if (dark != NULL)
        open = pixOpenBrick(NULL, dark, BRICK, BRICK);
    pixDestroy(&small);
    pixDestroy(&smaller);
    pixDestroy(&dark);
    return open;
}

/* The part of @dark that touches the edge of the image. */
static PIX *touching(PIX *dark)
{
    PIX *seed = pixCreateTemplate(dark), *filled = NULL;

    if (seed == NULL)
        return NULL;
    pixSetOrClearBorder(seed, 2, 2, 2, 2, PIX_SET);
    pixAnd(seed, seed, dark);
    filled = pixSeedfillBinary(NULL, seed, dark, 8);
    pixDestroy(&seed);
    return filled;
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
    PIX *dark = dark_regions(grey), *found = NULL;
    int empty = 0;
    enum status rc = ST_OK;

    *mask = NULL;
    if (dark != NULL)
        found = touching(dark);
    if (found == NULL || !add_holes(dark, found)) {
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
    pixDestroy(&dark);
    return rc;
}
