/*
 * A seal is a patch of strokes that lie nearer together than writing lies to
 * it. Patches are looked for on a small picture; the outline of one gives an
 * oval and a rectangle of its size and lean, which are then fitted to the
 * strokes of the page themselves. What holds for one of them makes it a seal's
 * frame: see seal_frame_fit.c.
 */
#include "scan/seal_frame.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "scan/bits.h"
#include "scan/seal_frame_fit.h"

/* Millimetres. */
static const double LEAST_SIDE = 7, MOST_SIDE = 62;
static const double GAPS[] = {1.2, 2.4}; /* between a seal's strokes */
static const double BRIDGE = 3;          /* across what hides them */
static const double PATCH_MOST = 150;    /* a seal with all its arms */
static const double ARM = 2.5;           /* thinner, it only touches the seal */

enum {
    SMALL_DPI = 50, /* the small picture has at least that */
    LEANS = 30      /* of a rectangle, that are tried in a quarter turn */
};

/* What a patch covers, from row to row and column to column. */
struct extents {
    int w, h;
    int *left, *right, *top, *bottom;
};

static bool extents_make(int w, int h, struct extents *e)
{
    *e = (struct extents){.w = w, .h = h};
    e->left = malloc(2 * ((size_t)w + (size_t)h) * sizeof *e->left);
    if (e->left == NULL)
        return false;
    e->right = e->left + h;
    e->top = e->right + h;
    e->bottom = e->top + w;
    for (int y = 0; y < h; y++) {
        e->left[y] = w;
        e->right[y] = -1;
    }
    for (int x = 0; x < w; x++) {
        e->top[x] = h;
        e->bottom[x] = -1;
    }
    return true;
}

static void extents_measure(struct extents *e, PIX *patch)
{
    struct bits_view v = bits_view_of(patch);

    for (int y = 0; y < e->h; y++)
        for (int x = 0; x < e->w; x++) {
            if (!bits_at(&v, x, y))
                continue;
            if (x < e->left[y])
                e->left[y] = x;
            e->right[y] = x;
            if (y < e->top[x])
                e->top[x] = y;
            e->bottom[x] = y;
        }
}

/* The patch with all that it surrounds, without arms; NULL: no memory. */
static PIX *filled(PIX *patch, int arm)
{
    PIX *all = pixCreate(pixGetWidth(patch), pixGetHeight(patch), 1);
    PIX *body = NULL;
    struct extents e = {0};

    if (all != NULL &&
        extents_make(pixGetWidth(patch), pixGetHeight(patch), &e)) {
        extents_measure(&e, patch);
        for (int y = 0; y < e.h; y++)
            for (int x = 0; x < e.w; x++)
                if (x >= e.left[y] && x <= e.right[y] && y >= e.top[x] &&
                    y <= e.bottom[x])
                    pixSetPixel(all, x, y, 1);
        body = bits_open(all, arm, arm);
    }
    free(e.left);
    pixDestroy(&all);
    return body;
}

/* The oval that has a patch's moments; false: there is nothing of it. */
static bool oval_of(PIX *body, struct seal_outline *out)
{
    struct bits_view v = bits_view_of(body);
    double n = 0, sx = 0, sy = 0, xx = 0, yy = 0, xy = 0, apart;

    for (int y = 0; y < v.h; y++)
        for (int x = 0; x < v.w; x++) {
            if (!bits_at(&v, x, y))
                continue;
            n++;
            sx += x;
            sy += y;
            xx += x * x;
            yy += y * y;
            xy += x * y;
        }
    if (n < 9)
        return false;
    sx /= n;
    sy /= n;
    xx = xx / n - sx * sx;
    yy = yy / n - sy * sy;
    xy = xy / n - sx * sy;
    apart = hypot(xx - yy, 2 * xy);
    *out = (struct seal_outline){
        .shape = SEAL_OVAL,
        .x = sx + 0.5,
        .y = sy + 0.5,
        .half_w = sqrt(2 * (xx + yy + apart)),
        .half_h = sqrt(fmax(2 * (xx + yy - apart), 1)),
        .turn = atan2(2 * xy, xx - yy) / 2,
    };
    return true;
}

/* The rectangle turned by @turn that just holds a patch. */
static struct seal_outline rectangle_at(const struct bits_view *v, double turn)
{
    double c = cos(turn), s = sin(turn), u, w;
    double u0 = HUGE_VAL, u1 = -HUGE_VAL, w0 = HUGE_VAL, w1 = -HUGE_VAL;

    for (int y = 0; y < v->h; y++)
        for (int x = 0; x < v->w; x++) {
            if (!bits_at(v, x, y))
                continue;
            u = c * (x + 0.5) + s * (y + 0.5);
            w = c * (y + 0.5) - s * (x + 0.5);
            u0 = fmin(u0, u);
            u1 = fmax(u1, u);
            w0 = fmin(w0, w);
            w1 = fmax(w1, w);
        }
    u = (u0 + u1) / 2;
    w = (w0 + w1) / 2;
    return (struct seal_outline){.shape = SEAL_SQUARE,
                                 .x = c * u - s * w,
                                 .y = s * u + c * w,
                                 .half_w = (u1 - u0) / 2,
                                 .half_h = (w1 - w0) / 2,
                                 .turn = turn};
}

