/*
 * Private to scan/: the edges of ink as points. On a page that lies straight
 * the points of rules and text lines share few rows.
 */
#ifndef TZ_SCAN_EDGES_H
#define TZ_SCAN_EDGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct Pix;

/** px of the image that was looked at, from its middle. */
struct edge_point {
    float along, across; /* along the line that it may lie on, and across it */
};

/** Points of lines of one direction. */
struct edge_points {
    struct edge_point *points;
    size_t n;
};

/** Upper and lower edges for lines across the page (along is x, across y);
 * left and right edges for lines down it (along is -y, across x). */
struct page_edges {
    struct edge_points lying, standing;
    double reach; /* px: the largest distance from the middle */
    int scale;    /* px of the image for one px of a point: 1, or 2 when half
                     the size was precise enough */
};

/** Collect the edges of a 1 bpp image; end with page_edges_clear(), also on
 * failure. Returns ST_OK; ST_NOMEM. */
MUST_CHECK enum status page_edges_collect(struct Pix *ink,
                                          struct page_edges *edges,
                                          struct fault *fault);
void page_edges_clear(struct page_edges *edges);

/** Too few are dust, not lines. */
bool page_edges_are_enough(const struct page_edges *edges);

#endif
