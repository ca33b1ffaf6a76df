/*
 * Seals, marks and coloured fills lifted off. What a colour hides is found by
 * dividing: a pixel of a red seal is as dark as the seal is, black print under
 * it is darker still, and luma over the seal's own luma tells how much. The
 * seal's luma is that of the strongest colour within two pixels, because a JPEG
 * keeps colour at half the size: at a seal's edge, and on print inside it, the
 * pixel's own colour is a mixture.
 *
 * Hue decides what is lifted: a clerk's blue pen and blue carbon are writing
 * and stay, unless the blue is as pure as only a drawing program makes it.
 */
#include "scan/colour.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>

#include "scan/pen_colour.h"
#include "scan/steps.h"

enum {
    NEUTRAL = COLOUR_NEUTRAL,
    COLOURED = 56,  /* from here on it is a colour */
    PURE_MAX = 225, /* brightest channel of a blue that no pen makes */
    PURE_MIN = 70,  /* and its darkest */
    THIN = 3,       /* px; a thinner tint is a scanner's colour fringe */
    REACH = 2,      /* px: how far colour is blurred */
    WINDOW = 2 * REACH + 1,
    SLACK_PER_CENT = 88, /* of the colour's luma still counts as the colour */
    DARKEST_COLOUR = 24,
};

static int least3(int a, int b, int c)
{
    int m = a < b ? a : b;

    return m < c ? m : c;
}

static int most3(int a, int b, int c)
{
    int m = a > b ? a : b;

    return m > c ? m : c;
}

/* Hue of blue ink: between cyan (180 degrees) and magenta (300), with a margin
 * of 20 degrees to each. */
static bool is_blue(int red, int green, int blue, int saturation)
{
    int lean = red - green; /* -saturation: cyan; +saturation: magenta */

    return blue > red && blue > green && 3 * lean > -2 * saturation &&
           3 * lean < 2 * saturation;
}

uint16_t colour_tint(int red, int green, int blue)
{
    int most = most3(red, green, blue), least = least3(red, green, blue);
    int saturation = most - least;

    if (saturation <= NEUTRAL)
        return 0;
    if (is_blue(red, green, blue, saturation) &&
        (most < PURE_MAX || least > PURE_MIN))
        return 0;
    return (uint16_t)(saturation << 8 | colour_luma(red, green, blue));
}

/* The largest of each pixel's neighbours in its row; false when all are 0. */
static bool widen_row(const uint16_t *tints, int w, uint16_t *out)
{
    bool any = false;

    memset(out, 0, (size_t)w * sizeof *out);
    for (int x = 0; x < w; x++) {
        int from = x < REACH ? 0 : x - REACH;
        int to = x + REACH >= w ? w - 1 : x + REACH;

        if (tints[x] == 0)
            continue;
        any = true;
        for (int i = from; i <= to; i++)
            if (out[i] < tints[x])
                out[i] = tints[x];
    }
    return any;
}

/* @tint is the strongest one near the pixel. */
static int lifted(int luma, uint16_t tint)
{
    int saturation = tint >> 8, own = (tint & 255) * SLACK_PER_CENT / 100;
    int bare =
        luma * SCAN_PAPER / (own > DARKEST_COLOUR ? own : DARKEST_COLOUR);
    int part =
        saturation >= COLOURED ? COLOURED - NEUTRAL : saturation - NEUTRAL;

    if (bare > SCAN_PAPER)
        bare = SCAN_PAPER;
    if (bare <= luma)
        return luma;
    return luma + (bare - luma) * part / (COLOURED - NEUTRAL);
}

static void lift_row(uint16_t *const *wide, const bool *any, l_uint32 *black,
                     int w)
{
    bool some = false;

    for (int i = 0; i < WINDOW; i++)
        some = some || any[i];
    for (int x = 0; some && x < w; x++) {
        uint16_t tint = 0;

        for (int i = 0; i < WINDOW; i++)
            if (wide[i][x] > tint)
                tint = wide[i][x];
        if (tint != 0)
            SET_DATA_BYTE(black, x,
                          (l_uint8)lifted(GET_DATA_BYTE(black, x), tint));
    }
}

