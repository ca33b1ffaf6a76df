#include "forms/placed_view.h"

#include <allheaders.h>
#include <math.h>
#include <stdlib.h>

/* A piece of a line is at least so long, small breaks closed; hardly a stroke
 * of a digit or character is. */
static const double RUN_INCH = 0.05, BREAK_INCH = 0.02;
/* How far a line may lie off the straight way between the corners. */
static const double SLACK_SHARE = 1.0 / 300;
enum {
    LEAST_RUN_PX = 6,
    LEAST_BREAK_PX = 3,
    LEAST_SLACK_PX = 3,
    MOST_SIDE_PX = 12000
};
/* A band is followed where so much of it is ruled. */
static const double SEEN_SHARE = 0.3;

static double side(const struct scan_quad *q, int a, int b)
{
    return hypot(q->corner[b].x - q->corner[a].x,
                 q->corner[b].y - q->corner[a].y);
}

/* The ink between the corners, set upright. */
static PIX *set_upright(const struct page *page, const struct placed_view *view)
{
    PIX *out = pixCreate(view->width, view->height, 1);
    int w = pixGetWidth(page->ink), h = pixGetHeight(page->ink);

    for (int y = 0; out != NULL && y < view->height; y++)
        for (int x = 0; x < view->width; x++) {
            struct scan_point p = corner_map_apply(
                &view->map, (struct scan_point){x + 0.5, y + 0.5});
            int px = (int)floor(p.x), py = (int)floor(p.y);
            l_uint32 ink = 0;
            if (px < 0 || py < 0 || px >= w || py >= h)
                continue;
            (void)pixGetPixel(page->ink, px, py, &ink);
            if (ink != 0)
                (void)pixSetPixel(out, x, y, 1);
        }
    return out;
}

static int at_least(double value, int least)
{
    return value > least ? (int)value : least;
}

/* What runs on for a while in one direction: a little thickened, so that a
 * line that climbs by a pixel is one, breaks closed. */
static PIX *keep_runs(PIX *ink, bool standing, int dpi)
{
    int run = at_least(RUN_INCH * dpi, LEAST_RUN_PX);
    int gap = at_least(BREAK_INCH * dpi, LEAST_BREAK_PX);
    PIX *thick = standing ? pixDilateBrick(NULL, ink, 3, 1)
                          : pixDilateBrick(NULL, ink, 1, 3);
    PIX *closed = thick == NULL ? NULL
                  : standing    ? pixCloseSafeBrick(NULL, thick, 1, gap)
                                : pixCloseSafeBrick(NULL, thick, gap, 1);
    PIX *runs = closed == NULL ? NULL
                : standing     ? pixOpenBrick(NULL, closed, 1, run)
                               : pixOpenBrick(NULL, closed, run, 1);

    pixDestroy(&thick);
    pixDestroy(&closed);
    return runs;
}

static void add_bands(PIX *runs, bool standing, struct placed_lines *lines)
{
    int w = pixGetWidth(runs), h = pixGetHeight(runs);
    int along = standing ? h : w;

    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            l_uint32 ink = 0;
            int at = standing ? x : y;
            int band = PLACED_BANDS * (standing ? y : x) / along;
            (void)pixGetPixel(runs, x, y, &ink);
            if (ink != 0)
                lines->share[band * lines->across + at] +=
                    (double)PLACED_BANDS / along;
        }
}

static double band_share(const struct placed_lines *lines, int band, int at)
{
    return at < 0 || at >= lines->across
               ? 0
               : lines->share[band * lines->across + at];
}

/* The best place of a band near @at; a nearer one is better by a trifle. */
static int best_off(const struct placed_lines *lines, int band, int at,
                    double *share)
{
    double best = -1;
    int off = 0;

    *share = 0;
    for (int d = -lines->slack; d <= lines->slack; d++) {
        double seen = band_share(lines, band, at + d);
        double worth = seen - 0.01 * abs(d);
        if (worth > best) {
            best = worth;
            off = d;
            *share = seen;
        }
    }
    return off;
}

static void add_strength(struct placed_lines *lines)
{
    for (int at = 0; at < lines->across; at++) {
        double sum = 0, straight = 0;
        for (int band = 0; band < PLACED_BANDS; band++) {
            double share;
            (void)best_off(lines, band, at, &share);
            sum += share;
            straight += band_share(lines, band, at);
        }
        /* Of places as strong, the one where the line lies straight. */
        lines->strength[at] =
            fmin((0.97 * sum + 0.03 * straight) / PLACED_BANDS, 1);
    }
}

static enum status make_lines(PIX *ink, bool standing, int dpi, PIX **runs,
                              struct placed_lines *out, struct fault *fault)
{
    int across = standing ? pixGetWidth(ink) : pixGetHeight(ink);

