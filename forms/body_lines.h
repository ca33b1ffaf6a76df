/* The body's separators as they run over the page. Private to forms/. */
#ifndef TZ_FORMS_BODY_LINES_H
#define TZ_FORMS_BODY_LINES_H

#include <stdbool.h>

#include "forms/layout.h"

struct Pix;

enum { BODY_OUTSIDE = -1 };

/** A place in the body: row from 0 and column, both BODY_OUTSIDE beyond it. */
struct body_place {
    int row, column;
};

/** Where separator @row of the body runs at @x, page px. */
double body_row_y(const struct layout *layout, int row, double x);

/** Where separator @column runs at @y. */
double body_column_x(const struct layout *layout, int column, double y);

struct body_place body_place_at(const struct layout *layout, double x,
                                double y);

/**
 * Make rules white, but not the strokes that cross or touch them: ink along a
 * ruled separator that is no thicker than a rule.
 *
 * @ink        1 bpp
 * @left, top  its place on the page, px
 */
void body_lines_erase(const struct layout *layout, int dpi, struct Pix *ink,
                      int left, int top);

#endif
