#include "drawn_page.h"

#include <leptonica/allheaders.h>
#include <math.h>

enum { MARGIN = 120, ROW = 60, COLUMN = 170 };

void drawn_fill(struct Pix *pix, int x, int y, int w, int h, unsigned value)
{
    for (int v = y; v < y + h; v++)
        for (int u = x; u < x + w; u++)
            pixSetPixel(pix, u, v, value);
}

unsigned drawn_at(struct Pix *pix, int x, int y)
{
    l_uint32 value = 0;

    pixGetPixel(pix, x, y, &value);
    return value;
}

double drawn_mean(struct Pix *pix, int x, int y, int w, int h)
{
    double sum = 0;

    for (int v = y; v < y + h; v++)
        for (int u = x; u < x + w; u++)
            sum += drawn_at(pix, u, v);
    return sum / ((double)w * h);
}

/* Three or four glyphs, each a hollow box with a bar, like a seven-bar digit.
 */
static void draw_word(struct Pix *pix, int x, int y, int seed)
{
    for (int i = 0; i < 3 + seed % 2; i++, x += 18) {
        drawn_fill(pix, x, y, 12, 3, 0);
        drawn_fill(pix, x + 9, y, 3, 24, 0);
        if ((seed + i) % 3 != 0)
            drawn_fill(pix, x, y, 3, 24, 0);
        if ((seed + i) % 2 != 0)
            drawn_fill(pix, x, y + 11, 12, 3, 0);
        drawn_fill(pix, x, y + 21, 12, 3, 0);
    }
}

struct Pix *drawn_form(int width, int height)
{
    PIX *pix = pixCreate(width, height, 8);
    int seed = 0;

    pixSetAll(pix);
    for (int y = MARGIN; y <= height - MARGIN; y += ROW)
        drawn_fill(pix, MARGIN, y, width - 2 * MARGIN, 2, 0);
    for (int x = MARGIN; x <= width - MARGIN; x += COLUMN)
        drawn_fill(pix, x, MARGIN, 2, height - 2 * MARGIN, 0);
    for (int y = MARGIN; y + ROW <= height - MARGIN; y += ROW)
        for (int x = MARGIN; x + COLUMN <= width - MARGIN; x += COLUMN, seed++)
            draw_word(pix, x + 20 + 7 * (seed % 4), y + 18, seed);
    return pix;
}

/* Leptonica's own rotation, not ours: positive is clockwise. */
struct Pix *drawn_tilted(int width, int height, double degrees)
{
    PIX *form = drawn_form(width, height);
    PIX *tilted =
        pixRotate(form, (l_float32)(degrees * 3.14159265358979323846 / 180),
                  L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, width, height);

    pixDestroy(&form);
    return tilted;
}
