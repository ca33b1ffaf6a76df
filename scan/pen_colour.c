/*
 * A figure in red ink has the colour of a seal. What tells them apart is how
 * they lie: writing is small and thin, and where it stands nothing else is
 * written. A seal is larger than any figure, and what lies within its reach is
 * its characters; a person's may be no larger than a word, but has a frame. A
 * tick, a ring round a figure, a line under it or a
 * correction lies at black writing. Fills and highlighters are thick, rules
 * long. All of these are lifted, writing is not.
 *
 * Looked at is a picture of about two pixels a millimetre.
 */
#include "scan/pen_colour.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>

#include "scan/bits.h"
#include "scan/seal_frame.h"

/* Millimetres. */
static const double PIXEL = 0.5;     /* of the small picture, about */
static const double RULE = 15;       /* longer and straight: a rule or a fill */
static const double GAP = 1.5;       /* between the strokes of a word */
static const double SPECK = 1.2;     /* smaller is nothing */
static const double TALLEST = 9;     /* writing, across its line */
static const double LONGEST = 70;    /* and along it */
static const double STROKE = 1.4;    /* thicker is no pen's */
static const double BESIDE = 1;      /* so near is at it */
static const double SEAL_REACH = 10; /* of a seal's pieces, from its largest */

enum {
    DARK = 140,      /* luma of black or blue writing */
    MOST_THICK = 30, /* per cent of a word that may be thick: blots */
    MOST_OTHER = 8,  /* per cent of a word's area that is other writing */
    FRINGE_PX = 3,   /* a thinner tint is a scanner's */
    LARGEST_SCALE = 16
};

struct small {
    int scale; /* px of the page a px */
    PIX *tinted, *dark, *words;
    PIX *thick;                                   /* what no pen draws */
    BOXA *boxes;                                  /* of @words */
    struct seal_outline frames[SEAL_FRAMES_MOST]; /* px of the page */
    int n_frames;
};

static int small_px(const struct small *s, double mm, int dpi)
{
    int px = (int)(mm * dpi / 25.4 / s->scale + 0.5);

    return px < 1 ? 1 : px;
}

static PIX *mask_of(const uint16_t *tints, PIX *luma, bool tinted)
{
    int w = pixGetWidth(luma), h = pixGetHeight(luma);
    PIX *mask = pixCreate(w, h, 1);

    for (int y = 0; mask != NULL && y < h; y++) {
        const uint16_t *row = tints + (size_t)y * (size_t)w;
        const l_uint32 *from =
            pixGetData(luma) + (size_t)y * (size_t)pixGetWpl(luma);
        l_uint32 *to = pixGetData(mask) + (size_t)y * (size_t)pixGetWpl(mask);

        for (int x = 0; x < w; x++)
            if (tinted ? row[x] != 0
                       : row[x] == 0 && GET_DATA_BYTE(from, x) < DARK)
                SET_DATA_BIT(to, x);
    }
    return mask;
}

/* A pixel is black where any of the @scale x @scale was. */
static PIX *shrink(PIX *mask, int scale)
{
    PIX *now = pixClone(mask);

    for (int left = scale; left > 1 && now != NULL; left /= 2) {
        PIX *half = pixReduceRankBinary2(now, 1, NULL);

        pixDestroy(&now);
        now = half;
    }
    return now;
}

static bool take_away_rules(PIX *image, int run)
{
    PIX *across = bits_open(image, run, 1), *down = bits_open(image, 1, run);
    bool ok = across != NULL && down != NULL;

    if (ok) {
        pixOr(across, across, down);
        pixSubtract(image, image, across);
    }
    pixDestroy(&across);
    pixDestroy(&down);
    return ok;
}

/* What is left of @mask, small and without rules; @mask is destroyed. */
static PIX *small_of(PIX *mask, int run, int scale)
{
    PIX *out = mask == NULL ? NULL : shrink(mask, scale);

    pixDestroy(&mask);
    if (out != NULL && !take_away_rules(out, run))
        pixDestroy(&out);
    return out;
}

static int scale_for(int dpi)
{
    int scale = 1;

    while (scale < LARGEST_SCALE && 2 * scale * 25.4 <= 1.3 * PIXEL * dpi)
        scale *= 2;
    return scale;
}

/* Whatever is tinted and hangs together with more than a fringe. */
static PIX *coloured_ink(const uint16_t *tints, PIX *luma)
{
    PIX *all = mask_of(tints, luma, true), *core = NULL, *whole = NULL;

    if (all != NULL)
        core = bits_open(all, FRINGE_PX, FRINGE_PX);
    if (core != NULL)
        whole = pixSeedfillBinary(NULL, core, all, 8);
    pixDestroy(&all);
    pixDestroy(&core);
    return whole;
}

/* A JPEG leaves some of a thin dark stroke in colour without any. */
static bool take_away_edges(struct small *s)
{
    PIX *wide = bits_grow(s->tinted, 1, 1);

    if (wide == NULL)
        return false;
    pixSubtract(s->dark, s->dark, wide);
    pixDestroy(&wide);
    return true;
}

/* A frame may be crossed by black writing. */
static bool find_frames(struct small *s, PIX *tinted, PIX *dark, int dpi)
{
    PIX *hidden = bits_grow(dark, FRINGE_PX, FRINGE_PX);

    s->n_frames =
        hidden == NULL ? -1 : seal_frames_find(tinted, hidden, dpi, s->frames);
    pixDestroy(&hidden);
    return s->n_frames >= 0;
}

