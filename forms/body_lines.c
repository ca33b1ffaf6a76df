#include "forms/body_lines.h"

#include <allheaders.h>
#include <math.h>

/* How far a rule may lie off its separator, and how thick it may be where the
 * table's own width is not larger. */
static const double SLACK_INCH = 0.018, THICK_INCH = 0.03;

static double between(double a, double b, double at, double from, double to)
{
    if (b - a < 1e-6)
        return from;
    return from + (to - from) * (at - a) / (b - a);
}

double body_row_y(const struct layout *layout, int row, double x)
{
    const struct grid *grid = layout->grid;
    const struct scan_point *line =
        grid->nodes + layout->rows[row] * (grid->n_columns + 1);
    int k = 0;

    while (k + 2 <= grid->n_columns && line[k + 1].x < x)
        k++;
    return between(line[k].x, line[k + 1].x, x, line[k].y, line[k + 1].y);
}

double body_column_x(const struct layout *layout, int column, double y)
{
    const struct grid *grid = layout->grid;
    int wide = grid->n_columns + 1, k = 0;
    const struct scan_point *line = grid->nodes + layout->separators[column];

    while (k + 2 <= grid->n_rows && line[(k + 1) * wide].y < y)
        k++;
    return between(line[k * wide].y, line[(k + 1) * wide].y, y,
                   line[k * wide].x, line[(k + 1) * wide].x);
}

struct body_place body_place_at(const struct layout *layout, double x, double y)
{
    static const struct body_place outside = {BODY_OUTSIDE, BODY_OUTSIDE};
    struct body_place place = {0, 0};
    int n = (int)layout->form->n_columns;

    if (y < body_row_y(layout, 0, x) || x < body_column_x(layout, 0, y))
        return outside;
    while (place.row < layout->n_body &&
           y >= body_row_y(layout, place.row + 1, x))
        place.row++;
    while (place.column < n && x >= body_column_x(layout, place.column + 1, y))
        place.column++;
    return place.row == layout->n_body || place.column == n ? outside : place;
}

/* One direction of an image: @along and @across are x and y, or y and x. */
struct plane {
    PIX *ink;
    bool standing;
    int along, across; /* size */
    int slack, thick;
};

static bool is_inked(const struct plane *plane, int along, int across)
{
    l_uint32 value = 0;

    if (along < 0 || across < 0 || along >= plane->along ||
        across >= plane->across)
        return false;
    if (plane->standing)
        (void)pixGetPixel(plane->ink, across, along, &value);
    else
        (void)pixGetPixel(plane->ink, along, across, &value);
    return value != 0;
}

/* What crosses the separator at one place goes if it is as thin as a rule. */
static void erase_at(const struct plane *plane, int along, int at)
{
    for (int a = at - plane->slack; a <= at + plane->slack; a++) {
        int from = a, to = a;
        if (!is_inked(plane, along, a))
            continue;
        while (to - from <= plane->thick && is_inked(plane, along, from - 1))
            from--;
        while (to - from <= plane->thick && is_inked(plane, along, to + 1))
            to++;
        for (int p = from; to - from < plane->thick && p <= to; p++)
            (void)(plane->standing ? pixSetPixel(plane->ink, p, along, 0)
                                   : pixSetPixel(plane->ink, along, p, 0));
        a = to > a ? to : a;
    }
}

static struct plane plane_of(const struct layout *layout, int dpi, PIX *ink,
                             bool standing)
{
    int w = pixGetWidth(ink), h = pixGetHeight(ink);
    double rule = layout->grid->rule_width;

    return (struct plane){ink,
                          standing,
                          standing ? h : w,
                          standing ? w : h,
                          (int)ceil(rule / 2 + SLACK_INCH * dpi),
                          (int)ceil(fmax(2 * rule, THICK_INCH * dpi))};
}

void body_lines_erase(const struct layout *layout, int dpi, struct Pix *ink,
                      int left, int top)
{
    const struct grid *grid = layout->grid;
    struct plane lying = plane_of(layout, dpi, ink, false);
    struct plane standing = plane_of(layout, dpi, ink, true);

    for (int r = 0; r <= layout->n_body; r++)
        for (int x = 0; x < lying.along &&
                        grid->row_sources[layout->rows[r]] == GRID_RULED;
             x++)
            erase_at(&lying, x,
                     (int)floor(body_row_y(layout, r, x + left + 0.5)) - top);
    for (int c = 0; c <= (int)layout->form->n_columns; c++)
        for (int y = 0;
             y < standing.along &&
             grid->column_sources[layout->separators[c]] == GRID_RULED;
             y++)
            erase_at(&standing, y,
                     (int)floor(body_column_x(layout, c, y + top + 0.5)) -
                         left);
}
