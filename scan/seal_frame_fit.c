/*
 * An outline fits best where much of it lies on strokes and what is just
 * outside of it does not. Its sides, its place and its lean are moved in turn,
 * in steps that grow smaller, for as long as that gains anything.
 */
#include "scan/seal_frame_fit.h"

#include <math.h>

enum { POINTS = SEAL_POINTS };

/* Millimetres. */
static const double BESIDE = 0.7;     /* outside of the line is paper */
static const double LINE_MOST = 2;    /* how thick a line may be on one side */
static const double LEAST_HALF = 3.3; /* of a seal, the smaller way */
static const double INSIDE = 1.6;     /* from the line to the characters */
static const double BEYOND = 3;       /* rules run on at least so far */

/* Of the points that can be seen so many show a line; of each side of a
 * square; of all there are. */
static const double SHOWN = 0.75, SIDE_SHOWN = 0.6, SEEN = 0.34;

/* Of what can be seen inside so much is stroked: in a square more than is by a
 * figure in a box, and less than in a shade or a stain. */
static const double LEAST_STROKED[] = {[SEAL_OVAL] = 0.11, [SEAL_SQUARE] = 0.2};
static const double MOST_STROKED = 0.85;

/* With less of it on a line the guess is not worth a fit. */
static const double PROMISING = 0.05;

static const double LONGEST_RATIO = 4;

struct seal_page seal_page_of(struct Pix *strokes, struct Pix *hidden, int dpi)
{
    struct seal_page page = {.strokes = bits_view_of(strokes),
                             .hidden = bits_view_of(hidden),
                             .px_mm = dpi / 25.4};

    for (enum seal_shape shape = SEAL_OVAL; shape <= SEAL_SQUARE; shape++) {
        struct seal_outline unit = {.shape = shape, .half_w = 1, .half_h = 1};

        for (int i = 0; i < POINTS; i++)
            page.unit[shape][i] = seal_outline_at(&unit, (i + 0.5) / POINTS, 0);
    }
    return page;
}

/* floor(), which is a call; coordinates are never below -FAR. */
static int below(double v)
{
    enum { FAR = 1 << 16 };

    return (int)(v + FAR) - FAR;
}

/* How many of the points @from to @to lie on @v. */
static int points_on(const struct seal_page *page, const struct bits_view *v,
                     const struct seal_outline *o, double off, int from, int to)
{
    const struct scan_point *unit = page->unit[o->shape];
    double c = cos(o->turn), s = sin(o->turn);
    double w = o->half_w + off, h = o->half_h + off;
    int n = 0;

    for (int i = from; i < to; i++) {
        double u = unit[i].x * w, t = unit[i].y * h;

        n += bits_at(v, below(o->x + c * u - s * t),
                     below(o->y + s * u + c * t));
    }
    return n;
}

static int points_beyond_page(const struct bits_view *v,
                              const struct seal_outline *o, int from, int to)
{
    int n = 0;

    for (int i = from; i < to; i++) {
        struct scan_point p = seal_outline_at(o, (i + 0.5) / POINTS, 0);

        n += p.x < 0 || p.y < 0 || p.x >= v->w || p.y >= v->h;
    }
    return n;
}

static int worth(const struct seal_page *page, const struct seal_outline *o)
{
    return points_on(page, &page->strokes, o, 0, 0, POINTS) -
           points_on(page, &page->strokes, o, BESIDE * page->px_mm, 0, POINTS);
}

/* The @i-th way to change an outline, by @step px. */
static struct seal_outline moved(struct seal_outline o, int i, double step)
{
    switch (i) {
    case 0: /* the side in reading direction */
        o.x += step / 2 * cos(o.turn);
        o.y += step / 2 * sin(o.turn);
        o.half_w += step / 2;
        break;
    case 1: /* the one against it */
        o.x -= step / 2 * cos(o.turn);
        o.y -= step / 2 * sin(o.turn);
        o.half_w += step / 2;
        break;
    case 2: /* below */
        o.x -= step / 2 * sin(o.turn);
        o.y += step / 2 * cos(o.turn);
        o.half_h += step / 2;
        break;
    case 3: /* above */
        o.x += step / 2 * sin(o.turn);
        o.y -= step / 2 * cos(o.turn);
        o.half_h += step / 2;
        break;
    case 4:
        o.x += step;
        break;
    case 5:
        o.y += step;
        break;
    case 6:
        o.half_w += step;
        o.half_h += step;
        break;
    default:
        o.turn += step / fmax(o.half_w, o.half_h);
        break;
    }
    return o;
}

enum { MOVES = 8, ROUNDS_MOST = 60, SIZES = 4 };

/* The size of the guess is a little off either way, and beside the line there
 * is no slope to climb. */
static void fit_size(const struct seal_page *page, double step,
                     struct seal_outline *o)
{
    struct seal_outline from = *o;
    int best = worth(page, o);

    for (int i = -SIZES; i <= SIZES; i++)
        for (int j = -SIZES; j <= SIZES; j++) {
            struct seal_outline next = from;
            int n;

            next.half_w += i * step;
            next.half_h += j * step;
            if (fmin(next.half_w, next.half_h) <= 1)
                continue;
            n = worth(page, &next);
            if (n > best) {
                best = n;
                *o = next;
            }
        }
}

