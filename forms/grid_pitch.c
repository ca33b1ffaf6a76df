/*
 * A row whose gap is hidden, or smeared by a mark over it, is still a row where
 * all others have one height. So the rows of a band are not found one by one:
 * every way to cut the band has a worth, the sum of how deep its cuts lie and
 * how even its rows are, and the worthiest is found by dynamic programming.
 */
#include "forms/grid_pitch.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* A height is usual when so many rows have it, and this share of them has it or
 * up to so many times it (rows between them were not seen), within so much. */
enum { LEAST_SAME = 3, MOST_TIMES = 3 };
static const double SAME_SHARE = 0.6;
static const double SAME_SLACK = 0.12;
/* In pitches: how near a cut's hills are, the lowest row, and the highest that
 * is asked for how even it is. */
static const double HILL_REACH = 0.75;
static const double LEAST_ROW = 0.6;
static const double EVEN_SLACK = 0.25;
/* So much of a row is written in. */
static const double LEAST_WRITTEN = 0.2;
/* A cut that is no lower than this below its hills costs more than it gains;
 * a row of the very pitch gains so much, one that is far from it loses it. */
static const double LEAST_DEPTH = 0.5;
static const double EVEN_WORTH = 0.15;

/* How many of the heights are @pitch, and how many it or a few times it. */
struct fit {
    size_t n_same, n_times;
    double sum; /* of those that are the same */
};

static struct fit fit_pitch(const double *heights, size_t n, double pitch)
{
    struct fit fit = {0, 0, 0};

    for (size_t i = 0; i < n; i++) {
        double times = floor(heights[i] / pitch + 0.5);
        if (times < 1 || times > MOST_TIMES ||
            fabs(heights[i] / pitch - times) > SAME_SLACK)
            continue;
        fit.n_times++;
        fit.n_same += times < 2;
        fit.sum += times < 2 ? heights[i] : 0;
    }
    return fit;
}

double pitch_usual(const double *heights, size_t n)
{
    struct fit best = {0, 0, 0};

    for (size_t i = 0; i < n; i++) {
        struct fit fit = fit_pitch(heights, n, heights[i]);
        if (fit.n_same >= LEAST_SAME && 2 * fit.n_same >= fit.n_times &&
            (fit.n_times > best.n_times ||
             (fit.n_times == best.n_times && fit.n_same > best.n_same)))
            best = fit;
    }
    return best.n_same > 0 && (double)best.n_times >= SAME_SHARE * (double)n
               ? best.sum / (double)best.n_same
               : 0;
}

static double highest(const double *sum, int n, int from, int to)
{
    double most = 0;

    for (int i = from < 0 ? 0 : from; i < n && i <= to; i++)
        most = fmax(most, sum[i]);
    return most;
}

/* How deep line @at lies between its hills, 0 to 1. They are near it or, where
 * nothing is written, at the next lines that are: @above and @below. */
static double depth(const double *sum, int n, int at, int reach, int above,
                    int below)
{
    int from = at - reach < above ? at - reach : above;
    int to = at + reach > below ? at + reach : below;
    double hill =
        fmin(highest(sum, n, from, at - 1), highest(sum, n, at + 1, to));

    return hill > 0 ? fmax(0, 1 - sum[at] / hill) : 0;
}

/* What a row of that height is worth. */
static double evenness(double height, double pitch)
{
    double off = fabs(height / pitch - 1) / EVEN_SLACK;

    return EVEN_WORTH * fmax(-1, 1 - 2 * off * off);
}

/* The best way down to a line: what it is worth and the cut before. */
struct way {
    double worth, depth;
    int before, n_written; /* written lines above it */
};

/* What a cut at every line is worth, by how deep it lies. */
static void find_depths(const double *sum, const bool *written, int n,
                        double pitch, struct way *ways)
{
    int reach = (int)(HILL_REACH * pitch), count = 0, above = 0, below = 0;

    for (int i = 0; i <= n; i++) {
        ways[i] = (struct way){i > 0 ? -INFINITY : 0, 0, -1, count};
        if (i == n)
            break;
        count += written[i];
        if (i > 0 && written[i - 1])
            above = i - 1;
        for (below = below > i ? below : i + 1; below < n && !written[below];)
            below++;
        if (i > 0)
            ways[i].depth = depth(sum, n, i, reach, above, below) - LEAST_DEPTH;
    }
}

static void find_ways(int n, double pitch, struct way *ways)
{
    for (int i = 1; i <= n; i++) {
        struct way *way = &ways[i];
        for (int k = 0; k <= i - (int)(LEAST_ROW * pitch); k++) {
            if (way->n_written - ways[k].n_written < LEAST_WRITTEN * pitch)
                continue;
            double worth = ways[k].worth + way->depth + evenness(i - k, pitch);
            if (worth > way->worth) {
                way->worth = worth;
                way->before = k;
            }
        }
    }
}

size_t pitch_cut(const double *sum, const bool *written, int n, double pitch,
                 int *cuts)
{
    struct way *ways = calloc((size_t)n + 1, sizeof *ways);
    size_t n_cuts = 0;

    if (ways == NULL)
        return SIZE_MAX;
    find_depths(sum, written, n, pitch, ways);
    find_ways(n, pitch, ways);
    for (int at = ways[n].before; at > 0; at = ways[at].before)
        cuts[n_cuts++] = at;
    for (size_t i = 0; i < n_cuts / 2; i++) {
        int last = cuts[n_cuts - 1 - i];
        cuts[n_cuts - 1 - i] = cuts[i];
        cuts[i] = last;
    }
    free(ways);
    return n_cuts;
}
