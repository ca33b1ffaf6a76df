/*
 * The images that rules are looked for in. Coloured ink (a seal, a marker) was
 * lifted off the page, but leaves seams where it was, and hides what is below.
 * The veil says where: there, only what is plainly black is believed, and a
 * rule may go on underneath.
 */
#include "forms/rule.h"

#include <leptonica/allheaders.h>

#include "scan/bits.h"

/* max - min of the channels from which a pixel is a vivid colour. */
static const int VIVID = 80;
/* All channels of black print are at most so bright, even beside a colour. */
static const int BLACK = 120;
/* A coloured line is narrower than this, in inches. */
static const double NARROW_INCH = 0.14;
/* How far the seams of a colour reach, in inches. */
static const double SEAM_INCH = 0.02;
/* Ink of a page's coloured rules is at least so dark, of 255. */
static const int COLOURED_INK = 190;

/* Of a pixel: its brightest channel, and how far the darkest is below. */
struct shade {
    int most, spread;
};

static struct shade shade_of(l_uint32 pixel)
{
    int red = (int)(pixel >> L_RED_SHIFT & 0xff);
    int green = (int)(pixel >> L_GREEN_SHIFT & 0xff);
    int blue = (int)(pixel >> L_BLUE_SHIFT & 0xff);
    int most = red > green ? red : green, least = red < green ? red : green;

    most = blue > most ? blue : most;
    least = blue < least ? blue : least;
    return (struct shade){most, most - least};
}

static void mark_shades(struct Pix *colour, struct Pix *vivid, struct Pix *dark)
{
    int w = pixGetWidth(colour), h = pixGetHeight(colour);
    int wpl = pixGetWpl(colour), mark_wpl = pixGetWpl(vivid);
    const l_uint32 *line = pixGetData(colour);
    l_uint32 *bright = pixGetData(vivid), *black = pixGetData(dark);

    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            struct shade shade = shade_of(line[x]);
            if (shade.spread >= VIVID)
                SET_DATA_BIT(bright, x);
            if (shade.most <= BLACK)
                SET_DATA_BIT(black, x);
        }
        line += wpl;
        bright += mark_wpl;
        black += mark_wpl;
    }
}

/* What of the veil is narrow: a line or a stroke, not a filled place. */
static struct Pix *find_narrow(struct Pix *veil, int dpi)
{
    int wide = (int)(NARROW_INCH * dpi + 0.5);
    struct Pix *filled = bits_open(veil, wide, wide);
    struct Pix *narrow =
        filled != NULL ? pixSubtract(NULL, veil, filled) : NULL;

    pixDestroy(&filled);
    return narrow;
}

static enum status make_veil(struct Pix *colour, struct Pix *ink,
                             struct rule_source *out, struct fault *fault)
{
    int w = pixGetWidth(colour), h = pixGetHeight(colour);
    int reach = (int)(SEAM_INCH * out->dpi + 0.5);
    struct Pix *vivid = pixCreate(w, h, 1), *dark = pixCreate(w, h, 1);

    if (vivid != NULL && dark != NULL) {
        mark_shades(colour, vivid, dark);
        out->veil = bits_grow(vivid, reach, reach);
    }
    if (out->veil != NULL) {
        out->writing = pixOr(NULL, ink, vivid);
        out->narrow = find_narrow(out->veil, out->dpi);
        (void)pixSubtract(out->veil, out->veil, dark);
    }
    out->vivid = vivid;
    out->colour = pixClone(colour);
    pixDestroy(&dark);
    return out->narrow != NULL && out->writing != NULL
               ? ST_OK
               : fault_set(fault, ST_LIB, "grid: no map of colours");
}

enum status rule_source_make(const struct page *page, bool coloured,
                             struct rule_source *out, struct fault *fault)
{
    enum status rc = ST_OK;

    *out = (struct rule_source){.dpi = page->dpi};
    if (coloured) {
        out->grey = pixClone(page->grey);
        out->ink = pixThresholdToBinary(page->grey, COLOURED_INK);
    } else {
        /* strokes of a coloured pen are no rules, but they are writing */
        out->grey = pixClone(page->bare != NULL ? page->bare : page->black);
        out->ink = pixClone(page->bare != NULL ? page->bare_ink : page->ink);
    }
    if (out->grey == NULL || out->ink == NULL)
        rc = fault_set(fault, ST_LIB, "grid: no image to look for rules in");
    else if (!coloured && page->colour != NULL)
        rc = make_veil(page->colour, page->ink, out, fault);
    else
        out->writing = pixClone(out->ink);
    if (rc != ST_OK)
        rule_source_clear(out);
    return rc;
}

void rule_source_clear(struct rule_source *source)
{
    pixDestroy(&source->grey);
    pixDestroy(&source->ink);
    pixDestroy(&source->veil);
    pixDestroy(&source->narrow);
    pixDestroy(&source->vivid);
    pixDestroy(&source->colour);
    pixDestroy(&source->writing);
    *source = (struct rule_source){0};
}
