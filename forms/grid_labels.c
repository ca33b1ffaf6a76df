/*
 * A table that rules its groups of rows, but not the rows, often has a column
 * or two at its left that name the group: one label, in the middle of the
 * group's height, where the cuts between the rows mean nothing. One such label
 * may be chance, a column of them is none.
 */
#include "forms/grid_labels.h"

#include <math.h>

#include <leptonica/allheaders.h>

/* Writing closer to a separator is the rule's own, in inches. */
static const double MARGIN_INCH = 0.02;
/* Shares of a row's height: a label is no farther from the middle, and at both
 * ends so far inside of what the rows are written on. */
static const double OFF_MIDDLE = 0.25;
static const double INSIDE = 0.15;
/* So many groups show it at least. */
enum { LEAST_GROUPS = 2 };

/* Rows between two ruled separators. */
struct group {
    size_t first, last; /* last is the row after it */
};

/* From where to where something is written, px down the page. */
struct extent {
    double top, bottom;
};

static bool is_written(const struct extent *extent)
{
    return extent->bottom >= extent->top;
}

/* The group that starts with row @first. */
static struct group find_group(const struct draft *draft, size_t first)
{
    const struct axis *lying = &draft->lying;
    struct group group = {first, first + 1};

    while (group.last + 1 < lying->n_items &&
           lying->items[group.last].source == GRID_GAP)
        group.last++;
    return group;
}

static bool any_inked(const struct draft *draft, int y, int from, int to)
{
    struct Pix *text = draft->text;
    const l_uint32 *line = NULL;
    int w = pixGetWidth(text);

    if (y < 0 || y >= pixGetHeight(text))
        return false;
    line = pixGetData(text) + (ptrdiff_t)y * pixGetWpl(text);
    for (int x = from < 0 ? 0 : from; x < to && x < w; x++)
        if (GET_DATA_BIT(line, x) != 0)
            return true;
    return false;
}

/* What is written in one column of a group. Heights are those of the middle of
 * the column: the rows may lean. */
static struct extent look(const struct draft *draft, struct group group,
                          size_t column)
{
    const struct axis *lying = &draft->lying, *standing = &draft->standing;
    double margin = MARGIN_INCH * lying->dpi + 1;
    double x =
        (standing->items[column].level + standing->items[column + 1].level) / 2;
    double top = axis_across(lying, group.first, x) +
                 lying->items[group.first].width / 2 + margin;
    double bottom = axis_across(lying, group.last, x) -
                    lying->items[group.last].width / 2 - margin;
    struct extent found = {INFINITY, -INFINITY};

    for (int y = (int)top; y <= (int)bottom; y++) {
        int from = (int)(axis_across(standing, column, y) + margin);
        int to = (int)(axis_across(standing, column + 1, y) - margin);
        if (!any_inked(draft, y, from, to))
            continue;
        found.top = fmin(found.top, y);
        found.bottom = y;
    }
    return found;
}

/* What is written in the columns right of @column, as high as there. */
static struct extent look_beside(const struct draft *draft, struct group group,
                                 size_t column)
{
    const struct axis *lying = &draft->lying, *standing = &draft->standing;
    double x = standing->items[column].level;
    struct extent all = {INFINITY, -INFINITY};

    for (size_t c = column + 1; c + 1 < standing->n_items; c++) {
        struct extent one = look(draft, group, c);
        double lean =
            axis_across(lying, group.first, standing->items[c].level) -
            axis_across(lying, group.first, x);
        if (!is_written(&one))
            continue;
        all.top = fmin(all.top, one.top - lean);
        all.bottom = fmax(all.bottom, one.bottom - lean);
    }
    return all;
}

/* Does the writing of the column stand in the middle of what stands beside? */
static bool is_label(const struct extent *own, const struct extent *beside,
                     size_t n_rows)
{
    double row = (beside->bottom - beside->top) / (double)n_rows;
    double off = own->top + own->bottom - beside->top - beside->bottom;

    return is_written(beside) && fabs(off) / 2 <= OFF_MIDDLE * row &&
           own->top - beside->top >= INSIDE * row &&
           beside->bottom - own->bottom >= INSIDE * row;
}

/* Does every group of several rows have one label in that column, or none? */
static bool holds_labels(const struct draft *draft, size_t column)
{
    size_t n_rows = (size_t)draft_rows(draft), n_labels = 0;

    for (size_t r = 0; r < n_rows;) {
        struct group group = find_group(draft, r);
        r = group.last;
        if (group.last - group.first < 2)
            continue;
        struct extent own = look(draft, group, column);
        struct extent beside = look_beside(draft, group, column);
        if (!is_written(&own))
            continue;
        if (!is_label(&own, &beside, group.last - group.first))
            return false;
        n_labels++;
    }
    return n_labels >= LEAST_GROUPS;
}

/* The cuts of that column that run inside of groups divide nothing. */
static void join_rows(struct draft *draft, size_t column)
{
    size_t n_rows = (size_t)draft_rows(draft);
    size_t n_columns = (size_t)draft_columns(draft);

    for (size_t r = 1; r < n_rows; r++)
        if (draft->lying.items[r].source == GRID_GAP)
            draft->lying_edges[r * n_columns + column].divides = false;
}

void grid_join_labels(struct draft *draft)
{
    for (size_t c = 0; c + 2 < draft->standing.n_items; c++) {
        if (!holds_labels(draft, c))
            return;
        join_rows(draft, c);
    }
}
