/*
 * A pen in blue is as light as a grey seal. Where the page has a colour it is
 * made as dark as print while seals are looked for, and nothing is lifted.
 */
#include "scan/grey_seal_beside.h"

#include <leptonica/allheaders.h>

#include "scan/grey_seal.h"

enum {
    COLOURED = 40, /* max - min of a pixel's channels; paper has less */
    AS_PRINT = 40  /* what is coloured counts as so dark */
};

static bool is_coloured(l_uint32 pixel)
{
    int r = (int)(pixel >> 24), g = (int)(pixel >> 16 & 255);
    int b = (int)(pixel >> 8 & 255);
    int most = r > g ? r : g, least = r < g ? r : g;

    most = b > most ? b : most;
    least = b < least ? b : least;
    return most - least > COLOURED;
}

static l_uint32 *row_of(PIX *pix, int y)
{
    return pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
}

/* @ink with its coloured strokes as dark as print; NULL: no memory. */
static PIX *with_dark_pens(PIX *ink, PIX *colour)
{
    PIX *out = pixCopy(NULL, ink);
    int w = pixGetWidth(ink), h = pixGetHeight(ink);

    for (int y = 0; out != NULL && y < h; y++) {
        const l_uint32 *colours = row_of(colour, y);
        l_uint32 *line = row_of(out, y);

        for (int x = 0; x < w; x++)
            if (GET_DATA_BYTE(line, x) < 205 && is_coloured(colours[x]) &&
                GET_DATA_BYTE(line, x) > AS_PRINT)
                SET_DATA_BYTE(line, x, AS_PRINT);
    }
    return out;
}

/* What became lighter in @lifted than it was in @before does so in @image. */
static void copy_lifted(PIX *before, PIX *lifted, PIX *image)
{
    int w = pixGetWidth(before), h = pixGetHeight(before);

    for (int y = 0; y < h; y++) {
        const l_uint32 *was = row_of(before, y), *is = row_of(lifted, y);
        l_uint32 *line = row_of(image, y);

        for (int x = 0; x < w; x++)
            if (GET_DATA_BYTE(was, x) != GET_DATA_BYTE(is, x) &&
                GET_DATA_BYTE(line, x) == GET_DATA_BYTE(was, x))
                SET_DATA_BYTE(line, x, GET_DATA_BYTE(is, x));
    }
}

enum status grey_seals_lift_beside_colour(struct page *page,
                                          struct fault *fault)
{
    PIX *before = with_dark_pens(page->bare != NULL ? page->bare : page->black,
                                 page->colour);
    PIX *lifted = NULL;
    enum status rc = before == NULL
                         ? fault_set(fault, ST_NOMEM, "no memory to lift seals")
                         : grey_seals_lift(before, page->quality.dpi, &lifted,
                                           &page->seals, fault);

    if (rc == ST_OK && lifted != before) {
        copy_lifted(before, lifted, page->black);
        if (page->bare != NULL)
            copy_lifted(before, lifted, page->bare);
    }
    pixDestroy(&before);
    pixDestroy(&lifted);
    return rc;
}
