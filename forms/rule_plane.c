/*
 * What of a page looks like a thin dark line.
 *
 * A rule may be too faint for the page's threshold, so that a pixel also counts
 * when it is darker than the paper a few px to both sides of it. Noise and
 * writing pass that test too, but not in long runs: an opening along the rule
 * leaves what runs on.
 */
#include "forms/rule.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "scan/bits.h"

/* A pixel of a faint rule is at least so much darker than both sides, of 255;
 * below this the grain of the paper comes through. */
static const int MIN_CONTRAST = 22;

/* What is inked so far in both directions is no rule, in inches. */
static const double SOLID_INCH = 0.08;
/* Rules printed in a colour run on for so long, in inches. */
static const double COLOURED_INCH = 0.8;
/* Coloured ink hides so much of a rule at most, in inches. */
static const double HIDDEN_INCH = 0.12;

/* Runs shorter than this are writing or dirt; a rule that leans by 1 in 30 and
 * is 2 px thick still has runs of 60 px. In parts of an inch. */
static const double RUN_INCH = 0.16;
/* Signs of coarse print are up to so many px wide. */
static const int LEAST_RUN_PX = 20;
static const double THIN_RUN_INCH = 0.05;

static int side_px(int dpi)
{
    return dpi >= 250 ? 8 : 4;
}

static int px_of_inch(double inch, int dpi, int least)
{
    int px = (int)(inch * dpi + 0.5);

    return px > least ? px : least;
}

/* 1 where a pixel is darker than the ones before and after it. */
static void find_darker(const uint8_t *before, const uint8_t *here,
                        const uint8_t *after, int n, uint8_t *restrict darker)
{
    for (int i = 0; i < n; i++) {
        uint8_t least = before[i] < after[i] ? before[i] : after[i];
        darker[i] = least - here[i] >= MIN_CONTRAST;
    }
}

/* @bits  a byte a pixel, 0 or 1, each four in the order of a word of eight
 *        bits a pixel */
static void pack_row(const uint8_t *bits, int wpl, l_uint32 *line)
{
    for (int i = 0; i < wpl; i++) {
        l_uint32 out = 0, word[8];

        memcpy(word, bits + 32 * (size_t)i, sizeof word);
        for (int k = 0; k < 8; k += 2) {
            uint64_t eight = (uint64_t)word[k] << 32 | word[k + 1];
            out = out << 8 | (l_uint32)(eight * 0x0102040810204080u >> 56);
        }
        line[i] = out;
    }
}

/* Words hold four pixels in an order that is not the picture's, but what lies
 * @side px off, a multiple of four, has the same place in its word.
 * @darker room for a row, zeroed */
static void mark_rows(struct Pix *grey, int side, bool standing,
                      uint8_t *darker, struct Pix *marks)
{
    int w = pixGetWidth(grey), h = pixGetHeight(grey);
    int x = standing ? side : 0, y = standing ? 0 : side;
    ptrdiff_t wide = 4 * (ptrdiff_t)pixGetWpl(grey);
    ptrdiff_t step = standing ? side : side * wide;

    for (int end = h - y; y < end; y++) {
        const uint8_t *row = (const uint8_t *)pixGetData(grey) + y * wide + x;
        /* a word more than is asked for: its rest is cleared below */
        find_darker(row - step, row, row + step, (w - 2 * x + 3) / 4 * 4,
                    darker + x);
        pack_row(darker, pixGetWpl(marks),
                 pixGetData(marks) + (ptrdiff_t)y * pixGetWpl(marks));
    }
    (void)pixSetOrClearBorder(marks, x, 0, x, 0, PIX_CLR);
    (void)pixSetPadBits(marks, 0);
}

/* 1 bpp image of what is darker than @side px to both sides of a line, which
 * are above and below it or, standing, left and right. */
static struct Pix *mark_dark_lines(struct Pix *grey, int side, bool standing)
{
    int w = pixGetWidth(grey);
    struct Pix *marks = pixCreate(w, pixGetHeight(grey), 1);
    uint8_t *darker = calloc((size_t)w + 64, sizeof *darker);

    if (marks != NULL && darker != NULL && w > 2 * side)
        mark_rows(grey, side, standing, darker, marks);
    if (darker == NULL)
        pixDestroy(&marks);
    free(darker);
    return marks;
}

static struct Pix *turn_to(struct Pix *image, bool standing)
{
    if (image == NULL)
        return NULL;
    return standing ? bits_transpose(image) : pixClone(image);
}

