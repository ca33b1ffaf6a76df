/*
 * Does an edge divide two cells? It does when enough of it is drawn, measured
 * against how well the rest of its own rule is drawn, so that a faint rule is
 * not taken for a merged cell. A rule that is there nearly everywhere is taken
 * to be broken where it is missing, unless writing runs across the gap.
 */
#include "forms/grid_edges.h"

#include <math.h>
#include <stdlib.h>

/* An edge so long that no writing lies along it is there when drawn so far. */
static const double LONG_INCH = 3;
static const double LONG_EDGE = 0.12;
/* An edge with so much of both its ends is there. */
static const double STUB = 0.6;
static const double STUBS_COVER = 0.25;
static const double STUBS_INCH = 0.25;
/* However faint its rule, so much of an edge must be drawn. */
static const double EDGE_LEAST = 0.25;
/* A rule is there nearly everywhere with this share of its length. */
static const double MOST_EDGES = 0.75;
/* Columns run through the table; only headers keep their rules short. */
static const double MOST_COLUMN = 0.55;
/* Where more than this is missing of edges that are there, print is broken. */
static const double BROKEN_PRINT = 0.03;
/* Pieces of a rule along an edge that is not short, in inches, tell more than
 * writing that runs across. */
static const double PIECES_INCH = 0.3;
static const double PIECES = 0.12;
/* A rule that is drawn over so much of its way, and an edge that is drawn so
 * far against that, are there. */
static const double MOST_DRAWN = 0.5;
static const double PARTLY = 0.35;
static const double PART_DIRT = 0.3;
/* Coloured ink hides an edge of which it leaves no more than this. */
static const double UNTOLD = 0.4;
/* A piece of a broken rule that is left of an edge. */
static const double LEFT_OVER = 0.08;

static int by_value(const void *a, const void *b)
{
    const double *l = a, *r = b;

    return (*l > *r) - (*l < *r);
}

/* How well the separator is drawn where it is: the median of its edges that are
 * more there than not. */
static double usual_cover(const struct edge *edges, size_t n, double *room)
{
    size_t kept = 0;
    double most = 0;

    for (size_t i = 0; i < n; i++) {
        most = fmax(most, edges[i].cover);
        if (edges[i].cover >= 0.5)
            room[kept++] = edges[i].cover;
    }
    if (kept == 0)
        return fmax(most, EDGE_LEAST);
    qsort(room, kept, sizeof *room, by_value);
    return room[kept / 2];
}

/* How much of an edge, and of its ends, must be drawn. A stroke of writing
 * covers the middle of an edge, not its ends. */
struct measure {
    double cover, both_ends, either_end;
};
static const struct measure BROKEN_EDGE = {0.45, 0.3, 0};
static const struct measure WHOLE_EDGE = {0.85, 0, 0.4};

static bool is_drawn(const struct edge *edge, struct measure least,
                     double usual, int dpi)
{
    if (edge->length >= LONG_INCH * dpi && edge->cover >= LONG_EDGE)
        return true;
    double ends = edge->head + edge->tail;

    /* what comes out of both crossings goes on between them, whatever hides it:
     * where cells are merged, nothing is left of a rule */
    if (edge->cover >= STUBS_COVER && fmin(edge->head, edge->tail) >= STUB &&
        edge->length >= STUBS_INCH * dpi)
        return true;
    return edge->cover >= fmax(EDGE_LEAST, least.cover * usual) &&
           (edge->cover >= 0.95 * usual ||
            (ends >= least.both_ends &&
             fmin(edge->head, edge->tail) >= least.either_end * usual));
}

static void judge_axis(const struct axis *axis, struct edge *edges,
                       size_t n_edges, struct measure least, double *room)
{
    for (size_t i = 0; i < axis->n_items; i++) {
        struct edge *own = edges + i * n_edges;
        bool outer = i == 0 || i + 1 == axis->n_items;
        double usual = usual_cover(own, n_edges, room);
        for (size_t k = 0; k < n_edges; k++)
            own[k].divides =
                outer || is_drawn(&own[k], least, usual, axis->dpi);
    }
}

