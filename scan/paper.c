/*
 * How bright the paper is, everywhere. The page is cut into tiles; a high rank
 * of a tile's pixels is its paper. Tiles that are far darker than their
 * surroundings hold print or a picture, not paper, and take the surroundings'
 * level; tiles under the mask take their neighbours'. The smoothed levels are
 * interpolated to every pixel.
 */
#include "scan/paper.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>

enum {
    TILES_ACROSS = 72, /* of the shorter side: about 24 px at 200 dpi */
    MIN_TILE_PX = 12,
    MASK_SCALE = 4,
    RANK_PER_CENT = 75,  /* of a tile's pixels are darker than its paper */
    PAPER_PER_CENT = 72, /* of the neighbourhood's level: darker is no paper */
    DARKEST_PAPER = 40,  /* no level below this is believed to be paper */
    NEIGHBOURHOOD = 9,   /* tiles; bridges dark bodies of up to 8 tiles */
};

static uint8_t pixel(const l_uint32 *line, int x, int n, int channel)
{
    if (n == 1)
        return (uint8_t)GET_DATA_BYTE(line, x);
    return (uint8_t)(line[x] >> (24 - 8 * channel));
}

static uint8_t rank_of(const unsigned *histogram, unsigned total)
{
    unsigned want = total * RANK_PER_CENT / 100, sum = 0;
    int level = 0;

    while (level < 255 && (sum += histogram[level]) <= want)
        level++;
    return (uint8_t)level;
}

/* Every second pixel of every second row is enough for a rank. */
static uint8_t tile_level(PIX *image, PIX *mask, int x0, int y0, int tile,
                          int n, int channel)
{
    unsigned histogram[256] = {0}, total = 0;
    int x1 = x0 + tile, y1 = y0 + tile;
    int w = pixGetWidth(image), h = pixGetHeight(image);

    for (int y = y0; y < y1 && y < h; y += 2) {
        const l_uint32 *line =
            pixGetData(image) + (size_t)y * (size_t)pixGetWpl(image);
        const l_uint32 *cover =
            mask == NULL ? NULL
                         : pixGetData(mask) + (size_t)(y / MASK_SCALE) *
                                                  (size_t)pixGetWpl(mask);

        for (int x = x0; x < x1 && x < w; x += 2) {
            if (cover != NULL && GET_DATA_BIT(cover, x / MASK_SCALE))
                continue;
            histogram[pixel(line, x, n, channel)]++;
            total++;
        }
    }
    if (total < (unsigned)(tile * tile / 4) / 4)
        return 0;
    return rank_of(histogram, total);
}

/* One pass of the largest (or smallest) known value in a window along rows. */
static void window_pass(const uint8_t *from, uint8_t *to, int n, int lines,
                        size_t step, size_t line_step, bool largest)
{
    for (int line = 0; line < lines; line++)
        for (int i = 0; i < n; i++) {
            int best = 0, reach = NEIGHBOURHOOD / 2;

            for (int k = i - reach; k <= i + reach; k++) {
                int v = k < 0 || k >= n
                            ? 0
                            : from[(size_t)line * line_step + (size_t)k * step];

                if (v != 0 && (best == 0 || (largest ? v > best : v < best)))
                    best = v;
            }
            to[(size_t)line * line_step + (size_t)i * step] = (uint8_t)best;
        }
}

static void window(uint8_t *value, uint8_t *spare, const struct paper_levels *l,
                   bool largest)
{
    window_pass(value, spare, l->across, l->down, 1, (size_t)l->across,
                largest);
    window_pass(spare, value, l->down, l->across, (size_t)l->across, 1,
                largest);
}

/* Levels of tiles that are no paper, from the closed map. */
static bool mend_dark(struct paper_levels *l)
{
    size_t n = (size_t)l->across * (size_t)l->down;
    uint8_t *closed = malloc(n), *spare = malloc(n);
    bool ok = closed != NULL && spare != NULL;

    if (ok) {
        memcpy(closed, l->value, n);
        window(closed, spare, l, true);
        window(closed, spare, l, false);
        for (size_t i = 0; i < n; i++)
            if (l->value[i] * 100 < closed[i] * PAPER_PER_CENT)
                l->value[i] = closed[i];
    }
    free(closed);
    free(spare);
    return ok;
}