static bool small_make(struct small *s, const uint16_t *tints, PIX *luma,
                       int dpi)
{
    PIX *tinted = coloured_ink(tints, luma), *thick = NULL;
    PIX *dark = mask_of(tints, luma, false);
    bool ok =
        tinted != NULL && dark != NULL && find_frames(s, tinted, dark, dpi);
    int run, gap, stroke = (int)(STROKE * dpi / 25.4 + 0.5);

    s->scale = scale_for(dpi);
    run = small_px(s, RULE, dpi);
    gap = small_px(s, GAP, dpi);
    if (tinted != NULL)
        thick = bits_open(tinted, stroke, stroke);
    s->thick = small_of(thick, run, s->scale);
    s->tinted = small_of(tinted, run, s->scale);
    s->dark = small_of(dark, run, s->scale);
    if (!ok || s->thick == NULL || s->tinted == NULL || s->dark == NULL ||
        !take_away_edges(s))
        return false;
    s->words = bits_close(s->tinted, gap, gap);
    if (s->words != NULL)
        s->boxes = pixConnCompBB(s->words, 8);
    return s->boxes != NULL;
}

static void small_clear(struct small *s)
{
    pixDestroy(&s->tinted);
    pixDestroy(&s->dark);
    pixDestroy(&s->thick);
    pixDestroy(&s->words);
    boxaDestroy(&s->boxes);
}

struct area {
    int x, y, w, h; /* px of the small picture */
};

static struct area area_at(BOXA *boxes, int i)
{
    l_int32 x = 0, y = 0, w = 0, h = 0;

    (void)boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    return (struct area){x, y, w, h};
}

static int count_in(PIX *image, struct area a, int beside)
{
    int n = 0, w = pixGetWidth(image), h = pixGetHeight(image);

    for (int y = a.y - beside; y < a.y + a.h + beside; y++) {
        const l_uint32 *line;

        if (y < 0 || y >= h)
            continue;
        line = pixGetData(image) + (size_t)y * (size_t)pixGetWpl(image);
        for (int x = a.x - beside; x < a.x + a.w + beside; x++)
            n += x >= 0 && x < w && GET_DATA_BIT(line, x);
    }
    return n;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* Larger than writing both ways: a seal, or a piece of its ring. */
static bool is_large(const struct small *s, struct area a, int dpi)
{
    return least(a.w, a.h) > small_px(s, TALLEST, dpi) &&
           most(a.w, a.h) <= small_px(s, LONGEST, dpi);
}

static bool lies_at(struct area a, struct area seal, int reach)
{
    int x = a.x + a.w / 2, y = a.y + a.h / 2;

    return x >= seal.x - reach && x < seal.x + seal.w + reach &&
           y >= seal.y - reach && y < seal.y + seal.h + reach;
}

static bool is_at_a_seal(const struct small *s, struct area a, int dpi)
{
    int reach = small_px(s, SEAL_REACH, dpi), n = boxaGetCount(s->boxes);

    for (int i = 0; i < n; i++) {
        struct area seal = area_at(s->boxes, i);

        if (is_large(s, seal, dpi) && lies_at(a, seal, reach))
            return true;
    }
    return false;
}

static bool is_in_a_frame(const struct small *s, struct area a)
{
    double x = (a.x + a.w / 2.0) * s->scale, y = (a.y + a.h / 2.0) * s->scale;

    for (int i = 0; i < s->n_frames; i++)
        if (seal_outline_holds(&s->frames[i], x, y, s->frames[i].outer))
            return true;
    return false;
}

static bool is_writing(const struct small *s, struct area a, int dpi)
{
    int tinted, beside = small_px(s, BESIDE, dpi);

    if (most(a.w, a.h) < small_px(s, SPECK, dpi) ||
        least(a.w, a.h) > small_px(s, TALLEST, dpi) ||
        most(a.w, a.h) > small_px(s, LONGEST, dpi))
        return false;
    tinted = count_in(s->tinted, a, 0);
    return 100 * count_in(s->thick, a, 0) <= MOST_THICK * tinted &&
           100 * count_in(s->dark, a, beside) <= MOST_OTHER * a.w * a.h &&
           !is_at_a_seal(s, a, dpi) && !is_in_a_frame(s, a);
}

/* The word's place on the page, with its blurred edges. */
static struct scan_box place_of(struct area a, int scale, PIX *page)
{
    int x = most(0, (a.x - 1) * scale), y = most(0, (a.y - 1) * scale);
    int right = least(pixGetWidth(page), (a.x + a.w + 1) * scale);
    int bottom = least(pixGetHeight(page), (a.y + a.h + 1) * scale);

    return (struct scan_box){x, y, right - x, bottom - y};
}

enum status pen_colour_find(const uint16_t *tints, struct Pix *luma, int dpi,
                            struct pen_words *out, struct fault *fault)
{
    struct small s = {0};

    *out = (struct pen_words){0};
    if (small_make(&s, tints, luma, dpi))
        out->places =
            calloc((size_t)boxaGetCount(s.boxes) + 1, sizeof *out->places);
    for (int i = 0; out->places != NULL && i < boxaGetCount(s.boxes); i++) {
        struct area a = area_at(s.boxes, i);

        if (is_writing(&s, a, dpi))
            out->places[out->n++] = place_of(a, s.scale, luma);
    }
    small_clear(&s);
    return out->places != NULL
               ? ST_OK
               : fault_set(fault, ST_NOMEM,
                           "no memory to look for coloured ink");
}

void pen_words_clear(struct pen_words *words)
{
    free(words->places);
    *words = (struct pen_words){0};
}
