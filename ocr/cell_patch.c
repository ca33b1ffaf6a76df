#include "ocr/cell_patch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "ocr/slanted_row.h"

enum { LEAST_SIDE_PX = 4, MOST_PX = 16000000 };

/* Surroundings kept on each side, as a share of the field's height: a
 * neighbour's digit that pokes in by a third must still show its larger part
 * outside. */
static const double MARGIN_SHARE = 0.35;
enum { LEAST_MARGIN_PX = 5, MOST_MARGIN_PX = 32 };

/* Where the threshold lies between the paper (0) and the darkest ink (1). */
static const double THRESHOLD_SHARE = 0.45;

static double distance(struct scan_point a, struct scan_point b)
{
    return hypot(b.x - a.x, b.y - a.y);
}

/* Rounds half up, so that two fields that share an edge share its px. */
static int nearest(double v)
{
    return (int)floor(v + 0.5);
}

static bool is_upright(const struct scan_quad *q)
{
    const double half = 0.6;
    return fabs(q->corner[0].y - q->corner[1].y) < half &&
           fabs(q->corner[3].y - q->corner[2].y) < half &&
           fabs(q->corner[0].x - q->corner[3].x) < half &&
           fabs(q->corner[1].x - q->corner[2].x) < half;
}

/* Row @y of the page from @x on; white where there is no page. */
static void copy_row(const struct page_px *from, int x, int y, int n,
                     unsigned char *to)
{
    bool there = y >= 0 && y < from->h;
    int first = x < 0 ? -x : 0, end = from->w - x < n ? from->w - x : n;

    memset(to, 255, (size_t)n);
    if (!there)
        return;
    for (int i = first; i < end; i++)
        to[i] = GET_DATA_BYTE(from->data + (size_t)y * (size_t)from->wpl,
                              x + i);
}

static void copy_upright(const struct page_px *from, const struct scan_quad *q,
                         struct cell_patch *patch)
{
    int x0 = nearest(q->corner[0].x) - patch->left;
    int y0 = nearest(q->corner[0].y) - patch->top;

    for (int y = 0; y < patch->h; y++)
        copy_row(from, x0, y0 + y, patch->w, patch->grey + y * patch->w);
}

/* The quad's bilinear map, carried on into the margin. */
static void copy_slanted(const struct page_px *from, const struct scan_quad *q,
                         struct cell_patch *patch)
{
    const struct scan_point *c = q->corner;
    int inner_h = patch->bottom - patch->top;
    struct slanted_row row = {.page = from,
                              .left = patch->left,
                              .inner_w = patch->right - patch->left};

    for (int y = 0; y < patch->h; y++) {
        double v = (y - patch->top) / (double)inner_h;
        row.x = c[0].x + v * (c[3].x - c[0].x);
        row.y = c[0].y + v * (c[3].y - c[0].y);
        row.to_right = c[1].x + v * (c[2].x - c[1].x) - row.x;
        row.to_foot = c[1].y + v * (c[2].y - c[1].y) - row.y;
        slanted_row_copy(&row, patch->w, patch->grey + y * patch->w);
    }
}

static bool lay_out(const struct scan_quad *q, const struct page_px *from,
                    struct cell_patch *patch)
{
    const struct scan_point *c = q->corner;
    double w = (distance(c[0], c[1]) + distance(c[3], c[2])) / 2;
    double h = (distance(c[0], c[3]) + distance(c[1], c[2])) / 2;
    double cx = (c[0].x + c[2].x) / 2, cy = (c[0].y + c[2].y) / 2;
    int margin;

    /* Written so that a NaN fails. */
    if (!(w >= LEAST_SIDE_PX && h >= LEAST_SIDE_PX && w * h <= MOST_PX))
        return false;
    if (!(cx >= 0 && cy >= 0 && cx < from->w && cy < from->h))
        return false;
    margin = (int)(MARGIN_SHARE * h);
    if (margin < LEAST_MARGIN_PX)
        margin = LEAST_MARGIN_PX;
    if (margin > MOST_MARGIN_PX)
        margin = MOST_MARGIN_PX;
    patch->left = patch->top = margin;
    patch->right = margin + nearest(w);
    patch->bottom = margin + nearest(h);
    patch->w = patch->right + margin;
    patch->h = patch->bottom + margin;
    return true;
}

enum status cell_patch_cut(struct Pix *grey, const struct scan_quad *quad,
                           struct cell_patch *patch)
{
    struct page_px from = {
        .data = pixGetData(grey), .wpl = pixGetWpl(grey),
        .w = pixGetWidth(grey), .h = pixGetHeight(grey),
    };
    size_t size;

    *patch = (struct cell_patch){0};
    if (!lay_out(quad, &from, patch)) {
        *patch = (struct cell_patch){0};
        return ST_INPUT;
    }
    size = (size_t)patch->w * (size_t)patch->h;
    patch->grey = malloc(size);
    patch->ink = calloc(size, 1);
    if (patch->grey == NULL || patch->ink == NULL) {
        cell_patch_clear(patch);
        return ST_NOMEM;
    }
    if (is_upright(quad))
        copy_upright(&from, quad, patch);
    else
        copy_slanted(&from, quad, patch);
    return ST_OK;
}

