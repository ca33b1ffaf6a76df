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
#include "forms/header_text.h"
#include "scan/page.h"

struct ocr_reader;

enum { LAYOUT_WHY_MAX = 200, LAYOUT_SEPARATORS_MAX = 129 };

struct layout {
    const struct form *form;
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
    double title;       /* likeness of the printed title, 0 to 1 */
    double columns;     /* share of the columns whose printed number or header
                           was found in place; 0.5 when nothing could tell */
    double score;       /* 0 to 1 */
};

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
 * Try one form on one grid.
 *
 * @out  filled when ST_OK
 * @why  LAYOUT_WHY_MAX bytes: on ST_NONE, what speaks against it
 *
 * Returns ST_OK; ST_NONE when the structure cannot be that form's; ST_LIB;
 * ST_NOMEM.
 */
MUST_CHECK enum status layout_try(const struct page *page,
                                  const struct grid *grid,
                                  const struct header_texts *texts,
                                  const struct form *form,
                                  struct ocr_reader *reader,
                                  struct layout *out, char *why,
                                  struct fault *fault);

/** Likeness of the words above the table to the form's titles, 0 to 1. */
double layout_title_likeness(const struct header_texts *texts,
                             const struct form *form);

#endif
