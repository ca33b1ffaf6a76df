/*
 * Turning by quarters and rotating by a few degrees. The rotation walks the
 * old image for each row of the new one; the part of a row that falls outside
 * is found first, so that the inner loop asks nothing.
 */
#include <leptonica/allheaders.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "scan/steps.h"
#include "scan/image_walk.h"

enum status scan_turn_image(struct Pix *image, int degrees, struct Pix **out,
                            struct fault *fault)
{
    *out = NULL;
    if (degrees == 0)
        *out = pixClone(image);
    else
        *out = pixRotateOrth(image, degrees / 90);
    if (*out == NULL)
        return fault_set(fault, ST_NOMEM, "no memory to turn the image");
    return ST_OK;
}

static struct walk walk_of_row(const double a[6], int y)
{
    return (struct walk){
        .x = walk_fixed(a[0] * 0.5 + a[1] * (y + 0.5) + a[2] - 0.5),
        .y = walk_fixed(a[3] * 0.5 + a[4] * (y + 0.5) + a[5] - 0.5),
        .dx = walk_fixed(a[0]),
        .dy = walk_fixed(a[3]),
    };
}

static void rotate_rows(PIX *old, PIX *new, const double a[6], unsigned fill)
{
    int w = pixGetWidth(old), h = pixGetHeight(old);
    int nw = pixGetWidth(new), nh = pixGetHeight(new);
    size_t words = (size_t)pixGetWpl(old), new_words = (size_t)pixGetWpl(new);

    for (int y = 0; y < nh; y++) {
        struct walk walk = walk_of_row(a, y);
        uint32_t *row = pixGetData(new) + (size_t)y * new_words;
        int from = 0, to = nw;

        walk_inside(&walk, w, h, &from, &to);
        if (pixGetDepth(old) == 8) {
            memset(row, (int)fill, new_words * 4);
            walk_grey((const uint8_t *)pixGetData(old), words * 4, &walk, from,
                      to, (uint8_t *)row);
            continue;
        }
        for (int x = 0; x < nw; x++)
            row[x] = fill | 255;
        walk_colour(pixGetData(old), words, &walk, from, to, row);
    }
}

enum status scan_rotate_image(struct Pix *image, double degrees, unsigned fill,
                              struct Pix **out, struct fault *fault)
{
    int w = pixGetWidth(image), h = pixGetHeight(image), nw = 0, nh = 0;
    struct scan_transform t =
        scan_transform_rotated(scan_transform_none(w, h), w, h, degrees);
    PIX *old = NULL, *new = NULL;

    *out = NULL;
    scan_rotated_size(w, h, degrees, &nw, &nh);
    new = pixCreate(nw, nh, pixGetDepth(image));
    /* Bytes in picture order for the walk, words again after it. */
    old =
        pixGetDepth(image) == 8 ? pixEndianByteSwapNew(image) : pixClone(image);
    if (new == NULL || old == NULL) {
        pixDestroy(&new);
        pixDestroy(&old);
        return fault_set(fault, ST_NOMEM, "no memory to straighten the image");
    }
    rotate_rows(old, new, t.a, fill);
    if (pixGetDepth(image) == 8)
        pixEndianByteSwap(new);
    pixCopyResolution(new, image);
    pixDestroy(&old);
    *out = new;
    return ST_OK;
}
