#include "report/crop_cut.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* Below this a crop is not turned: it moves nothing by a whole pixel. */
static const double LEAST_SKEW = 0.3;

/* The upright box around a leaning cell is larger than the cell, and its
 * corners show the neighbours' ink. */
static BOX *inner_box(PIX *pix, struct scan_box outer, double degrees)
{
    double t = fabs(degrees) * M_PI / 180, c = cos(t), s = sin(t);
    double square = c * c - s * s;
    double w = (outer.w * c - outer.h * s) / square;
    double h = (outer.h * c - outer.w * s) / square;

    w = w < outer.w / 2.0 ? outer.w / 2.0 : w;
    h = h < outer.h / 2.0 ? outer.h / 2.0 : h;
    return boxCreate((int)((pixGetWidth(pix) - w) / 2),
                     (int)((pixGetHeight(pix) - h) / 2), (int)ceil(w),
                     (int)ceil(h));
}

/* Boxes are of the image as it came; @turned swaps their sides. */
static PIX *set_upright(PIX *pix, const struct db_cell_image *place,
                        struct scan_box box)
{
    PIX *turned = place->turned_degrees == 0
                      ? pixClone(pix)
                      : pixRotateOrth(pix, place->turned_degrees / 90);
    PIX *straight = NULL, *inner = NULL;
    BOX *clip = NULL;

    if (place->turned_degrees % 180 != 0)
        box = (struct scan_box){box.y, box.x, box.h, box.w};
    if (turned == NULL || fabs(place->skew_degrees) < LEAST_SKEW)
        return turned;
    straight = pixRotate(turned, (l_float32)(-place->skew_degrees * M_PI / 180),
                         L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0);
    if (straight != NULL)
        clip = inner_box(straight, box, place->skew_degrees);
    if (clip != NULL)
        inner = pixClipRectangle(straight, clip, NULL);
    boxDestroy(&clip);
    pixDestroy(&straight);
    pixDestroy(&turned);
    return inner;
}

static PIX *made_small(PIX *pix)
{
    PIX *deep = pixGetDepth(pix) == 1 ? pixConvertTo8(pix, 0) : pixClone(pix);
    PIX *scaled, *few;
    double scale;

    if (deep == NULL)
        return NULL;
    scale = (double)REPORT_CROP_HEIGHT / pixGetHeight(deep);
    scaled = scale < 1 ? pixScale(deep, (l_float32)scale, (l_float32)scale)
                       : pixClone(deep);
    pixDestroy(&deep);
    if (scaled == NULL)
        return NULL;
    /* sixteen shades of paper and ink are a quarter of the bytes */
    few = pixGetDepth(scaled) == 32 ? pixOctreeQuantNumColors(scaled, 16, 0)
                                    : pixThresholdTo4bpp(scaled, 16, 1);
    pixDestroy(&scaled);
    return few;
}

bool crop_cut(struct Pix *image, const struct db_cell_image *place,
              struct scan_box box, struct report_crop *crop)
{
    BOX *clip = boxCreate(box.x, box.y, box.w, box.h);
    PIX *piece = clip != NULL ? pixClipRectangle(image, clip, NULL) : NULL;
    PIX *upright = piece != NULL ? set_upright(piece, place, box) : NULL;
    PIX *small = upright != NULL ? made_small(upright) : NULL;
    bool made =
        small != NULL && pixWriteMemPng(&crop->png, &crop->size, small, 0) == 0;

    if (made) {
        crop->width = pixGetWidth(small);
        crop->height = pixGetHeight(small);
    }
    boxDestroy(&clip);
    pixDestroy(&piece);
    pixDestroy(&upright);
    pixDestroy(&small);
    return made;
}
