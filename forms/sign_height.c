#include "forms/sign_height.h"

#include <leptonica/allheaders.h>

/* Less is a speck, more a drawing. */
static const double LEAST_SIGN_INCH = 0.03, MOST_SIGN_INCH = 0.4;

double sign_height(struct Pix *text, int dpi)
{
    struct Boxa *signs = pixConnCompBB(text, 8);
    struct Numa *heights = numaCreate(0);
    float middle = 0;

    for (int i = 0; i < boxaGetCount(signs); i++) {
        int h = 0;
        boxaGetBoxGeometry(signs, i, NULL, NULL, NULL, &h);
        if (h >= LEAST_SIGN_INCH * dpi && h <= MOST_SIGN_INCH * dpi)
            numaAddNumber(heights, (float)h);
    }
    if (numaGetCount(heights) > 0)
        (void)numaGetMedian(heights, &middle);
    boxaDestroy(&signs);
    numaDestroy(&heights);
    return middle;
}
