#include "scan/marks.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* Grey of what was black: codes are to stand out on it. */
enum { PALEST = 110, FONT_LEAST = 4, FONT_MOST = 20, LINE_MOST = 3 };
/* Leptonica's fonts are so many px high a point. */
static const double PX_A_POINT = 2.6;
/* A code takes at most these shares of its box. */
static const double HEIGHT_SHARE = 0.35, WIDTH_SHARE = 0.9;

static const double LOW_BOX = 2; /* times the code's height */

static const l_uint32 COLOURS[] = {0x007a2e00, 0x1040c000, 0xc0101000,
                                   0xc0600000};

/* 32 bpp, its dark parts brought up to PALEST. */
static PIX *pale_copy(PIX *picture)
{
    PIX *whole = pixConvertTo32(picture);
    PIX *pale = whole ? pixGammaTRC(NULL, whole, 1.0,
                                    -PALEST * 255 / (255 - PALEST), 255)
                      : NULL;

    pixDestroy(&whole);
    return pale;
}

static double width_of(const struct scan_quad *quad)
{
    return quad->corner[1].x - quad->corner[0].x;
}

static double height_of(const struct scan_quad *quad)
{
    return quad->corner[3].y - quad->corner[0].y;
}

static int by_value(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

/* One size for all codes, by the usual box. */
static L_BMF *make_font(const struct scan_mark *marks, size_t n)
{
    double *heights = calloc(n + 1, sizeof *heights), usual;
    int size;

    if (heights == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        heights[i] = height_of(&marks[i].quad);
    qsort(heights, n, sizeof *heights, by_value);
    usual = heights[n / 2];
    free(heights);
    size = (int)(usual * HEIGHT_SHARE / PX_A_POINT) / 2 * 2;
    size = size < FONT_LEAST ? FONT_LEAST : size > FONT_MOST ? FONT_MOST : size;
    return bmfCreate(NULL, size);
}

static void draw_outline(PIX *out, const struct scan_mark *mark, int thick)
{
    l_uint32 colour = COLOURS[mark->colour];

    for (int i = 0; i < 4; i++) {
        struct scan_point a = mark->quad.corner[i];
        struct scan_point b = mark->quad.corner[(i + 1) % 4];
        (void)pixRenderLineArb(
            out, (int)lround(a.x), (int)lround(a.y), (int)lround(b.x),
            (int)lround(b.y), thick, (l_uint8)(colour >> 24),
            (l_uint8)(colour >> 16 & 0xff), (l_uint8)(colour >> 8 & 0xff));
    }
}

/* The code stands on white in its box's top left corner, or above a box that is
 * as low as a line of text. */
static void draw_code(PIX *out, L_BMF *font, const struct scan_mark *mark)
{
    int x = (int)mark->quad.corner[0].x + LINE_MOST;
    int y = (int)mark->quad.corner[0].y + LINE_MOST;
    l_int32 width = 0, overflow = 0, above = 0;
    BOX *ground;

    if (mark->text[0] == '\0' ||
        bmfGetStringWidth(font, mark->text, &width) != 0 ||
        bmfGetBaseline(font, '0', &above) != 0 ||
        width > width_of(&mark->quad) * WIDTH_SHARE)
        return;
    if (height_of(&mark->quad) < LOW_BOX * above)
        y -= above + 2 * LINE_MOST;
    ground = boxCreate(x - 1, y - 1, width + 2, above + 2);
    (void)pixSetInRectArbitrary(out, ground, 0xffffff00);
    (void)pixSetTextline(out, font, mark->text, COLOURS[mark->colour], x,
                         y + above, &width, &overflow);
    boxDestroy(&ground);
}

enum status scan_draw_marks(struct Pix *picture, const struct scan_mark *marks,
                            size_t n, struct Pix **out, struct fault *fault)
{
    L_BMF *font = n > 0 ? make_font(marks, n) : NULL;
    int thick;

    *out = pale_copy(picture);
    if (*out == NULL || (n > 0 && font == NULL)) {
        pixDestroy(out);
        bmfDestroy(&font);
        return fault_set(fault, ST_LIB, "marks: no picture to draw on");
    }
    thick = pixGetWidth(*out) > 2000 ? LINE_MOST : LINE_MOST - 1;
    for (size_t i = 0; i < n; i++)
        draw_outline(*out, &marks[i], thick);
    for (size_t i = 0; i < n; i++)
        draw_code(*out, font, &marks[i]);
    bmfDestroy(&font);
    return ST_OK;
}
