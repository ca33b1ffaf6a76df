/*
 * Separators that bound no cell, by the edges that were measured: strokes and
 * underlines, the outer line of a double frame, rules of dots. A stroke of
 * writing that lies along an edge is told from a rule by its ends: writing
 * keeps off the rules around it, a rule runs into them.
 */
#include "forms/grid_idle.h"

#include <math.h>
#include <stdlib.h>

#include "forms/grid_carry.h"

/* A separator that bounds a cell has an edge drawn so far, ends included. */
static const double WHOLE_EDGE = 0.85;
static const double WHOLE_END = 0.5;
/* When few of its edges are, there must be white paper beside these: the feet
 * of a line of writing are not a rule. */
static const double FEW_EDGES = 0.4;
static const double CLEAN_EDGE = 0.2;
/* Or all its edges are drawn so far in the mean. */
static const double USUAL_EDGE = 0.35;
/* Or it is drawn over so much of its way: one high row counts for more than
 * two low ones. */
static const double MOST_WAY = 0.5;
/* An outermost row or column without sides belongs to the table only when its
 * outer rule is drawn so far. */
static const double OUTER_RULE = 0.6;
/* And no outermost rule is drawn less than this. */
static const double LEAST_OUTER = 0.3;
/* An outermost strip so thin, and so much thinner than the next, holds no
 * writing: its outer rule belongs to a double frame, or shines through from
 * the other side of the paper. */
static const double STRIP_INCH = 0.09;
static const double STRIP_SHARE = 0.4;
static const double SIDE = 0.5;
static const double SIDE_INCH = 0.12;
/* Or one so long that no writing lies along it is drawn so far. */
static const double LONG_INCH = 3;
static const double LONG_EDGE = 0.12;
static const double UNSEEN = 0.2;
/* A dotted rule: of its edges that are drawn at all so few are drawn wholly,
 * and so little of it in the mean. The rules of a table are alike: where so
 * many are surely dotted, one that is drawn wholly a little oftener is too. */
static const double SOME_EDGE = 0.2;
static const double DOTTED_WHOLE = 0.3;
static const double ALIKE_WHOLE = 0.5;
static const double DOTTED_COVER = 0.6;
enum { LEAST_DOTTED = 2 };
static const double PASSED_INCH = 0.15;
enum { MANY_COLUMNS = 8 };
/* A stroke is so short against the table. */
static const double LOOSE_SHARE = 0.3;
/* A rule ends so near to the one that it meets, in inches. */
static const double ANCHOR_INCH = 0.1;

static bool is_whole(const struct edge *edge, int dpi)
{
    if (edge->length >= LONG_INCH * dpi && edge->drawn >= LONG_EDGE)
        return true;
    return edge->drawn >= WHOLE_EDGE && edge->head >= WHOLE_END &&
           edge->tail >= WHOLE_END;
}

/* A lone edge must leave no doubt. */
static bool is_perfect(const struct edge *edge, int dpi)
{
    return edge->drawn >= 0.95 && edge->head >= 0.9 && edge->tail >= 0.9 &&
           edge->dirt <= 0.06 && edge->length >= 0.2 * dpi;
}

static bool bounds_cell(const struct edge *edges, size_t n, bool lying, int dpi)
{
    double sum = 0, there = 0, length = 0;
    size_t n_whole = 0, n_clean = 0, n_perfect = 0;

    size_t n_seen = 0;
    for (size_t i = 0; i < n; i++) {
        if (!lying && edges[i].seen < UNSEEN)
            continue;
        n_seen++;
        there +=
            edges[i].dirt <= CLEAN_EDGE ? edges[i].length * edges[i].cover : 0;
        length += edges[i].length;
        bool whole = is_whole(&edges[i], dpi);
        n_whole += whole;
        n_clean += whole && edges[i].dirt <= CLEAN_EDGE;
        n_perfect += is_perfect(&edges[i], dpi);
        sum += fmin(edges[i].drawn, (edges[i].head + edges[i].tail) / 2);
    }
    n_seen = 2 * n_seen > n ? n_seen : (n + 1) / 2;
    return n_perfect > 0 || n_clean > 1 ||
           (double)n_whole >= FEW_EDGES * (double)n_seen ||
           sum >= USUAL_EDGE * (double)n_seen || there >= MOST_WAY * length;
}