/* Forget tints that are thinner than THIN: scanners give black print a red
 * edge on one side and a green one on the other. */
static bool drop_fringes(uint16_t *tints, int w, int h)
{
    PIX *mask = pixCreate(w, h, 1);

    if (mask == NULL)
        return false;
    for (int y = 0; y < h; y++) {
        l_uint32 *line = pixGetData(mask) + (size_t)y * (size_t)pixGetWpl(mask);
        const uint16_t *row = tints + (size_t)y * (size_t)w;

        for (int x = 0; x < w; x++)
            if (row[x] != 0)
                SET_DATA_BIT(line, x);
    }
    pixOpenBrickDwa(mask, mask, THIN, THIN);
    for (int y = 0; y < h; y++) {
        const l_uint32 *line =
            pixGetData(mask) + (size_t)y * (size_t)pixGetWpl(mask);
        uint16_t *row = tints + (size_t)y * (size_t)w;

        for (int x = 0; x < w; x++)
            if (row[x] != 0 && !GET_DATA_BIT(line, x))
                row[x] = 0;
    }
    pixDestroy(&mask);
    return true;
}

static void lift_all(const uint16_t *tints, PIX *black, uint16_t *const *wide)
{
    int w = pixGetWidth(black), h = pixGetHeight(black);
    bool any[WINDOW] = {false};

    /* The window's rows lie in a ring; their order does not matter. */
    for (int y = -REACH; y < h; y++) {
        int next = y + REACH, slot = next % WINDOW;

        any[slot] = next < h &&
                    widen_row(tints + (size_t)next * (size_t)w, w, wide[slot]);
        if (!any[slot])
            memset(wide[slot], 0, (size_t)w * sizeof **wide);
        if (y >= 0)
            lift_row(wide, any,
                     pixGetData(black) + (size_t)y * (size_t)pixGetWpl(black),
                     w);
    }
}

/* @bare  all lifted; changed */
static bool lift_off(uint16_t *tints, PIX *bare)
{
    int w = pixGetWidth(bare);
    uint16_t *rows = calloc((size_t)w * WINDOW, sizeof *rows);
    uint16_t *wide[WINDOW];
    bool ok = rows != NULL && drop_fringes(tints, w, pixGetHeight(bare));

    for (int i = 0; ok && i < WINDOW; i++)
        wide[i] = rows + (size_t)i * (size_t)w;
    if (ok)
        lift_all(tints, bare, wide);
    free(rows);
    return ok;
}

static void put_back(const struct pen_words *words, PIX *luma, PIX *black)
{
    for (size_t i = 0; i < words->n; i++) {
        struct scan_box at = words->places[i];

        (void)pixRasterop(black, at.x, at.y, at.w, at.h, PIX_SRC, luma, at.x,
                          at.y);
    }
}

enum status colour_lift(uint16_t *tints, struct Pix *luma, int dpi,
                        struct Pix **black, struct Pix **bare,
                        struct fault *fault)
{
    struct pen_words words = {0};
    enum status rc = pen_colour_find(tints, luma, dpi, &words, fault);

    *bare = NULL;
    *black = pixCopy(NULL, luma);
    if (rc == ST_OK && (*black == NULL || !lift_off(tints, *black)))
        rc = fault_set(fault, ST_NOMEM, "no memory to lift the colour");
    if (rc == ST_OK && words.n > 0) {
        *bare = pixCopy(NULL, *black);
        if (*bare == NULL)
            rc = fault_set(fault, ST_NOMEM, "no memory to keep the pens");
        put_back(&words, luma, *black);
    }
    if (rc != ST_OK) {
        pixDestroy(black);
        pixDestroy(bare);
    }
    pen_words_clear(&words);
    return rc;
}