    *out = (struct placed_lines){
        .across = across,
        .slack = at_least(across * SLACK_SHARE, LEAST_SLACK_PX)};
    *runs = keep_runs(ink, standing, dpi);
    out->share = calloc((size_t)across * PLACED_BANDS, sizeof *out->share);
    out->strength = calloc((size_t)across, sizeof *out->strength);
    if (*runs == NULL)
        return fault_set(fault, ST_LIB, "place: no image of the lines");
    if (out->share == NULL || out->strength == NULL)
        return fault_set(fault, ST_NOMEM, "place: out of memory");
    add_bands(*runs, standing, out);
    add_strength(out);
    return ST_OK;
}

static enum status add_writing(PIX *ink, PIX *const runs[2],
                               struct placed_view *view, struct fault *fault)
{
    view->writing = calloc((size_t)view->height, sizeof *view->writing);
    if (view->writing == NULL)
        return fault_set(fault, ST_NOMEM, "place: out of memory");
    for (int i = 0; i < 2; i++)
        if (pixSubtract(ink, ink, runs[i]) == NULL)
            return fault_set(fault, ST_LIB, "place: no image of the writing");
    for (int y = 0; y < view->height; y++) {
        l_int32 n = 0;
        (void)pixCountPixelsInRow(ink, y, &n, NULL);
        view->writing[y] = (double)n / view->width;
    }
    return ST_OK;
}

enum status placed_view_make(const struct page *page,
                             const struct scan_quad *corners,
                             struct placed_view *out, struct fault *fault)
{
    PIX *ink = NULL, *runs[2] = {NULL, NULL};
    enum status rc = ST_OK;

    *out = (struct placed_view){
        .width = (int)((side(corners, 0, 1) + side(corners, 3, 2)) / 2 + 0.5),
        .height = (int)((side(corners, 0, 3) + side(corners, 1, 2)) / 2 + 0.5)};
    if (out->width < 1 || out->height < 1 || out->width > MOST_SIDE_PX ||
        out->height > MOST_SIDE_PX ||
        !corner_map_make(out->width, out->height, corners, &out->map))
        return fault_set(fault, ST_DOUBT, "the corners enclose no table");
    ink = set_upright(page, out);
    if (ink == NULL)
        rc = fault_set(fault, ST_NOMEM, "place: out of memory");
    if (rc == ST_OK)
        rc = make_lines(ink, true, page->dpi, &runs[0], &out->standing, fault);
    if (rc == ST_OK)
        rc = make_lines(ink, false, page->dpi, &runs[1], &out->lying, fault);
    if (rc == ST_OK)
        rc = add_writing(ink, runs, out, fault);
    pixDestroy(&runs[0]);
    pixDestroy(&runs[1]);
    pixDestroy(&ink);
    return rc;
}

static void clear_lines(struct placed_lines *lines)
{
    free(lines->share);
    free(lines->strength);
}

void placed_view_clear(struct placed_view *view)
{
    clear_lines(&view->standing);
    clear_lines(&view->lying);
    free(view->writing);
    *view = (struct placed_view){0};
}

/* Nothing within the slack is stronger; of a plateau the middle. */
static bool is_peak(const struct placed_lines *lines, int at, int *last)
{
    double strength = lines->strength[at];
    int end = at;

    while (end + 1 < lines->across && lines->strength[end + 1] == strength)
        end++;
    *last = end;
    for (int d = 1; d <= 2 * lines->slack; d++) {
        int low = at - d, high = end + d;
        if (low >= 0 && lines->strength[low] >= strength)
            return false;
        if (high < lines->across && lines->strength[high] > strength)
            return false;
    }
    return true;
}

int placed_find_peaks(const struct placed_lines *lines, double least,
                      struct placed_peak *peaks, int room)
{
    int n = 0;

    for (int at = 0; at < lines->across && n < room; at++) {
        int last;
        if (lines->strength[at] < least || !is_peak(lines, at, &last))
            continue;
        peaks[n++] =
            (struct placed_peak){(at + last + 1) / 2.0, lines->strength[at]};
        at = last;
    }
    return n;
}

struct placed_peak placed_snap(const struct placed_lines *lines, double at,
                               double reach, double least)
{
    struct placed_peak best = {at, 0};
    int from = (int)floor(at - reach), to = (int)ceil(at + reach);

    for (int i = from < 0 ? 0 : from; i <= to && i < lines->across; i++)
        if (lines->strength[i] >= least && lines->strength[i] > best.strength)
            best = (struct placed_peak){i + 0.5, lines->strength[i]};
    return best;
}

void placed_follow(const struct placed_lines *lines, double at, double *off)
{
    bool known[PLACED_BANDS];

    for (int band = 0; band < PLACED_BANDS; band++) {
        double share;
        off[band] = best_off(lines, band, (int)at, &share);
        known[band] = share >= SEEN_SHARE;
    }
    for (int band = 0; band < PLACED_BANDS; band++) {
        int near = -1;
        for (int other = 0; other < PLACED_BANDS && !known[band]; other++)
            if (known[other] &&
                (near < 0 || abs(other - band) < abs(near - band)))
                near = other;
        if (!known[band])
            off[band] = near < 0 ? 0 : off[near];
    }
}