static void fit(const struct seal_page *page, double step,
                struct seal_outline *o)
{
    int best = worth(page, o);

    for (int round = 0; step >= 0.5 && round < ROUNDS_MOST; round++) {
        bool better = false;

        for (int i = 0; i < 2 * MOVES; i++) {
            struct seal_outline next =
                moved(*o, i / 2, i % 2 == 0 ? step : -step);
            int n = worth(page, &next);

            if (n <= best || fmin(next.half_w, next.half_h) <= 1)
                continue;
            best = n;
            *o = next;
            better = true;
        }
        if (!better)
            step /= 2;
    }
}

static bool is_shown(const struct seal_page *page, const struct seal_outline *o,
                     int from, int to, double share)
{
    int hits = points_on(page, &page->strokes, o, 0, from, to);
    int covered = points_on(page, &page->hidden, o, 0, from, to) +
                  points_beyond_page(&page->hidden, o, from, to);

    return hits >= share * (to - from - covered);
}

static bool is_drawn_round(const struct seal_page *page,
                           const struct seal_outline *o)
{
    if (points_on(page, &page->strokes, o, 0, 0, POINTS) < SEEN * POINTS ||
        !is_shown(page, o, 0, POINTS, SHOWN))
        return false;
    for (int side = 0; o->shape == SEAL_SQUARE && side < 4; side++)
        if (!is_shown(page, o, side * POINTS / 4, (side + 1) * POINTS / 4,
                      SIDE_SHOWN))
            return false;
    return true;
}

/* How far the line reaches to one side, px; -1: it does not end. */
static int reach_of(const struct seal_page *page, const struct seal_outline *o,
                    int side)
{
    int hits = points_on(page, &page->strokes, o, 0, 0, POINTS);
    int most = (int)(LINE_MOST * page->px_mm) + 1;

    for (int d = 1; d <= most; d++)
        if (2 * points_on(page, &page->strokes, o, side * d, 0, POINTS) < hits)
            return d;
    return -1;
}

/* How much of the inside that can be seen is stroked, 0 to 1. */
static double stroked(const struct seal_page *page,
                      const struct seal_outline *o)
{
    struct scan_box box = seal_outline_box(o, 0);
    double off = -INSIDE * page->px_mm;
    int seen = 0, strokes = 0;

    for (int y = box.y; y < box.y + box.h; y++)
        for (int x = box.x; x < box.x + box.w; x++) {
            if (!seal_outline_holds(o, x + 0.5, y + 0.5, off) ||
                bits_at(&page->hidden, x, y))
                continue;
            seen++;
            strokes += bits_at(&page->strokes, x, y);
        }
    return seen > 0 ? (double)strokes / seen : 0;
}

/* Do the sides run on beyond the corner at the end of side @side? Each of the
 * two that meet there is asked. */
static int runs_on(const struct seal_page *page, const struct seal_outline *o,
                   int side)
{
    struct scan_point corner = seal_outline_at(o, (side + 1) / 4.0 - 1e-9, 0);
    int reach = (int)(BEYOND * page->px_mm), on = 0;

    for (int way = 0; way < 2; way++) {
        double angle = o->turn + (side + (way == 0 ? 0 : 3)) * acos(-1) / 2;
        int n = 0, from = reach / 3;

        for (int d = from; d < reach; d++) {
            int x = (int)floor(corner.x + d * cos(angle));
            int y = (int)floor(corner.y + d * sin(angle));

            n += bits_at(&page->strokes, x, y) || bits_at(&page->hidden, x, y);
        }
        on += 10 * n >= 7 * (reach - from);
    }
    return on;
}

static bool is_cell(const struct seal_page *page, const struct seal_outline *o)
{
    int on = 0;

    for (int side = 0; side < 4; side++)
        on += runs_on(page, o, side);
    return on >= 3;
}

bool seal_frame_fit(const struct seal_page *page, double step,
                    struct seal_outline *outline)
{
    int in, out;
    double ink;

    fit_size(page, step, outline);
    if (worth(page, outline) < PROMISING * POINTS)
        return false;
    fit(page, step, outline);
    if (fmin(outline->half_w, outline->half_h) < LEAST_HALF * page->px_mm ||
        fmax(outline->half_w, outline->half_h) >
            LONGEST_RATIO * fmin(outline->half_w, outline->half_h) ||
        !is_drawn_round(page, outline))
        return false;
    out = reach_of(page, outline, 1);
    in = reach_of(page, outline, -1);
    /* characters in white leave a square no line */
    if (out < 0 || (in < 0 && outline->shape == SEAL_OVAL))
        return false;
    outline->outer = in < 0 ? out : (in + out) / 2.0;
    if (in > 0) {
        outline->half_w += (out - in) / 2.0;
        outline->half_h += (out - in) / 2.0;
    }
    ink = stroked(page, outline);
    if (ink < LEAST_STROKED[outline->shape] || ink > MOST_STROKED)
        return false;
    return outline->shape == SEAL_OVAL || !is_cell(page, outline);
}
