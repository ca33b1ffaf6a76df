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

#include <leptonica/allheaders.h>

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

/* One word of 1 bpp from eight words of 8 bpp and their neighbours across. */
static l_uint32 mark_word(const l_uint32 *above, const l_uint32 *here,
                          const l_uint32 *below, int n_words)
{
    l_uint32 marks = 0;

    for (int w = 0; w < 8; w++) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            marks <<= 1;
            if (w >= n_words)
                continue;
            int a = (int)(above[w] >> shift & 0xff);
            int h = (int)(here[w] >> shift & 0xff);
            int b = (int)(below[w] >> shift & 0xff);
            marks |= (a < b ? a : b) - h >= MIN_CONTRAST;
        }
    }
    return marks;
}

/* 1 bpp image of what is darker than @side px above and below. */
static struct Pix *mark_dark_lines(struct Pix *grey, int side)
{
    int w = pixGetWidth(grey), h = pixGetHeight(grey);
    struct Pix *marks = pixCreate(w, h, 1);

    if (marks == NULL)
        return NULL;
    int wpl = pixGetWpl(grey), mark_wpl = pixGetWpl(marks);
    const l_uint32 *data = pixGetData(grey);
    l_uint32 *out = pixGetData(marks);
    for (int y = side; y < h - side; y++) {
        const l_uint32 *here = data + (size_t)y * (size_t)wpl;
        ptrdiff_t step = (ptrdiff_t)side * wpl;
        for (int m = 0; m < mark_wpl; m++) {
            int at = 8 * m;
            int left = wpl - at < 8 ? wpl - at : 8;
            out[(size_t)y * (size_t)mark_wpl + (size_t)m] =
                mark_word(here + at - step, here + at, here + at + step, left);
        }
    }
    pixSetPadBits(marks, 0);
    return marks;
}

/* (x, y) -> (y, x); its own inverse. */
static struct Pix *transpose(struct Pix *image)
{
    struct Pix *turned = pixRotateOrth(image, 1);

    if (turned != NULL)
        pixFlipLR(turned, turned);
    return turned;
}

/* Long thin lines of a strong colour. NULL without memory. */
static struct Pix *find_coloured(struct Pix *vivid, int dpi)
{
    int solid_px = px_of_inch(SOLID_INCH, dpi, 8);
    struct Pix *lines =
        pixOpenCompBrick(NULL, vivid, px_of_inch(COLOURED_INCH, dpi, 60), 1);
    struct Pix *solid =
        lines != NULL ? pixOpenBrick(NULL, lines, solid_px, solid_px) : NULL;

    if (solid != NULL)
        (void)pixSubtract(lines, lines, solid);
    else
        pixDestroy(&lines);
    pixDestroy(&solid);
    return lines;
}

/* Everything that may be a rule's ink. Under the veil, that is only what runs
 * on for long: rules may be printed in a colour. */
static struct Pix *mark_ink(struct Pix *grey, const struct rule_plane *plane)
{
    int dpi = plane->dpi, solid_px = px_of_inch(SOLID_INCH, dpi, 8);
    struct Pix *marks = mark_dark_lines(grey, side_px(dpi));
    struct Pix *solid = pixOpenBrick(NULL, plane->ink, solid_px, solid_px);

    if (marks == NULL || solid == NULL) {
        pixDestroy(&marks);
        pixDestroy(&solid);
        return NULL;
    }
    (void)pixDilateBrick(solid, solid, 3, 3);
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
    struct Pix *joined = pixCloseSafeBrick(NULL, marks, 3, 1), *hidden = NULL;

    if (joined == NULL || narrow == NULL)
        return joined;
    hidden = pixCloseSafeBrick(NULL, marks, px_of_inch(HIDDEN_INCH, dpi, 5), 1);
    if (hidden == NULL || pixAnd(hidden, hidden, narrow) == NULL ||
        pixOr(joined, joined, hidden) == NULL)
        pixDestroy(&joined);
    pixDestroy(&hidden);
    return joined;
}

static struct Pix *turn_to(struct Pix *image, bool standing)
{
    if (image == NULL)
        return NULL;
    return standing ? transpose(image) : pixClone(image);
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
    out->veil = turn_to(source->veil, standing);
    if (vivid != NULL)
        out->coloured = find_coloured(vivid, source->dpi);
    pixDestroy(&vivid);
    return out->veil != NULL && out->coloured != NULL;
}

enum status rule_plane_make(const struct rule_source *source, bool standing,
                            struct rule_plane *out, struct fault *fault)
{
    struct Pix *grey = NULL, *narrow = NULL, *marks = NULL, *joined = NULL;
    enum status rc = ST_OK;
    int thin_px = px_of_inch(THIN_RUN_INCH, source->dpi, 5);

    *out = (struct rule_plane){.standing = standing, .dpi = source->dpi};
    out->run_px = px_of_inch(RUN_INCH, source->dpi, LEAST_RUN_PX);
    grey = turn_to(source->grey, standing);
    narrow = turn_to(source->narrow, standing);
    if (turn_all(source, standing, out) && grey != NULL)
        marks = mark_ink(grey, out);
    if (marks != NULL)
        joined = join_runs(marks, narrow, source->dpi);
    if (joined != NULL) {
        out->thin = pixOpenCompBrick(NULL, joined, thin_px, 1);
        out->runs = pixOpenCompBrick(NULL, joined, out->run_px, 1);
    }
    if (out->thin == NULL || out->runs == NULL) {
        rc = fault_set(fault, ST_LIB, "grid: no runs of the rules");
        goto done;
    }
    out->along = pixGetWidth(out->runs);
    out->across = pixGetHeight(out->runs);
done:
    pixDestroy(&grey);
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
    int n = 0;

    return count_black(plane->ink, along, low, high, &n) == n;
}

bool rule_is_white(const struct rule_plane *plane, double along, double low,
                   double high)
{
    int n = 0;

    return count_black(plane->ink, along, low, high, &n) == 0;
}

bool rule_is_hidden(const struct rule_plane *plane, double along, double across)
{
    int n = 0;

    return plane->veil != NULL &&
           count_black(plane->veil, along, across, across, &n) == 1;
}

bool rule_is_thin(const struct rule_plane *plane, double along, double across)
{
    int n = 0;

    return count_black(plane->thin, along, across, across, &n) == 1;
}
