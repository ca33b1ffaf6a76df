#include "ocr/cell_line.h"

#include <leptonica/allheaders.h>

/* Enlarged more than this, a crop only gets blurred. */
static const double MOST_SCALE = 4.0;
enum { MOST_LINE_PX = 6000 };

static unsigned char stretched(const struct cell_patch *patch, int v,
                               int darkest)
{
    int range = patch->paper - darkest;
    int out = range > 0 ? 255 * (v - darkest) / range : v;

    return (unsigned char)(out < 0 ? 0 : out > 255 ? 255 : out);
}

static int darkest_in(const struct cell_patch *patch, struct scan_box area)
{
    int counts[256] = {0}, want = area.w * area.h / 200 + 1, seen = 0;

    for (int y = area.y; y < area.y + area.h; y++)
        for (int x = area.x; x < area.x + area.w; x++)
            counts[patch->grey[y * patch->w + x]]++;
    for (int v = 0; v < 256; v++) {
        seen += counts[v];
        if (seen >= want)
            return v;
    }
    return 0;
}

/* One px of the patch's own fringe is kept round the area. */
static struct scan_box widen(const struct cell_patch *patch,
                             struct scan_box area)
{
    int x1 = area.x + area.w + 2, y1 = area.y + area.h + 2;

    area.x = area.x > 2 ? area.x - 2 : 0;
    area.y = area.y > 2 ? area.y - 2 : 0;
    area.w = (x1 < patch->w ? x1 : patch->w) - area.x;
    area.h = (y1 < patch->h ? y1 : patch->h) - area.y;
    return area;
}

static struct Pix *crop(const struct cell_patch *patch, struct scan_box area)
{
    struct Pix *pix = pixCreate(area.w, area.h, 8);
    int dark = darkest_in(patch, area);
    l_uint32 *line;

    if (pix == NULL)
        return NULL;
    for (int y = 0; y < area.h; y++) {
        line = pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
        for (int x = 0; x < area.w; x++) {
            int v = patch->grey[(area.y + y) * patch->w + area.x + x];
            SET_DATA_BYTE(line, x, stretched(patch, v, dark));
        }
    }
    return pix;
}

struct Pix *cell_line_make(const struct cell_patch *patch,
                           struct scan_box area, int glyph_px, int target_px)
{
    struct scan_box wide = widen(patch, area);
    struct Pix *small = crop(patch, wide), *scaled = NULL, *out = NULL;
    double scale = glyph_px > 0 ? (double)target_px / glyph_px : 1;

    if (small == NULL)
        return NULL;
    if (scale > MOST_SCALE)
        scale = MOST_SCALE;
    if (scale * wide.w > MOST_LINE_PX)
        scale = (double)MOST_LINE_PX / wide.w;
    scaled = pixScaleToSize(small, (int)(scale * wide.w + 1),
                            (int)(scale * wide.h + 1));
    if (scaled != NULL)
        out = pixAddBorder(scaled, LINE_MARGIN_PX, 255);
    pixDestroy(&small);
    pixDestroy(&scaled);
    return out;
}
