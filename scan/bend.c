/*
 * Bent pages: seen by a camera from the side, or bulging as books do. The
 * slopes of the lines are measured window by window in both directions and a
 * bow is fitted to each; then the same is done with what is left, on the
 * flattened points. In the end the points themselves judge: only when they
 * fall onto much fewer rows than before was the page bent.
 */
#include "scan/bend.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scan/edges.h"

static const double RADIANS = 3.14159265358979323846 / 180;
/* The steepest lines that are looked for, at first and on what is left. */
static const double MOST_SLOPE = 0.25, MOST_LEFT = 0.04;
/* How stiff paper is along its lines, and down the page. */
static const double STIFF_LYING = 0.02, STIFF_STANDING = 0.3;
/* A page is flat when the bow is nowhere steeper than this. */
static const double FLAT_SLOPE = 0.006;
/* Flattened, its points must fall onto so much fewer rows. */
static const double GAIN = 1.1;
static const double ROW_PX = 1.5; /* of the points */
/* Nearer than this a point is not brought to where it came from. */
static const double UNDO_PX = 0.004;

enum { ROUNDS = 3, UNDO_ROUNDS = 6 };

/* ---- the way there and back ---- */

/* The integral of slopes that are linear between the knots. */
static double sum_to(const double *slope, const double *sum, double along)
{
    const double step = 2.0 / (BEND_KNOTS - 1);
    double at = fmin(fmax(along, -1), 1);
    int k = (int)((at + 1) / step);

    k = k > BEND_KNOTS - 2 ? BEND_KNOTS - 2 : k;
    double way = at - (k * step - 1);
    double inside = sum[k] + way * slope[k] +
                    way * way * (slope[k + 1] - slope[k]) / (2 * step);
    /* beyond the page a line goes straight on */
    return inside + (along - at) * slope[along < 0 ? 0 : BEND_KNOTS - 1];
}

static double offset(const struct bend_bow *bow, double along, double across,
                     double half_along)
{
    across = fmin(fmax(across, -1), 1);
    return half_along * (sum_to(bow->mean, bow->mean_sum, along) +
                         across * sum_to(bow->change, bow->change_sum, along));
}

struct scan_point bend_of(const struct scan_bend *b, struct scan_point flat)
{
    double u = flat.x / b->half_w, v = flat.y / b->half_h;

    return (struct scan_point){flat.x + offset(&b->standing, v, u, b->half_h),
                               flat.y + offset(&b->lying, u, v, b->half_w)};
}

struct scan_point bend_undone(const struct scan_bend *b, struct scan_point bent)
{
    struct scan_point flat = bent;

    for (int i = 0; i < UNDO_ROUNDS; i++) {
        struct scan_point there = bend_of(b, flat);
        double x = bent.x - there.x, y = bent.y - there.y;

        flat.x += x;
        flat.y += y;
        if (fabs(x) + fabs(y) < UNDO_PX)
            break;
    }
    return flat;
}

/* ---- measuring ---- */

/* The points of both directions, straightened, then flattened anew with every
 * round; lying: along x, standing: along y. Scaled as the edges are. */
struct work {
    struct edge_points straight[2], flat[2];
    struct edge_point *order;
    uint32_t *counts;
    size_t rows;
};

static void work_clear(struct work *work)
{
    for (int i = 0; i < 2; i++) {
        free(work->straight[i].points);
        free(work->flat[i].points);
    }
    free(work->order);
    free(work->counts);
}

static bool work_make(const struct page_edges *edges, double degrees,
                      struct work *work)
{
    const struct edge_points *from[2] = {&edges->lying, &edges->standing};
    float c = (float)cos(degrees * RADIANS), s = (float)sin(degrees * RADIANS);
    size_t most =
        edges->lying.n > edges->standing.n ? edges->lying.n : edges->standing.n;
    bool ok;

    work->rows = (size_t)(2 * edges->reach / ROW_PX) + 4;
    work->order = malloc((most + 1) * sizeof *work->order);
    work->counts = malloc(work->rows * sizeof *work->counts);
    ok = work->order != NULL && work->counts != NULL;
    for (int i = 0; i < 2 && ok; i++) {
        size_t n = from[i]->n;
        struct edge_point *to = malloc((n + 1) * sizeof *to);

        work->straight[i] = (struct edge_points){to, n};
        work->flat[i] = work->straight[i];
        work->flat[i].points = malloc((n + 1) * sizeof *to);
        ok = to != NULL && work->flat[i].points != NULL;
        for (size_t k = 0; k < n && ok; k++) {
            struct edge_point p = from[i]->points[k];
            float along = p.along * c + p.across * s;

            to[k] = (struct edge_point){i == 0 ? along : -along,
                                        p.across * c - p.along * s};
        }
        if (ok)
            memcpy(work->flat[i].points, to, n * sizeof *to);
    }
    return ok;
}

