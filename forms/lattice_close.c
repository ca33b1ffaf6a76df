/*
 * Open tables: no rule at the left or right (or top or bottom), or the page was
 * cut off there. What tells is that the rules of the other direction run on.
 */
#include "forms/lattice.h"

#include <math.h>
#include <stdlib.h>

/* A rule that runs on less than this only sticks out, in inches. */
static const double MIN_CELL_INCH = 0.15;
/* So large a share of the rules must run on. */
static const double MIN_SHARE = 0.25;

static int by_value(const void *a, const void *b)
{
    const double *l = a, *r = b;

    return (*l > *r) - (*l < *r);
}

/* By how much @ends run past separator @item of @axis, at the low or high
 * side: what a fifth of those that do exceed, 0 when they are too few. */
static double overshoot(const struct axis *ends, const struct axis *axis,
                        size_t item, bool low, double *room)
{
    size_t n = 0;

    for (size_t i = 0; i < ends->n_items; i++) {
        const struct separator *rule = &ends->items[i];
        double at = axis_across(axis, item, rule->level);
        double over = low ? at - rule->start : rule->end - at;
        if (over > MIN_CELL_INCH * axis->dpi)
            room[n++] = over;
    }
    if (n < 2 || (double)n < MIN_SHARE * (double)ends->n_items)
        return 0;
    qsort(room, n, sizeof *room, by_value);
    /* broken ones end early, so that the long ones are believed */
    return room[4 * n / 5];
}

static enum status close_sides(const struct axis *ends, struct axis *axis,
                               struct fault *fault)
{
    double *room = calloc(ends->n_items + 1, sizeof *room);
    enum status rc = ST_OK;

    if (room == NULL)
        return fault_set(fault, ST_NOMEM, "grid: ends of rules");
    if (axis->n_items > 0) {
        double over = overshoot(ends, axis, 0, true, room);
        if (over > 0)
            rc = axis_add_beside(axis, 0, -over, GRID_GAP, fault);
        size_t last = axis->n_items - 1;
        over = rc == ST_OK ? overshoot(ends, axis, last, false, room) : 0;
        if (over > 0)
            rc = axis_add_beside(axis, last, over, GRID_GAP, fault);
    }
    free(room);
    return rc;
}

enum status lattice_close(struct axis *lying, struct axis *standing,
                          struct fault *fault)
{
    enum status rc = close_sides(lying, standing, fault);

    return rc == ST_OK ? close_sides(standing, lying, fault) : rc;
}
