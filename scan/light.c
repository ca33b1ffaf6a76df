/*
 * Even light. The page is cut into tiles; a high rank of a tile's pixels is
 * its paper. Tiles that are far darker than their surroundings hold print or a
 * picture, not paper, and take the surroundings' level; tiles under the mask
 * take their neighbours'. The tile levels, smoothed, are interpolated to every
 * pixel, and the pixel is divided by them. Colour is evened channel by channel,
 * which takes the paper's tint away too, so that colour means ink from there.
 */
#include <leptonica/allheaders.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scan/steps.h"

enum {
    TILES_ACROSS = 72, /* of the shorter side: about 24 px at 200 dpi */
    MIN_TILE_PX = 12,
    MASK_SCALE = 4,
    RANK_PER_CENT = 75,  /* of a tile's pixels are darker than its paper */
    PAPER_PER_CENT = 72, /* of the neighbourhood's level: darker is no paper */
    NEIGHBOURHOOD = 9,   /* tiles; bridges dark bodies of up to 8 tiles */
    LEVEL_BITS = 6,      /* fraction of an interpolated level */
    COLOURED_SPAN = 70,  /* max - min of a pixel that is surely coloured */
    COLOURED_SHARE = 20000 /* one pixel in so many makes a coloured page */
};

/* The paper's level in one channel, a value a tile; 0 is not known yet. */
struct levels {
    int tile, across, down;
    uint8_t *value;
};

struct channels {
    int n; /* 1 or 3 */
    struct levels levels[3];
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

static void window(uint8_t *value, uint8_t *spare, const struct levels *l,
                   bool largest)
{
    window_pass(value, spare, l->across, l->down, 1, (size_t)l->across,
                largest);
    window_pass(spare, value, l->down, l->across, (size_t)l->across, 1,
                largest);
}

/* Levels of tiles that are no paper, from the closed map. */
static bool mend_dark(struct levels *l)
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
static uint8_t mean_around(const struct levels *l, const uint8_t *value, int x,
                           int y)
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
static bool fill_and_smooth(struct levels *l)
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

static bool measure(PIX *image, PIX *mask, int n, int channel, struct levels *l)
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
static void row_levels(const struct levels *l, int y, int w, uint16_t *out)
{
    int v = 2 * y - l->tile, v0 = clamp(v / (2 * l->tile), l->down - 1);
    int v1 = clamp(v0 + 1, l->down - 1);
    int fv = clamp(v - 2 * l->tile * v0, 2 * l->tile);
    const uint8_t *a = l->value + v0 * l->across,
                  *b = l->value + v1 * l->across;

    for (int u = -1; u < l->across; u++) {
        int u0 = clamp(u, l->across - 1), u1 = clamp(u + 1, l->across - 1);
        int left = a[u0] * (2 * l->tile - fv) + b[u0] * fv;
        int right = a[u1] * (2 * l->tile - fv) + b[u1] * fv;
        int x0 = u * l->tile + l->tile / 2;

        for (int x = clamp(x0, w); x < clamp(x0 + l->tile, w); x++) {
            int64_t at = (int64_t)left * (l->tile - (x - x0)) +
                         (int64_t)right * (x - x0);

            out[x] = (uint16_t)((at << LEVEL_BITS) /
                                (2 * (int64_t)l->tile * l->tile));
        }
    }
}

/* reciprocal[level] turns a pixel into its share of the paper, 16 bit. */
static const uint32_t *reciprocals(void)
{
    static _Thread_local uint32_t table[256 << LEVEL_BITS];

    if (table[1] == 0)
        for (uint32_t i = 1; i < sizeof table / sizeof *table; i++)
            table[i] = ((uint32_t)SCAN_PAPER << (LEVEL_BITS + 16)) / i;
    return table;
}

/* The paper of a page is never black: no level below this is believed. */
enum { DARKEST_PAPER = 40 };

static int evened(int value, unsigned level, const uint32_t *reciprocal)
{
    uint64_t v = 0;

    if (level < DARKEST_PAPER << LEVEL_BITS)
        level = DARKEST_PAPER << LEVEL_BITS;
    v = (uint64_t)(unsigned)value * reciprocal[level] >> 16;
    return v > 255 ? 255 : (int)v;
}

static void even_grey_row(const l_uint32 *line, int w, const uint16_t *level,
                          const uint32_t *reciprocal, l_uint32 *grey)
{
    for (int x = 0; x < w; x++)
        SET_DATA_BYTE(
            grey, x,
            (l_uint8)evened(GET_DATA_BYTE(line, x), level[x], reciprocal));
}

/* Returns how many pixels were surely coloured. */
static int even_colour_row(const l_uint32 *line, int w, uint16_t *const *level,
                           const uint32_t *reciprocal, l_uint32 *grey,
                           l_uint32 *black)
{
    int coloured = 0;

    for (int x = 0; x < w; x++) {
        int r = evened((int)(line[x] >> 24), level[0][x], reciprocal);
        int g = evened((int)(line[x] >> 16 & 255), level[1][x], reciprocal);
        int b = evened((int)(line[x] >> 8 & 255), level[2][x], reciprocal);
        int most = r > g ? r : g, least = r < g ? r : g;

        most = b > most ? b : most;
        least = b < least ? b : least;
        coloured += most - least >= COLOURED_SPAN;
        SET_DATA_BYTE(grey, x, (l_uint8)((77 * r + 151 * g + 28 * b) >> 8));
        SET_DATA_BYTE(black, x, (l_uint8)scan_lift_colour(r, g, b));
    }
    return coloured;
}

static enum status even_rows(PIX *image, const struct channels *c,
                             struct scan_even *even, struct fault *fault)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);
    size_t coloured = 0;
    uint16_t *level[3] = {NULL};
    enum status rc = ST_OK;

    for (int i = 0; i < c->n; i++) {
        level[i] = malloc((size_t)w * sizeof **level);
        if (level[i] == NULL) {
            rc = fault_set(fault, ST_NOMEM, "no memory to even the light");
            goto done;
        }
    }
    for (int y = 0; y < h; y++) {
        const l_uint32 *line =
            pixGetData(image) + (size_t)y * (size_t)pixGetWpl(image);
        size_t at = (size_t)y * (size_t)pixGetWpl(even->grey);

        for (int i = 0; i < c->n; i++)
            row_levels(&c->levels[i], y, w, level[i]);
        if (c->n == 1)
            even_grey_row(line, w, level[0], reciprocals(),
                          pixGetData(even->grey) + at);
        else
            coloured += (size_t)even_colour_row(line, w, level, reciprocals(),
                                                pixGetData(even->grey) + at,
                                                pixGetData(even->black) + at);
    }
    even->has_colour = coloured > (size_t)w * (size_t)h / COLOURED_SHARE;
