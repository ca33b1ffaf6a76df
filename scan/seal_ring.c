/*
 * A circle is found by its normals: each piece of a stroke votes for all the
 * places at right angles to it where the middle of its circle may be. The
 * votes of a ring meet in one place, those of writing are strewn about, and
 * those of rules were left out before. That is done on a small picture; the
 * best places are then fitted on the page itself, angle by angle.
 */
#include "scan/seal_ring.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scan/bits.h"

static const double PI = 3.14159265358979323846;

/* Office seals are 38 to 45 mm across, a company's up to 50, one for receipts
 * or a person's from 15. */
static const double LEAST_RADIUS_MM = 7, MOST_RADIUS_MM = 27;
static const double LONGEST_ARC_MM = 19; /* straighter than that is a rule */
static const double NEAR_MM = 1.5;  /* a stroke's direction shows within that */
static const double QUIET_MM = 1.5; /* beyond a ring's line there is none */

enum {
    SMALL_DPI = 50, /* the small picture has at least that */
    ANGLES = 180,   /* tried around a ring */
    BLUR = 2,       /* px of the small picture that votes are off */
    BANDS = 4,      /* of radii; in each there are */
    TRIES = 8,      /* places looked at */
    STRETCHED = 4,  /* a stroke is so many times longer than wide, squared */
};

/* Of the angles where a ring can be seen, so many show it, and at least so
 * many of all. */
static const double SHOWN = 0.62, SEEN = 0.34;

/* ---- the small picture and its votes ---- */

/* Of a stroke, and its normal. */
struct piece {
    int x, y;
    float nx, ny;
};

/* The place of a row that has the most votes around it; 0 votes: none. */
struct row_best {
    int votes, x;
};

struct votes {
    struct bits_view small;
    size_t n;
    struct piece *piece;
    int w, h;
    int shrink;         /* px of the page a px */
    double px_mm;       /* px of the small picture a mm */
    double least, most; /* radius that is voted for, px of it */
    uint16_t *count;
    struct row_best *best; /* of each row */
};

/* @strokes without its rules, @shrink times smaller; NULL: no memory. */
static PIX *shrunk(PIX *strokes, int dpi, int shrink)
{
    int longest = (int)(LONGEST_ARC_MM / 25.4 * dpi);
    PIX *across = bits_open(strokes, longest, 1);
    PIX *down = bits_open(strokes, 1, longest);
    PIX *arcs = pixCopy(NULL, strokes);

    if (across != NULL && down != NULL && arcs != NULL) {
        pixSubtract(arcs, arcs, across);
        pixSubtract(arcs, arcs, down);
    } else {
        pixDestroy(&arcs);
    }
    pixDestroy(&across);
    pixDestroy(&down);
    while (arcs != NULL && shrink > 1) {
        PIX *half = pixReduceRankBinary2(arcs, 2, NULL);

        pixDestroy(&arcs);
        arcs = half;
        shrink /= 2;
    }
    return arcs;
}

/* The normal of the stroke through a black pixel; false where there is none to
 * speak of. */
static bool normal_at(const struct votes *v, int x, int y, struct piece *piece)
{
    int reach = (int)(NEAR_MM * v->px_mm + 0.5);
    double n = 0, sx = 0, sy = 0, xx = 0, yy = 0, xy = 0, apart, both, along;

    for (int j = -reach; j <= reach; j++)
        for (int i = -reach; i <= reach; i++) {
            if (!bits_at(&v->small, x + i, y + j))
                continue;
            n++;
            sx += i;
            sy += j;
            xx += i * i;
            yy += j * j;
            xy += i * j;
        }
    xx -= sx * sx / n;
    yy -= sy * sy / n;
    xy -= sx * sy / n;
    both = xx + yy;
    apart = hypot(xx - yy, 2 * xy);
    /* the squared lengths are (both +- apart) / 2 */
    if (n < 2 * reach || both + apart < STRETCHED * (both - apart))
        return false;
    along = atan2(2 * xy, xx - yy) / 2;
    *piece = (struct piece){x, y, (float)-sin(along), (float)cos(along)};
    return true;
}

/* Every black pixel that has a normal; false when memory runs out. */
static bool collect_pieces(struct votes *v)
{
    size_t room = 0;

    for (int y = 0; y < v->h; y++)
        for (int x = 0; x < v->w; x++) {
            if (v->small.data[(long)y * v->small.words + x / 32] == 0) {
                x |= 31;
                continue;
            }
            if (!bits_at(&v->small, x, y))
                continue;
            if (v->n == room) {
                size_t more = room == 0 ? 1024 : 2 * room;
                struct piece *moved =
                    realloc(v->piece, more * sizeof *v->piece);

                if (moved == NULL)
                    return false;
                v->piece = moved;
                room = more;
            }
            v->n += normal_at(v, x, y, &v->piece[v->n]);
        }
    return true;
}

