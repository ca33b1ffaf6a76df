/*
 * The images that rules are looked for in. Coloured ink (a seal, a marker) was
 * lifted off the page, but leaves seams where it was, and hides what is below.
 * The veil says where: there, only what is plainly black is believed, and a
 * rule may go on underneath.
 */
#include "forms/rule.h"

#include <leptonica/allheaders.h>

/* max - min of the channels from which a pixel is a vivid colour. */
static const int VIVID = 80;
/* How far the seams of a colour reach, in inches. */
static const double SEAM_INCH = 0.02;
/* Ink of a page's coloured rules is at least so dark, of 255. */
static const int COLOURED_INK = 190;

static int channel_spread(l_uint32 pixel)
{
    int red = (int)(pixel >> L_RED_SHIFT & 0xff);
    int green = (int)(pixel >> L_GREEN_SHIFT & 0xff);
    int blue = (int)(pixel >> L_BLUE_SHIFT & 0xff);
    int most = red > green ? red : green, least = red < green ? red : green;

    most = blue > most ? blue : most;
    least = blue < least ? blue : least;
    return most - least;
}

static void mark_vivid(struct Pix *colour, struct Pix *veil)
{
    int w = pixGetWidth(colour), h = pixGetHeight(colour);
    int wpl = pixGetWpl(colour), veil_wpl = pixGetWpl(veil);
    const l_uint32 *line = pixGetData(colour);
    l_uint32 *out = pixGetData(veil);

    for (int y = 0; y < h; y++, line += wpl, out += veil_wpl) {
        for (int x = 0; x < w; x++) {
            if (channel_spread(line[x]) >= VIVID)
                SET_DATA_BIT(out, x);
        }
    }
}

static enum status make_veil(struct Pix *colour, int dpi, struct Pix **out,
                             struct fault *fault)
{
    int reach = 2 * (int)(SEAM_INCH * dpi + 0.5) + 1;
    struct Pix *vivid = pixCreate(pixGetWidth(colour), pixGetHeight(colour), 1);

    *out = NULL;
    if (vivid != NULL) {
        mark_vivid(colour, vivid);
        *out = pixDilateBrick(NULL, vivid, reach, reach);
    }
    pixDestroy(&vivid);
    return *out != NULL ? ST_OK
                        : fault_set(fault, ST_LIB, "grid: no map of colours");
}

enum status rule_source_make(const struct page *page, bool coloured,
                             struct rule_source *out, struct fault *fault)
{
    enum status rc = ST_OK;

    *out = (struct rule_source){.dpi = page->dpi};
    out->grey = pixClone(coloured ? page->grey : page->black);
    out->ink = coloured ? pixThresholdToBinary(page->grey, COLOURED_INK)
                        : pixClone(page->ink);
    if (out->grey == NULL || out->ink == NULL)
        rc = fault_set(fault, ST_LIB, "grid: no image to look for rules in");
    else if (!coloured && page->colour != NULL)
        rc = make_veil(page->colour, page->dpi, &out->veil, fault);
    if (rc != ST_OK)
        rule_source_clear(out);
    return rc;
}

void rule_source_clear(struct rule_source *source)
{
    pixDestroy(&source->grey);
    pixDestroy(&source->ink);
    pixDestroy(&source->veil);
    *source = (struct rule_source){0};
}
