#include "drawn_seal.h"

#include <leptonica/allheaders.h>
#include <math.h>

static const double LINE_MM = 0.7, STROKE_MM = 0.45;

enum { LEVELS = 3, UPRIGHTS = 2, LEAST_LENGTH = 45 };

static unsigned mixed(unsigned a, unsigned b, unsigned c)
{
    unsigned n = a * 73856093U ^ b * 19349663U ^ c * 83492791U;

    n = (n ^ n >> 13) * 1274126177U;
    return n ^ n >> 16;
}

/* One of a character's strokes, of which no two characters have the same; all
 * are shares of its size. */
static bool is_on_stroke(double along, double across, double place, double half,
                         unsigned n)
{
    double from = (n % 30) / 100.0;
    double to = from + (LEAST_LENGTH + n / 32 % (100 - LEAST_LENGTH)) / 100.0;

    return fabs(across - place) < half && along >= from && along <= to;
}

/* Characters in rows; u, v in mm from the middle. */
static bool is_character(double u, double v, double pitch)
{
    double column = floor(u / pitch), row = floor(v / pitch);
    double x = (u / pitch - column) / 0.85, y = (v / pitch - row) / 0.85;
    double half = STROKE_MM / 2 / pitch / 0.85;

    if (x > 1 || y > 1)
        return false;
    for (unsigned i = 0; i < LEVELS + UPRIGHTS; i++) {
        unsigned n = mixed((unsigned)(column + 50), (unsigned)(row + 50), i);
        bool level = i < LEVELS;
        double place =
            level ? (i + 0.5) / LEVELS : (i - LEVELS + 0.6) / UPRIGHTS;

        place += (n / 4096 % 20 - 10.0) / 150;
        if (level ? is_on_stroke(x, y, place, half, n)
                  : is_on_stroke(y, x, place, half, n))
            return true;
    }
    return false;
}

bool drawn_seal_has(const struct drawn_seal *seal, int dpi, int x, int y)
{
    double angle = seal->degrees * acos(-1) / 180;
    double dx = (x + 0.5 - seal->x) * 25.4 / dpi;
    double dy = (y + 0.5 - seal->y) * 25.4 / dpi;
    double u = cos(angle) * dx + sin(angle) * dy;
    double v = cos(angle) * dy - sin(angle) * dx;
    double w = seal->width / 2, h = seal->height / 2, in;

    if (seal->shape == DRAWN_SQUARE)
        in = fmin(w - fabs(u), h - fabs(v));
    else /* near enough to how far it is to the line */
        in = (1 - hypot(u / w, v / h)) * fmin(w, h);
    if (in < 0)
        return false;
    if (in < LINE_MM)
        return true;
    if (in < 2 * LINE_MM)
        return seal->white;
    return is_character(u, v, fmin(5, fmin(w, h) - 2 * LINE_MM)) != seal->white;
}

static unsigned on(unsigned ink, unsigned paper)
{
    return ink * paper / 255;
}

void drawn_seal_put(struct Pix *page, int dpi, const struct drawn_seal *seal)
{
    int reach = (int)(hypot(seal->width, seal->height) / 2 * dpi / 25.4) + 2;

    for (int y = seal->y - reach; y <= seal->y + reach; y++)
        for (int x = seal->x - reach; x <= seal->x + reach; x++) {
            l_uint32 was;

            if (pixGetPixel(page, x, y, &was) != 0 ||
                !drawn_seal_has(seal, dpi, x, y))
                continue;
            if (pixGetDepth(page) == 8)
                pixSetPixel(page, x, y, on(seal->red, was));
            else
                pixSetPixel(page, x, y,
                            on(seal->red, was >> 24) << 24 |
                                on(seal->green, was >> 16 & 255) << 16 |
                                on(seal->blue, was >> 8 & 255) << 8);
        }
}
