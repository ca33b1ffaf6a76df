/*
 * How one form lies on one grid: between which separators each of its columns
 * lies, which grid row is the first of the body, and how sure that is. Private to forms/.
 */
#ifndef TZ_FORMS_LAYOUT_H
#define TZ_FORMS_LAYOUT_H

#include <stdbool.h>

#include "base/status.h"
#include "forms/definition.h"
#include "forms/grid.h"
#include "forms/table_words.h"
#include "forms/title_likeness.h"
#include "scan/page.h"

enum { LAYOUT_WHY_MAX = 200, LAYOUT_SEPARATORS_MAX = 129 };

struct half;

struct layout {
    const struct form *form;
    const struct half *half; /* form is this half's; NULL: a whole table */
    const struct grid *grid;
    /* The grid's column separators left and right of form->columns[c] are
     * separators[c] and separators[c + 1]. */
    int separators[LAYOUT_SEPARATORS_MAX];
    int header_rows;    /* grid rows of the header, without column numbers */
    int body_row;       /* grid row of the first body row */
    int n_body;         /* body rows from there to the table's end */
    /* The grid's row separators above and below body row r (from 0) are
     * rows[r] and rows[r + 1]. */
    int rows[LAYOUT_SEPARATORS_MAX];
    int extra;          /* separators of the grid that had to be dropped */
    double misfit;      /* of the columns' widths; see layout_columns.h */
    double structure;   /* likeness of header tree and widths, 0 to 1 */
    double columns;     /* share of the columns whose printed number or header
                           was found in place; 0.5 when nothing could tell */
    double headers;     /* mean likeness of the printed column headers, 0 to 1;
                           below 0: not read */
    struct title_likeness title;
    double score;       /* of all this, 0 to 1; by match.c */
};

/** The form as it is defined, whatever half of it lies here. */
const struct form *layout_whole_form(const struct layout *layout);

/** The place of a column of layout->form among the columns of the whole. */
int layout_column_in_whole(const struct layout *layout, int column);

/** Where the form's column @column lies in grid row @row. */
struct scan_quad layout_quad(const struct layout *layout, int row, int column);

/** Where the form's column @column lies in body row @row, from 0. */
struct scan_quad layout_body_quad(const struct layout *layout, int row,
                                  int column);

/** @quad of a cell, drawn in from its rules, for engines that want words
 * without a frame. */
struct scan_quad layout_inside(const struct layout *layout,
                               struct scan_quad quad);

/**
 * Lay one form on one grid by its columns alone; nothing is read.
 *
 * @out  filled when ST_OK, but for title, score and the body's rows
 * @why  LAYOUT_WHY_MAX bytes: on ST_NONE, what speaks against it
 *
 * Returns ST_OK; ST_NONE when the numbers of columns cannot be made to agree.
 */
MUST_CHECK enum status layout_start(const struct grid *grid,
                                    const struct form *form,
                                    struct layout *out, char *why);

/**
 * Prove that each column is in its place by what is printed there, and find
 * the body rows.
 *
 * @words  of the layout's grid
 * @why    as above
 *
 * Returns ST_OK; ST_NONE when it cannot be that form; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status layout_prove(struct layout *layout,
                                    struct table_words *words, char *why,
                                    struct fault *fault);

#endif