/* floor(), which is a call; coordinates are never below -FAR. */
static int below(double v)
{
    enum { FAR = 1 << 16 };

    return (int)(v + FAR) - FAR;
}

static void vote(struct votes *v, const struct piece *p)
{
    int from = (int)v->least, to = (int)v->most + 1;

    for (int side = -1; side <= 1; side += 2)
        for (int r = from; r <= to; r++) {
            int cx = below((float)p->x + (float)(side * r) * p->nx + 0.5F);
            int cy = below((float)p->y + (float)(side * r) * p->ny + 0.5F);

            if (cx >= 0 && cy >= 0 && cx < v->w && cy < v->h)
                v->count[cy * v->w + cx]++;
        }
}

static int votes_around(const struct votes *v, int x, int y)
{
    int sum = 0;

    for (int j = y - BLUR; j <= y + BLUR; j++)
        for (int i = x - BLUR; i <= x + BLUR; i++)
            if (i >= 0 && j >= 0 && i < v->w && j < v->h)
                sum += v->count[j * v->w + i];
    return sum;
}

static void look_over_rows(struct votes *v, int from, int to)
{
    for (int j = from > 0 ? from : 0; j < to && j < v->h; j++) {
        struct row_best best = {0, 0};

        for (int i = 0; i < v->w; i++) {
            int sum;

            /* a peak has votes of its own */
            if (v->count[j * v->w + i] < 4)
                continue;
            sum = votes_around(v, i, j);
            if (sum > best.votes)
                best = (struct row_best){sum, i};
        }
        v->best[j] = best;
    }
}

/* The best place that is left, and its votes. */
static int best_place(const struct votes *v, int *x, int *y)
{
    int best = 0;

    for (int j = 0; j < v->h; j++)
        if (v->best[j].votes > best) {
            best = v->best[j].votes;
            *x = v->best[j].x;
            *y = j;
        }
    return best;
}

static void forget(struct votes *v, int x, int y, int reach)
{
    for (int j = y - reach; j <= y + reach; j++)
        for (int i = x - reach; i <= x + reach; i++)
            if (i >= 0 && j >= 0 && i < v->w && j < v->h)
                v->count[j * v->w + i] = 0;
    look_over_rows(v, y - reach - BLUR, y + reach + BLUR + 1);
}

/* ---- fitting a circle ---- */

struct around {
    double cosine[ANGLES], sine[ANGLES];
};

struct page_bits {
    struct bits_view strokes, hidden;
};

static void around_fill(struct around *a)
{
    for (int i = 0; i < ANGLES; i++) {
        a->cosine[i] = cos(2 * PI * i / ANGLES);
        a->sine[i] = sin(2 * PI * i / ANGLES);
    }
}

/* At how many angles there is something of @pix on the circle. */
static int angles_on(const struct bits_view *pix, const struct around *a,
                     double x, double y, double radius)
{
    int n = 0;

    for (int i = 0; i < ANGLES; i++)
        n += bits_at(pix, below(x + radius * a->cosine[i]),
                     below(y + radius * a->sine[i]));
    return n;
}

/* At how many angles the page ends before the circle does. */
static int angles_beyond(const struct bits_view *pix, const struct around *a,
                         const struct seal_ring *ring)
{
    int n = 0;

    for (int i = 0; i < ANGLES; i++) {
        double x = ring->x + ring->radius * a->cosine[i];
        double y = ring->y + ring->radius * a->sine[i];

        n += x < 0 || y < 0 || x >= pix->w || y >= pix->h;
    }
    return n;
}

/* The best of the circles whose middle and radius are at most @off away from
 * those of @ring, in steps of @step; returns its angles. */
static int fit(const struct bits_view *pix, const struct around *a,
               double off_place, double off_radius, double step,
               struct seal_ring *ring)
{
    struct seal_ring from = *ring;
    int best = -1;

    for (double dy = -off_place; dy <= off_place; dy += step)
        for (double dx = -off_place; dx <= off_place; dx += step)
            for (double dr = -off_radius; dr <= off_radius; dr += step) {
                int n = angles_on(pix, a, from.x + dx, from.y + dy,
                                  from.radius + dr);
                if (n <= best)
                    continue;
                best = n;
                ring->x = from.x + dx;
                ring->y = from.y + dy;
                ring->radius = from.radius + dr;
            }
    return best;
}

/* How far from the middle of its line a ring reaches on one side, px; -1: it
 * is no line. */
static int reach_of(const struct bits_view *strokes, const struct around *a,
                    const struct seal_ring *ring, int hits, int most, int side)
{
    for (int d = 1; d <= most; d++)
        if (2 * angles_on(strokes, a, ring->x, ring->y,
                          ring->radius + side * d) <
            hits)
            return d;
    return -1;
}

