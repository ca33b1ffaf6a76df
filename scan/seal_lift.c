/*
 * Inside of its line, a stroke that is as light as the line is a seal's and
 * becomes paper. Next to it, where print's edge and the seal have run into one
 * another, a pixel is divided by the seal's own level, as if it lay on top.
 * Print itself stays, and so do hairlines, unless they are scraps that hang on
 * no print: a seal's characters have hairlines too.
 */
#include "scan/seal_lift.h"

#include <leptonica/allheaders.h>
#include <math.h>

#include "scan/bits.h"
#include "scan/seal_rules.h"
#include "scan/steps.h"

enum {
    PALE = 205,           /* a seal's stroke is darker */
    EDGE_PX = 2,          /* how far a stroke's blurred edge reaches */
    HAIRLINE_PX = 3,      /* what is thinner is no stroke of a seal */
    POINTS = 720,         /* at which a line's level is looked at */
    DARKEST_PER_CENT = 5, /* of the line may be so dark by what is below */
    SLACK_PER_CENT = 88,  /* of a seal's level still counts as the seal */
};

static const double SCRAP_MM = 2.5; /* a rule's pieces are longer */

/* The part of a page that a seal lies on. */
struct part {
    BOX *box;
    int left, top, w, h;
    PIX *grey;               /* a copy of it */
    struct pale_strokes ink; /* and its strokes */
    PIX *near;               /* what is near the seal's */
    int print;
};

void pale_strokes_clear(struct pale_strokes *strokes)
{
    pixDestroy(&strokes->seal);
    pixDestroy(&strokes->hidden);
    pixDestroy(&strokes->rules);
}

/* All but the rules. */
static bool find_strokes(PIX *grey, int print, struct pale_strokes *out)
{
    const int levels[2] = {PALE, print};
    PIX *below[2] = {NULL};

    if (bits_below(grey, levels, 2, below))
        out->hidden = bits_grow(below[1], EDGE_PX, EDGE_PX);
    if (out->hidden != NULL) {
        pixSubtract(below[0], below[0], out->hidden);
        out->seal = bits_open(below[0], HAIRLINE_PX, HAIRLINE_PX);
    }
    pixDestroy(&below[0]);
    pixDestroy(&below[1]);
    return out->seal != NULL;
}

bool pale_strokes_find(struct Pix *grey, int print, int dpi,
                       struct pale_strokes *out)
{
    *out = (struct pale_strokes){.seal = NULL};
    if (find_strokes(grey, print, out))
        out->rules = seal_rules_find(out->seal, dpi);
    if (out->rules == NULL) {
        pale_strokes_clear(out);
        return false;
    }
    pixSubtract(out->seal, out->seal, out->rules);
    pixOr(out->hidden, out->hidden, out->rules);
    return true;
}

static int grey_at(PIX *pix, int x, int y)
{
    return GET_DATA_BYTE(pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix),
                         x);
}

int seal_line_level(struct Pix *grey, const struct pale_strokes *ink,
                    const struct seal_outline *line, int per_cent)
{
    struct bits_view on = bits_view_of(ink->seal);
    int histogram[256] = {0}, n = 0, sum = 0, level = 0;

    for (int i = 0; i < POINTS; i++) {
        struct scan_point p = seal_outline_at(line, (i + 0.5) / POINTS, 0);
        int x = (int)floor(p.x), y = (int)floor(p.y);

        if (!bits_at(&on, x, y))
            continue;
        histogram[grey_at(grey, x, y)]++;
        n++;
    }
    while (level < 255 && (sum += histogram[level]) * 100 <= n * per_cent)
        level++;
    return level;
}

static void part_clear(struct part *part)
{
    boxDestroy(&part->box);
    pixDestroy(&part->grey);
    pixDestroy(&part->near);
    pale_strokes_clear(&part->ink);
}

/* @rules  of the whole page: a piece of one does not tell that it is one */
static bool part_cut(PIX *grey, PIX *rules, const struct seal_outline *line,
                     int print, struct part *part)
{
    struct scan_box at = seal_outline_box(line, line->outer + 2 * EDGE_PX);
    BOX *wanted = boxCreate(at.x, at.y, at.w, at.h);

    *part = (struct part){.print = print};
    if (wanted != NULL)
        part->grey = pixClipRectangle(grey, wanted, &part->box);
    boxDestroy(&wanted);
    if (part->grey == NULL || part->box == NULL)
        return false;
    boxGetGeometry(part->box, &part->left, &part->top, &part->w, &part->h);
    part->ink.rules = pixClipRectangle(rules, part->box, NULL);
    if (part->ink.rules == NULL || !find_strokes(part->grey, print, &part->ink))
        return false;
    pixSubtract(part->ink.seal, part->ink.seal, part->ink.rules);
    part->near = bits_grow(part->ink.seal, EDGE_PX, EDGE_PX);
    if (part->near != NULL)
        pixSubtract(part->near, part->near, part->ink.rules);
    return part->near != NULL;
}

