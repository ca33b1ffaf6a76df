/*
 * The edges of a lattice, from one crossing to the next: how much of each is
 * drawn, and whether writing runs across it. What bounds nothing is taken out
 * and the rest measured again, until all that is left bounds cells.
 */
#include "forms/grid_edges.h"

#include <math.h>
#include <stdlib.h>

#include "forms/grid_idle.h"

/* So much of an edge is taken as seen, whatever coloured ink hides. */
static const double LEAST_SEEN = 0.5;
/* The ends of an edge: this share of it, but no longer, in inches. */
static const double END_SHARE = 0.15;
static const double END_INCH = 0.15;

int draft_rows(const struct draft *draft)
{
    return (int)draft->lying.n_items - 1;
}

int draft_columns(const struct draft *draft)
{
    return (int)draft->standing.n_items - 1;
}

static void drop_edges(struct draft *draft)
{
    free(draft->lying_edges);
    free(draft->standing_edges);
    draft->lying_edges = draft->standing_edges = NULL;
}

void draft_clear(struct draft *draft)
{
    drop_edges(draft);
    axis_clear(&draft->lying);
    axis_clear(&draft->standing);
    *draft = (struct draft){0};
}

static enum status make_room(struct draft *draft)
{
    size_t n_rows = (size_t)draft_rows(draft);
    size_t n_columns = (size_t)draft_columns(draft);

    drop_edges(draft);
    draft->lying_edges =
        calloc((n_rows + 1) * n_columns, sizeof *draft->lying_edges);
    draft->standing_edges =
        calloc((n_columns + 1) * n_rows, sizeof *draft->standing_edges);
    return draft->lying_edges != NULL && draft->standing_edges != NULL
               ? ST_OK
               : ST_NOMEM;
}

/* What is seen of the separator between two places along. */
static struct rule_view look_between(const struct rule_plane *plane,
                                     const struct axis *axis, size_t item,
                                     double from, double to)
{
    double step = axis->step > 16 ? axis->step : 16;
    int slack = (int)(axis->items[item].width / 2 + 1 + axis->dpi / 200.0);
    struct rule_view view = {0};

    for (double at = from; at < to; at += step) {
        double next = fmin(at + step, to);
        struct scan_point a = {at, axis_across(axis, item, at)};
        struct scan_point b = {next, axis_across(axis, item, next)};
        rule_look(plane, a, b, slack, &view);
    }
    return view;
}

static double drawn_share(struct rule_view view)
{
    return view.length > 0 ? view.drawn / view.length : 0;
}

/* The same of an end; what coloured ink hides most of is as the whole edge. */
static double end_share(struct rule_view view, double cover)
{
    return view.seen >= LEAST_SEEN * view.length ? drawn_share(view) : cover;
}

/* Px along where ink runs across the separator from side to side. */
static int count_crossed(const struct rule_plane *plane,
                         const struct axis *axis, size_t item, double from,
                         double to)
{
    double half = axis->items[item].width / 2 + 0.02 * axis->dpi;
    int n = 0;

    for (double at = from; at <= to; at++) {
        double middle = axis_across(axis, item, at);
        n += rule_is_inked(plane, at, middle - half, middle + half);
    }
    return n;
}

/* Share of the way from @from to @to with ink close to the separator, on the
 * side that has more of it. */
static double measure_dirt(const struct rule_plane *plane,
                           const struct axis *axis, size_t item, double from,
                           double to)
{
    double off = axis->items[item].width / 2 + 1.5 + 0.01 * axis->dpi;
    int above = 0, below = 0, n = 0;

    for (double at = from; at <= to; at += 2, n++) {
        double y = axis_across(axis, item, at);
        above += rule_is_inked(plane, at, y - off, y - off);
        below += rule_is_inked(plane, at, y + off, y + off);
    }
    return n > 0 ? (double)(above > below ? above : below) / n : 0;
}

/* The edge of separator @item between two places along; the rules that cross
 * it there are @from_width and @to_width wide. */
static struct edge measure_edge(const struct rule_plane *plane,
                                const struct axis *axis, size_t item,
                                double from, double from_width, double to,
                                double to_width)
{
    /* the ink of a thick crossing rule is none of the edge's own */
    from += from_width / 2 + 1;
    to -= to_width / 2 + 1;
    if (to <= from)
        return (struct edge){.seen = 1};
    double end = fmin(END_SHARE * (to - from), END_INCH * axis->dpi);
    double skip = fmin(0.03 * axis->dpi, end);
    struct edge edge = {.length = to - from};

    struct rule_view view = look_between(plane, axis, item, from, to);
    edge.drawn = drawn_share(view);
    if (view.length > 0) {
        edge.cover = view.drawn / fmax(view.seen, LEAST_SEEN * view.length);
        edge.seen = view.seen / view.length;
    }
    edge.head = end_share(look_between(plane, axis, item, from, from + end),
                          edge.cover);
    edge.tail =
        end_share(look_between(plane, axis, item, to - end, to), edge.cover);
    edge.dirt = measure_dirt(plane, axis, item, from, to);
    edge.crossed_px = count_crossed(plane, axis, item, from + skip, to - skip);
    return edge;
}

static void measure(struct draft *draft)
{
    const struct axis *lying = &draft->lying, *standing = &draft->standing;
    size_t n_rows = lying->n_items - 1, n_columns = standing->n_items - 1;

    for (size_t r = 0; r <= n_rows; r++) {
        for (size_t c = 0; c <= n_columns; c++) {
            struct scan_point at = lattice_node(lying, r, standing, c);
            double width = standing->items[c].width;
            double height = lying->items[r].width;
            if (c < n_columns)
                draft->lying_edges[r * n_columns + c] =
                    measure_edge(draft->lying_plane, lying, r, at.x, width,
                                 lattice_node(lying, r, standing, c + 1).x,
                                 standing->items[c + 1].width);
            if (r < n_rows)
                draft->standing_edges[c * n_rows + r] = measure_edge(
                    draft->standing_plane, standing, c, at.y, height,
                    lattice_node(lying, r + 1, standing, c).y,
                    lying->items[r + 1].width);
        }
    }
}

/* Measures and takes out until nothing more is to be taken out. */
static enum status settle(struct draft *draft, struct fault *fault)
{
    bool again = true;

    while (again && draft_rows(draft) >= 1 && draft_columns(draft) >= 1) {
        if (make_room(draft) != ST_OK)
            return fault_set(fault, ST_NOMEM, "grid: edges of the cells");
        measure(draft);
        again = grid_trim(draft);
        if (again)
            continue;
        if (grid_prune(draft, &again) != ST_OK)
            return fault_set(fault, ST_NOMEM, "grid: idle separators");
    }
    return ST_OK;
}

enum status grid_measure_edges(struct draft *draft, struct fault *fault)
{
    enum status rc = ST_OK;

    if (draft_rows(draft) < 1 || draft_columns(draft) < 1)
        rc = lattice_close(&draft->lying, &draft->standing, fault);
    if (rc == ST_OK)
        rc = settle(draft, fault);
    if (rc == ST_OK && draft_rows(draft) > 1 && grid_drop_dotted(draft))
        rc = settle(draft, fault);
    size_t before = draft->lying.n_items + draft->standing.n_items;
    if (rc == ST_OK)
        rc = lattice_close(&draft->lying, &draft->standing, fault);
    if (rc == ST_OK && draft->lying.n_items + draft->standing.n_items > before)
        rc = settle(draft, fault);
    return rc;
}
