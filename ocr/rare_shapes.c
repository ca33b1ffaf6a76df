#include "ocr/rare_shapes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <pango/pangocairo.h>

/* Song, Hei, Kai: what ledgers are printed in. A font that is missing is drawn
 * in another one, which costs nothing but time. */
static const char *const FONTS[] = {
    "Noto Serif CJK SC 44px", "Noto Sans CJK SC 24px", "AR PL UKai CN 24px",
    "AR PL UMing CN 44px"};
enum { N_FONTS = 4, CANVAS = 64, INK = 96, UNIT = 8192 };

struct pen {
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoLayout *layout;
};

struct rare_shapes {
    int16_t (*looks)[N_FONTS][RARE_LOOK];
    int16_t (*usual[N_FONTS])[RARE_LOOK]; /* NULL until asked for */
};

/* ---- looks ---- */

static bool find_ink(const unsigned char *ink, int stride, int *x, int *y,
                     int *w, int *h)
{
    int left = *x + *w, right = *x, top = *y + *h, bottom = *y;

    for (int v = *y; v < *y + *h; v++)
        for (int u = *x; u < *x + *w; u++)
            if (ink[v * stride + u] != 0) {
                left = u < left ? u : left;
                right = u >= right ? u + 1 : right;
                top = v < top ? v : top;
                bottom = v >= bottom ? v + 1 : bottom;
            }
    *x = left;
    *y = top;
    *w = right - left;
    *h = bottom - top;
    return *w > 0 && *h > 0;
}

/* Share of ink in each square, each pixel into the squares that it covers. */
static void pour(const unsigned char *ink, int stride, int x, int y, int w,
                 int h, float *raw)
{
    for (int v = 0; v < RARE_SIDE; v++)
        for (int u = 0; u < RARE_SIDE; u++) {
            int x0 = x + u * w / RARE_SIDE, x1 = x + (u + 1) * w / RARE_SIDE;
            int y0 = y + v * h / RARE_SIDE, y1 = y + (v + 1) * h / RARE_SIDE;
            int all = 0, black = 0;

            x1 = x1 > x0 ? x1 : x0 + 1;
            y1 = y1 > y0 ? y1 : y0 + 1;
            for (int b = y0; b < y1; b++)
                for (int a = x0; a < x1; a++, all++)
                    black += ink[b * stride + a] != 0;
            raw[v * RARE_SIDE + u] = (float)black / (float)all;
        }
}

/* No two strokes stand at quite the same place. */
static void blur(const float *raw, float *look)
{
    for (int v = 0; v < RARE_SIDE; v++)
        for (int u = 0; u < RARE_SIDE; u++) {
            float sum = 0;

            for (int b = v - 1; b <= v + 1; b++)
                for (int a = u - 1; a <= u + 1; a++)
                    if (a >= 0 && a < RARE_SIDE && b >= 0 && b < RARE_SIDE)
                        sum += raw[b * RARE_SIDE + a] *
                               (float)((a == u ? 2 : 1) * (b == v ? 2 : 1));
            look[v * RARE_SIDE + u] = sum;
        }
}

/* Mean 0 and length UNIT. */
static bool even_out(const float *from, int16_t *look)
{
    double mean = 0, length = 0;

    for (int i = 0; i < RARE_LOOK; i++)
        mean += (double)from[i] / RARE_LOOK;
    for (int i = 0; i < RARE_LOOK; i++)
        length += ((double)from[i] - mean) * ((double)from[i] - mean);
    if (length < 1e-9)
        return false;
    for (int i = 0; i < RARE_LOOK; i++)
        look[i] =
            (int16_t)lround(((double)from[i] - mean) / sqrt(length) * UNIT);
    return true;
}

bool rare_shapes_look(const unsigned char *ink, int stride, int x, int y, int w,
                      int h, int16_t look[RARE_LOOK])
{
    float raw[RARE_LOOK], soft[RARE_LOOK];

    if (w <= 0 || h <= 0 || !find_ink(ink, stride, &x, &y, &w, &h))
        return false;
    pour(ink, stride, x, y, w, h, raw);
    blur(raw, soft);
    return even_out(soft, look);
}

/* ---- drawing ---- */

static bool pen_open(struct pen *pen)
{
    pen->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, CANVAS, CANVAS);
    pen->cairo = cairo_create(pen->surface);
    pen->layout = pango_cairo_create_layout(pen->cairo);
    return cairo_status(pen->cairo) == CAIRO_STATUS_SUCCESS &&
           pen->layout != NULL;
}

static void pen_close(struct pen *pen)
{
    if (pen->layout != NULL)
        g_object_unref(pen->layout);
    cairo_destroy(pen->cairo);
    cairo_surface_destroy(pen->surface);
}

