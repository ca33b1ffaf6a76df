#include "ocr/cell_glyphs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A box this many times as wide as a digit holds two of them. */
static const double TOO_WIDE = 1.55;

static struct scan_box unite(struct scan_box a, const struct cell_blob *b)
{
    int x1 = a.x + a.w > b->x + b->w ? a.x + a.w : b->x + b->w;
    int y1 = a.y + a.h > b->y + b->h ? a.y + a.h : b->y + b->h;

    if (b->x < a.x)
        a.x = b->x;
    if (b->y < a.y)
        a.y = b->y;
    a.w = x1 - a.x;
    a.h = y1 - a.y;
    return a;
}

static bool stands_over(struct scan_box a, const struct cell_blob *b)
{
    int left = a.x > b->x ? a.x : b->x;
    int right = a.x + a.w < b->x + b->w ? a.x + a.w : b->x + b->w;
    int narrower = a.w < b->w ? a.w : b->w;

    return 2 * (right - left) > narrower;
}

static void group(const struct cell_blobs *blobs, int glyph_px,
                  struct cell_glyphs *glyphs)
{
    glyphs->n = 0;
    for (int i = 0; i < blobs->n; i++) {
        const struct cell_blob *b = &blobs->blob[i];
        struct scan_box *last =
            glyphs->n > 0 ? &glyphs->box[glyphs->n - 1] : NULL;
        if (last != NULL && stands_over(*last, b)) {
            *last = unite(*last, b);
            continue;
        }
        if (glyphs->n == CELL_GLYPHS)
            return;
        glyphs->box[glyphs->n++] = (struct scan_box){b->x, b->y, b->w, b->h};
    }
    for (int i = glyphs->n - 1; i >= 0; i--)
        if (3 * glyphs->box[i].h < glyph_px) {
            glyphs->n--;
            memmove(&glyphs->box[i], &glyphs->box[i + 1],
                    (size_t)(glyphs->n - i) * sizeof glyphs->box[0]);
        }
}

static int ink_in_column(const struct cell_patch *patch, int x, int y0, int h)
{
    int sum = 0;

    for (int y = y0; y < y0 + h; y++)
        sum += patch->paper - patch->grey[y * patch->w + x];
    return sum;
}

/* Where the ink is thinnest within a quarter of a digit of @x. */
static int thinnest(const struct cell_patch *patch, struct scan_box box, int x,
                    int width_px)
{
    int best = x, least = -1;

    for (int at = x - width_px / 4; at <= x + width_px / 4; at++) {
        int ink;
        if (at <= box.x || at >= box.x + box.w - 1)
            continue;
        ink = ink_in_column(patch, at, box.y, box.h);
        if (least < 0 || ink < least) {
            least = ink;
            best = at;
        }
    }
    return best;
}

/* Rows of the box that hold ink. */
static struct scan_box trim(const struct cell_patch *patch,
                            struct scan_box box)
{
    int y0 = box.y, y1 = box.y + box.h;

    for (int pass = 0; pass < 2; pass++) {
        while (y1 - y0 > 2) {
            int y = pass == 0 ? y0 : y1 - 1;
            bool any = false;
            for (int x = box.x; x < box.x + box.w && !any; x++)
                any = patch->ink[y * patch->w + x] != 0;
            if (any)
                break;
            y0 += pass == 0;
            y1 -= pass == 1;
        }
    }
    box.y = y0;
    box.h = y1 - y0;
    return box;
}

static void cut_wide(const struct cell_patch *patch, int width_px,
                     struct cell_glyphs *glyphs)
{
    struct cell_glyphs out = {.n = 0};

