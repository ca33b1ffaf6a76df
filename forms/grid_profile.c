/*
 * The profile of a band of writing. The columns' profiles of ink are laid over
 * one another, each shifted so that it fits the ones before it, for lines of
 * writing lean; their sum has a valley between every two rows.
 */
#include "forms/grid_profile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Shares of the height of a line of writing. */
static const double MAX_SHIFT = 0.5; /* from one column to the next */
static const double SMOOTH = 0.12;   /* half the window of smoothing */
/* A line of writing has this share of its column's usual ink. */
static const double WRITTEN = 0.45;
/* And more ink than this share of a square of its height. */
static const double SPECK = 0.15;
/* What rises no more above a valley's ground is ground too. */
static const double FLAT = 0.15;
enum { SHIFT_COLUMNS = 6 }; /* how many columns a column is fitted to */

void profile_clear(struct profile *profile)
{
    free(profile->smooth);
    free(profile->shift);
    free(profile->sum);
    *profile = (struct profile){0};
}

/* Mean over @reach lines to both sides. */
static void smooth_into(const double *from, double *to, int n, int reach)
{
    double sum = 0;

    for (int i = -reach; i < n; i++) {
        if (i + reach < n)
            sum += from[i + reach];
        if (i - reach - 1 >= 0)
            sum -= from[i - reach - 1];
        if (i >= 0)
            to[i] = sum / (2 * reach + 1);
    }
}

static double mean_inked(const double *ink, int n)
{
    double sum = 0, count = 0;

    for (int i = 0; i < n; i++) {
        sum += ink[i];
        count += ink[i] > 0;
    }
    return count > 0 ? sum / count : 0;
}

static int by_value(const void *a, const void *b)
{
    const double *l = a, *r = b;

    return (*l > *r) - (*l < *r);
}

/* A column counts by where it is written, not by how much; but one that holds
 * no more than specks stays weak. @room has a place for each column. */
static void level_columns(struct profile *profile, double *room)
{
    int n = profile->band->height;
    size_t n_columns = profile->band->n_columns, n_inked = 0;

    for (size_t c = 0; c < n_columns; c++) {
        double mean = mean_inked(profile->smooth + c * (size_t)n, n);
        if (mean > 0)
            room[n_inked++] = mean;
    }
    if (n_inked == 0)
        return;
    qsort(room, n_inked, sizeof *room, by_value);
    double usual = room[n_inked / 2];
    for (size_t c = 0; c < n_columns; c++) {
        double *column = profile->smooth + c * (size_t)n;
        double mean = fmax(mean_inked(column, n), usual / 2);
        for (int i = 0; i < n; i++)
            column[i] = fmin(column[i] / mean, 1.5);
    }
}

static double fit(const double *sum, const double *column, int n, int shift)
{
    double total = 0;
    int from = shift < 0 ? -shift : 0, to = shift > 0 ? n - shift : n;

    for (int i = from; i < to; i++)
        total += sum[i] * column[i + shift];
    return total;
}

/* The shift that fits a column best to @target; small ones are preferred. */
static int best_shift(const double *target, const double *column, int n,
                      int from, int reach)
{
    int best = from;
    double best_fit = fit(target, column, n, from) * 1.02;

    for (int shift = from - reach; shift <= from + reach; shift++) {
        double here = fit(target, column, n, shift);
        if (here > best_fit) {
            best_fit = here;
            best = shift;
        }
    }
    return best;
}

static void add_shifted(double *sum, const double *column, int n, int shift,
                        double weight)
{
    for (int i = 0; i < n; i++) {
        if (i + shift >= 0 && i + shift < n)
            sum[i] += weight * column[i + shift];
    }
}

