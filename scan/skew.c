/*
 * How a page leans. The upper and lower edges of ink are points; seen along
 * the right angle, the points of rules and of text lines fall onto few rows,
 * and the sum of squares of the row counts peaks. The left and right edges,
 * projected the other way, say the same of vertical rules. A coarse sweep with
 * broad rows over both finds the neighbourhood, finer and finer rows find the
 * angle, by the horizontal lines alone where these have a peak.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scan/edges.h"
#include "scan/row_squares.h"
#include "scan/steps.h"

const double SCAN_SKEW_SURE = 0.10;

static const double RADIANS = 3.14159265358979323846 / 180;
static const double SWEEP_DEGREES = 17.2; /* each way; more than we put right */
static const double COARSE_DEGREES = 0.4;
static const double COARSE_ROW_PX = 8; /* of the half-size image */
static const double FINEST_DEGREES = 0.01;
/* A page that is nearly as good as it lies is left as it lies. */
static const double STRAIGHT_SHARE = 0.97;

/* Rows are found for so many points at a time: that part of the work can be
 * done side by side, counting cannot. */
enum { SWEEP_STEPS = 87, AT_A_TIME = 128 };

struct sweep {
    const struct page_edges *edges;
    struct row_squares squares;
    size_t size; /* of its counts */
};

/* Sum of squares of the row counts, seen along @degrees. */
static double score(struct sweep *sweep, const struct edge_points *edges,
                    double degrees, double row_px)
{
    float s = (float)(sin(degrees * RADIANS) / row_px);
    float c = (float)(cos(degrees * RADIANS) / row_px);
    float middle = (float)(sweep->edges->reach / row_px + 1);
    size_t rows = (size_t)(2 * middle + 1);
    int row[AT_A_TIME], last = 0;

    if (rows > sweep->size)
        rows = sweep->size;
    last = (int)rows - 1;
    sweep->squares.first = 0;
    sweep->squares.end = rows;
    row_squares_begin(&sweep->squares);
    for (size_t i = 0; i < edges->n; i += AT_A_TIME) {
        size_t n = edges->n - i < AT_A_TIME ? edges->n - i : AT_A_TIME;
        const struct edge_point *p = &edges->points[i];

        for (size_t k = 0; k < n; k++) {
            row[k] = (int)(p[k].across * c - p[k].along * s + middle);
            row[k] = row[k] < last ? row[k] : last;
        }
        row_squares_add(&sweep->squares, row, n);
    }
    return (double)row_squares_sum(&sweep->squares);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(const double *values)
{
    double sorted[SWEEP_STEPS];

    memcpy(sorted, values, sizeof sorted);
    qsort(sorted, SWEEP_STEPS, sizeof *sorted, compare);
    return sorted[SWEEP_STEPS / 2];
}

/* The sweep of one direction, each score over the middle one, less 1. */
static void sweep_one(struct sweep *sweep, const struct edge_points *edges,
                      double *out)
{
    double middle = 0;

    for (int i = 0; i < SWEEP_STEPS; i++)
        out[i] = score(sweep, edges, i * COARSE_DEGREES - SWEEP_DEGREES,
                       COARSE_ROW_PX);
    middle = median(out);
    for (int i = 0; i < SWEEP_STEPS; i++)
        out[i] = middle > 0 ? out[i] / middle - 1 : 0;
}

/* Short lines leave the peak flat: its middle is the angle. */
static double middle_of_peak(struct sweep *sweep,
                             const struct edge_points *edges, double degrees)
{
    double top = score(sweep, edges, degrees, 1) * 0.995;
    int left = 0, right = 0;

    while (left < 10 &&
           score(sweep, edges, degrees - (left + 1) * FINEST_DEGREES, 1) >= top)
        left++;
    while (right < 10 &&
           score(sweep, edges, degrees + (right + 1) * FINEST_DEGREES, 1) >=
               top)
        right++;
    return degrees + (right - left) * FINEST_DEGREES / 2;
}

/* Climb from @degrees with ever finer rows and steps. */
static double refine(struct sweep *sweep, const struct edge_points *edges,
                     double degrees)
{
    /* Of equals the nearest. */
    static const int tries[] = {0, -1, 1, -2, 2, -3, 3};
    double row = COARSE_ROW_PX / 2;

    for (double step = COARSE_DEGREES / 2; step >= FINEST_DEGREES / 2;
         step /= 2) {
        double best = degrees, best_score = -1;

        for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
            double at = degrees + tries[i] * step;
            double s = score(sweep, edges, at, row);

            if (s > best_score) {
                best_score = s;
                best = at;
            }
        }
        degrees = best;
        row = row > 1 ? row / 2 : 1;
    }
    if (fabs(degrees) < COARSE_DEGREES / 2 &&
        score(sweep, edges, 0, 1) >=
            STRAIGHT_SHARE * score(sweep, edges, degrees, 1))
        return 0;
    return middle_of_peak(sweep, edges, degrees);
}

static struct scan_skew find_peak(struct sweep *sweep)
{
    double across[SWEEP_STEPS], down[SWEEP_STEPS];
    int best = 0;

    sweep_one(sweep, &sweep->edges->lying, across);
    sweep_one(sweep, &sweep->edges->standing, down);
    for (int i = 1; i < SWEEP_STEPS; i++)
        if (across[i] + down[i] > across[best] + down[best])
            best = i;
    double start = best * COARSE_DEGREES - SWEEP_DEGREES;
    bool by_rows = across[best] >= SCAN_SKEW_SURE;
    return (struct scan_skew){
        .degrees = refine(
            sweep, by_rows ? &sweep->edges->lying : &sweep->edges->standing,
            start),
        .confidence = across[best] + down[best],
    };
}

enum status scan_measure_skew(const struct page_edges *edges,
                              struct scan_skew *skew, struct fault *fault)
{
    struct sweep sweep = {.edges = edges,
                          .size = (size_t)(2 * edges->reach) + 4};
    uint32_t *counts;

    *skew = (struct scan_skew){0};
    if (!page_edges_are_enough(edges))
        return ST_OK;
    counts = calloc(sweep.size, ROW_LANES * sizeof *counts);
    if (counts == NULL)
        return fault_set(fault, ST_NOMEM, "no memory to measure the skew");
    for (size_t i = 0; i < ROW_LANES; i++)
        sweep.squares.count[i] = counts + i * sweep.size;
    *skew = find_peak(&sweep);
    free(counts);
    return ST_OK;
}
