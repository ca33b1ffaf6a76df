#include "forms/placed_rows.h"

#include <math.h>
#include <stdio.h>

enum { PEAKS_MAX = 200, MOST_ROWS = 100, LEAST_ROW_PX = 14, LEAST_LINE_PX = 6 };
/* A line between rows; and one that runs from side to side, by the strongest
 * of them, for all may be broken. */
static const double LEAST_RULE = 0.3, FULL_RULE = 0.65;
/* A row's rule lies where equal rows have it within this share of a row. */
static const double ROW_REACH = 0.15;
/* The header takes at most so much of a table. */
static const double MOST_HEADER = 0.7;
/* Below this the lines speak for no rows. */
static const double ENOUGH_AGREEMENT = 0.6;
/* Of readings that agree nearly as well the one that explains more counts. */
static const double AS_GOOD = 0.06;
static const double EDGE_REACH = 0.012;
/* Share of the width from which on a row of pixels has writing. */
static const double LEAST_WRITING = 0.004;

struct body_guess {
    double top;
    int n;
    double agreement;
};

struct peak_list {
    struct placed_peak peaks[PEAKS_MAX];
    int n;
    double full; /* from this strength on a line runs from side to side */
};

static void list_lines(const struct placed_view *view, struct peak_list *list)
{
    double most = 0;

    list->n =
        placed_find_peaks(&view->lying, LEAST_RULE, list->peaks, PEAKS_MAX);
    for (int i = 0; i < list->n; i++)
        most = fmax(most, list->peaks[i].strength);
    list->full = FULL_RULE * most;
}

/* Twice what lines and equal rows have in common, by what both have. */
static double agreement_of(const struct placed_view *view,
                           const struct peak_list *list, double top, int n)
{
    double high = (view->height - top) / n, common = 0, lines = 0;

    for (int k = 1; k < n; k++)
        common += placed_snap(&view->lying, top + k * high, ROW_REACH * high,
                              LEAST_RULE)
                      .strength;
    for (int i = 0; i < list->n; i++)
        if (list->peaks[i].at > top + ROW_REACH * high &&
            list->peaks[i].at < view->height - ROW_REACH * high)
            lines += list->peaks[i].strength;
    if (n == 1)
        return lines > 0 ? 0 : 1;
    return 2 * common / (n - 1 + lines);
}

static void try_top(const struct placed_view *view, const struct form *form,
                    const struct peak_list *list, double top,
                    struct body_guess *best)
{
    int most = form->max_rows > 0 ? form->max_rows : MOST_ROWS;
    struct body_guess own = {top, 0, 0};

    for (int n = form->min_rows > 1 ? form->min_rows : 1;
         n <= most && n <= MOST_ROWS; n++) {
        double agreement;
        if ((view->height - top) / n < LEAST_ROW_PX)
            break;
        agreement = agreement_of(view, list, top, n);
        if (agreement > own.agreement)
            own = (struct body_guess){top, n, agreement};
    }
    /* Tops come from above: a lower one must be better, not as good. */
    if (own.agreement > best->agreement + (best->n > 0 ? AS_GOOD : 0))
        *best = own;
}

static struct body_guess guess_body(const struct placed_view *view,
                                    const struct form *form,
                                    const struct peak_list *list)
{
    struct body_guess best = {0, 0, 0};

    if (form->header_levels == 0 && !form->number_row)
        try_top(view, form, list, 0, &best);
    for (int i = 0; i < list->n; i++)
        if (list->peaks[i].strength >= list->full &&
            list->peaks[i].at > 2 * EDGE_REACH * view->height &&
            list->peaks[i].at < MOST_HEADER * view->height)
            try_top(view, form, list, list->peaks[i].at, &best);
    return best;
}

static void add_line(struct placed_rows *out, double y, double strength,
                     enum grid_source source)
{
    if (out->n + 1 >= LAYOUT_SEPARATORS_MAX)
        return;
    out->n++;
    out->y[out->n] = y;
    out->strength[out->n] = strength;
    out->source[out->n] = source;
}