static void flatten_points(const struct scan_bend *bend, double scale,
                           struct work *work)
{
    for (int i = 0; i < 2; i++)
        for (size_t k = 0; k < work->flat[i].n; k++) {
            struct edge_point p = work->straight[i].points[k];
            struct scan_point at = {scale * (i == 0 ? p.along : p.across),
                                    scale * (i == 0 ? p.across : p.along)};

            at = bend_undone(bend, at);
            work->flat[i].points[k] =
                i == 0 ? (struct edge_point){(float)(at.x / scale),
                                             (float)(at.y / scale)}
                       : (struct edge_point){(float)(at.y / scale),
                                             (float)(at.x / scale)};
        }
}

/* On how few rows the points lie: the sum of the squares of the rows. */
static double gathered(const struct work *work,
                       const struct edge_points *points)
{
    double sum = 0, middle = (double)work->rows / 2;

    memset(work->counts, 0, work->rows * sizeof *work->counts);
    for (size_t i = 0; i < points->n; i++) {
        double row = points->points[i].across / ROW_PX + middle;

        if (row >= 0 && row < (double)work->rows)
            work->counts[(size_t)row]++;
    }
    for (size_t i = 0; i < work->rows; i++)
        sum += (double)work->counts[i] * work->counts[i];
    return sum;
}

static double steepest(const struct bend_bow *bow)
{
    double most = 0;

    for (int k = 0; k < BEND_KNOTS; k++)
        most = fmax(most, fabs(bow->mean[k]) + fabs(bow->change[k]));
    return most;
}

static void measure_round(const struct work *work, double scale, int round,
                          struct scan_bend *bend)
{
    double most = round == 0 ? MOST_SLOPE : MOST_LEFT;
    double w = bend->half_w / scale, h = bend->half_h / scale;
    struct bend_slope slopes[BEND_WINDOWS];

    bend_slopes(&work->flat[0], w, h, most, work->order, slopes);
    bend_fit(slopes, BEND_WINDOWS, STIFF_LYING, &bend->lying);
    bend_slopes(&work->flat[1], h, w, most, work->order, slopes);
    bend_fit(slopes, BEND_WINDOWS, STIFF_STANDING, &bend->standing);
}

/* A bow that is hardly one is none; false when both are none. */
static bool drop_flat(struct scan_bend *bend)
{
    struct bend_bow *bows[2] = {&bend->lying, &bend->standing};
    bool any = false;

    for (int i = 0; i < 2; i++) {
        if (steepest(bows[i]) >= FLAT_SLOPE)
            any = true;
        else
            memset(bows[i], 0, sizeof *bows[i]);
    }
    return any;
}

/* A bow that did not gather its lines is none. */
static void keep_gain(const double *before, const double *after,
                      struct scan_bend *bend)
{
    struct bend_bow *bows[2] = {&bend->lying, &bend->standing};

    for (int i = 0; i < 2; i++) {
        if (after[i] >= GAIN * before[i])
            bend->bent = true;
        else
            memset(bows[i], 0, sizeof *bows[i]);
    }
}

enum status bend_measure(const struct page_edges *edges, double degrees,
                         struct scan_bend *bend, struct fault *fault)
{
    double scale = edges->scale, before[2], after[2];
    struct work work = {0};
    enum status rc = ST_OK;

    bend->bent = false;
    memset(&bend->lying, 0, sizeof bend->lying);
    memset(&bend->standing, 0, sizeof bend->standing);
    if (!page_edges_are_enough(edges))
        return ST_OK;
    if (!work_make(edges, degrees, &work)) {
        rc = fault_set(fault, ST_NOMEM, "no memory to see how the page bends");
        goto done;
    }
    measure_round(&work, scale, 0, bend);
    if (!drop_flat(bend))
        goto done;
    for (int i = 0; i < 2; i++)
        before[i] = gathered(&work, &work.straight[i]);
    for (int round = 1; round < ROUNDS; round++) {
        flatten_points(bend, scale, &work);
        measure_round(&work, scale, round, bend);
    }
    flatten_points(bend, scale, &work);
    for (int i = 0; i < 2; i++)
        after[i] = gathered(&work, &work.flat[i]);
    keep_gain(before, after, bend);
done:
    work_clear(&work);
    return rc;
}