/* Shift every column to the ones at its left. */
static void align(struct profile *profile, double *target)
{
    int n = profile->band->height, last = 0;
    int reach = (int)(MAX_SHIFT * profile->band->text_px);
    size_t n_columns = profile->band->n_columns, height = (size_t)n;

    for (size_t c = 0; c < n_columns; c++) {
        const double *column = profile->smooth + c * height;
        memset(target, 0, height * sizeof *target);
        size_t from = c > SHIFT_COLUMNS ? c - SHIFT_COLUMNS : 0;
        for (size_t k = from; k < c; k++)
            add_shifted(target, profile->smooth + k * height, n,
                        profile->shift[k], 1);
        profile->shift[c] =
            c > 0 ? best_shift(target, column, n, last, reach) : 0;
        last = profile->shift[c];
        add_shifted(profile->sum, column, n, last, 1);
    }
}

bool profile_make(const struct band *band, struct profile *out)
{
    size_t height = (size_t)band->height;
    double *room = calloc(height + band->n_columns, sizeof *room);
    int reach = (int)(SMOOTH * band->text_px);

    *out = (struct profile){.band = band};
    out->smooth = calloc(band->n_columns * height, sizeof *out->smooth);
    out->shift = calloc(band->n_columns, sizeof *out->shift);
    out->sum = calloc(height, sizeof *out->sum);
    bool fine = room != NULL && out->smooth != NULL && out->shift != NULL &&
                out->sum != NULL;
    for (size_t c = 0; fine && c < band->n_columns; c++) {
        smooth_into(band->ink + c * height, room, band->height, reach);
        smooth_into(room, out->smooth + c * height, band->height, reach / 2);
    }
    if (fine) {
        level_columns(out, room);
        align(out, room);
    }
    free(room);
    return fine;
}

double profile_crossed(const struct profile *profile, int at)
{
    int n = profile->band->height, reach = (int)(profile->band->text_px + 0.5);
    size_t n_near = 0, n_on = 0;

    for (size_t c = 0; c < profile->band->n_columns; c++) {
        const double *column = profile->smooth + c * (size_t)n;
        double above = 0, below = 0, on;
        int here = at + profile->shift[c];
        if (here < 0 || here >= n)
            continue;
        for (int i = 1; i <= reach; i++) {
            if (here - i >= 0)
                above = fmax(above, column[here - i]);
            if (here + i < n)
                below = fmax(below, column[here + i]);
        }
        on = column[here];
        if (fmax(above, below) < PROFILE_INKED)
            continue;
        n_near++;
        n_on += on > 0.7 * fmax(above, below) ||
                (on > 0.85 * fmin(above, below) && on > PROFILE_INKED);
    }
    return n_near > 0 ? (double)n_on / (double)n_near : 0;
}

double profile_hill(const double *sum, int from, int to)
{
    double most = 0;

    for (int i = from; i <= to; i++)
        most = fmax(most, sum[i]);
    return most;
}

int profile_middle(const double *sum, int at, int from, int to)
{
    double ground = sum[at] + FLAT * (fmin(sum[from], sum[to]) - sum[at]);
    int low = at, high = at;

    while (low > from && sum[low - 1] <= ground)
        low--;
    while (high < to && sum[high + 1] <= ground)
        high++;
    return (low + high) / 2;
}

int profile_deepest(const double *sum, int from, int to)
{
    int at = from;

    for (int i = from; i <= to; i++) {
        if (sum[i] < sum[at])
            at = i;
    }
    return profile_middle(sum, at, from, to);
}

bool profile_is_written(const struct profile *profile, int at)
{
    const struct band *band = profile->band;
    int n = band->height, reach = (int)(band->text_px / 2);
    bool written = false;
    double px = 0;

    for (size_t c = 0; c < band->n_columns; c++) {
        int here = at + profile->shift[c];
        size_t first = c * (size_t)n;
        for (int i = here - reach; i <= here + reach; i++)
            px += i >= 0 && i < n
                      ? band->ink[first + (size_t)i] * band->width[c]
                      : 0;
        written = written || (here >= 0 && here < n &&
                              profile->smooth[first + (size_t)here] >= WRITTEN);
    }
    return written && px >= SPECK * band->text_px * band->text_px;
}