/* Long thin lines of a strong colour. NULL without memory. */
static struct Pix *find_coloured(struct Pix *vivid, int dpi)
{
    int solid_px = px_of_inch(SOLID_INCH, dpi, 8);
    struct Pix *lines = bits_open(vivid, px_of_inch(COLOURED_INCH, dpi, 60), 1);
    struct Pix *solid =
        lines != NULL ? bits_open(lines, solid_px, solid_px) : NULL;

    if (solid != NULL)
        (void)pixSubtract(lines, lines, solid);
    else
        pixDestroy(&lines);
    pixDestroy(&solid);
    return lines;
}

/* What is darker than its sides, turned the way the plane stands: one bit a
 * pixel is turned more quickly than eight. */
static struct Pix *mark_turned(struct Pix *grey, const struct rule_plane *plane)
{
    struct Pix *marks =
        mark_dark_lines(grey, side_px(plane->dpi), plane->standing);
    struct Pix *turned = turn_to(marks, plane->standing);

    pixDestroy(&marks);
    return turned;
}

/* What is inked far in both directions, and its edge. */
static struct Pix *find_solid(struct Pix *ink, int px)
{
    struct Pix *solid = bits_open(ink, px, px);
    struct Pix *grown = solid != NULL ? bits_grow(solid, 1, 1) : NULL;

    pixDestroy(&solid);
    return grown;
}

/* Everything that may be a rule's ink. Under the veil, that is only what runs
 * on for long: rules may be printed in a colour. */
static struct Pix *mark_ink(struct Pix *grey, const struct rule_plane *plane)
{
    int dpi = plane->dpi, solid_px = px_of_inch(SOLID_INCH, dpi, 8);
    struct Pix *marks = mark_turned(grey, plane);
    struct Pix *solid = find_solid(plane->ink, solid_px);

    if (marks == NULL || solid == NULL) {
        pixDestroy(&marks);
        pixDestroy(&solid);
        return NULL;
    }
    (void)pixOr(marks, marks, plane->ink);
    (void)pixSubtract(marks, marks, solid);
    pixDestroy(&solid);
    if (plane->veil != NULL)
        (void)pixSubtract(marks, marks, plane->veil);
    if (plane->coloured != NULL)
        (void)pixOr(marks, marks, plane->coloured);
    return marks;
}

/* A pixel lost to noise must not end a run, nor a coloured line over it. */
static struct Pix *join_runs(struct Pix *marks, struct Pix *narrow, int dpi)
{
    struct Pix *joined = bits_close(marks, 3, 1), *hidden = NULL;

    if (joined == NULL || narrow == NULL)
        return joined;
    hidden = bits_close(marks, px_of_inch(HIDDEN_INCH, dpi, 5), 1);
    if (hidden == NULL || pixAnd(hidden, hidden, narrow) == NULL ||
        pixOr(joined, joined, hidden) == NULL)
        pixDestroy(&joined);
    pixDestroy(&hidden);
    return joined;
}

/* Turns the images of @source; false when one is missing. */
static bool turn_all(const struct rule_source *source, bool standing,
                     struct rule_plane *out)
{
    out->ink = turn_to(source->ink, standing);
    out->writing = turn_to(source->writing, standing);
    if (out->ink == NULL || out->writing == NULL)
        return false;
    if (source->vivid == NULL)
        return true;
    struct Pix *vivid = turn_to(source->vivid, standing);
    out->colour = pixClone(source->colour);
    out->veil = turn_to(source->veil, standing);
    if (vivid != NULL)
        out->coloured = find_coloured(vivid, source->dpi);
    pixDestroy(&vivid);
    return out->veil != NULL && out->coloured != NULL;
}

enum status rule_plane_make(const struct rule_source *source, bool standing,
                            struct rule_plane *out, struct fault *fault)
{
    struct Pix *narrow = NULL, *marks = NULL, *joined = NULL;
    enum status rc = ST_OK;
    int thin_px = px_of_inch(THIN_RUN_INCH, source->dpi, 5);

