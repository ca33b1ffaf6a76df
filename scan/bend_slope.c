/*
 * How the lines run, window by window. Seen along the right slope the edge
 * points of a window fall onto few rows, as they do for the whole page in
 * skew.c; here each window has its own slope.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scan/bend.h"
#include "scan/edges.h"
#include "scan/row_squares.h"

enum { MIN_POINTS = 50, MAX_ROWS = 1024, MAX_TRIES = 128, FINE_REACH = 10 };

static const double COARSE_SLOPE = 0.008, FINE_SLOPE = 0.001;
static const double COARSE_ROW = 3, FINE_ROW = 1.5; /* px */
/* The best slope's score over the middle one, less 1: from here on lines were
 * seen, from there on they could not be seen better. */
/* What scores less than this share of the best is not of its peak. */
static const double PEAK = 0.9;
static const double SURE = 0.3, SUREST = 1.5;

/* The points of one window. */
struct window {
    const struct edge_point *points;
    size_t n;
    double along, across;           /* px, of its middle */
    double half_along, half_across; /* px; no point is farther from it */
};

/* Rows are found for so many points at a time: that part of the work can be
 * done side by side, counting cannot. */
enum { AT_A_TIME = 128 };

/* The rows that a window's points can fall onto, and one more on each side. */
static void choose_rows(const struct window *w, double slope, double row_px,
                        struct row_squares *rows)
{
    double reach = (w->half_across + fabs(slope) * w->half_along) / row_px + 2;

    if (reach > MAX_ROWS / 2.0)
        reach = MAX_ROWS / 2.0;
    rows->first = (size_t)(MAX_ROWS / 2.0 - reach) + 1;
    rows->end = (size_t)(MAX_ROWS / 2.0 + reach) + 1;
}

/* Points beyond MAX_ROWS are counted on a row before and one after them, which
 * are never looked at. */
static double score(const struct window *w, double slope, double row_px)
{
    uint32_t counts[ROW_LANES][MAX_ROWS + 2];
    struct row_squares squares = {
        .count = {counts[0], counts[1], counts[2], counts[3]}};
    float step = (float)(1 / row_px), s = (float)slope;
    float middle = (float)MAX_ROWS / 2, along = (float)w->along;
    float across = (float)w->across;
    int rows[AT_A_TIME];

    choose_rows(w, slope, row_px, &squares);
    row_squares_begin(&squares);
    for (size_t i = 0; i < w->n; i += AT_A_TIME) {
        size_t n = w->n - i < AT_A_TIME ? w->n - i : AT_A_TIME;
        const struct edge_point *p = &w->points[i];

        for (size_t k = 0; k < n; k++) {
            int row =
                (int)((p[k].across - across - s * (p[k].along - along)) * step +
                      middle) +
                1;

            row = row > 0 ? row : 0;
            rows[k] = row <= MAX_ROWS ? row : MAX_ROWS + 1;
        }
        row_squares_add(&squares, rows, n);
    }
    return (double)row_squares_sum(&squares);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Short lines leave the peak flat: its middle is the slope. */
static double middle_of_peak(const struct window *w, double slope)
{
    double scores[2 * FINE_REACH + 1], best = 0, sum = 0, weights = 0;

    for (int i = -FINE_REACH; i <= FINE_REACH; i++) {
        double s = score(w, slope + i * FINE_SLOPE, FINE_ROW);

        scores[i + FINE_REACH] = s;
        best = fmax(best, s);
    }
    for (int i = -FINE_REACH; i <= FINE_REACH; i++) {
        double weight = fmax(0, scores[i + FINE_REACH] - PEAK * best);

        sum += weight * (slope + i * FINE_SLOPE);
        weights += weight;
    }
    return sum / weights;
}

static void look(const struct window *w, double most, struct bend_slope *out)
{
    double scores[MAX_TRIES], best = 0, best_score = -1, middle;
    int n = 0;

    if (w->n < MIN_POINTS)
        return;
    for (double s = -most; s <= most && n < MAX_TRIES; s += COARSE_SLOPE) {
        scores[n] = score(w, s, COARSE_ROW);
        if (scores[n] > best_score) {
            best_score = scores[n];
            best = s;
        }
        n++;
    }
    qsort(scores, (size_t)n, sizeof *scores, compare);
    middle = scores[n / 2];
    out->weight = middle > 0 ? best_score / middle - 1 : 0;
    out->weight = out->weight < SURE ? 0 : fmin(out->weight, SUREST);
    if (out->weight <= 0)
        return;
    out->slope = middle_of_peak(w, best);
}

static int cell_of(const struct edge_point *p, double half_along,
                   double half_across)
{
    int step = (int)((p->along / half_along + 1) * BEND_STEPS / 2);
    int band = (int)((p->across / half_across + 1) * BEND_BANDS / 2);

    if (p->along < -half_along || p->across < -half_across ||
        step >= BEND_STEPS || band >= BEND_BANDS)
        return -1;
    return band * BEND_STEPS + step;
}

/* Put the points into the order of their cells; start[] says where each
 * begins. */
static void sort_into_cells(const struct edge_points *points, double half_along,
                            double half_across, struct edge_point *order,
                            size_t *start)
{
    size_t fill[BEND_STEPS * BEND_BANDS + 1] = {0};
    const int cells = BEND_STEPS * BEND_BANDS;

    for (size_t i = 0; i < points->n; i++) {
        int cell = cell_of(&points->points[i], half_along, half_across);

        if (cell >= 0)
            fill[cell + 1]++;
    }
    for (int i = 0; i < cells; i++)
        fill[i + 1] += fill[i];
    memcpy(start, fill, sizeof fill);
    for (size_t i = 0; i < points->n; i++) {
        int cell = cell_of(&points->points[i], half_along, half_across);

        if (cell >= 0)
            order[fill[cell]++] = points->points[i];
    }
}

void bend_slopes(const struct edge_points *points, double half_along,
                 double half_across, double most, struct edge_point *order,
                 struct bend_slope *out)
{
    size_t start[BEND_STEPS * BEND_BANDS + 1];

    sort_into_cells(points, half_along, half_across, order, start);
    for (int band = 0; band < BEND_BANDS; band++)
        for (int i = 0; i + 1 < BEND_STEPS; i++) {
            int cell = band * BEND_STEPS + i;
            struct bend_slope *slope = &out[band * (BEND_STEPS - 1) + i];

            *slope = (struct bend_slope){
                .along = 2.0 * (i + 1) / BEND_STEPS - 1,
                .across = (2.0 * band + 1) / BEND_BANDS - 1,
            };
            look(
                &(struct window){
                    order + start[cell], start[cell + 2] - start[cell],
                    slope->along * half_along, slope->across * half_across,
                    2 * half_along / BEND_STEPS, half_across / BEND_BANDS},
                most, slope);
        }
}
