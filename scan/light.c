/*
 * Even light: every pixel divided by the paper's brightness at its place.
 * Colour is evened channel by channel, which takes the paper's tint away too,
 * so that colour means ink from there on.
 */
#include <leptonica/allheaders.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scan/colour.h"
#include "scan/paper.h"
#include "scan/steps.h"

enum {
    MASK_SCALE = 4,
    COLOURED_SPAN = 70,    /* max - min of a pixel that is surely coloured */
    COLOURED_SHARE = 20000 /* one pixel in so many makes a coloured page */
};

struct channels {
    int n; /* 1 or 3 */
    struct paper_levels levels[3];
};

/* @level  of each of the @n pixels */
static void even_bytes(const uint8_t *restrict from, int n,
                       const float *restrict level, uint8_t *restrict to)
{
    for (int x = 0; x < n; x++) {
        float v = (float)from[x] * SCAN_PAPER / level[x];

        to[x] = (uint8_t)(int)(v < 255.0F ? v : 255.0F);
    }
}

/* One row of a coloured image, a channel after the other, and what comes of
 * it; room for w + 3 px each. */
struct colours {
    uint8_t *plain, *channel[3], *grey, *spread;
};

static bool colours_make(int w, struct colours *row)
{
    size_t room = (size_t)w + 3;

    row->plain = calloc(6 * room, sizeof *row->plain);
    if (row->plain == NULL)
        return false;
    for (size_t i = 0; i < 3; i++)
        row->channel[i] = row->plain + (i + 1) * room;
    row->grey = row->plain + 4 * room;
    row->spread = row->plain + 5 * room;
    return true;
}

static void split_channel(const l_uint32 *restrict line, int w, int shift,
                          uint8_t *restrict to)
{
    for (int x = 0; x < w; x++)
        to[x] = (uint8_t)(line[x] >> shift);
}

static uint8_t most(uint8_t a, uint8_t b)
{
    return a > b ? a : b;
}

static uint8_t least(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

static void mix_channels(const struct colours *row, int w)
{
    const uint8_t *restrict r = row->channel[0], *restrict g = row->channel[1];
    const uint8_t *restrict b = row->channel[2];
    uint8_t *restrict grey = row->grey, *restrict spread = row->spread;

    for (int x = 0; x < w; x++) {
        grey[x] = (uint8_t)colour_luma(r[x], g[x], b[x]);
        spread[x] = (uint8_t)(most(most(r[x], g[x]), b[x]) -
                              least(least(r[x], g[x]), b[x]));
    }
}

/* Returns how many pixels were surely coloured. */
static int note_tints(const struct colours *row, int w, uint16_t *tints)
{
    int coloured = 0;

    memset(tints, 0, (size_t)w * sizeof *tints);
    for (int x = 0; x < w; x++) {
        if (row->spread[x] <= COLOUR_NEUTRAL)
            continue;
        coloured += row->spread[x] >= COLOURED_SPAN;
        tints[x] = colour_tint(row->channel[0][x], row->channel[1][x],
                               row->channel[2][x]);
    }
    return coloured;
}

/* Bytes in picture order to words. */
static void put_bytes(const uint8_t *bytes, int w, l_uint32 *line)
{
    for (int i = 0; i < (w + 3) / 4; i++) {
        const uint8_t *four = bytes + 4 * (size_t)i;

        line[i] = (l_uint32)four[0] << 24 | (l_uint32)four[1] << 16 |
                  (l_uint32)four[2] << 8 | four[3];
    }
}

static int even_colour_row(const l_uint32 *line, int w, float *const *level,
                           const struct colours *row, l_uint32 *grey,
                           uint16_t *tints)
{
    for (int i = 0; i < 3; i++) {
        split_channel(line, w, 24 - 8 * i, row->plain);
        even_bytes(row->plain, w, level[i], row->channel[i]);
    }
    mix_channels(row, w);
    put_bytes(row->grey, w, grey);
    return note_tints(row, w, tints);
}

static void even_grey(PIX *image, const struct channels *c, float *const *level,
                      PIX *grey)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);

    for (int y = 0; y < h; y++) {
        paper_row_levels(&c->levels[0], y, w, level[0]);
        /* the four pixels of a word share a level: their order is the same */
        even_bytes((const uint8_t *)(pixGetData(image) +
                                     (size_t)y * (size_t)pixGetWpl(image)),
                   (w + 3) / 4 * 4, level[0],
                   (uint8_t *)(pixGetData(grey) +
                               (size_t)y * (size_t)pixGetWpl(grey)));
    }
}

