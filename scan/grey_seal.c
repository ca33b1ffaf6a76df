/*
 * A red seal that was copied in grey is lighter than print. What is lighter
 * than print, and no print's blurred edge, is looked over for the lines around
 * seals; only inside of one is anything lifted, so that faint print without a
 * seal is safe. A seal nearly as dark as print is looked for next: what of it
 * is lifted may hold thin print, so that its place is marked. One that is as
 * dark as print is only marked.
 */
#include "scan/grey_seal.h"

#include <leptonica/allheaders.h>
#include <stdbool.h>
#include <stdlib.h>

#include "scan/bits.h"
#include "scan/seal_frame.h"
#include "scan/seal_lift.h"
#include "scan/seal_ring.h"
#include "scan/seal_rules.h"
#include "scan/steps.h"

enum {
    STROKE = 170, /* a pixel of a print stroke is darker, */
    REACH = 2,    /* and the stroke's middle is so many px away at most */
    SAMPLE = 2,   /* every second row and column is looked at */
    PRINT_PER_CENT = 30, /* of the strokes' middles are as dark as print */
    /* so much of the way from print to paper is no print any more */
    LIGHTER_PER_CENT = 30,
    /* and so much is none where a seal shows itself by its line */
    DARKER_PER_CENT = 12,
    LIGHTEST_PRINT = 170, /* on a page fainter than that nothing is told */
    SEALS_MOST = SEAL_RINGS_MOST + SEAL_FRAMES_MOST
};

static int darkest_around(PIX *grey, int x, int y)
{
    int darkest = 255;

    for (int j = y - REACH; j <= y + REACH; j++) {
        const l_uint32 *line =
            pixGetData(grey) + (size_t)j * (size_t)pixGetWpl(grey);

        for (int i = x - REACH; i <= x + REACH; i++)
            if (GET_DATA_BYTE(line, i) < darkest)
                darkest = GET_DATA_BYTE(line, i);
    }
    return darkest;
}

/* Fills the histogram of how dark strokes are; returns how many were asked. */
static unsigned stroke_levels(PIX *grey, unsigned *histogram)
{
    int w = pixGetWidth(grey), h = pixGetHeight(grey);
    unsigned n = 0;

    for (int y = REACH; y < h - REACH; y += SAMPLE) {
        const l_uint32 *line =
            pixGetData(grey) + (size_t)y * (size_t)pixGetWpl(grey);

        for (int x = REACH; x < w - REACH; x += SAMPLE)
            if (GET_DATA_BYTE(line, x) < STROKE) {
                histogram[darkest_around(grey, x, y)]++;
                n++;
            }
    }
    return n;
}

/* How dark print is; SCAN_PAPER: there is none. */
static int print_level(PIX *grey)
{
    unsigned histogram[256] = {0}, sum = 0;
    unsigned n = stroke_levels(grey, histogram);
    int level = 0;

    while (level < SCAN_PAPER &&
           (sum += histogram[level]) <= n / 100.0 * PRINT_PER_CENT)
        level++;
    return level;
}

static int print_threshold(int print, int per_cent)
{
    return print + (SCAN_PAPER - print) * per_cent / 100;
}

struct seals {
    struct seal_outline line[SEALS_MOST];
    int n;
};

static int larger_first(const void *a, const void *b)
{
    const struct seal_outline *p = a, *q = b;
    double left = p->half_w * p->half_h, right = q->half_w * q->half_h;

    return (left < right) - (left > right);
}

/* What is left of a seal that was lifted is no other one, nor is half an oval a
 * ring or a character a frame. @found is sorted. */
static void add_new(struct seals *seals, struct seal_outline *found, int n)
{
    qsort(found, (size_t)n, sizeof *found, larger_first);
    for (int i = 0; i < n && seals->n < SEALS_MOST; i++) {
        bool is_new = true;

        for (int k = 0; k < seals->n && is_new; k++)
            is_new =
                !seal_outline_holds(&seals->line[k], found[i].x, found[i].y, 0);
        if (is_new)
            seals->line[seals->n++] = found[i];
    }
}