    for (int i = 0; i < glyphs->n; i++) {
        struct scan_box box = glyphs->box[i];
        int parts = 1, end = box.x + box.w;
        if (box.w > TOO_WIDE * width_px)
            parts = (int)((double)box.w / width_px + 0.5);
        if (parts < 2)
            parts = 1;
        for (int k = 1; k <= parts && out.n < CELL_GLYPHS; k++) {
            int to = end;
            if (k < parts)
                to = thinnest(patch, glyphs->box[i],
                              glyphs->box[i].x + k * glyphs->box[i].w / parts,
                              width_px);
            box.w = to - box.x;
            out.box[out.n] = parts > 1 ? trim(patch, box) : box;
            out.split[out.n++] = parts > 1;
            box.x = to;
        }
    }
    *glyphs = out;
}

void cell_glyphs_find(const struct cell_blobs *blobs,
                      const struct cell_patch *patch, int glyph_px,
                      int width_px, struct cell_glyphs *glyphs)
{
    memset(glyphs, 0, sizeof *glyphs);
    group(blobs, glyph_px, glyphs);
    if (width_px > 0)
        cut_wide(patch, width_px, glyphs);
}

/* Mean darkness of the patch's px under [x0, x1) x [y0, y1). */
static double darkness(const struct cell_patch *patch, double x0, double y0,
                       double x1, double y1)
{
    double sum = 0, area = (x1 - x0) * (y1 - y0);

    for (int y = (int)floor(y0); y < y1; y++)
        for (int x = (int)floor(x0); x < x1; x++) {
            double wx = fmin(x + 1, x1) - fmax(x, x0);
            double wy = fmin(y + 1, y1) - fmax(y, y0);
            int v;
            if (x < 0 || y < 0 || x >= patch->w || y >= patch->h)
                continue;
            v = patch->paper - patch->grey[y * patch->w + x];
            sum += v > 0 ? v * wx * wy : 0;
        }
    return sum / area;
}

static void blur(const float from[GLYPH_SIZE], float to[GLYPH_SIZE])
{
    for (int y = 0; y < GLYPH_H; y++)
        for (int x = 0; x < GLYPH_W; x++) {
            float sum = 0;
            for (int dy = -1; dy <= 1; dy++)
                for (int dx = -1; dx <= 1; dx++) {
                    int nx = x + dx, ny = y + dy;
                    float weight = (float)((2 - abs(dx)) * (2 - abs(dy)));
                    if (nx >= 0 && ny >= 0 && nx < GLYPH_W && ny < GLYPH_H)
                        sum += weight * from[ny * GLYPH_W + nx];
                }
            to[y * GLYPH_W + x] = sum / 16;
        }
}

static void make_even(float picture[GLYPH_SIZE])
{
    double mean = 0, square = 0;

    for (int i = 0; i < GLYPH_SIZE; i++)
        mean += (double)picture[i] / GLYPH_SIZE;
    for (int i = 0; i < GLYPH_SIZE; i++) {
        picture[i] -= (float)mean;
        square += (double)(picture[i] * picture[i]);
    }
    for (int i = 0; i < GLYPH_SIZE; i++)
        picture[i] = square > 1e-9 ? picture[i] / (float)sqrt(square) : 0;
}

void cell_glyphs_draw(const struct cell_patch *patch, struct scan_box box,
                      float picture[GLYPH_SIZE])
{
    float sharp[GLYPH_SIZE];
    double step = (double)box.h / (GLYPH_H - 2);
    double left = box.x + box.w / 2.0 - step * GLYPH_W / 2;
    double right = box.x + box.w + 0.5, edge = box.x - 0.5;

    for (int y = 0; y < GLYPH_H; y++)
        for (int x = 0; x < GLYPH_W; x++) {
            double x0 = left + x * step, x1 = x0 + step;
            double y0 = box.y + (y - 1) * step;
            /* Neighbouring digits do not belong to the picture. */
            x0 = fmax(x0, edge);
            x1 = fmin(x1, right);
            sharp[y * GLYPH_W + x] =
                x1 > x0 ? (float)(darkness(patch, x0, y0, x1, y0 + step) *
                                  (x1 - x0) / step)
                        : 0;
        }
    blur(sharp, picture);
    make_even(picture);
}