    *out = (struct rule_plane){.standing = standing, .dpi = source->dpi};
    out->run_px = px_of_inch(RUN_INCH, source->dpi, LEAST_RUN_PX);
    narrow = turn_to(source->narrow, standing);
    if (turn_all(source, standing, out))
        marks = mark_ink(source->grey, out);
    if (marks != NULL)
        joined = join_runs(marks, narrow, source->dpi);
    if (joined != NULL) {
        out->thin = bits_open(joined, thin_px, 1);
        out->runs = bits_open(joined, out->run_px, 1);
    }
    if (out->thin == NULL || out->runs == NULL) {
        rc = fault_set(fault, ST_LIB, "grid: no runs of the rules");
        goto done;
    }
    out->along = pixGetWidth(out->runs);
    out->across = pixGetHeight(out->runs);
done:
    pixDestroy(&narrow);
    pixDestroy(&marks);
    pixDestroy(&joined);
    if (rc != ST_OK)
        rule_plane_clear(out);
    return rc;
}

void rule_plane_clear(struct rule_plane *plane)
{
    pixDestroy(&plane->ink);
    pixDestroy(&plane->veil);
    pixDestroy(&plane->coloured);
    pixDestroy(&plane->colour);
    pixDestroy(&plane->writing);
    pixDestroy(&plane->thin);
    pixDestroy(&plane->runs);
    *plane = (struct rule_plane){0};
}

/* Px from @low to @high at @along of the image that are black. -1: outside. */
static int count_black(struct Pix *image, double along, double low, double high,
                       int *n)
{
    const l_uint32 *data = pixGetData(image);
    int wpl = pixGetWpl(image), x = (int)(along + 0.5), black = 0;
    int from = (int)floor(low + 0.5), to = (int)floor(high + 0.5);

    *n = to - from + 1;
    if (x < 0 || x >= pixGetWidth(image) || from < 0 ||
        to >= pixGetHeight(image))
        return -1;
    for (int y = from; y <= to; y++)
        black += GET_DATA_BIT(data + (ptrdiff_t)y * wpl, x) != 0;
    return black;
}

static bool is_drawn(const l_uint32 *data, int wpl, int across, int x, int y,
                     int slack_px)
{
    for (int off = -slack_px; off <= slack_px; off++) {
        int at = y + off;
        if (at >= 0 && at < across &&
            GET_DATA_BIT(data + (ptrdiff_t)at * wpl, x) != 0)
            return true;
    }
    return false;
}

void rule_look(const struct rule_plane *plane, struct scan_point from,
               struct scan_point to, int slack_px, struct rule_view *view)
{
    const l_uint32 *data = pixGetData(plane->thin);
    int wpl = pixGetWpl(plane->thin);
    double slope = to.x > from.x ? (to.y - from.y) / (to.x - from.x) : 0;

    for (int x = (int)from.x; x <= (int)to.x; x++) {
        if (x < 0 || x >= plane->along)
            continue;
        int y = (int)(from.y + slope * (x - from.x) + 0.5), n;
        bool drawn = is_drawn(data, wpl, plane->across, x, y, slack_px);
        bool hidden = !drawn && plane->veil != NULL &&
                      count_black(plane->veil, x, y, y, &n) == 1;
        view->drawn += drawn;
        view->seen += !hidden;
        view->length++;
    }
}

bool rule_is_inked(const struct rule_plane *plane, double along, double low,
                   double high)
{
    int wpl = pixGetWpl(plane->ink), x = (int)(along + 0.5);
    int from = (int)floor(low + 0.5), to = (int)floor(high + 0.5);
    const l_uint32 *data = pixGetData(plane->ink);

    if (x < 0 || x >= plane->along || from < 0 || to >= plane->across)
        return false;
    /* mostly the first is white */
    for (int y = from; y <= to; y++)
        if (GET_DATA_BIT(data + (ptrdiff_t)y * wpl, x) == 0)
            return false;
    return true;
}

bool rule_is_white(const struct rule_plane *plane, double along, double low,
                   double high)
{
    int n = 0;

    return count_black(plane->ink, along, low, high, &n) == 0;
}

/* Asked for millions of pixels of a page. */
static bool is_set(struct Pix *image, double along, double across)
{
    int x = (int)(along + 0.5), y = (int)(across + 0.5);

    if (across < -0.5 || x < 0 || x >= pixGetWidth(image) ||
        y >= pixGetHeight(image))
        return false;
    return GET_DATA_BIT(pixGetData(image) + (ptrdiff_t)y * pixGetWpl(image),
                        x) != 0;
}

bool rule_is_hidden(const struct rule_plane *plane, double along, double across)
{
    return plane->veil != NULL && is_set(plane->veil, along, across);
}

bool rule_is_thin(const struct rule_plane *plane, double along, double across)
{
    return is_set(plane->thin, along, across);
}
