/*
 * Each separator may stand where the widths put it or at a line near by. What
 * a choice costs: a line that is missing or thin, and columns wider or narrower
 * than defined. The cheapest row of choices is found from left to right.
 */
#include "forms/placed_columns.h"

#include <math.h>
#include <stdlib.h>

enum { CHOICES = 16, PEAKS_MAX = 512 };
static const double LEAST_LINE = 0.25;
/* How far from its place a separator is looked for: a share of the narrower
 * column beside it; the table's edges: of the table. */
static const double REACH = 0.45, EDGE_REACH = 0.012;
/* A column of twice its width costs as much as two missing lines. */
static const double WIDTH_COST = 2;

struct stop {
    struct placed_peak choice[CHOICES];
    double cost[CHOICES];
    int from[CHOICES];
    int n;
};

bool placed_has_widths(const struct form *form)
{
    for (size_t c = 0; c < form->n_columns; c++)
        if (!(form->columns[c].width > 0))
            return false;
    return form->n_columns > 0 && form->first_column == 0 && !form->open_right;
}

static double defined_total(const struct form *form)
{
    double sum = 0;

    for (size_t c = 0; c < form->n_columns; c++)
        sum += form->columns[c].width;
    return sum;
}

static double width_of(const struct placed_view *view, const struct form *form,
                       size_t c)
{
    return form->columns[c].width / defined_total(form) * view->width;
}

static double reach_of(const struct placed_view *view, const struct form *form,
                       size_t i)
{
    if (i == 0 || i == form->n_columns)
        return EDGE_REACH * view->width;
    return REACH * fmin(width_of(view, form, i - 1), width_of(view, form, i));
}

static void list_choices(const struct placed_peak *peaks, int n_peaks,
                         double expected, double reach, struct stop *stop)
{
    stop->n = 1;
    stop->choice[0] = (struct placed_peak){expected, 0};
    for (int i = 0; i < n_peaks && stop->n < CHOICES; i++)
        if (fabs(peaks[i].at - expected) <= reach)
            stop->choice[stop->n++] = peaks[i];
}

static void weigh(struct stop *stop, const struct stop *before, double width)
{
    for (int i = 0; i < stop->n; i++) {
        double best = before == NULL ? 0 : HUGE_VAL;
        for (int k = 0; before != NULL && k < before->n; k++) {
            double got = stop->choice[i].at - before->choice[k].at;
            double cost =
                before->cost[k] + WIDTH_COST * fabs(got - width) / width;
            if (got > 0 && cost < best) {
                best = cost;
                stop->from[i] = k;
            }
        }
        stop->cost[i] = best + 1 - stop->choice[i].strength;
    }
}

static void walk_back(const struct stop *stops, size_t n,
                      const struct placed_view *view, const struct form *form,
                      struct placed_columns *out)
{
    int at = 0;

    for (int i = 1; i < stops[n].n; i++)
        if (stops[n].cost[i] < stops[n].cost[at])
            at = i;
    out->seen = out->misfit = 0;
    for (size_t i = n + 1; i-- > 0;) {
        out->x[i] = stops[i].choice[at].at;
        if (i > 0 && i < n)
            out->seen += stops[i].choice[at].strength / (double)(n - 1);
        at = stops[i].from[at];
    }
    for (size_t c = 0; c < n; c++) {
        double width = width_of(view, form, c);
        out->misfit +=
            fabs(out->x[c + 1] - out->x[c] - width) / width / (double)n;
    }
    if (n == 1)
        out->seen = 1;
}

enum status placed_columns_find(const struct placed_view *view,
                                const struct form *form,
                                struct placed_columns *out, struct fault *fault)
{
    size_t n = form->n_columns;
    struct placed_peak *peaks = calloc(PEAKS_MAX, sizeof *peaks);
    struct stop *stops = calloc(n + 1, sizeof *stops);
    double expected = 0;
    int n_peaks;

    if (peaks == NULL || stops == NULL) {
        free(peaks);
        free(stops);
        return fault_set(fault, ST_NOMEM, "place: out of memory");
    }
    n_peaks = placed_find_peaks(&view->standing, LEAST_LINE, peaks, PEAKS_MAX);
    for (size_t i = 0; i <= n; i++) {
        if (i > 0)
            expected += width_of(view, form, i - 1);
        list_choices(peaks, n_peaks, expected, reach_of(view, form, i),
                     &stops[i]);
        weigh(&stops[i], i > 0 ? &stops[i - 1] : NULL,
              i > 0 ? width_of(view, form, i - 1) : 0);
    }
    walk_back(stops, n, view, form, out);
    free(peaks);
    free(stops);
    return ST_OK;
}
