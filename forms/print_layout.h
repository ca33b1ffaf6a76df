/* Where everything of a drawn form stands, in points (1/72 inch). */
#ifndef TZ_FORMS_PRINT_LAYOUT_H
#define TZ_FORMS_PRINT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/print.h"

/** An upright box, points, y down. */
struct print_box {
    double x, y, w, h;
};

/** One printed header cell; neighbours of the same words are one. */
struct print_header {
    struct print_box box;
    char *text; /* owned; the first of the synonyms */
};

struct print_layout {
    double width, height;     /* of the paper */
    struct print_box title, block, heading; /* heading: the line above the
                                               table: unit, period, measure */
    struct print_box signatures;
    double *x;                /* n_columns + 1 column borders */
    size_t n_columns;
    double *y;                /* n_rows + 1 borders of the body rows */
    int n_rows;
    double top;               /* of the table */
    double number_top;        /* of the row of column numbers, or of the body */
    struct print_header *headers;
    size_t n_headers;
    double font_points;       /* of the body */
};

/**
 * Lay the form out. End @layout with print_layout_clear(), also on failure.
 *
 * Returns ST_OK; ST_INPUT for a form without columns; ST_LIMIT when the rows do
 * not fit the paper; ST_NOMEM.
 */
MUST_CHECK enum status print_layout_make(const struct form *form,
                                         const struct form_fill *fill,
                                         struct form_print_style style,
                                         struct print_layout *layout,
                                         struct fault *fault);
void print_layout_clear(struct print_layout *layout);

/** The box of body cell @row, @column, both from 0. */
struct print_box print_layout_cell(const struct print_layout *layout, int row,
                                   size_t column);

/** The first synonym of @words (split at '|'), newly allocated; NULL when out
 * of memory. */
char *print_first_synonym(const char *words);

/** True when the row's label is one of the form's total labels. */
bool print_row_is_total(const struct form *form, const struct form_fill *fill,
                        size_t row);

#endif
