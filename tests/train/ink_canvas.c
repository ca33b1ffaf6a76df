#include "ink_canvas.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

void ink_canvas_clear(struct ink_canvas *canvas, int w, int h)
{
    canvas->w = w < 1 ? 1 : w > CANVAS_WIDTH ? CANVAS_WIDTH : w;
    canvas->h = h < 1 ? 1 : h > CANVAS_HEIGHT ? CANVAS_HEIGHT : h;
    memset(canvas->ink, 0,
           (size_t)canvas->w * (size_t)canvas->h * sizeof canvas->ink[0]);
}

static float clamp(float v, float low, float high)
{
    return v < low ? low : v > high ? high : v;
}

/* The library's own of these are calls, which took a tenth of the drawing. */
static float larger(float a, float b)
{
    return a > b ? a : b;
}

static float smaller(float a, float b)
{
    return a < b ? a : b;
}

static float length_of(float x, float y)
{
    return (float)sqrt((double)x * (double)x + (double)y * (double)y);
}

static int whole_below(float v)
{
    int toward_zero = (int)v;

    return toward_zero - ((float)toward_zero > v);
}

static void darken(struct ink_canvas *canvas, int x, int y, float ink)
{
    float *at = &canvas->ink[y * canvas->w + x];
    if (ink > *at)
        *at = ink;
}

void ink_canvas_pen(struct ink_canvas *canvas, float x0, float y0,
                    float radius0, float x1, float y1, float radius1,
                    float darkness)
{
    float reach = larger(radius0, radius1) + 1;
    float dx = x1 - x0, dy = y1 - y0, length2 = dx * dx + dy * dy;
    int left = (int)clamp(floorf(fminf(x0, x1) - reach), 0, (float)canvas->w);
    int right = (int)clamp(ceilf(fmaxf(x0, x1) + reach), 0, (float)canvas->w);
    int top = (int)clamp(floorf(fminf(y0, y1) - reach), 0, (float)canvas->h);
    int low = (int)clamp(ceilf(fmaxf(y0, y1) + reach), 0, (float)canvas->h);

    for (int y = top; y < low; y++)
        for (int x = left; x < right; x++) {
            float px = (float)x + 0.5F - x0, py = (float)y + 0.5F - y0;
            float along =
                length2 > 0 ? clamp((px * dx + py * dy) / length2, 0, 1) : 0;
            float away = length_of(px - along * dx, py - along * dy);
            float radius = radius0 + along * (radius1 - radius0);
            float cover = clamp(radius - away + 0.5F, 0, 1);
            if (cover > 0)
                darken(canvas, x, y, cover * darkness);
        }
}

static float stamp_pixel(const struct ink_stamp *stamp, int x, int y)
{
    if (x < 0 || y < 0 || x >= stamp->w || y >= stamp->h)
        return 0;
    return stamp->ink[y * stamp->w + x];
}

/* Mean of the four px round the place. */
static float stamp_ink(const struct ink_stamp *stamp, float x, float y)
{
    int ix = whole_below(x), iy = whole_below(y);
    float fx = x - (float)ix, fy = y - (float)iy;
    float upper = stamp_pixel(stamp, ix, iy) * (1 - fx) +
                  stamp_pixel(stamp, ix + 1, iy) * fx;
    float lower = stamp_pixel(stamp, ix, iy + 1) * (1 - fx) +
                  stamp_pixel(stamp, ix + 1, iy + 1) * fx;
    return (upper * (1 - fy) + lower * fy) / 255;
}

/* The waves of a bend as tables over the stamp and half its size around. */
enum { BEND_STEPS = 128 };

struct bend_tables {
    float of[4][BEND_STEPS];
};

static void make_tables(const struct ink_bend *bend, struct bend_tables *tables)
{
    for (int k = 0; k < 4; k++)
        for (int i = 0; i < BEND_STEPS; i++) {
            float at = 2.0F * (float)i / BEND_STEPS - 1;
            tables->of[k][i] =
                bend->height[k] *
                sinf(6.2832F * bend->turns[k] * at + bend->phase[k]);
        }
}

