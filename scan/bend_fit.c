/*
 * A bow from the slopes of its lines: least squares over the slopes at the
 * knots, kept smooth between them, slopes that do not fit counting less and
 * less.
 */
#include <math.h>
#include <string.h>

#include "scan/bend.h"

enum { UNKNOWNS = 2 * BEND_KNOTS, ROUNDS = 10 };

/* A slope that misses by this much counts a quarter: in the second round (in
 * the first all count), and at last. */
static const double LOOSE = 0.1, TIGHT = 0.006;
/* What holds the change down where only one band shows lines. */
static const double HOLD = 0.0005; /* of all weights */

struct equations {
    double a[UNKNOWNS][UNKNOWNS], b[UNKNOWNS];
};

/* Knots left and right of @along, and the share of the right one. */
static int knot_at(double along, double *share)
{
    double at = (along + 1) / 2 * (BEND_KNOTS - 1);
    int left = (int)floor(at);

    left = left < 0 ? 0 : left > BEND_KNOTS - 2 ? BEND_KNOTS - 2 : left;
    *share = fmin(fmax(at - left, 0), 1);
    return left;
}

static double slope_at(const double *x, double along, double across)
{
    double share;
    int k = knot_at(along, &share);

    return (1 - share) * (x[k] + across * x[BEND_KNOTS + k]) +
           share * (x[k + 1] + across * x[BEND_KNOTS + k + 1]);
}

static void add_slope(struct equations *e, const struct bend_slope *s,
                      double weight)
{
    double share;
    int k = knot_at(s->along, &share);
    const int at[4] = {k, k + 1, BEND_KNOTS + k, BEND_KNOTS + k + 1};
    const double part[4] = {1 - share, share, s->across * (1 - share),
                            s->across * share};

    for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++)
            e->a[at[i]][at[j]] += weight * part[i] * part[j];
        e->b[at[i]] += weight * part[i] * s->slope;
    }
}

/* Neighbouring knots are alike. */
static void add_stiffness(struct equations *e, double stiffness, double hold)
{
    for (int half = 0; half < UNKNOWNS; half += BEND_KNOTS)
        for (int k = half; k + 1 < half + BEND_KNOTS; k++) {
            e->a[k][k] += stiffness;
            e->a[k + 1][k + 1] += stiffness;
            e->a[k][k + 1] -= stiffness;
            e->a[k + 1][k] -= stiffness;
        }
    for (int k = 0; k < UNKNOWNS; k++)
        e->a[k][k] += k < BEND_KNOTS ? 1e-6 : hold;
}

/* Gauss; the matrix is symmetric and positive. */
static void solve(struct equations *e, double *x)
{
    for (int i = 0; i < UNKNOWNS; i++)
        for (int k = i + 1; k < UNKNOWNS; k++) {
            double f = e->a[k][i] / e->a[i][i];

            for (int j = i; j < UNKNOWNS; j++)
                e->a[k][j] -= f * e->a[i][j];
            e->b[k] -= f * e->b[i];
        }
    for (int i = UNKNOWNS - 1; i >= 0; i--) {
        double sum = e->b[i];

        for (int j = i + 1; j < UNKNOWNS; j++)
            sum -= e->a[i][j] * x[j];
        x[i] = sum / e->a[i][i];
    }
}

/* The integral of a slope from the middle of the page, at each knot. */
static void integrate(const double *slope, double *sum)
{
    const double step = 2.0 / (BEND_KNOTS - 1);
    const int middle = BEND_KNOTS / 2;

    sum[middle] = 0;
    for (int k = middle; k + 1 < BEND_KNOTS; k++)
        sum[k + 1] = sum[k] + step * (slope[k] + slope[k + 1]) / 2;
    for (int k = middle; k > 0; k--)
        sum[k - 1] = sum[k] - step * (slope[k] + slope[k - 1]) / 2;
}

void bend_fit(const struct bend_slope *slopes, size_t n, double stiffness,
              struct bend_bow *bow)
{
    double x[UNKNOWNS] = {0}, miss = LOOSE;

    for (int round = 0; round < ROUNDS; round++) {
        struct equations e = {0};
        double all = 0;

        for (size_t i = 0; i < n; i++) {
            const struct bend_slope *s = &slopes[i];
            double off =
                round == 0
                    ? 0
                    : (s->slope - slope_at(x, s->along, s->across)) / miss;
            double weight = s->weight / pow(1 + off * off, 2);

            add_slope(&e, s, weight);
            all += weight;
        }
        add_stiffness(&e, stiffness * all, HOLD * all + 1e-6);
        solve(&e, x);
        if (round > 0)
            miss = fmax(miss * 0.65, TIGHT);
    }
    for (int k = 0; k < BEND_KNOTS; k++) {
        bow->mean[k] += x[k];
        bow->change[k] += x[BEND_KNOTS + k];
    }
    integrate(bow->mean, bow->mean_sum);
    integrate(bow->change, bow->change_sum);
}