static void start(const struct placed_view *view, struct placed_rows *out)
{
    struct placed_peak edge =
        placed_snap(&view->lying, 0, EDGE_REACH * view->height, LEAST_RULE);

    *out = (struct placed_rows){.n = 0};
    out->y[0] = edge.at;
    out->strength[0] = edge.strength;
    out->source[0] = GRID_RULED;
}

/* The header's own full lines, then the top of the body. */
static void add_header(const struct placed_view *view,
                       const struct peak_list *list, double top,
                       struct placed_rows *out)
{
    double near = 2 * EDGE_REACH * view->height;

    for (int i = 0; i < list->n; i++)
        if (list->peaks[i].strength >= list->full &&
            list->peaks[i].at > out->y[out->n] + near &&
            list->peaks[i].at < top - near / 2)
            add_line(out, list->peaks[i].at, list->peaks[i].strength,
                     GRID_RULED);
    if (top > out->y[0] + 1)
        add_line(out, top, 1, GRID_RULED);
    out->body = out->n;
}

static void add_equal_rows(const struct placed_view *view,
                           const struct body_guess *guess,
                           struct placed_rows *out)
{
    double high = (view->height - guess->top) / guess->n;

    for (int k = 1; k <= guess->n; k++) {
        double reach =
            k < guess->n ? ROW_REACH * high : EDGE_REACH * view->height;
        struct placed_peak at =
            placed_snap(&view->lying, guess->top + k * high, reach, LEAST_RULE);
        add_line(out, at.at, at.strength, GRID_RULED);
    }
    out->seen = guess->agreement;
}

/* One line of writing, from top to bottom. */
static bool next_line(const struct placed_view *view, int *from, int *top,
                      int *bottom)
{
    int y = *from;

    while (y < view->height && view->writing[y] < LEAST_WRITING)
        y++;
    *top = y;
    while (y < view->height && view->writing[y] >= LEAST_WRITING)
        y++;
    *bottom = *from = y;
    return *top < view->height;
}

/* Where the header ends when only lines of writing tell rows: at the last full
 * rule of the upper part, else after as many lines as it has levels. */
static double header_end(const struct placed_view *view,
                         const struct form *form, const struct peak_list *list)
{
    double end = 0;
    int y = 0, top, bottom, left = form->header_levels + form->number_row;

    for (int i = 0; i < list->n; i++)
        if (list->peaks[i].strength >= list->full &&
            list->peaks[i].at < view->height / 2.0)
            end = list->peaks[i].at;
    if (left == 0 || end > 2 * EDGE_REACH * view->height)
        return left == 0 ? 0 : end;
    while (left > 0 && next_line(view, &y, &top, &bottom))
        if (bottom - top >= LEAST_LINE_PX) {
            left--;
            end = bottom;
        }
    return end + 1;
}

static void add_written_rows(const struct placed_view *view, double from,
                             struct placed_rows *out)
{
    int y = (int)from, top, bottom, last = -1;

    while (next_line(view, &y, &top, &bottom)) {
        if (bottom - top < LEAST_LINE_PX)
            continue;
        if (last >= 0)
            add_line(out, (last + top) / 2.0, 0, GRID_GAP);
        last = bottom;
    }
    if (last >= 0)
        add_line(out, view->height, 0, GRID_RULED);
    out->seen = 1;
}

bool placed_rows_find(const struct placed_view *view, const struct form *form,
                      struct placed_rows *out, char *why)
{
    struct peak_list list = {.n = 0};
    struct body_guess guess = {0, 0, 0};
    double top;
    int n;

    list_lines(view, &list);
    if (form->ruled_rows)
        guess = guess_body(view, form, &list);
    start(view, out);
    if (guess.n > 0 && guess.agreement >= ENOUGH_AGREEMENT) {
        add_header(view, &list, guess.top, out);
        add_equal_rows(view, &guess, out);
        return true;
    }
    top = header_end(view, form, &list);
    add_header(view, &list, top, out);
    add_written_rows(view, top, out);
    n = out->n - out->body;
    if (n >= 1 && n >= form->min_rows &&
        (form->max_rows == 0 || n <= form->max_rows))
        return true;
    snprintf(why, LAYOUT_WHY_MAX,
             fault_words("neither rules nor writing between the corners tell "
                         "the rows of %s"),
             form->id);
    return false;
}
