#include "forms/age.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

#include "forms/age_steps.h"

static const int BILEVEL_THRESHOLD = 185; /* keeps Song's thin strokes */

static bool between(double value, double low, double high)
{
    return value >= low && value <= high;
}

static enum status check_options(struct Pix *page, struct age_options o,
                                 struct fault *fault)
{
    if (pixGetDepth(page) != 32 || pixGetWidth(page) < 50 ||
        pixGetHeight(page) < 50)
        return fault_set(fault, ST_INPUT,
                         "age: page is %d x %d px of %d bpp, expected 32 bpp "
                         "and at least 50 x 50",
                         pixGetWidth(page), pixGetHeight(page),
                         pixGetDepth(page));
    if (!between(o.paper_grey, 0, 0.5) || !between(o.fade, 0, 0.8) ||
        !between(o.stain, 0, 1) || !between(o.bleed, 0, 0.5))
        return fault_set(fault, ST_INPUT, "age: paper %g, fade %g, stain %g "
                                          "or bleed %g out of range",
                         o.paper_grey, o.fade, o.stain, o.bleed);
    if (!between(o.skew_degrees, -20, 20) || !between(o.curl, 0, 0.05) ||
        o.turn_degrees < 0 || o.turn_degrees > 270 || o.turn_degrees % 90 != 0)
        return fault_set(fault, ST_INPUT,
                         "age: skew %g, curl %g or turn %d out of range",
                         o.skew_degrees, o.curl, o.turn_degrees);
    if ((o.seal_mm != 0 && !between(o.seal_mm, 10, 80)) ||
        (o.seal_ink != 0 && !between(o.seal_ink, 0.1, 1)))
        return fault_set(fault, ST_INPUT,
                         "age: seal of %g mm or ink %g out of range",
                         o.seal_mm, o.seal_ink);
    if (!between(o.view_x, -0.2, 0.2) || !between(o.view_y, -0.2, 0.2) ||
        !between(o.corner, 0, 0.3) || (o.border && o.desk))
        return fault_set(fault, ST_INPUT,
                         "age: view %g, %g or corner %g out of range, or both "
                         "a lid and a desk", o.view_x, o.view_y, o.corner);
    if (!between(o.light, 0, 0.7) || !between(o.blur, 0, 3) ||
        !between(o.noise, 0, 60) || !between(o.specks, 0, 100000) ||
        (o.jpeg_quality != 0 && !between(o.jpeg_quality, 10, 95)))
        return fault_set(fault, ST_INPUT, "age: light %g, blur %g, noise %g, "
                                          "specks %d or JPEG %d out of range",
                         o.light, o.blur, o.noise, o.specks, o.jpeg_quality);
    return ST_OK;
}

/* Through JPEG and back, which leaves its blocks in the image. */
static enum status through_jpeg(struct Pix **pix, int quality,
                                struct fault *fault)
{
    l_uint8 *bytes = NULL;
    size_t size = 0;
    PIX *back = NULL;

    if (pixWriteMemJpeg(&bytes, &size, *pix, quality, 0) == 0)
        back = pixReadMemJpeg(bytes, size, 0, 1, NULL, 0);
    free(bytes);
    if (back == NULL)
        return fault_set(fault, ST_LIB, "age: JPEG failed");
    pixCopyResolution(back, *pix);
    pixDestroy(pix);
    *pix = back;
    return ST_OK;
}

static enum status set_mode(struct Pix **pix, enum age_mode mode,
                            struct fault *fault)
{
    PIX *grey, *out;

    if (mode == AGE_COLOUR)
        return ST_OK;
    grey = pixConvertRGBToLuminance(*pix);
    out = mode == AGE_GREY || grey == NULL
              ? pixClone(grey)
              : pixThresholdToBinary(grey, BILEVEL_THRESHOLD);
    pixDestroy(&grey);
    if (out == NULL)
        return fault_set(fault, ST_LIB, "age: grey could not be made");
    pixCopyResolution(out, *pix);
    pixDestroy(pix);
    *pix = out;
    return ST_OK;
}

static bool is_moved(const struct age_options *options)
{
    return options->skew_degrees != 0 || options->curl > 0 ||
           options->border || options->desk || options->corner > 0 ||
           options->view_x != 0 || options->view_y != 0 ||
           options->turn_degrees != 0;
}

enum status age_page(struct Pix *page, struct age_options options,
                     struct Pix **out, struct age_transform *transform,
                     struct fault *fault)
{
    struct age_transform moved;
    PIX *pix = NULL;
    enum status rc;

    *out = NULL;
    rc = check_options(page, options, fault);
    if (rc != ST_OK)
        return rc;
    pix = pixCopy(NULL, page);
    if (pix == NULL)
        return fault_set(fault, ST_NOMEM, "age: no memory");
    age_set_transform(&moved, page, &options);
    rc = age_mark_paper(&pix, &options, fault);
    if (rc == ST_OK && is_moved(&options))
        rc = age_bend(&pix, &moved, &options, fault);
    if (rc == ST_OK)
        rc = age_take(&pix, &options, fault);
    if (rc == ST_OK && options.jpeg_quality > 0)
        rc = through_jpeg(&pix, options.jpeg_quality, fault);
    if (rc == ST_OK)
        rc = set_mode(&pix, options.mode, fault);
    if (rc != ST_OK) {
        pixDestroy(&pix);
        return rc;
    }
    *out = pix;
    if (transform != NULL)
        *transform = moved;
    return ST_OK;
}
