/* Rows that no rule divides, found by the lines of writing. */
#ifndef TZ_FORMS_GRID_ROWS_H
#define TZ_FORMS_GRID_ROWS_H

#include "forms/grid_edges.h"

/**
 * How much is written along every line across a band of the table, column by
 * column. Line i is i px below the band's upper separator, bent as the two
 * separators of the band are.
 */
struct band {
    size_t row; /* lattice row */
    int height; /* px, number of lines */
    size_t n_columns;
    double *ink;    /* n_columns x height: share of the width inked */
    double *width;  /* n_columns, px that were looked at */
    double text_px; /* usual height of a line of writing */
};

/**
 * Measure band @row of a draft. Writing close to separators is left out.
 *
 * @text  1 bpp, the page's ink without its rules
 * @out   end with band_clear()
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status band_measure(const struct draft *draft, struct Pix *text,
                                    size_t row, struct band *out,
                                    struct fault *fault);
void band_clear(struct band *band);

/** A separator that is to be put into a band. */
struct cut {
    size_t row;     /* lattice row that it divides */
    double share;   /* of the way from its upper to its lower separator */
    double *across; /* at the stations of the lying axis */
};

struct cut_list {
    struct cut *cuts; /* from top to bottom */
    size_t n_cuts, room;
};

/** Columns of a band that are written in, and those with every row written. */
struct agreement {
    size_t n_written, n_full;
};

/**
 * Where a band falls into rows: lines of writing on which its columns agree.
 * Appends to @cuts; nothing is appended when they do not.
 *
 * @pitch      px from one row to the next, where it is known; else 0
 * @agreement  how far the columns agree on it
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status band_cut(const struct draft *draft,
                                const struct band *band, double pitch,
                                struct cut_list *cuts,
                                struct agreement *agreement,
                                struct fault *fault);
void cut_list_clear(struct cut_list *cuts);

/**
 * Divide the rows of a judged draft that hold several lines of writing.
 *
 * @text  1 bpp, the page's writing without its rules
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status grid_split_rows(struct draft *draft, struct Pix *text,
                                       struct fault *fault);

#endif
