/*
 * The bound of Clopper and Pearson is a quantile of the beta distribution; that
 * is found by bisection on the incomplete beta function, which Lentz's continued
 * fraction gives. In a sample drawn by strata the number of errors has a smaller
 * spread than in one drawn from all cells alike (Hoeffding 1956), so that the
 * bound for the latter holds for the former.
 */
#include "check/bound.h"

#include <math.h>

/* Less of all cells, and too few of a stratum are drawn to speak for it. */
static const double SMALL_SHARE = 0.05;

enum { FRACTION_STEPS = 10000, BISECTIONS = 60 };
static const double TINY = 1e-300, EXACT = 1e-15;

bool check_is_small_stratum(size_t cells, size_t all)
{
    return (double)cells < SMALL_SHARE * (double)all;
}

static double away_from_zero(double x)
{
    return fabs(x) < TINY ? TINY : x;
}

/* Lentz's method, as in every book of numerical recipes since 1976. */
static double beta_fraction(double a, double b, double x)
{
    double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), h = d;

    for (int m = 1; m <= FRACTION_STEPS; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double step;

        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        h *= d * c;
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        step = d * c;
        h *= step;
        if (fabs(step - 1) < EXACT)
            break;
    }
    return h;
}

/* The regularised incomplete beta function. */
static double beta_share(double x, double a, double b)
{
    double front;

    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) +
                b * log1p(-x));
    return x < (a + 1) / (a + b + 2)
               ? front * beta_fraction(a, b, x) / a
               : 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double check_beta_quantile(double p, double a, double b)
{
    double low = 0, high = 1;

    for (int i = 0; i < BISECTIONS; i++) {
        double middle = (low + high) / 2;

        if (beta_share(middle, a, b) < p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

double check_upper_bound(double wrong, double checked, double confidence)
{
    if (checked <= 0 || wrong >= checked)
        return 1;
    return check_beta_quantile(confidence, wrong + 1, checked - wrong);
}

struct effective {
    double cells, covered;  /* all; of strata with checks */
    double wrong, checked;
};

/* A check of stratum h speaks for cells / checked cells; the thinnest counts as
 * one whole check. */
static struct effective weigh_strata(const struct check_stratum *strata,
                                     size_t n)
{
    struct effective sum = {0};
    double heaviest = 0;

    for (size_t i = 0; i < n; i++) {
        sum.cells += (double)strata[i].cells;
        if (strata[i].checked == 0)
            continue;
        sum.covered += (double)strata[i].cells;
        heaviest = fmax(heaviest, (double)strata[i].cells /
                                      (double)strata[i].checked);
    }
    if (heaviest <= 0)
        return sum;
    sum.checked = sum.covered / heaviest;
    for (size_t i = 0; i < n; i++)
        if (strata[i].checked > 0)
            sum.wrong += (double)strata[i].wrong * (double)strata[i].cells /
                         (double)strata[i].checked / heaviest;
    return sum;
}

static double bound_of(const struct effective *sum, double confidence)
{
    double share;

    if (sum->cells <= 0)
        return 0;
    share = sum->covered / sum->cells;
    return share * check_upper_bound(ceil(sum->wrong - 1e-9), sum->checked,
                                     confidence) +
           1 - share;
}

double check_strata_bound(const struct check_stratum *strata, size_t n,
                          double confidence)
{
    struct effective sum = weigh_strata(strata, n);

    return bound_of(&sum, confidence);
}

size_t check_checks_to_halve(const struct check_stratum *strata, size_t n,
                             double confidence)
{
    struct effective now = weigh_strata(strata, n);
    double goal = bound_of(&now, confidence) / 2, rate;
    size_t checked = 0, cells = 0, wrong = 0, low = 0, high;

    for (size_t i = 0; i < n; i++) {
        cells += strata[i].cells;
        checked += strata[i].checked;
        wrong += strata[i].wrong;
    }
    rate = checked > 0 ? (double)wrong / (double)checked : 0;
    high = cells - checked;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        double all = (double)(checked + middle);

        if (check_upper_bound(round(rate * all), all, confidence) <= goal)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