static float look_up(const float table[BEND_STEPS], float at)
{
    int i = (int)((at + 1) * (BEND_STEPS / 2));

    return table[i < 0 ? 0 : i >= BEND_STEPS ? BEND_STEPS - 1 : i];
}

/* From a place on the canvas, px off the stamp's centre, to the stamp's px. */
struct stamp_map {
    float cos, sin, shear, w, h;
    struct bend_tables bend;
    const struct ink_drift *drift; /* NULL: none */
};

static void map_to_stamp(const struct stamp_map *map,
                         const struct ink_stamp *stamp, float dx, float dy,
                         float *sx, float *sy)
{
    float v = (map->cos * dy - map->sin * dx) / map->h;
    float u = (map->cos * dx + map->sin * dy + map->shear * map->h * v) /
              map->w;
    float bent_u = u + look_up(map->bend.of[0], v) + look_up(map->bend.of[1], u);
    float bent_v = v + look_up(map->bend.of[2], u) + look_up(map->bend.of[3], v);
    float du = 0, dv = 0;

    if (map->drift != NULL)
        ink_drift_at(map->drift, bent_u, bent_v, &du, &dv);
    bent_u += du;
    bent_v += dv;

    *sx = (bent_u + 0.5F) * (float)stamp->w - 0.5F;
    *sy = (bent_v + 0.5F) * (float)stamp->h - 0.5F;
}

void ink_canvas_stamp(struct ink_canvas *canvas, const struct ink_stamp *stamp,
                      struct ink_setting setting, float x, float y)
{
    struct stamp_map map = {.cos = cosf(setting.turn), .sin = sinf(setting.turn),
                            .shear = setting.shear, .w = setting.w,
                            .h = setting.h};
    float lean = fabsf(setting.shear) * setting.h;
    float wide = 0.6F * (setting.w + lean + fabsf(map.sin) * setting.h) + 1;
    float tall = 0.6F * (setting.h + fabsf(map.sin) * setting.w) + 1;
    int left = (int)clamp(x - wide, 0, (float)canvas->w);
    int right = (int)clamp(x + wide + 1, 0, (float)canvas->w);
    int top = (int)clamp(y - tall, 0, (float)canvas->h);
    int low = (int)clamp(y + tall + 1, 0, (float)canvas->h);
    /* A soft edge is moved out or in: what counts as full ink shifts. */
    float gain = 1 + 0.8F * fabsf(setting.weight);
    float shift = 0.35F * setting.weight;

    make_tables(&setting.bend, &map.bend);
    if (!ink_drift_is_none(&setting.bend.drift))
        map.drift = &setting.bend.drift;
    for (int py = top; py < low; py++)
        for (int px = left; px < right; px++) {
            float sx, sy, ink;
            map_to_stamp(&map, stamp, (float)px + 0.5F - x,
                         (float)py + 0.5F - y, &sx, &sy);
            if (sx < -1 || sy < -1 || sx > (float)stamp->w ||
                sy > (float)stamp->h)
                continue;
            ink = stamp_ink(stamp, sx, sy);
            if (ink <= 0.02F)
                continue;
            ink = clamp(0.5F + gain * (ink - 0.5F) + shift, 0, 1);
            if (ink > 0.02F)
                darken(canvas, px, py, ink);
        }
}

void ink_canvas_lay(struct ink_canvas *canvas, const struct ink_canvas *from,
                    int x, int y)
{
    int first = x < 0 ? -x : 0;
    int end = canvas->w - x < from->w ? canvas->w - x : from->w;

    for (int fy = 0; fy < from->h; fy++) {
        const float *row = from->ink + fy * from->w;
        float *to;
        if (y + fy < 0 || y + fy >= canvas->h)
            continue;
        to = canvas->ink + (y + fy) * canvas->w;
        for (int fx = first; fx < end; fx++)
            to[x + fx] = larger(row[fx], to[x + fx]);
    }
}

struct ink_area ink_canvas_extent(const struct ink_canvas *canvas, float level)
{
    int x0 = canvas->w, y0 = canvas->h, x1 = -1, y1 = -1;