void cell_patch_clear(struct cell_patch *patch)
{
    free(patch->grey);
    free(patch->ink);
    *patch = (struct cell_patch){0};
}

/* Grey value below which @share of the counted px lie. */
static int quantile(const int counts[256], double share)
{
    long total = 0, seen = 0;

    for (int i = 0; i < 256; i++)
        total += counts[i];
    for (int i = 0; i < 256; i++) {
        seen += counts[i];
        if ((double)seen > share * (double)total)
            return i;
    }
    return 255;
}

/* 1 2 1 both ways; the mask follows strokes rather than the scan's grain. The
 * patch's outermost px stay as they are. */
static void smooth_row(const struct cell_patch *patch, int y,
                       unsigned char *restrict out)
{
    int w = patch->w;
    const unsigned char *p = patch->grey + y * w, *above, *below;

    if (y == 0 || y == patch->h - 1) {
        memcpy(out, p, (size_t)w);
        return;
    }
    above = p - w;
    below = p + w;
    out[0] = p[0];
    out[w - 1] = p[w - 1];
    for (int x = 1; x < w - 1; x++) {
        int corners = above[x - 1] + above[x + 1] + below[x - 1] + below[x + 1];
        int sides = above[x] + p[x - 1] + p[x + 1] + below[x];
        out[x] = (unsigned char)((corners + 2 * sides + 4 * p[x] + 8) / 16);
    }
}

/* Paper is all alike, and a count that was just written takes longest to read
 * again: each of the counts gets every fourth px only. */
struct levels {
    int lane[4][256];
};

static void count_levels(const unsigned char *from, int n,
                         struct levels *levels)
{
    int i = 0;

    for (; i + 4 <= n; i += 4)
        for (int k = 0; k < 4; k++)
            levels->lane[k][from[i + k]]++;
    for (; i < n; i++)
        levels->lane[0][from[i]]++;
}

static void add_levels(const struct levels *levels, int counts[256])
{
    for (int i = 0; i < 256; i++)
        counts[i] += levels->lane[0][i] + levels->lane[1][i] +
                     levels->lane[2][i] + levels->lane[3][i];
}

/* Row @y outside of the field. */
static void count_outside(const struct cell_patch *patch, int y,
                          const unsigned char *row, struct levels *outside)
{
    if (y < patch->top || y >= patch->bottom) {
        count_levels(row, patch->w, outside);
        return;
    }
    count_levels(row, patch->left, outside);
    count_levels(row + patch->right, patch->w - patch->right, outside);
}

/* The darkest that is more than a speck: a lone "1" covers about half a
 * percent of a wide cell. A cell that goes on down the empty page has no more
 * ink for that, so its height counts up to half its width. */
static int darkest(const struct cell_patch *patch, const int counts[256])
{
    const double share = 0.003;
    enum { LEAST_PX = 12 };
    long total = 0, seen = 0;
    long want, most = (long)patch->w * patch->w / 2;

    for (int i = 0; i < 256; i++)
        total += counts[i];
    want = (long)(share * (double)(total < most ? total : most));
    if (want < LEAST_PX)
        want = LEAST_PX;
    for (int i = 0; i < 256; i++) {
        seen += counts[i];
        if (seen >= want)
            return i;
    }
    return 255;
}

/* Counts of the field's own levels and of all that are looked at. */
struct counts {
    int inside[256], all[256];
};

static void smooth(const struct cell_patch *patch, bool inside_only,
                   unsigned char *out, struct counts *counts)
{
    struct levels inside = {{{0}}}, outside = {{{0}}};

    for (int y = 0; y < patch->h; y++) {
        unsigned char *row = out + y * patch->w;
        smooth_row(patch, y, row);
        if (y >= patch->top && y < patch->bottom)
            count_levels(row + patch->left, patch->right - patch->left,
                         &inside);
        if (!inside_only)
            count_outside(patch, y, row, &outside);
    }
    *counts = (struct counts){{0}, {0}};
    add_levels(&inside, counts->inside);
    add_levels(&inside, counts->all);
    add_levels(&outside, counts->all);
}

static void mark_darker(const unsigned char *restrict from, size_t n, int level,
                        unsigned char *restrict ink)
{
    for (size_t i = 0; i < n; i++)
        ink[i] = from[i] < level;
}

bool cell_patch_find_ink(struct cell_patch *patch, bool inside_only)
{
    size_t size = (size_t)patch->w * (size_t)patch->h;
    unsigned char *smoothed = malloc(size);
    struct counts counts;
    int dark;

    if (smoothed == NULL) {
        memset(patch->ink, 0, size);
        return false;
    }
    smooth(patch, inside_only, smoothed, &counts);
    patch->paper = quantile(counts.inside, 0.6);
    dark = darkest(patch, counts.all);
    if (patch->paper - dark < CELL_LEAST_CONTRAST) {
        memset(patch->ink, 0, size);
        free(smoothed);
        return false;
    }
    patch->level = patch->paper -
                   (int)(THRESHOLD_SHARE * (patch->paper - dark));
    mark_darker(smoothed, size, patch->level, patch->ink);
    free(smoothed);
    return true;
}
