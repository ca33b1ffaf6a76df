/*
 * Does the writing run across the page or along it? Rules are taken away; what
 * is left are glyphs. They vote twice. In writing of any script the next glyph
 * of the line is nearer than the next line, so a glyph votes for the side on
 * which its nearest neighbour lies; and figures and letters are taller than
 * they are wide. Figures in lonely cells have no near neighbour, Chinese
 * characters are square, column headers are written downwards: so only a
 * landslide in which both votes agree turns a page, because a page turned
 * wrongly is lost, and one left lying is refused with a reason later.
 */
#include <leptonica/allheaders.h>
#include <stdlib.h>

#include "scan/bits.h"
#include "scan/steps.h"

/* Of the half-size image. */
enum {
    RULE_PX = 40,     /* straight runs from here on are rules */
    GLYPH_MIN_PX = 8, /* smaller is dirt or a dot */
    GLYPH_MAX_PX = 90,
    SLENDER = 3,          /* times longer than wide: crumbs of a rule */
    MIN_VOTES = 60,       /* of the winner */
    LANDSLIDE = 2,        /* winner over loser */
    FULL_BELOW_PX = 1900, /* smaller images are not halved, and */
    SMALL_GLYPH_PX = 5,   /* their glyphs are smaller */
};

struct glyph {
    int x, y, w, h;
    int gap_x, gap_y; /* to the nearest glyph on the right, below; or a lot */
};

enum { FAR = 1 << 20 };

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static bool is_small(PIX *ink)
{
    return larger(pixGetWidth(ink), pixGetHeight(ink)) < FULL_BELOW_PX;
}

static PIX *without_rules(PIX *half)
{
    PIX *across = bits_open(half, RULE_PX, 1);
    PIX *down = bits_open(half, 1, RULE_PX);
    PIX *out = NULL;

    if (across != NULL && down != NULL) {
        pixOr(across, across, down);
        pixDilateBrickDwa(across, across, 3, 3);
        out = pixSubtract(NULL, half, across);
    }
    pixDestroy(&across);
    pixDestroy(&down);
    return out;
}

/* Boxes of the size of glyphs; *n of them. */
static struct glyph *collect(PIX *pix, int min_px, int *n)
{
    BOXA *boxes = pixConnCompBB(pix, 8);
    int count = boxes == NULL ? 0 : boxaGetCount(boxes);
    struct glyph *glyphs = calloc((size_t)count + 1, sizeof *glyphs);

    *n = 0;
    for (int i = 0; glyphs != NULL && i < count; i++) {
        struct glyph *g = &glyphs[*n];

        boxaGetBoxGeometry(boxes, i, &g->x, &g->y, &g->w, &g->h);
        if (larger(g->w, g->h) > GLYPH_MAX_PX || larger(g->w, g->h) < min_px ||
            larger(g->w, g->h) > SLENDER * smaller(g->w, g->h))
            continue;
        g->gap_x = g->gap_y = FAR;
        (*n)++;
    }
    boxaDestroy(&boxes);
    return glyphs;
}

static int by_x(const void *a, const void *b)
{
    const struct glyph *g = a, *h = b;

    return (g->x > h->x) - (g->x < h->x);
}

static int by_y(const void *a, const void *b)
{
    const struct glyph *g = a, *h = b;

    return (g->y > h->y) - (g->y < h->y);
}

/* Glyphs farther apart than their own size are no neighbours. */
static void gaps_right(struct glyph *g, int n)
{
    qsort(g, (size_t)n, sizeof *g, by_x);
    for (int i = 0; i < n; i++) {
        int reach = g[i].x + g[i].w + larger(g[i].w, g[i].h);

        for (int j = i + 1; j < n && g[j].x < reach; j++) {
            int overlap = smaller(g[i].y + g[i].h, g[j].y + g[j].h) -
                          larger(g[i].y, g[j].y);
            int gap = g[j].x - g[i].x - g[i].w;

            if (gap >= 0 && 2 * overlap > smaller(g[i].h, g[j].h))
                g[i].gap_x = smaller(g[i].gap_x, gap);
        }
    }
}

static void gaps_below(struct glyph *g, int n)
{
    qsort(g, (size_t)n, sizeof *g, by_y);
    for (int i = 0; i < n; i++) {
        int reach = g[i].y + g[i].h + larger(g[i].w, g[i].h);

        for (int j = i + 1; j < n && g[j].y < reach; j++) {
            int overlap = smaller(g[i].x + g[i].w, g[j].x + g[j].w) -
                          larger(g[i].x, g[j].x);
            int gap = g[j].y - g[i].y - g[i].h;

            if (gap >= 0 && 2 * overlap > smaller(g[i].w, g[j].w))
                g[i].gap_y = smaller(g[i].gap_y, gap);
        }
    }
}

struct votes {
    int near_across, near_along; /* nearest neighbours */
    int tall, wide;              /* shapes */
};

static struct votes count_votes(const struct glyph *g, int n)
{
    struct votes v = {0};

    for (int i = 0; i < n; i++) {
        v.near_across += 10 * g[i].gap_x < 7 * g[i].gap_y;
        v.near_along += 10 * g[i].gap_y < 7 * g[i].gap_x;
        v.tall += 4 * g[i].h > 5 * g[i].w;
        v.wide += 4 * g[i].w > 5 * g[i].h;
    }
    return v;
}

static bool lies_on_its_side(struct votes v)
{
    int across = v.near_across + v.tall, along = v.near_along + v.wide;

    return along >= MIN_VOTES && along > LANDSLIDE * across &&
           10 * v.near_along > 13 * v.near_across && v.wide > v.tall;
}

enum status scan_sense_turn(struct Pix *ink, int *degrees, struct fault *fault)
{
    bool small = is_small(ink);
    PIX *half = small ? pixClone(ink) : pixReduceRankBinary2(ink, 1, NULL);
    PIX *bare = NULL;
    struct glyph *glyphs = NULL;
    int n = 0;
    enum status rc = ST_OK;

    *degrees = 0;
    if (half != NULL)
        bare = without_rules(half);
    if (bare != NULL)
        glyphs = collect(bare, small ? SMALL_GLYPH_PX : GLYPH_MIN_PX, &n);
    if (glyphs == NULL) {
        rc = fault_set(fault, ST_NOMEM, "no memory to look for lines");
        goto done;
    }
    gaps_right(glyphs, n);
    gaps_below(glyphs, n);
    if (lies_on_its_side(count_votes(glyphs, n)))
        *degrees = 90;
done:
    free(glyphs);
    pixDestroy(&bare);
    pixDestroy(&half);
    return rc;
}
