#include "scan/edges.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum {
    MIN_POINTS = 500,
    MAX_POINTS = 40000,
    FULL_BELOW_PX = 3200, /* width + height */
};

/* 1 where a pixel differs from its neighbour in the direction. */
static PIX *edges_of(PIX *ink, int dx, int dy)
{
    PIX *moved = pixTranslate(NULL, ink, dx, dy, L_BRING_IN_WHITE);

    if (moved != NULL)
        pixXor(moved, moved, ink);
    return moved;
}

/* Where the bits of a word lie, and which of them are taken. */
struct gathering {
    double middle_x, middle_y;
    bool standing;
    size_t step, seen;
};

static void add_word(struct edge_points *edges, uint32_t word, int x, int y,
                     struct gathering *g)
{
    while (word != 0) {
        int bit = __builtin_clz(word);

        word &= ~(0x80000000u >> bit);
        if (g->seen++ % g->step != 0 || edges->n >= MAX_POINTS)
            continue;
        float px = (float)(x + bit - g->middle_x);
        float py = (float)(y - g->middle_y);
        edges->points[edges->n++] = g->standing ? (struct edge_point){-py, px}
                                                : (struct edge_point){px, py};
    }
}

static bool collect(PIX *ink, bool standing, struct edge_points *out)
{
    PIX *edge = edges_of(ink, standing ? 1 : 0, standing ? 0 : 1);
    int w = pixGetWidth(ink), h = pixGetHeight(ink), count = 0;
    struct gathering g = {w / 2.0, h / 2.0, standing, 1, 0};

    out->points = malloc(MAX_POINTS * sizeof *out->points);
    if (edge == NULL || out->points == NULL ||
        pixCountPixels(edge, &count, NULL) != 0) {
        pixDestroy(&edge);
        return false;
    }
    g.step += (size_t)count / MAX_POINTS;
    for (int y = 0; y < h; y++) {
        const l_uint32 *line =
            pixGetData(edge) + (size_t)y * (size_t)pixGetWpl(edge);
        for (int i = 0; i < pixGetWpl(edge); i++)
            add_word(out, line[i], 32 * i, y, &g);
    }
    pixDestroy(&edge);
    return true;
}

enum status page_edges_collect(struct Pix *ink, struct page_edges *edges,
                               struct fault *fault)
{
    bool whole = pixGetWidth(ink) + pixGetHeight(ink) < FULL_BELOW_PX;
    PIX *seen = whole ? pixClone(ink) : pixReduceRankBinary2(ink, 1, NULL);
    enum status rc = ST_OK;

    *edges = (struct page_edges){.scale = whole ? 1 : 2};
    if (seen == NULL || !collect(seen, false, &edges->lying) ||
        !collect(seen, true, &edges->standing))
        rc = fault_set(fault, ST_NOMEM, "no memory to see how the page lies");
    else
        edges->reach = hypot(pixGetWidth(seen), pixGetHeight(seen)) / 2;
    pixDestroy(&seen);
    return rc;
}

void page_edges_clear(struct page_edges *edges)
{
    free(edges->lying.points);
    free(edges->standing.points);
    *edges = (struct page_edges){0};
}

bool page_edges_are_enough(const struct page_edges *edges)
{
    return edges->lying.n >= MIN_POINTS && edges->standing.n >= MIN_POINTS;
}
