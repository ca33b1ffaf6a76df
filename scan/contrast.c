/*
 * A page whose darkest print is pale: a copy of a copy, a worn ribbon, a
 * photograph through glass. Everything after this looks for ink that is so much
 * darker than paper, so that the whole page is made darker at once, print,
 * pencil and all, until its darkest print is dark.
 */
#include <leptonica/allheaders.h>
#include <stdint.h>

#include "scan/steps.h"

enum {
    PER_MILLE = 3,  /* of the page are its darkest print: rules, headings */
    PALE = 130,     /* lighter is pale */
    FAINTEST = 200, /* lighter is no print but what shines through */
    DARK = 70,      /* what it becomes */
    SAMPLE = 4      /* every fourth row and column */
};

/* Of the page's pixels PER_MILLE are darker; 255 when it cannot be told. */
static int darkest_print(PIX *black)
{
    int w = pixGetWidth(black), h = pixGetHeight(black), level = 0;
    long counts[256] = {0}, all = 0, sum = 0;

    for (int y = 0; y < h; y += SAMPLE) {
        const l_uint32 *line =
            pixGetData(black) + (size_t)y * (size_t)pixGetWpl(black);

        for (int x = 0; x < w; x += SAMPLE, all++)
            counts[GET_DATA_BYTE(line, x)]++;
    }
    while (level < 255 && (sum += counts[level]) * 1000 < all * PER_MILLE)
        level++;
    return level;
}

static void map_all(PIX *image, const uint8_t *to)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);

    for (int y = 0; y < h; y++) {
        l_uint32 *line =
            pixGetData(image) + (size_t)y * (size_t)pixGetWpl(image);

        for (int x = 0; x < w; x++)
            SET_DATA_BYTE(line, x, to[GET_DATA_BYTE(line, x)]);
    }
}

void scan_darken_pale(struct scan_even *even)
{
    int level = darkest_print(even->black);
    uint8_t to[256];

    if (level <= PALE || level > FAINTEST)
        return;
    for (int v = 0; v < 256; v++) {
        int now = SCAN_PAPER -
                  (SCAN_PAPER - v) * (SCAN_PAPER - DARK) / (SCAN_PAPER - level);

        to[v] = (uint8_t)(now < 0 ? 0 : now > 255 ? 255 : now);
    }
    map_all(even->grey, to);
    if (even->black != even->grey)
        map_all(even->black, to);
    if (even->bare != NULL)
        map_all(even->bare, to);
}