    for (int y = 0; y < canvas->h; y++)
        for (int x = 0; x < canvas->w; x++)
            if (canvas->ink[y * canvas->w + x] > level) {
                x0 = x < x0 ? x : x0;
                x1 = x > x1 ? x : x1;
                y0 = y < y0 ? y : y0;
                y1 = y;
            }
    if (x1 < 0)
        return (struct ink_area){0, 0, 0, 0};
    return (struct ink_area){x0, y0, x1 - x0 + 1, y1 - y0 + 1};
}

enum { TAPS = 5, MIDDLE = TAPS / 2 };

/* @n places of @wide px side by side, from one place to the next @step px. */
enum { SIDE_BY_SIDE = 16 };

static void blur_places(float *first, int n, int step, int wide,
                        const float taps[TAPS])
{
    static _Thread_local float kept[CANVAS_WIDTH + 2 * MIDDLE][SIDE_BY_SIDE];
    size_t size = (size_t)wide * sizeof(float);

    for (int i = -MIDDLE; i < n + MIDDLE; i++) {
        int from = i < 0 ? 0 : i >= n ? n - 1 : i;
        memcpy(kept[MIDDLE + i], first + (ptrdiff_t)from * step, size);
    }
    for (int i = 0; i < n; i++) {
        float sum[SIDE_BY_SIDE] = {0};
        for (int k = 0; k < TAPS; k++)
            for (int c = 0; c < SIDE_BY_SIDE; c++)
                sum[c] += taps[k] * kept[i + k][c];
        memcpy(first + (ptrdiff_t)i * step, sum, size);
    }
}

static void blur_row(float *row, int n, const float taps[TAPS])
{
    float kept[CANVAS_WIDTH + 2 * MIDDLE];

    for (int i = 0; i < MIDDLE; i++) {
        kept[i] = row[0];
        kept[MIDDLE + n + i] = row[n - 1];
    }
    memcpy(kept + MIDDLE, row, (size_t)n * sizeof *row);
    for (int i = 0; i < n; i++) {
        float sum = 0;
        for (int k = 0; k < TAPS; k++)
            sum += taps[k] * kept[i + k];
        row[i] = sum;
    }
}

void ink_canvas_blur(struct ink_canvas *canvas, float deviation)
{
    float taps[TAPS], sum = 0;
    int w = canvas->w;

    for (int k = 0; k < TAPS; k++) {
        float d = (float)(k - MIDDLE) / larger(deviation, 0.05F);
        taps[k] = expf(-0.5F * d * d);
        sum += taps[k];
    }
    for (int k = 0; k < TAPS; k++)
        taps[k] /= sum;
    for (int y = 0; y < canvas->h; y++)
        blur_row(canvas->ink + y * w, w, taps);
    for (int x = 0; x < w; x += SIDE_BY_SIDE)
        blur_places(canvas->ink + x, canvas->h, w,
                    w - x < SIDE_BY_SIDE ? w - x : SIDE_BY_SIDE, taps);
}

void ink_canvas_fade(struct ink_canvas *canvas, float x, float y, float radius,
                     float share)
{
    int left = (int)clamp(x - radius, 0, (float)canvas->w);
    int right = (int)clamp(x + radius + 1, 0, (float)canvas->w);
    int top = (int)clamp(y - radius, 0, (float)canvas->h);
    int low = (int)clamp(y + radius + 1, 0, (float)canvas->h);

    for (int py = top; py < low; py++)
        for (int px = left; px < right; px++) {
            float away = length_of((float)px + 0.5F - x, (float)py + 0.5F - y);
            float near = clamp(2 * (1 - away / radius), 0, 1);
            canvas->ink[py * canvas->w + px] *= 1 - share * near;
        }
}

void ink_canvas_weigh(struct ink_canvas *canvas, float weight)
{
    struct ink_canvas *c = canvas;
    float share = fabsf(weight);

    /* In place from the upper left: each px looks at its right and lower
     * neighbours, which are still as they were. */
    for (int y = 0; y + 1 < c->h; y++)
        for (int x = 0; x + 1 < c->w; x++) {
            float *at = &c->ink[y * c->w + x];
            float a = at[1], b = at[c->w];
            float extreme = weight > 0 ? larger(*at, larger(a, b))
                                       : smaller(*at, smaller(a, b));
            *at += share * (extreme - *at);
        }
}
