#include "forms/table_reach.h"

#include <stdlib.h>

static const double FAR_AWAY_PX = 1e9;
/* A title is set so much larger than what stands around it. */
static const double TITLE_HEIGHT = 1.2;
/* Letters of one line reach up to so much of its height above the tallest. */
static const double LINE_SLACK = 0.2;

const struct table_reach TABLE_REACH_ALL = {
    false, false, -1e9, 1e9, -1e9, 1e9};

struct bounds {
    double left, top, right, bottom;
};

bool grid_is_table(const struct grid *grid)
{
    return grid->n_rows >= TABLE_LEAST_ROWS &&
           grid->n_columns >= TABLE_LEAST_COLUMNS;
}

static struct bounds bounds_of(const struct grid *grid)
{
    int n = (grid->n_rows + 1) * (grid->n_columns + 1);
    struct bounds b = {FAR_AWAY_PX, FAR_AWAY_PX, -FAR_AWAY_PX, -FAR_AWAY_PX};

    for (int i = 0; i < n; i++) {
        const struct scan_point *p = &grid->nodes[i];
        b.left = p->x < b.left ? p->x : b.left;
        b.top = p->y < b.top ? p->y : b.top;
        b.right = p->x > b.right ? p->x : b.right;
        b.bottom = p->y > b.bottom ? p->y : b.bottom;
    }
    return b;
}

static double shared(double low, double high, double other_low,
                     double other_high)
{
    double from = low > other_low ? low : other_low;
    double to = high < other_high ? high : other_high;
    return to - from;
}

static void heed(struct table_reach *reach, const struct bounds *own,
                 const struct bounds *other)
{
    bool beside = shared(own->top, own->bottom, other->top, other->bottom) >
                  shared(own->left, own->right, other->left, other->right);

    if (beside && other->left >= own->left) {
        double middle = (own->right + other->left) / 2;
        reach->right = middle < reach->right ? middle : reach->right;
    } else if (beside) {
        double middle = (own->left + other->right) / 2;
        reach->left = middle > reach->left ? middle : reach->left;
    } else if (shared(own->left, own->right, other->left, other->right) <= 0) {
        return;
    } else if (other->top >= own->top) {
        reach->has_below = true;
        reach->below = other->top < reach->below ? other->top : reach->below;
    } else {
        reach->has_above = true;
        reach->above =
            other->bottom > reach->above ? other->bottom : reach->above;
    }
}

struct table_reach table_reach_find(const struct grid_set *set, size_t at)
{
    struct table_reach reach = TABLE_REACH_ALL;
    struct bounds own = bounds_of(&set->grids[at]);

    for (size_t i = 0; i < set->n_grids; i++) {
        struct bounds other;
        if (i == at || !grid_is_table(&set->grids[i]))
            continue;
        other = bounds_of(&set->grids[i]);
        heed(&reach, &own, &other);
    }
    return reach;
}

static int by_height(const void *a, const void *b)
{
    const struct scan_box *p = a, *q = b;
    return (p->h > q->h) - (p->h < q->h);
}

/* Where the lower table's words begin. */
static double find_split(double low, double high, const struct scan_box *groups,
                         int n)
{
    struct scan_box sorted[64];
    const struct scan_box *tallest;

    if (n < 2 || n > (int)(sizeof sorted / sizeof *sorted))
        return (low + high) / 2;
    for (int i = 0; i < n; i++)
        sorted[i] = groups[i];
    qsort(sorted, (size_t)n, sizeof *sorted, by_height);
    tallest = &sorted[n - 1];
    if (tallest->h < TITLE_HEIGHT * sorted[(n - 1) / 2].h)
        return (low + high) / 2;
    return tallest->y - LINE_SLACK * tallest->h;
}

int table_reach_keep(const struct table_reach *reach, bool above, double edge,
                     struct scan_box *groups, int n)
{
    bool shares = above ? reach->has_above : reach->has_below;
    double split = above ? -FAR_AWAY_PX : FAR_AWAY_PX;
    int kept = 0;

    if (shares && above)
        split = find_split(reach->above, edge, groups, n);
    else if (shares)
        split = find_split(edge, reach->below, groups, n);
    for (int i = 0; i < n; i++) {
        double y = groups[i].y + groups[i].h / 2.0;
        bool outside = groups[i].x + groups[i].w < reach->left ||
                       groups[i].x > reach->right;
        if (!outside && (above ? y >= split : y < split))
            groups[kept++] = groups[i];
    }
    return kept;
}