static void judge_all(struct draft *draft, struct measure least, double *room)
{
    judge_axis(&draft->lying, draft->lying_edges, draft->standing.n_items - 1,
               least, room);
    judge_axis(&draft->standing, draft->standing_edges,
               draft->lying.n_items - 1, least, room);
}

/* What is missing of the edges that are there, as a share. */
static double missing_share(const struct edge *edges, size_t n)
{
    double missing = 0;
    size_t n_there = 0;

    for (size_t i = 0; i < n; i++) {
        if (!edges[i].divides || edges[i].cover < 0.3)
            continue;
        missing += 1 - edges[i].cover;
        n_there++;
    }
    return n_there > 0 ? missing / (double)n_there : 0;
}

/* Does coloured ink hide whether there is a rule? */
static bool is_untold(const struct edge *edge)
{
    return !edge->divides && edge->seen < UNTOLD;
}

static bool is_gap(const struct edge *edge, bool broken_print, int dpi)
{
    if (broken_print && edge->length >= PIECES_INCH * dpi &&
        edge->cover >= PIECES)
        return true;
    if (edge->crossed_px > dpi / 100)
        return false;
    return broken_print || is_untold(edge) ||
           (edge->cover >= LEFT_OVER && edge->head + edge->tail > 0);
}

/* Where a rule is drawn over most of its way, a part of an edge will do that
 * comes out of a crossing and has no writing around it: where cells are merged,
 * there is nothing but writing. */
static void complete(struct edge *own, size_t n_edges, double least, int dpi)
{
    for (size_t k = 0; k < n_edges; k++) {
        struct edge *edge = &own[k];
        bool part = edge->cover >= least &&
                    fmax(edge->head, edge->tail) >= STUB &&
                    edge->dirt <= PART_DIRT && edge->crossed_px <= dpi / 100;
        edge->divides = edge->divides || part;
    }
}

/* How long the edges are that divide, px. */
static double dividing_length(const struct edge *own, size_t n_edges)
{
    double length = 0;

    for (size_t k = 0; k < n_edges; k++)
        length += own[k].divides ? own[k].length : 0;
    return length;
}

static void mend(const struct axis *axis, struct edge *edges, size_t n_edges,
                 bool broken_print)
{
    double most = axis->standing ? MOST_COLUMN : MOST_EDGES;

    for (size_t i = 0; i < axis->n_items; i++) {
        struct edge *own = edges + i * n_edges;
        double all = 0, drawn = 0;
        for (size_t k = 0; k < n_edges; k++) {
            if (is_untold(&own[k]))
                continue;
            all += own[k].length;
            drawn += own[k].cover * own[k].length;
        }
        if (drawn >= MOST_DRAWN * all)
            complete(own, n_edges, PARTLY * drawn / all, axis->dpi);
        if (dividing_length(own, n_edges) < most * all)
            continue;
        for (size_t k = 0; k < n_edges; k++)
            own[k].divides =
                own[k].divides || is_gap(&own[k], broken_print, axis->dpi);
    }
}

enum status grid_judge_edges(struct draft *draft, struct fault *fault)
{
    size_t n_lying = draft->lying.n_items, n_standing = draft->standing.n_items;
    size_t n_rows = n_lying - 1, n_columns = n_standing - 1;
    double *room = calloc(n_lying + n_standing, sizeof *room);

    if (room == NULL)
        return fault_set(fault, ST_NOMEM, "grid: edges of the cells");
    judge_all(draft, BROKEN_EDGE, room);
    double lying = missing_share(draft->lying_edges, n_lying * n_columns);
    double standing = missing_share(draft->standing_edges, n_standing * n_rows);
    bool broken = (lying + standing) / 2 > BROKEN_PRINT;
    if (!broken)
        judge_all(draft, WHOLE_EDGE, room);
    free(room);
    mend(&draft->lying, draft->lying_edges, n_columns, broken);
    mend(&draft->standing, draft->standing_edges, n_rows, broken);
    return ST_OK;
}
