/*
 * Even light: every pixel divided by the paper's brightness at its place.
 * Colour is evened channel by channel, which takes the paper's tint away too,
 * so that colour means ink from there on.
 */
#include <leptonica/allheaders.h>
#include <stdint.h>
#include <stdlib.h>

#include "scan/colour.h"
#include "scan/paper.h"
#include "scan/steps.h"

enum {
    MASK_SCALE = 4,
    DARKEST_PAPER = 40,    /* no level below this is believed to be paper */
    COLOURED_SPAN = 70,    /* max - min of a pixel that is surely coloured */
    COLOURED_SHARE = 20000 /* one pixel in so many makes a coloured page */
};

struct channels {
    int n; /* 1 or 3 */
    struct paper_levels levels[3];
};

/* reciprocal[level] turns a pixel into its share of the paper, 16 bit. */
static const uint32_t *reciprocals(void)
{
    static _Thread_local uint32_t table[256 << PAPER_LEVEL_BITS];

    if (table[1] == 0)
        for (uint32_t i = 1; i < sizeof table / sizeof *table; i++)
            table[i] = ((uint32_t)SCAN_PAPER << (PAPER_LEVEL_BITS + 16)) / i;
    return table;
}

static int evened(int value, unsigned level, const uint32_t *reciprocal)
{
    uint64_t v = 0;

    if (level < DARKEST_PAPER << PAPER_LEVEL_BITS)
        level = DARKEST_PAPER << PAPER_LEVEL_BITS;
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
                           uint16_t *tints)
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
        SET_DATA_BYTE(grey, x, (l_uint8)colour_luma(r, g, b));
        tints[x] = colour_tint(r, g, b);
    }
    return coloured;
}

static void even_grey(PIX *image, const struct channels *c,
                      uint16_t *const *level, PIX *grey)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);

    for (int y = 0; y < h; y++) {
        paper_row_levels(&c->levels[0], y, w, level[0]);
        even_grey_row(pixGetData(image) + (size_t)y * (size_t)pixGetWpl(image),
                      w, level[0], reciprocals(),
                      pixGetData(grey) + (size_t)y * (size_t)pixGetWpl(grey));
    }
}

static enum status even_colour(PIX *image, const struct channels *c,
                               uint16_t *const *level, struct scan_even *even,
                               struct fault *fault)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);
    size_t coloured = 0;
    uint16_t *tints = malloc((size_t)w * (size_t)h * sizeof *tints);
    enum status rc = ST_OK;

    if (tints == NULL)
        return fault_set(fault, ST_NOMEM, "no memory to even the light");
    for (int y = 0; y < h; y++) {
        for (int i = 0; i < c->n; i++)
            paper_row_levels(&c->levels[i], y, w, level[i]);
        coloured += (size_t)even_colour_row(
            pixGetData(image) + (size_t)y * (size_t)pixGetWpl(image), w, level,
            reciprocals(),
            pixGetData(even->grey) + (size_t)y * (size_t)pixGetWpl(even->grey),
            tints + (size_t)y * (size_t)w);
    }
    even->has_colour = coloured > (size_t)w * (size_t)h / COLOURED_SHARE;
    even->black =
        even->has_colour ? pixCopy(NULL, even->grey) : pixClone(even->grey);
    if (even->black == NULL)
        rc = fault_set(fault, ST_NOMEM, "no memory to even the light");
    else if (even->has_colour)
        rc = colour_lift(tints, even->black, fault);
    free(tints);
    return rc;
}

static enum status even_rows(PIX *image, const struct channels *c,
                             struct scan_even *even, struct fault *fault)
{
    uint16_t *level[3] = {NULL};
    enum status rc = ST_OK;

    for (int i = 0; i < c->n; i++) {
        level[i] = malloc((size_t)pixGetWidth(image) * sizeof **level);
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

static void paint_mask(PIX *mask, PIX *image)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);

    for (int y = 0; y < h; y++) {
        const l_uint32 *cover = pixGetData(mask) + (size_t)(y / MASK_SCALE) *
                                                       (size_t)pixGetWpl(mask);
        l_uint32 *line =
            pixGetData(image) + (size_t)y * (size_t)pixGetWpl(image);

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
    }
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
    *even = (struct scan_even){0};
}