static enum status lift(PIX *image, uint16_t *tints, struct scan_even *even,
                        struct fault *fault)
{
    struct scan_quality origin = {0};

    scan_note_origin(image, &origin);
    return colour_lift(tints, even->grey, origin.dpi, &even->black, &even->bare,
                       fault);
}

static enum status even_colour(PIX *image, const struct channels *c,
                               float *const *level, struct scan_even *even,
                               struct fault *fault)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);
    size_t coloured = 0;
    uint16_t *tints = malloc((size_t)w * (size_t)h * sizeof *tints);
    struct colours row = {0};
    enum status rc = ST_OK;

    if (tints == NULL || !colours_make(w, &row)) {
        rc = fault_set(fault, ST_NOMEM, "no memory to even the light");
        goto done;
    }
    for (int y = 0; y < h; y++) {
        for (int i = 0; i < c->n; i++)
            paper_row_levels(&c->levels[i], y, w, level[i]);
        coloured += (size_t)even_colour_row(
            pixGetData(image) + (size_t)y * (size_t)pixGetWpl(image), w, level,
            &row,
            pixGetData(even->grey) + (size_t)y * (size_t)pixGetWpl(even->grey),
            tints + (size_t)y * (size_t)w);
    }
    even->has_colour = coloured > (size_t)w * (size_t)h / COLOURED_SHARE;
    if (even->has_colour)
        rc = lift(image, tints, even, fault);
    else
        even->black = pixClone(even->grey);
done:
    free(row.plain);
    free(tints);
    return rc;
}

static enum status even_rows(PIX *image, const struct channels *c,
                             struct scan_even *even, struct fault *fault)
{
    float *level[3] = {NULL};
    enum status rc = ST_OK;

    for (int i = 0; i < c->n; i++) {
        level[i] = malloc(((size_t)pixGetWidth(image) + 3) * sizeof **level);
        if (level[i] == NULL) {
            rc = fault_set(fault, ST_NOMEM, "no memory to even the light");
            goto done;
        }
    }
    if (c->n == 1) {
        even_grey(image, c, level, even->grey);
        even->black = pixClone(even->grey);
    } else {
        rc = even_colour(image, c, level, even, fault);
    }
done:
    for (int i = 0; i < c->n; i++)
        free(level[i]);
    return rc;
}

static bool is_any_set(const l_uint32 *line, int wpl)
{
    for (int i = 0; i < wpl; i++)
        if (line[i] != 0)
            return true;
    return false;
}

static void paint_mask(PIX *mask, PIX *image)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);

    for (int y = 0; y < h; y++) {
        const l_uint32 *cover = pixGetData(mask) + (size_t)(y / MASK_SCALE) *
                                                       (size_t)pixGetWpl(mask);
        l_uint32 *line =
            pixGetData(image) + (size_t)y * (size_t)pixGetWpl(image);

        if (!is_any_set(cover, pixGetWpl(mask)))
            continue;
        for (int x = 0; x < w; x++)
            if (GET_DATA_BIT(cover, x / MASK_SCALE))
                SET_DATA_BYTE(line, x, SCAN_PAPER);
    }
}

enum status scan_even_light(struct Pix *image, struct Pix *mask,
                            struct scan_even *even, struct fault *fault)
{
    struct channels c = {.n = pixGetDepth(image) == 8 ? 1 : 3};
    enum status rc = ST_OK;

    *even = (struct scan_even){0};
    for (int i = 0; i < c.n; i++)
        if (!paper_measure(image, mask, c.n, i, &c.levels[i])) {
            rc = fault_set(fault, ST_NOMEM, "no memory to even the light");
            goto done;
        }
    even->grey = pixCreateNoInit(pixGetWidth(image), pixGetHeight(image), 8);
    if (even->grey == NULL) {
        rc = fault_set(fault, ST_NOMEM, "no memory to even the light");
        goto done;
    }
    rc = even_rows(image, &c, even, fault);
    if (rc == ST_OK && mask != NULL) {
        paint_mask(mask, even->grey);
        if (even->black != even->grey)
            paint_mask(mask, even->black);
        if (even->bare != NULL)
            paint_mask(mask, even->bare);
    }
    if (rc == ST_OK)
        scan_darken_pale(even);
    for (int i = 0; i < c.n; i++)
        even->paper_rgb |= paper_middle_level(&c.levels[i]) << (24 - 8 * i);
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
    pixDestroy(&even->bare);
    *even = (struct scan_even){0};
}
