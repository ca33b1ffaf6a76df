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
    /* so much of the way from print to paper is no print where a seal shows
     * itself by its line, */
    DARKER_PER_CENT = 12,
    /* and so much is none, even if it is thin */
    LIGHTER_PER_CENT = 30,
    MIDDLE_PER_CENT = 50, /* of a line are darker than its level */
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

static bool is_within(const struct seals *seals, const struct seal_outline *o)
{
    for (int i = 0; i < seals->n; i++)
        if (seal_outline_holds(&seals->line[i], o->x, o->y, 0))
            return true;
    return false;
}

/* What is left of a seal that was lifted is no other one. */
static void leave_out_known(struct seals *seals, const struct seals *known)
{
    int n = 0;

    for (int i = 0; i < seals->n; i++)
        if (!is_within(known, &seals->line[i]))
            seals->line[n++] = seals->line[i];
    seals->n = n;
}

/* Half an oval is no ring, nor is a character a frame. False: no memory. */
static bool find_seals(PIX *strokes, PIX *hidden, int dpi, struct seals *seals)
{
    struct seal_ring rings[SEAL_RINGS_MOST];
    struct seal_outline found[SEALS_MOST];
    int n = seal_rings_find(strokes, hidden, dpi, rings), frames;

    seals->n = 0;
    for (int i = 0; i < n; i++)
        found[i] = seal_outline_of_ring(&rings[i]);
    frames = n < 0 ? -1 : seal_frames_find(strokes, hidden, dpi, found + n);
    if (frames < 0)
        return false;
    n += frames;
    qsort(found, (size_t)n, sizeof *found, larger_first);
    for (int i = 0; i < n; i++)
        if (!is_within(seals, &found[i]))
            seals->line[seals->n++] = found[i];
    return true;
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

/* Lifts seals whose ink is lighter than @print off *black, which becomes an
 * image of its own. */
static bool lift_each(PIX *grey, int print, int dpi, const struct seals *seals,
                      PIX **black)
{
    struct pale_strokes ink = {.seal = NULL};
    bool ok = true;

    if (seals->n == 0)
        return true;
    if (*black == grey) {
        pixDestroy(black);
        *black = pixCopy(NULL, grey);
    }
    ok = *black != NULL && pale_strokes_find(grey, print, dpi, &ink);
    for (int i = 0; ok && i < seals->n; i++)
        ok = seal_lift(grey, &ink, print, dpi, &seals->line[i], *black);
    pale_strokes_clear(&ink);
    return ok;
}

/* Those whose line is lighter than @sure go to @light, others to @dark. */
static void part_by_level(PIX *grey, const struct pale_strokes *ink,
                          const struct seals *seals, int sure,
                          struct seals *light, struct seals *dark)
{
    for (int i = 0; i < seals->n; i++) {
        const struct seal_outline *line = &seals->line[i];
        int level = seal_line_level(grey, ink, line, MIDDLE_PER_CENT);
        struct seals *to = level < sure ? dark : light;

        to->line[to->n++] = *line;
    }
}

static bool lift_lighter(PIX *grey, int print, int dpi, struct seals *seals,
                         PIX **black, struct scan_seals *marks)
{
    int deepest = print_threshold(print, DARKER_PER_CENT);
    int sure = print_threshold(print, LIGHTER_PER_CENT);
    struct pale_strokes ink = {.seal = NULL};
    struct seals light = {.n = 0}, dark = {.n = 0};
    bool ok = pale_strokes_find(grey, deepest, dpi, &ink) &&
              find_seals(ink.seal, ink.hidden, dpi, seals);

    if (ok)
        part_by_level(grey, &ink, seals, sure, &light, &dark);
    pale_strokes_clear(&ink);
    ok = ok && lift_each(grey, sure, dpi, &light, black) &&
         lift_each(grey, deepest, dpi, &dark, black);
    for (int i = 0; ok && i < dark.n; i++)
        mark(&dark.line[i], *black, marks);
    return ok;
}

/* What is as dark as print is looked over for seals without the rules, which
 * hide what they lie on. */
static bool find_dark(PIX *black, int dpi, struct seals *seals)
{
    const int level = STROKE;
    PIX *ink = NULL, *rules = NULL;
    bool ok = bits_below(black, &level, 1, &ink);

    if (ok)
        rules = seal_rules_find(ink, dpi);
    ok = rules != NULL;
    if (ok) {
        pixSubtract(ink, ink, rules);
        ok = find_seals(ink, rules, dpi, seals);
    }
    pixDestroy(&ink);
    pixDestroy(&rules);
    return ok;
}

static bool lift_all(PIX *grey, int dpi, PIX **black, struct scan_seals *marks)
{
    int print = print_level(grey);
    struct seals light = {.n = 0}, dark = {.n = 0};
    bool tells = print_threshold(print, LIGHTER_PER_CENT) <= LIGHTEST_PRINT;
    bool ok = !tells || lift_lighter(grey, print, dpi, &light, black, marks);

    ok = ok && find_dark(*black, dpi, &dark);
    leave_out_known(&dark, &light);
    for (int i = 0; ok && i < dark.n; i++)
        mark(&dark.line[i], *black, marks);
    return ok;
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