/* Mean of the known tiles among a tile and its eight neighbours; 0: none. */
static uint8_t mean_around(const struct paper_levels *l, const uint8_t *value,
                           int x, int y)
{
    int sum = 0, n = 0;

    for (int v = y - 1; v <= y + 1; v++)
        for (int u = x - 1; u <= x + 1; u++) {
            if (u < 0 || v < 0 || u >= l->across || v >= l->down)
                continue;
            if (value[v * l->across + u] != 0) {
                sum += value[v * l->across + u];
                n++;
            }
        }
    return (uint8_t)(n == 0 ? 0 : (sum + n / 2) / n);
}

/* Fill unknown tiles from their neighbours inward, then smooth once. */
static bool fill_and_smooth(struct paper_levels *l)
{
    size_t n = (size_t)l->across * (size_t)l->down;
    uint8_t *old = malloc(n);
    bool unknown = true, known = false;

    if (old == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        known = known || l->value[i] != 0;
    if (!known)
        memset(l->value, 255, n);
    while (unknown) {
        unknown = false;
        memcpy(old, l->value, n);
        for (int y = 0; y < l->down; y++)
            for (int x = 0; x < l->across; x++) {
                uint8_t *v = &l->value[y * l->across + x];

                if (*v == 0)
                    *v = mean_around(l, old, x, y);
                unknown = unknown || *v == 0;
            }
    }
    memcpy(old, l->value, n);
    for (int y = 0; y < l->down; y++)
        for (int x = 0; x < l->across; x++)
            l->value[y * l->across + x] = mean_around(l, old, x, y);
    free(old);
    return true;
}

bool paper_measure(struct Pix *image, struct Pix *mask, int n, int channel,
                   struct paper_levels *l)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);

    l->tile = (w < h ? w : h) / TILES_ACROSS;
    if (l->tile < MIN_TILE_PX)
        l->tile = MIN_TILE_PX;
    l->across = (w + l->tile - 1) / l->tile;
    l->down = (h + l->tile - 1) / l->tile;
    l->value = malloc((size_t)l->across * (size_t)l->down);
    if (l->value == NULL)
        return false;
    for (int y = 0; y < l->down; y++)
        for (int x = 0; x < l->across; x++)
            l->value[y * l->across + x] = tile_level(
                image, mask, x * l->tile, y * l->tile, l->tile, n, channel);
    return mend_dark(l) && fill_and_smooth(l);
}

static int clamp(int value, int high)
{
    return value < 0 ? 0 : value > high ? high : value;
}

/* Interpolate the levels of one row of pixels; a tile's level holds at its
 * centre. */
void paper_row_levels(const struct paper_levels *l, int y, int w, float *out)
{
    int v = 2 * y - l->tile, v0 = clamp(v / (2 * l->tile), l->down - 1);
    int v1 = clamp(v0 + 1, l->down - 1), n = (w + 3) / 4 * 4;
    int fv = clamp(v - 2 * l->tile * v0, 2 * l->tile);
    const uint8_t *a = l->value + v0 * l->across,
                  *b = l->value + v1 * l->across;
    float whole = 1 / (2 * (float)l->tile);

    for (int u = -1; u < l->across; u++) {
        int u0 = clamp(u, l->across - 1), u1 = clamp(u + 1, l->across - 1);
        int left = a[u0] * (2 * l->tile - fv) + b[u0] * fv;
        int right = a[u1] * (2 * l->tile - fv) + b[u1] * fv;
        int x0 = u * l->tile + l->tile / 2;
        int from = clamp(x0, n), to = clamp(x0 + l->tile, n);
        float slope = (float)(right - left) * whole / (float)l->tile;
        float start = (float)left * whole - slope * (float)x0;

        for (int x = from; x < to; x++) {
            float level = start + slope * ((float)(x & ~3) + 1.5F);

            out[x] = level > DARKEST_PAPER ? level : DARKEST_PAPER;
        }
    }
}

unsigned paper_middle_level(const struct paper_levels *l)
{
    unsigned histogram[256] = {0}, half = 0, sum = 0, level = 0;
    size_t n = (size_t)l->across * (size_t)l->down;

    for (size_t i = 0; i < n; i++)
        histogram[l->value[i]]++;
    half = (unsigned)(n / 2);
    while (level < 255 && (sum += histogram[level]) <= half)
        level++;
    return level;
}
