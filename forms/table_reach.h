/*
 * Which of the words around a table are its own where the page bears several.
 * Private to forms/.
 */
#ifndef TZ_FORMS_TABLE_REACH_H
#define TZ_FORMS_TABLE_REACH_H

#include <stdbool.h>

#include "forms/grid.h"
#include "scan/page.h"

/** From which size on a grid is a table: a smaller one is a legend, a stamp or
 * a box for signatures. */
enum { TABLE_LEAST_ROWS = 3, TABLE_LEAST_COLUMNS = 3 };
bool grid_is_table(const struct grid *grid);

/** Page px; where there is no neighbour, the side is far outside of any page. */
struct table_reach {
    bool has_above, has_below;
    double above, below; /* edge of the neighbour there */
    double left, right;  /* half way to the neighbour there */
};

/** A reach without neighbours. */
extern const struct table_reach TABLE_REACH_ALL;

/** How far table @at of @set reaches. */
struct table_reach table_reach_find(const struct grid_set *set, size_t at);

/**
 * Drop groups of words that belong to a neighbour. Between two tables that
 * stand one above the other the lower one's begin with its title, the tallest
 * line; where no line stands out each takes what is nearer. Words that lie
 * across the middle between two that stand side by side belong to both.
 *
 * @edge    of the table on that side, px
 * @groups  @n of them; those that are kept move to the front
 *
 * Returns how many were kept.
 */
int table_reach_keep(const struct table_reach *reach, bool above, double edge,
                     struct scan_box *groups, int n);

#endif
