#include "ocr/cell_marks.h"

#include <math.h>
#include <stdlib.h>

/* One piece of ink seen as a stroke of a pen. */
struct stroke {
    double degrees;   /* of its length to the level, 0 to 90; rising or not */
    double length;    /* px */
    double thickness; /* px, on average */
};

/* Length and slant from the second moments: for a straight bar the variance
 * along it is length^2 / 12. */
static struct stroke measure(const struct cell_blob *b,
                             const struct cell_blobs *blobs,
                             const struct cell_patch *patch)
{
    double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    double vx, vy, vxy, spread, major, minor;

    for (int y = b->y; y < b->y + b->h; y++)
        for (int x = b->x; x < b->x + b->w; x++) {
            if (blobs->labels[y * patch->w + x] != b->label)
                continue;
            n++;
            sx += x;
            sy += y;
            sxx += (double)x * x;
            syy += (double)y * y;
            sxy += (double)x * y;
        }
    vx = sxx / n - sx / n * (sx / n);
    vy = syy / n - sy / n * (sy / n);
    vxy = sxy / n - sx / n * (sy / n);
    spread = sqrt((vx - vy) * (vx - vy) / 4 + vxy * vxy);
    major = (vx + vy) / 2 + spread;
    minor = (vx + vy) / 2 - spread;
    return (struct stroke){
        .degrees = fabs(0.5 * atan2(2 * vxy, vx - vy)) * 180 / acos(-1),
        .length = sqrt(12 * major + 1),
        .thickness = sqrt(12 * (minor > 0 ? minor : 0) + 1),
    };
}

/* A bar and not a bent "1" or a "7": its own ink fills it. */
static bool is_bar(const struct stroke *s, double least_ratio)
{
    return s->length >= least_ratio * s->thickness;
}

static enum cell_mark one_stroke(const struct stroke *s, int glyph_px)
{
    /* A written "1" leans by at most 25 degrees, a slash by about 45. */
    const double dash_degrees = 30, slash_degrees = 62;

    if (!is_bar(s, 2.6) || s->length < 0.35 * glyph_px)
        return MARK_NONE;
    if (s->degrees <= dash_degrees)
        return MARK_DASH;
    if (s->degrees <= slash_degrees && is_bar(s, 4.0))
        return MARK_SLASH;
    return MARK_NONE;
}

static bool are_dittos(const struct cell_blob *a, const struct cell_blob *b,
                       int glyph_px)
{
    int taller = a->h > b->h ? a->h : b->h;
    int top = a->y > b->y ? a->y : b->y;
    int bottom = a->y + a->h < b->y + b->h ? a->y + a->h : b->y + b->h;
    int width = b->x + b->w - a->x;

    /* "11" is as tall as a digit; 〃 is about half of that. */
    return taller <= 0.72 * glyph_px && bottom - top >= 0.6 * taller &&
           width <= 1.1 * glyph_px && a->w < a->h && b->w < b->h;
}

/* Small print lets the two strokes of a ditto run together; nothing else that
 * stands alone is half as high as a character. */
static bool is_blurred_ditto(const struct cell_blob *b, int glyph_px)
{
    return b->h <= 0.62 * glyph_px && b->h >= 0.2 * glyph_px &&
           b->w <= 0.9 * glyph_px && b->w > 0.3 * b->h &&
           4 * b->area > b->w * b->h;
}

int cell_marks_count_bars(const struct cell_blobs *blobs,
                          const struct cell_patch *patch)
{
    for (int i = 0; i < blobs->n; i++) {
        struct stroke s = measure(&blobs->blob[i], blobs, patch);
        if (!is_bar(&s, 2.6) || s.degrees > 20)
            return 0;
    }
    return blobs->n;
}

enum cell_mark cell_marks_find(const struct cell_blobs *blobs,
                               const struct cell_patch *patch, int glyph_px,
                               bool words)
{
    if (blobs->n == 1) {
        struct stroke s = measure(&blobs->blob[0], blobs, patch);
        enum cell_mark mark = one_stroke(&s, glyph_px);
        if (mark == MARK_NONE && words &&
            is_blurred_ditto(&blobs->blob[0], glyph_px))
            return MARK_DITTO;
        return mark;
    }
    if (blobs->n == 2 &&
        are_dittos(&blobs->blob[0], &blobs->blob[1], glyph_px))
        return MARK_DITTO;
    return MARK_NONE;
}