static void choose_font(struct pen *pen, const char *name)
{
    PangoFontDescription *font = pango_font_description_from_string(name);

    pango_layout_set_font_description(pen->layout, font);
    pango_font_description_free(font);
}

static void draw(struct pen *pen, const char *character, int16_t *look)
{
    const unsigned char *grey;
    unsigned char ink[CANVAS * CANVAS];
    int stride;

    memset(look, 0, RARE_LOOK * sizeof *look);
    cairo_set_operator(pen->cairo, CAIRO_OPERATOR_CLEAR);
    cairo_paint(pen->cairo);
    cairo_set_operator(pen->cairo, CAIRO_OPERATOR_OVER);
    pango_layout_set_text(pen->layout, character, 3);
    cairo_move_to(pen->cairo, 8, 0);
    pango_cairo_show_layout(pen->cairo, pen->layout);
    cairo_surface_flush(pen->surface);
    grey = cairo_image_surface_get_data(pen->surface);
    stride = cairo_image_surface_get_stride(pen->surface);
    for (int y = 0; y < CANVAS; y++)
        for (int x = 0; x < CANVAS; x++)
            ink[y * CANVAS + x] = grey[y * stride + x] >= INK;
    (void)rare_shapes_look(ink, CANVAS, 0, 0, CANVAS, CANVAS, look);
}

enum status rare_shapes_new(struct rare_shapes **out)
{
    struct rare_shapes *shapes = calloc(1, sizeof *shapes);
    struct pen pen = {0};

    *out = NULL;
    if (shapes == NULL)
        return ST_NOMEM;
    shapes->looks = calloc(RARE_COUNT, sizeof *shapes->looks);
    if (shapes->looks == NULL || !pen_open(&pen)) {
        pen_close(&pen);
        rare_shapes_free(&shapes);
        return ST_NOMEM;
    }
    for (int f = 0; f < N_FONTS; f++) {
        choose_font(&pen, FONTS[f]);
        for (size_t i = 0; i < RARE_COUNT; i++)
            draw(&pen, RARE_CHARACTERS[i], shapes->looks[i][f]);
    }
    pen_close(&pen);
    *out = shapes;
    return ST_OK;
}

void rare_shapes_free(struct rare_shapes **shapes)
{
    if (*shapes == NULL)
        return;
    free((*shapes)->looks);
    for (int f = 0; f < N_FONTS; f++)
        free((*shapes)->usual[f]);
    free(*shapes);
    *shapes = NULL;
}

/* ---- likeness ---- */

static double correlation(const int16_t *a, const int16_t *b)
{
    int32_t sum = 0; /* no more than UNIT squared */

    for (int i = 0; i < RARE_LOOK; i++)
        sum += a[i] * b[i];
    return sum / ((double)UNIT * UNIT);
}

/* Likeness in the font that suits best. */
static double best_likeness(const int16_t *look, int16_t (*looks)[RARE_LOOK],
                            int *font)
{
    double best = -1;

    for (int f = 0; f < N_FONTS; f++) {
        double likeness = correlation(look, looks[f]);

        if (likeness > best) {
            best = likeness;
            *font = f;
        }
    }
    return best;
}

void rare_shapes_match(const struct rare_shapes *shapes,
                       const int16_t look[RARE_LOOK], struct rare_match *out)
{
    *out = (struct rare_match){.likeness = -1, .next = -1};
    for (size_t i = 0; i < RARE_COUNT; i++) {
        int font = 0;
        double likeness = best_likeness(look, shapes->looks[i], &font);

        if (likeness > out->likeness) {
            out->next = out->likeness;
            out->likeness = likeness;
            out->font = font;
            memcpy(out->character, RARE_CHARACTERS[i], sizeof out->character);
        } else if (likeness > out->next) {
            out->next = likeness;
        }
    }
}

static enum status draw_usual(struct rare_shapes *shapes, int font)
{
    struct pen pen = {0};
    bool open = pen_open(&pen);

    shapes->usual[font] = calloc(USUAL_COUNT, sizeof *shapes->usual[font]);
    if (open && shapes->usual[font] != NULL) {
        choose_font(&pen, FONTS[font]);
        for (size_t i = 0; i < USUAL_COUNT; i++)
            draw(&pen, USUAL_CHARACTERS[i], shapes->usual[font][i]);
    }
    pen_close(&pen);
    return open && shapes->usual[font] != NULL ? ST_OK : ST_NOMEM;
}

enum status rare_shapes_usual(struct rare_shapes *shapes,
                              const int16_t look[RARE_LOOK], int font,
                              double *likeness)
{
    *likeness = -1;
    if (shapes->usual[font] == NULL && draw_usual(shapes, font) != ST_OK)
        return ST_NOMEM;
    for (size_t i = 0; i < USUAL_COUNT; i++)
        *likeness = fmax(*likeness, correlation(look, shapes->usual[font][i]));
    return ST_OK;
}