/* The smallest of those: a square's moments do not tell its lean. */
static struct seal_outline rectangle_of(PIX *body)
{
    const double step = acos(-1) / 2 / LEANS;
    struct bits_view v = bits_view_of(body);
    struct seal_outline best = rectangle_at(&v, 0);

    for (int i = 1 - LEANS / 2; i <= LEANS / 2; i++) {
        struct seal_outline next = rectangle_at(&v, i * step);

        if (next.half_w * next.half_h < best.half_w * best.half_h)
            best = next;
    }
    return best;
}

static void enlarge(struct seal_outline *o, int left, int top, int shrink)
{
    o->x = (o->x + left) * shrink;
    o->y = (o->y + top) * shrink;
    o->half_w *= shrink;
    o->half_h *= shrink;
}

/* @shrink times smaller; @image is destroyed. */
static PIX *shrunk(PIX *image, int shrink)
{
    for (; image != NULL && shrink > 1; shrink /= 2) {
        PIX *half = pixReduceRankBinary2(image, 2, NULL);

        pixDestroy(&image);
        image = half;
    }
    return image;
}

/* The small picture; a stroke goes on below what hides it. */
static PIX *small_strokes(PIX *strokes, PIX *hidden, int dpi, int shrink)
{
    int bridge = (int)(BRIDGE / 25.4 * dpi / shrink + 0.5) + 1;
    PIX *small = shrunk(pixCopy(NULL, strokes), shrink);
    PIX *below = small == NULL ? NULL : bits_close(small, bridge, bridge);
    PIX *cover = shrunk(pixCopy(NULL, hidden), shrink);

    if (below != NULL && cover != NULL) {
        pixAnd(below, below, cover);
        pixOr(small, small, below);
    } else {
        pixDestroy(&small);
    }
    pixDestroy(&below);
    pixDestroy(&cover);
    return small;
}

struct search {
    struct seal_page page;
    int shrink;
    double px_mm; /* px of the small picture a mm */
    struct seal_outline *frames;
    int n;
};

/* Strokes of one seal are patches of several sizes. */
static bool is_known(const struct search *s, double x, double y)
{
    for (int i = 0; i < s->n; i++)
        if (seal_outline_holds(&s->frames[i], x, y, 0))
            return true;
    return false;
}

static bool look_at_body(struct search *s, PIX *body, int left, int top)
{
    struct seal_outline oval, square;

    if (!oval_of(body, &oval))
        return true;
    square = rectangle_of(body);
    enlarge(&oval, left, top, s->shrink);
    enlarge(&square, left, top, s->shrink);
    if (is_known(s, oval.x, oval.y))
        return true;
    if (seal_frame_fit(&s->page, s->shrink, &square))
        s->frames[s->n++] = square;
    else if (seal_frame_fit(&s->page, s->shrink, &oval))
        s->frames[s->n++] = oval;
    return true;
}

/* Called for the pieces of an image, with their places on it. */
typedef bool look_fn(struct search *s, PIX *piece, int left, int top);

/* False: no memory. */
static bool each_piece(struct search *s, PIX *image, double most, int left,
                       int top, look_fn *look)
{
    PIXA *each = NULL;
    BOXA *boxes = pixConnComp(image, &each, 8);
    int n = boxes == NULL ? 0 : boxaGetCount(boxes);
    bool ok = boxes != NULL;

    for (int i = 0; i < n && ok && s->n < SEAL_FRAMES_MOST; i++) {
        l_int32 x, y, w, h;
        PIX *piece;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (w < LEAST_SIDE * s->px_mm || h < LEAST_SIDE * s->px_mm ||
            w > most || h > most)
            continue;
        piece = pixaGetPix(each, i, L_CLONE);
        ok = piece != NULL && look(s, piece, left + x, top + y);
        pixDestroy(&piece);
    }
    boxaDestroy(&boxes);
    pixaDestroy(&each);
    return ok;
}

/* Rules and writing that touch a seal are its patch's arms. */
static bool look_at_patch(struct search *s, PIX *patch, int left, int top)
{
    PIX *body = filled(patch, (int)(ARM * s->px_mm + 0.5));
    bool ok = body != NULL && each_piece(s, body, MOST_SIDE * s->px_mm, left,
                                         top, look_at_body);

    pixDestroy(&body);
    return ok;
}

int seal_frames_find(struct Pix *strokes, struct Pix *hidden, int dpi,
                     struct seal_outline *frames)
{
    struct search s = {.page = seal_page_of(strokes, hidden, dpi),
                       .shrink = 1,
                       .frames = frames};
    PIX *small;
    int rc = -1;

    while (dpi / (2 * s.shrink) >= SMALL_DPI)
        s.shrink *= 2;
    s.px_mm = s.page.px_mm / s.shrink;
    small = small_strokes(strokes, hidden, dpi, s.shrink);
    if (small != NULL)
        rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof GAPS / sizeof *GAPS; i++) {
        int gap = (int)(GAPS[i] * s.px_mm + 0.5) + 1;
        PIX *patches = bits_close(small, gap, gap);

        if (patches == NULL ||
            !each_piece(&s, patches, PATCH_MOST * s.px_mm, 0, 0, look_at_patch))
            rc = -1;
        pixDestroy(&patches);
    }
    pixDestroy(&small);
    return rc < 0 ? -1 : s.n;
}
