/*
 * The box round the ink is scaled to 32 px of height, centred in the strip's
 * 36, with 4 px of paper at its sides; grey becomes ink along a ramp
 * round the threshold, so that pencil and print look alike but edges stay
 * smooth. Scaling averages the area that a px of the strip covers.
 */
#include "ocr/digits/digit_canon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { INK_HEIGHT = 32, SIDE_PX = 4, MOST_WIDTH = STRIP_MAX_WIDTH - 2 * SIDE_PX };

/* The ink is not enlarged beyond a size at which it would be this share of a
 * digit's height. */
static const double LEAST_HEIGHT = 0.6;

/* A digit's height as a share of its field, when nothing better is known. */
static const double USUAL_SHARE = 0.45;

/* Where the threshold lies between paper (0) and the darkest (1), and how far
 * on both sides of it the ramp reaches. */
static const double LEVEL_SHARE = 0.45, RAMP_SHARE = 0.25;

struct ramp {
    unsigned char ink_of[256];
};

static void make_ramp(const struct cell_patch *patch, struct ramp *ramp)
{
    double contrast = (patch->paper - patch->level) / LEVEL_SHARE;
    double half = RAMP_SHARE * (contrast > 1 ? contrast : 1);

    for (int v = 0; v < 256; v++) {
        double ink = 127.5 * (1 + (patch->level - v) / half);
        ramp->ink_of[v] =
            (unsigned char)(ink < 0 ? 0 : ink > 255 ? 255 : ink + 0.5);
    }
}

/* One output px is the weighted mean of @n input px from @first on. */
struct tap {
    int first, n;
    float weight[2];  /* of the first and the last; those between have 1 */
    float unit;       /* 1 / sum of the weights */
};

/* @from  where the output px's area begins, in input px
 * @width of that area, at least 1; parts outside 0..size count as paper */
static struct tap make_tap(double from, double width, int size)
{
    double to = from + width;
    int first = (int)floor(from), last = (int)ceil(to) - 1;
    struct tap tap = {.unit = (float)(1 / width)};

    if (first < 0) {
        first = 0;
        from = 0;
    }
    if (last >= size) {
        last = size - 1;
        to = size;
    }
    tap.first = first;
    tap.n = last - first + 1;
    if (tap.n < 1) {
        tap.n = 0;
        return tap;
    }
    if (tap.n == 1) {
        tap.weight[0] = tap.weight[1] = (float)(to - from);
        return tap;
    }
    tap.weight[0] = (float)(first + 1 - from);
    tap.weight[1] = (float)(to - last);
    return tap;
}

static float weight_of(const struct tap *tap, int k)
{
    if (k == 0)
        return tap->weight[0];
    return k == tap->n - 1 ? tap->weight[1] : 1;
}

/* What is shown of the patch, and at what scale. */
struct view {
    struct scan_box box;
    double x_step, y_step;  /* patch px a strip px */
    double top;             /* patch px at the strip's upper edge */
    int width;              /* of the ink in the strip */
};

static struct view make_view(const struct cell_patch *patch,
                             const struct cell_blobs *blobs, int glyph_px)
{
    struct view view = {.box = cell_blobs_extent(blobs)};
    double usual = glyph_px > 0
                       ? glyph_px
                       : USUAL_SHARE * (patch->bottom - patch->top);
    double height = fmax(view.box.h, LEAST_HEIGHT * usual);

    view.y_step = view.x_step = height / INK_HEIGHT;
    view.top = view.box.h / 2.0 - view.y_step * STRIP_HEIGHT / 2;
    view.width = (int)ceil(view.box.w / view.x_step);
    if (view.width > MOST_WIDTH) {
        view.width = MOST_WIDTH;
        view.x_step = (double)view.box.w / MOST_WIDTH;
    }
    return view;
}

/* Narrow or widen the rows of the box: h x view->width means. */
static void scale_rows(const struct cell_patch *patch, const struct view *view,
                       const struct ramp *ramp, const struct tap *taps,
                       float *rows)
{
    for (int y = 0; y < view->box.h; y++) {
        const unsigned char *from =
            patch->grey + (view->box.y + y) * patch->w + view->box.x;
        for (int x = 0; x < view->width; x++) {
            const struct tap *tap = &taps[x];
            float sum = 0;
            for (int k = 0; k < tap->n; k++)
                sum += weight_of(tap, k) *
                       (float)ramp->ink_of[from[tap->first + k]];
            rows[y * view->width + x] = sum * tap->unit;
        }
    }
}

static void scale_columns(const struct view *view, const float *rows,
                          struct digit_strip *strip)
{
    for (int y = 0; y < STRIP_HEIGHT; y++) {
        struct tap tap;
        double width = fmax(view->y_step, 1);
        double middle = view->top + (y + 0.5) * view->y_step;
        unsigned char *to = strip->ink + y * strip->width + SIDE_PX;
        tap = make_tap(middle - width / 2, width, view->box.h);
        for (int x = 0; x < view->width; x++) {
            float sum = 0;
            for (int k = 0; k < tap.n; k++)
                sum += weight_of(&tap, k) *
                       rows[(tap.first + k) * view->width + x];
            to[x] = (unsigned char)(sum * tap.unit + 0.5F);
        }
    }
}

bool digit_canon(const struct cell_patch *patch,
                 const struct cell_blobs *blobs, int glyph_px,
                 struct digit_strip *strip)
{
    struct view view;
    struct ramp ramp;
    struct tap taps[MOST_WIDTH];
    double width;
    float *rows;

    strip->width = 1;
    memset(strip->ink, 0, STRIP_HEIGHT);
    if (blobs->n == 0)
        return false;
    view = make_view(patch, blobs, glyph_px);
    rows = malloc((size_t)view.box.h * (size_t)view.width * sizeof *rows);
    if (rows == NULL)
        return false;
    make_ramp(patch, &ramp);
    width = fmax(view.x_step, 1);
    for (int x = 0; x < view.width; x++)
        taps[x] = make_tap((x + 0.5) * view.x_step - width / 2, width,
                           view.box.w);
    scale_rows(patch, &view, &ramp, taps, rows);
    strip->width = view.width + 2 * SIDE_PX;
    memset(strip->ink, 0, (size_t)(STRIP_HEIGHT * strip->width));
    scale_columns(&view, rows, strip);
    free(rows);
    return true;
}