done:
    for (int i = 0; i < c->n; i++)
        free(level[i]);
    return rc;
}

static unsigned middle_level(const struct levels *l)
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

static enum status paint_mask(PIX *mask, struct scan_even *even,
                              struct fault *fault)
{
    PIX *large = pixExpandReplicate(mask, MASK_SCALE);

    if (large == NULL)
        return fault_set(fault, ST_NOMEM, "no memory to even the light");
    pixSetMaskedGeneral(even->grey, large, SCAN_PAPER, 0, 0);
    if (even->black != even->grey)
        pixSetMaskedGeneral(even->black, large, SCAN_PAPER, 0, 0);
    pixDestroy(&large);
    return ST_OK;
}

static bool make_images(PIX *image, struct scan_even *even)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);

    even->grey = pixCreateNoInit(w, h, 8);
    if (even->grey == NULL)
        return false;
    even->black = pixGetDepth(image) == 8 ? pixClone(even->grey)
                                          : pixCreateNoInit(w, h, 8);
    return even->black != NULL;
}

enum status scan_even_light(struct Pix *image, struct Pix *mask,
                            struct scan_even *even, struct fault *fault)
{
    struct channels c = {.n = pixGetDepth(image) == 8 ? 1 : 3};
    enum status rc = ST_OK;

    *even = (struct scan_even){0};
    for (int i = 0; i < c.n; i++)
        if (!measure(image, mask, c.n, i, &c.levels[i])) {
            rc = fault_set(fault, ST_NOMEM, "no memory to even the light");
            goto done;
        }
    if (!make_images(image, even)) {
        rc = fault_set(fault, ST_NOMEM, "no memory to even the light");
        goto done;
    }
    rc = even_rows(image, &c, even, fault);
    if (rc == ST_OK && mask != NULL)
        rc = paint_mask(mask, even, fault);
    for (int i = 0; i < c.n; i++)
        even->paper_rgb |= middle_level(&c.levels[i]) << (24 - 8 * i);
done:
    for (int i = 0; i < c.n; i++)
        free(c.levels[i].value);
    if (rc != ST_OK)
        scan_even_clear(even);
    return rc;
}

void scan_even_clear(struct scan_even *even)
{
    pixDestroy(&even->grey);
    pixDestroy(&even->black);
    *even = (struct scan_even){0};
}
