/*
 * Private to scan/: how a page is bent, and the way between the bent page and
 * the flat one. Places are px from the middle of the straightened page.
 */
#ifndef TZ_SCAN_BEND_H
#define TZ_SCAN_BEND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "scan/page.h"

struct page_edges;
struct edge_points;
struct edge_point;

enum { BEND_KNOTS = 9 };

/**
 * How lines of one direction run over the page. The slope of a line at
 * @along (-1 to 1 from edge to edge) is mean + across * change, both linear
 * between the knots: an equal slope everywhere is a lean, a change alone what
 * a camera sees from the side, a mean that varies a bulge.
 */
struct bend_bow {
    double mean[BEND_KNOTS], change[BEND_KNOTS];         /* slopes */
    double mean_sum[BEND_KNOTS], change_sum[BEND_KNOTS]; /* their integrals */
};

struct scan_bend {
    bool bent;             /* else nothing below holds */
    double half_w, half_h; /* px of half the straightened page */
    struct bend_bow lying, standing;
};

/**
 * Measure how the lines of a page run once it is straightened by
 * @skew_degrees. Only what makes its lines much straighter is called bent.
 *
 * @edges  of the image before it is straightened
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status bend_measure(const struct page_edges *edges,
                                    double skew_degrees, struct scan_bend *bend,
                                    struct fault *fault);

/** Where a place of the flat page is on the bent one, and the inverse. */
struct scan_point bend_of(const struct scan_bend *bend, struct scan_point flat);
struct scan_point bend_undone(const struct scan_bend *bend,
                              struct scan_point bent);

/* ---- bend_slope.c ---- */

/** The slope of the lines in one window of the page. */
struct bend_slope {
    double along, across; /* the window's middle, -1 to 1 */
    double slope;         /* across over along, px */
    double weight;        /* 0: no line was seen */
};

enum {
    BEND_STEPS = 12,
    BEND_BANDS = 8,
    BEND_WINDOWS = (BEND_STEPS - 1) * BEND_BANDS
};

/**
 * Measure the slopes of @points in BEND_WINDOWS overlapping windows.
 *
 * @most   the steepest slope that is looked for
 * @order  room for as many points as there are
 */
void bend_slopes(const struct edge_points *points, double half_along,
                 double half_across, double most, struct edge_point *order,
                 struct bend_slope *out);

/* ---- bend_fit.c ---- */

/** Add to @bow what the slopes say. Robust: some slopes may be nonsense. */
void bend_fit(const struct bend_slope *slopes, size_t n, double stiffness,
              struct bend_bow *bow);

#endif
