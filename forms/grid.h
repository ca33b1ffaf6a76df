/* The lattice of a table, found without any definition. */
#ifndef TZ_FORMS_GRID_H
#define TZ_FORMS_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "scan/page.h"

/** Where a separator comes from. */
enum grid_source { GRID_RULED, GRID_GAP };

struct grid_cell {
    int row, column;            /* from 0, of its top left corner */
    int row_span, column_span;  /* at least 1 */
    struct scan_quad quad;      /* page px, on the middle of its separators */
};

/**
 * One table: n_rows + 1 separators down, n_columns + 1 across, and the place
 * where each pair crosses, so that a bent table keeps its bend.
 */
struct grid {
    int n_rows, n_columns;
    struct scan_point *nodes;   /* (n_rows + 1) x (n_columns + 1), row-major */
    enum grid_source *row_sources;    /* n_rows + 1 */
    enum grid_source *column_sources; /* n_columns + 1 */
    double *row_strength;       /* n_rows + 1: share of the width that is
                                   really ruled there, 0 to 1 */
    double *column_strength;    /* n_columns + 1: likewise of the height */
    struct grid_cell *cells;    /* merged cells once, in reading order */
    size_t n_cells;
    double rule_width;          /* px, median */
    bool open;                  /* without a frame, found by its writing */
    int open_head;              /* of an open one, rows above the first that is
                                   written in all columns: title and words that
                                   belong above a table may be among them */
};

struct grid_set {
    struct grid *grids;         /* from top to bottom, left to right */
    size_t n_grids;
};

/**
 * Find every table of a page.
 *
 * @page  from scan_make_page(); residual skew up to 2 degrees and gentle curl
 *        are followed
 * @out   filled; end with grid_set_clear(). No table is ST_OK with n_grids 0.
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status grid_find(const struct page *page, struct grid_set *out,
                                 struct fault *fault);
void grid_set_clear(struct grid_set *set);

/** The quad between two row and two column separators (last ones included). */
struct scan_quad grid_quad(const struct grid *grid, int top, int left,
                           int bottom, int right);

#endif
