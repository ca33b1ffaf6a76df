/* Which edges of a lattice are really ruled, and the cells that they leave. */
#ifndef TZ_FORMS_GRID_EDGES_H
#define TZ_FORMS_GRID_EDGES_H

#include "forms/lattice.h"

/** What the writing says of an edge that no rule is drawn on. */
enum edge_word {
    EDGE_UNTOLD,  /* nothing: there is too little of it */
    EDGE_PARTED,  /* it stands clear at both sides */
    EDGE_CROSSED, /* it runs across */
};

/** The piece of a separator between two crossings. */
struct edge {
    double length;     /* px */
    double drawn;      /* share of it that is drawn */
    double cover;      /* the same, of what coloured ink does not hide */
    double seen;       /* share of it that coloured ink does not hide */
    double head, tail; /* the same, only near its two ends */
    double dirt;       /* share of it with ink close to one side of it */
    int crossed_px;    /* px of it that writing runs across */
    bool open;         /* no rule: what divides there is white paper */
    enum edge_word word;
    bool divides; /* the squares at its sides are not one cell */
};

/** One table on its way to a grid. */
struct draft {
    const struct rule_plane *lying_plane, *standing_plane; /* lent */
    struct Pix *text; /* lent: 1 bpp, the page's writing without its rules */
    struct axis lying, standing;
    struct edge *lying_edges;    /* n_lying x n_columns */
    struct edge *standing_edges; /* n_standing x n_rows */
};

int draft_rows(const struct draft *draft);
int draft_columns(const struct draft *draft);
void draft_clear(struct draft *draft);

/**
 * Measure every edge and take out separators that bound no cell.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status grid_measure_edges(struct draft *draft,
                                          struct fault *fault);

/**
 * Decide which edges divide cells.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status grid_judge_edges(struct draft *draft,
                                        struct fault *fault);

/**
 * Make the grid of a draft: nodes, and cells merged over the edges that do not
 * divide, always rectangles. @out is zeroed on failure.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status grid_merge_cells(const struct draft *draft,
                                        struct grid *out, struct fault *fault);

/** Free what a grid holds and zero it. */
void grid_clear(struct grid *grid);

#endif