/* Adds those that are not known; false: no memory. */
static bool find_seals(PIX *strokes, PIX *hidden, int dpi, struct seals *seals)
{
    struct seal_ring rings[SEAL_RINGS_MOST];
    struct seal_outline found[SEALS_MOST];
    int n = seal_rings_find(strokes, hidden, dpi, rings), frames;

    for (int i = 0; i < n; i++)
        found[i] = seal_outline_of_ring(&rings[i]);
    frames = n < 0 ? -1 : seal_frames_find(strokes, hidden, dpi, found + n);
    if (frames >= 0)
        add_new(seals, found, n + frames);
    return frames >= 0;
}

static void mark(const struct seal_outline *seal, PIX *page,
                 struct scan_seals *marks)
{
    struct scan_box box = seal_outline_box(seal, seal->outer);
    int right = box.x + box.w, bottom = box.y + box.h;

    if (marks->n == SCAN_SEALS_MOST)
        return;
    if (right > pixGetWidth(page))
        right = pixGetWidth(page);
    if (bottom > pixGetHeight(page))
        bottom = pixGetHeight(page);
    if (box.x < 0)
        box.x = 0;
    if (box.y < 0)
        box.y = 0;
    box.w = right - box.x;
    box.h = bottom - box.y;
    if (box.w > 0 && box.h > 0)
        marks->box[marks->n++] = box;
}

/* Seals whose ink is lighter than @print are lifted off *black, which becomes
 * an image of its own. */
static bool lift_lighter(PIX *grey, int print, int dpi, struct seals *seals,
                         PIX **black, struct scan_seals *marks)
{
    struct pale_strokes ink = {.seal = NULL};
    int from = seals->n;
    bool ok = pale_strokes_find(*black, print, dpi, &ink) &&
              find_seals(ink.seal, ink.hidden, dpi, seals);

    if (ok && seals->n > from && *black == grey) {
        pixDestroy(black);
        *black = pixCopy(NULL, grey);
        ok = *black != NULL;
    }
    for (int i = from; ok && i < seals->n; i++) {
        ok = seal_lift(*black, &ink, print, dpi, &seals->line[i], *black);
        if (marks != NULL)
            mark(&seals->line[i], *black, marks);
    }
    pale_strokes_clear(&ink);
    return ok;
}

/* What is as dark as print is looked over for seals without the rules, which
 * hide what they lie on. */
static bool mark_dark(PIX *black, int dpi, struct seals *seals,
                      struct scan_seals *marks)
{
    const int level = STROKE;
    PIX *ink = NULL, *rules = NULL;
    int from = seals->n;
    bool ok = bits_below(black, &level, 1, &ink);

    if (ok)
        rules = seal_rules_find(ink, dpi);
    ok = rules != NULL;
    if (ok) {
        pixSubtract(ink, ink, rules);
        ok = find_seals(ink, rules, dpi, seals);
    }
    for (int i = from; ok && i < seals->n; i++)
        mark(&seals->line[i], black, marks);
    pixDestroy(&ink);
    pixDestroy(&rules);
    return ok;
}

static bool lift_all(PIX *grey, int dpi, PIX **black, struct scan_seals *marks)
{
    int print = print_level(grey);
    struct seals seals = {.n = 0};
    bool ok = true;

    if (print_threshold(print, LIGHTER_PER_CENT) <= LIGHTEST_PRINT) {
        ok = lift_lighter(grey, print_threshold(print, LIGHTER_PER_CENT), dpi,
                          &seals, black, NULL);
        if (ok)
            ok = lift_lighter(grey, print_threshold(print, DARKER_PER_CENT),
                              dpi, &seals, black, marks);
    }
    return ok && mark_dark(*black, dpi, &seals, marks);
}

enum status grey_seals_lift(struct Pix *grey, int dpi, struct Pix **black,
                            struct scan_seals *marks, struct fault *fault)
{
    *marks = (struct scan_seals){0};
    *black = pixClone(grey);
    if (*black != NULL && lift_all(grey, dpi, black, marks))
        return ST_OK;
    pixDestroy(black);
    return fault_set(fault, ST_NOMEM, "no memory to lift seals");
}
