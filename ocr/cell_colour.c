#include "ocr/cell_colour.h"

#include <math.h>

#include <leptonica/allheaders.h>

/* So much lighter than it was is what was lifted off, grey values; so many px
 * of it are more than a coloured speck. */
enum { LIFTED = 40, LEAST_PX = 24 };

static int within(double v, int most)
{
    return v < 0 ? 0 : v > most ? most : (int)v;
}

bool cell_colour_is_lifted(const struct page *page,
                           const struct scan_quad *quad)
{
    const struct scan_point *c = quad->corner;
    int w, h, x0, y0, x1, y1, lifted = 0;

    /* of a grey copy only seals are lifted off */
    if (page->colour == NULL)
        return false;
    w = pixGetWidth(page->black);
    h = pixGetHeight(page->black);
    x0 = within(fmin(c[0].x, c[3].x), w);
    x1 = within(fmax(c[1].x, c[2].x), w);
    y0 = within(fmin(c[0].y, c[1].y), h);
    y1 = within(fmax(c[3].y, c[2].y), h);
    for (int y = y0; y < y1 && lifted < LEAST_PX; y++) {
        const l_uint32 *grey =
            pixGetData(page->grey) + (size_t)y * (size_t)pixGetWpl(page->grey);
        const l_uint32 *black = pixGetData(page->black) +
                                (size_t)y * (size_t)pixGetWpl(page->black);
        for (int x = x0; x < x1; x++)
            lifted +=
                GET_DATA_BYTE(black, x) - GET_DATA_BYTE(grey, x) >= LIFTED;
    }
    return lifted >= LEAST_PX;
}
