/* How the page was taken: light, focus, the sensor's noise, dust on the glass. */
#include <leptonica/allheaders.h>
#include <math.h>

#include "forms/age_steps.h"

static l_uint32 clip(double level)
{
    return level < 0 ? 0 : level > 255 ? 255 : (l_uint32)(level + 0.5);
}

/* One pass over all pixels: less light towards one corner, and noise. */
static void shade_and_grain(struct Pix *pix, const struct age_options *options)
{
    struct print_random light =
        print_random_new(options->seed, AGE_STREAM_LIGHT);
    struct print_random noise =
        print_random_new(options->seed, AGE_STREAM_NOISE);
    double x_way = print_random_below(&light, 2) ? 1 : -1;
    double y_way = print_random_below(&light, 2) ? 1 : -1;
    int width = pixGetWidth(pix), height = pixGetHeight(pix);

    for (int y = 0; y < height; y++) {
        l_uint32 *line = pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
        for (int x = 0; x < width; x++) {
            /* 0 in the bright corner, 1 in the dark one */
            double far = 0.5 + 0.25 * (x_way * (2.0 * x / width - 1) +
                                       y_way * (2.0 * y / height - 1));
            double share = 1 - options->light * far * far;
            double grain = options->noise > 0
                               ? print_random_bell(&noise, options->noise)
                               : 0;
            line[x] = clip((line[x] >> 24) * share + grain) << 24 |
                      clip(((line[x] >> 16) & 0xff) * share + grain) << 16 |
                      clip(((line[x] >> 8) & 0xff) * share + grain) << 8;
        }
    }
}

static enum status blur(struct Pix **pix, double deviation,
                        struct fault *fault)
{
    int half = (int)ceil(2.5 * deviation);
    L_KERNEL *across = NULL, *down = NULL;
    PIX *out = NULL;

    if (makeGaussianKernelSep(half, half, (l_float32)deviation, 1, &across,
                              &down) == 0)
        out = pixConvolveRGBSep(*pix, across, down);
    kernelDestroy(&across);
    kernelDestroy(&down);
    if (out == NULL)
        return fault_set(fault, ST_LIB, "age: the page could not be blurred");
    pixCopyResolution(out, *pix);
    pixDestroy(pix);
    *pix = out;
    return ST_OK;
}

static void speck(struct Pix *pix, struct print_random *random)
{
    int x = (int)print_random_below(random, (uint64_t)pixGetWidth(pix));
    int y = (int)print_random_below(random, (uint64_t)pixGetHeight(pix));
    int size = 1 + (int)print_random_below(random, 3);
    l_uint32 dark;

    composeRGBPixel(50, 50, 50, &dark);
    for (int dy = 0; dy < size; dy++)
        for (int dx = 0; dx < size; dx++)
            if (print_random_below(random, 4) > 0)
                pixSetPixel(pix, x + dx, y + dy, dark);
}

enum status age_take(struct Pix **pix, const struct age_options *options,
                     struct fault *fault)
{
    struct print_random random =
        print_random_new(options->seed, AGE_STREAM_SPECKS);
    enum status rc = ST_OK;

    for (int i = 0; i < options->specks; i++)
        speck(*pix, &random);
    if (options->blur > 0)
        rc = blur(pix, options->blur, fault);
    if (rc == ST_OK && (options->light > 0 || options->noise > 0))
        shade_and_grain(*pix, options);
    return rc;
}