/* The darkest of the seal's own strokes near a pixel that has some. */
static int seal_near(const l_uint32 *grey, int words,
                     const struct bits_view *seal, int x, int y)
{
    int darkest = 255;

    for (int j = y - EDGE_PX; j <= y + EDGE_PX; j++)
        for (int i = x - EDGE_PX; i <= x + EDGE_PX; i++)
            if (bits_at(seal, i, j) &&
                GET_DATA_BYTE(grey + (long)j * words, i) < darkest)
                darkest = GET_DATA_BYTE(grey + (long)j * words, i);
    return darkest;
}

static int lifted(int v, int seal)
{
    int own = seal * SLACK_PER_CENT / 100, bare = v * SCAN_PAPER / (own + 1);

    return bare > SCAN_PAPER ? SCAN_PAPER : bare;
}

static bool is_inside(const struct part *part, const struct seal_outline *line,
                      int x, int y)
{
    return seal_outline_holds(line, part->left + x, part->top + y,
                              line->outer + EDGE_PX);
}

static void lift_strokes(const struct part *part,
                         const struct seal_outline *seal_line, PIX *black)
{
    struct bits_view near = bits_view_of(part->near);
    struct bits_view seal = bits_view_of(part->ink.seal);
    const l_uint32 *grey = pixGetData(part->grey);
    int words = pixGetWpl(part->grey);

    for (int y = 0; y < part->h; y++) {
        l_uint32 *line = pixGetData(black) +
                         (size_t)(part->top + y) * (size_t)pixGetWpl(black);

        for (int x = 0; x < part->w; x++) {
            int v = GET_DATA_BYTE(grey + (long)y * words, x);

            if (v >= part->print && v < SCAN_PAPER && bits_at(&near, x, y) &&
                is_inside(part, seal_line, x, y))
                SET_DATA_BYTE(
                    line, part->left + x,
                    (l_uint8)lifted(v, seal_near(grey, words, &seal, x, y)));
        }
    }
}

/* Small pieces of @left that hold nothing as dark as print, and their edges;
 * NULL: no memory. */
static PIX *scraps_of(PIX *left, int print, int dpi)
{
    const int levels[2] = {PALE, print};
    int most = (int)(SCRAP_MM / 25.4 * dpi);
    PIX *below[2] = {NULL}, *whole = NULL, *scraps = NULL, *grown = NULL;

    if (bits_below(left, levels, 2, below))
        whole = pixSeedfillBinary(NULL, below[1], below[0], 8);
    if (whole != NULL) {
        pixSubtract(below[0], below[0], whole);
        scraps = pixSelectBySize(below[0], most, most, 8, L_SELECT_IF_BOTH,
                                 L_SELECT_IF_LTE, NULL);
    }
    if (scraps != NULL)
        grown = bits_grow(scraps, 1, 1);
    pixDestroy(&below[0]);
    pixDestroy(&below[1]);
    pixDestroy(&whole);
    pixDestroy(&scraps);
    return grown;
}

static bool sweep_scraps(const struct part *part,
                         const struct seal_outline *line, int dpi, PIX *black)
{
    PIX *left = pixClipRectangle(black, part->box, NULL);
    PIX *scraps = left == NULL ? NULL : scraps_of(left, part->print, dpi);
    bool ok = scraps != NULL;
    struct bits_view swept = {NULL, 0, 0, 0};

    if (ok)
        swept = bits_view_of(scraps);
    for (int y = 0; ok && y < part->h; y++)
        for (int x = 0; x < part->w; x++)
            if (bits_at(&swept, x, y) && is_inside(part, line, x, y) &&
                grey_at(left, x, y) >= part->print)
                pixSetPixel(black, part->left + x, part->top + y, SCAN_PAPER);
    pixDestroy(&left);
    pixDestroy(&scraps);
    return ok;
}

bool seal_lift(struct Pix *grey, const struct pale_strokes *ink, int print,
               int dpi, const struct seal_outline *line, struct Pix *black)
{
    int own = seal_line_level(grey, ink, line, DARKEST_PER_CENT) *
              SLACK_PER_CENT / 100;
    struct part part;
    bool ok;

    /* a light seal leaves more of what may be light print */
    ok = part_cut(grey, ink->rules, line, own > print ? own : print, &part);
    if (ok) {
        lift_strokes(&part, line, black);
        ok = sweep_scraps(&part, line, dpi, black);
    }
    part_clear(&part);
    return ok;
}