/* Does a rule end at @along at one that is long enough to be believed? */
static bool is_anchored(const struct axis *cross, double along, double across)
{
    for (size_t i = 0; i < cross->n_items; i++) {
        const struct separator *item = &cross->items[i];
        if ((item->is_guide || item->source == GRID_GAP) &&
            fabs(axis_across(cross, i, across) - along) <=
                ANCHOR_INCH * cross->dpi)
            return true;
    }
    return false;
}

/* A short rule that ends at no other at either end is a stroke. */
static bool is_loose(const struct axis *axis, const struct axis *cross,
                     const struct separator *item)
{
    double length = axis->step * (axis->n_stations - 1);

    return item->end - item->start < LOOSE_SHARE * length &&
           !is_anchored(cross, item->start, item->level) &&
           !is_anchored(cross, item->end, item->level);
}

/* Does the separator, drawn in a header only, go on between the columns? */
static bool heads_column(const struct draft *draft, const struct edge *edges,
                         size_t n, size_t item)
{
    bool is_whole_once = false;

    if (item == 0 || item + 1 == draft->standing.n_items)
        return false;
    for (size_t k = 0; k < n; k++)
        is_whole_once = is_whole_once ||
                        (is_whole(&edges[item * n + k], draft->standing.dpi) &&
                         edges[item * n + k].dirt <= CLEAN_EDGE);
    return is_whole_once && grid_parts_writing(draft, item);
}

/* Marks the separators that bound nothing; how many there are. The first edges
 * are those of @axis, n_edges for each. */
static size_t mark_idle(const struct draft *draft, bool lying, bool *idle)
{
    const struct axis *axis = lying ? &draft->lying : &draft->standing;
    const struct axis *cross = lying ? &draft->standing : &draft->lying;
    const struct edge *edges =
        lying ? draft->lying_edges : draft->standing_edges;
    size_t n_edges = cross->n_items - 1, n_idle = 0;

    for (size_t i = 0; i < axis->n_items; i++) {
        const struct separator *item = &axis->items[i];
        idle[i] =
            item->source == GRID_RULED && !item->is_even &&
            ((n_edges > 2 && is_loose(axis, cross, item)) ||
             !bounds_cell(edges + i * n_edges, n_edges, lying, axis->dpi)) &&
            (lying || !heads_column(draft, edges, n_edges, i));
        n_idle += idle[i];
    }
    return n_idle;
}

static void take_out(struct axis *axis, const bool *idle)
{
    for (size_t i = axis->n_items; i-- > 0;)
        if (idle[i])
            axis_remove(axis, i);
}

enum status grid_prune(struct draft *draft, bool *any)
{
    size_t n_lying = draft->lying.n_items, n_standing = draft->standing.n_items;
    bool *idle = calloc(n_lying + n_standing, sizeof *idle);

    if (idle == NULL)
        return ST_NOMEM;
    *any = mark_idle(draft, true, idle) > 0;
    if (mark_idle(draft, false, idle + n_lying) > 0)
        *any = true;
    take_out(&draft->lying, idle);
    take_out(&draft->standing, idle + n_lying);
    free(idle);
    return ST_OK;
}

/* Is the outermost strip bounded at its sides, or divided by rules? */
static bool has_sides(const struct edge *sides, size_t n_sides, size_t n_gaps,
                      size_t gap, bool closed, int dpi)
{
    size_t n_drawn = 0;

    for (size_t i = 0; i < n_sides; i++) {
        const struct edge *side = &sides[i * n_gaps + gap];
        bool drawn = side->cover >= SIDE;
        n_drawn += drawn;
        if (drawn && closed && (i == 0 || i + 1 == n_sides))
            return true;
        if (is_whole(side, dpi) && side->length >= SIDE_INCH * dpi)
            return true;
    }
    return 2 * n_drawn > n_sides;
}

static double mean_cover(const struct edge *edges, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += edges[i].cover;
    return n > 0 ? sum / (double)n : 0;
}

static bool is_thin_strip(const struct axis *axis, bool first)
{
    const struct separator *items = axis->items;
    size_t last = axis->n_items - 1, out = first ? 0 : last;
    size_t in = first ? 1 : last - 1, next = first ? 2 : last - 2;
    double strip = fabs(items[out].level - items[in].level);

    return strip < STRIP_INCH * axis->dpi &&
           strip < STRIP_SHARE * fabs(items[in].level - items[next].level);
}