/* Both edges of the line, and whether it goes round far enough. */
static bool is_ring(const struct page_bits *page, const struct around *a,
                    int dpi, struct seal_ring *ring)
{
    int hits = angles_on(&page->strokes, a, ring->x, ring->y, ring->radius);
    int covered = angles_on(&page->hidden, a, ring->x, ring->y, ring->radius) +
                  angles_beyond(&page->hidden, a, ring);
    int most = (int)(QUIET_MM / 25.4 * dpi) + 1;
    int in, out;

    if (hits < SEEN * ANGLES || hits < SHOWN * (ANGLES - covered))
        return false;
    in = reach_of(&page->strokes, a, ring, hits, most, -1);
    out = reach_of(&page->strokes, a, ring, hits, most, 1);
    if (in < 0 || out < 0)
        return false;
    ring->radius += (out - in) / 2.0;
    ring->outer = ring->radius + (in + out) / 2.0;
    return true;
}

static bool fit_at(const struct votes *v, const struct page_bits *page,
                   const struct around *a, int dpi, int x, int y,
                   struct seal_ring *ring)
{
    *ring = (struct seal_ring){
        .x = x + 0.5, .y = y + 0.5, .radius = (v->least + v->most) / 2};
    if (fit(&v->small, a, BLUR, (v->most - v->least) / 2 + 1, 1, ring) <
        SEEN * ANGLES / 2)
        return false;
    ring->x *= v->shrink;
    ring->y *= v->shrink;
    ring->radius *= v->shrink;
    (void)fit(&page->strokes, a, 1.5 * v->shrink, 1.5 * v->shrink,
              v->shrink / 2.0, ring);
    (void)fit(&page->strokes, a, 1, 1, 1, ring);
    return is_ring(page, a, dpi, ring);
}

/* Two bands may find the same one. */
static bool is_new(const struct seal_ring *rings, int n)
{
    for (int i = 0; i < n; i++)
        if (hypot(rings[i].x - rings[n].x, rings[i].y - rings[n].y) <
                rings[n].radius / 8 &&
            fabs(rings[i].radius - rings[n].radius) < rings[n].radius / 8)
            return false;
    return true;
}

/* The rings of one band of radii are added to the @n that there are. */
static int rings_of_band(struct votes *v, const struct page_bits *page,
                         const struct around *around, int dpi,
                         struct seal_ring *rings, int n)
{
    /* What is seen of the smallest ring, whose line is a px wide. */
    int enough = (int)(2 * PI * v->least * SEEN);

    memset(v->count, 0, (size_t)v->w * (size_t)v->h * sizeof *v->count);
    for (size_t i = 0; i < v->n; i++)
        vote(v, &v->piece[i]);
    look_over_rows(v, 0, v->h);
    for (int tries = 0; tries < TRIES && n < SEAL_RINGS_MOST; tries++) {
        int x = 0, y = 0;

        if (best_place(v, &x, &y) < enough)
            break;
        if (fit_at(v, page, around, dpi, x, y, &rings[n]) && is_new(rings, n))
            n++;
        forget(v, x, y, (int)(NEAR_MM * v->px_mm) + 1);
    }
    return n;
}

static int rings_of(struct votes *v, const struct page_bits *page, int dpi,
                    struct seal_ring *rings)
{
    double wider = pow(MOST_RADIUS_MM / LEAST_RADIUS_MM, 1.0 / BANDS);
    struct around around;
    int n = 0;

    around_fill(&around);
    v->least = LEAST_RADIUS_MM * v->px_mm;
    for (int band = 0; band < BANDS; band++) {
        v->most = v->least * wider;
        n = rings_of_band(v, page, &around, dpi, rings, n);
        v->least = v->most;
    }
    return n;
}

int seal_rings_find(struct Pix *strokes, struct Pix *hidden, int dpi,
                    struct seal_ring *rings)
{
    struct page_bits page = {bits_view_of(strokes), bits_view_of(hidden)};
    struct votes v = {.shrink = 1};
    PIX *small = NULL;
    int n = -1;

    while (dpi / (2 * v.shrink) >= SMALL_DPI)
        v.shrink *= 2;
    v.px_mm = dpi / 25.4 / v.shrink;
    small = shrunk(strokes, dpi, v.shrink);
    if (small != NULL) {
        v.small = bits_view_of(small);
        v.w = v.small.w;
        v.h = v.small.h;
        v.count = calloc((size_t)v.w * (size_t)v.h, sizeof *v.count);
        v.best = calloc((size_t)v.h, sizeof *v.best);
    }
    if (v.count != NULL && v.best != NULL && collect_pieces(&v))
        n = rings_of(&v, &page, dpi, rings);
    free(v.count);
    free(v.best);
    free(v.piece);
    pixDestroy(&small);
    return n;
}