/* Is the first or last strip of the table a line of writing beside it, that
 * some stroke or underline has drawn in, or none at all? */
static bool is_beside(const struct draft *draft, bool lying, bool first)
{
    const struct axis *axis = lying ? &draft->lying : &draft->standing;
    const struct axis *cross = lying ? &draft->standing : &draft->lying;
    const struct edge *own = lying ? draft->lying_edges : draft->standing_edges;
    const struct edge *sides =
        lying ? draft->standing_edges : draft->lying_edges;
    size_t n_gaps = axis->n_items - 1, n_own = cross->n_items - 1;
    size_t item = first ? 0 : n_gaps, next = first ? 1 : n_gaps - 1;

    /* a closed table is closed at every row */
    bool closed = cross->items[0].source == GRID_RULED &&
                  cross->items[n_own].source == GRID_RULED;
    if (n_gaps < 2 || axis->items[item].source != GRID_RULED)
        return false;
    if (mean_cover(own + item * n_own, n_own) < LEAST_OUTER ||
        (is_thin_strip(axis, first) &&
         mean_cover(own + next * n_own, n_own) >= OUTER_RULE))
        return true;
    if (has_sides(sides, cross->n_items, n_gaps, first ? 0 : n_gaps - 1, closed,
                  axis->dpi))
        return false;
    return closed || mean_cover(own + item * n_own, n_own) < OUTER_RULE;
}

bool grid_trim(struct draft *draft)
{
    bool top = is_beside(draft, true, true);
    bool bottom = is_beside(draft, true, false);
    bool left = is_beside(draft, false, true);
    bool right = is_beside(draft, false, false);

    if (top)
        axis_remove(&draft->lying, 0);
    if (bottom && draft->lying.n_items > 2)
        axis_remove(&draft->lying, draft->lying.n_items - 1);
    if (left)
        axis_remove(&draft->standing, 0);
    if (right && draft->standing.n_items > 2)
        axis_remove(&draft->standing, draft->standing.n_items - 1);
    return top || bottom || left || right;
}

/* Is it a rule of dots, or of chance strokes, that is whole hardly anywhere? */
static bool is_dotted(const struct edge *edges, size_t n, double whole)
{
    size_t n_some = 0, n_whole = 0;

    for (size_t i = 0; i < n; i++) {
        n_some += edges[i].cover >= SOME_EDGE;
        n_whole += edges[i].cover >= WHOLE_EDGE;
    }
    return (double)n_whole < whole * (double)n_some &&
           mean_cover(edges, n) < DOTTED_COVER;
}

/* Do rules run on past the outermost separator? Others bound nothing else. */
static bool is_passed(const struct draft *draft, size_t item)
{
    const struct axis *lying = &draft->lying, *standing = &draft->standing;
    size_t n = 0;

    if (item > 0 && item + 1 < lying->n_items)
        return true;
    for (size_t i = 0; i < standing->n_items; i++) {
        const struct separator *rule = &standing->items[i];
        double at = axis_across(lying, item, rule->level);
        double over = item == 0 ? at - rule->start : rule->end - at;
        n += over > PASSED_INCH * lying->dpi;
    }
    return 4 * n > standing->n_items;
}

static bool is_dotted_row(const struct draft *draft, size_t item, double whole)
{
    size_t n_columns = (size_t)draft_columns(draft);

    return draft->lying.items[item].source == GRID_RULED &&
           is_dotted(draft->lying_edges + item * n_columns, n_columns, whole) &&
           is_passed(draft, item);
}

bool grid_drop_dotted(struct draft *draft)
{
    size_t before = draft->lying.n_items, n_dotted = 0;
    double whole = DOTTED_WHOLE;

    if (draft_columns(draft) < MANY_COLUMNS)
        return false;
    for (size_t i = 0; i < before; i++)
        n_dotted += is_dotted_row(draft, i, whole);
    if (n_dotted >= LEAST_DOTTED)
        whole = ALIKE_WHOLE;
    for (size_t i = before; i-- > 0;)
        if (is_dotted_row(draft, i, whole))
            axis_remove(&draft->lying, i);
    return draft->lying.n_items < before;
}
