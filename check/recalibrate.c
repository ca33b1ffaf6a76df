/*
 * Logistic regression of "right" on the log odds that we gave, by Newton's
 * method, with a normal prior around the built-in calibration: some five
 * hundred decisions speak about as loudly as the prior. One error among the
 * surest cells is no more than one among the sure.
 */
#include "check/recalibrate.h"

#include <math.h>

enum { STEPS = 30 };

static const double MOVE_SPREAD = 0.15, STRETCH_SPREAD = 0.06;
static const double SURE = 4.6, SUREST = 12; /* log odds */

const struct check_recalibration CHECK_RECALIBRATION_NONE = {0, 1};

static double logit(double chance, double most)
{
    double x = log(fmax(chance, 1e-9) / fmax(1 - chance, 1e-9));

    return fmin(fmax(x, -most), most);
}

static double chance_of(double log_odds)
{
    return 1 / (1 + exp(-log_odds));
}

/* Of the penalised log likelihood at hand. */
struct slope {
    double move, stretch;                   /* gradient */
    double moves, both, stretches;          /* minus the second derivatives */
};

static struct slope slope_at(const struct check_decided *cells, size_t n,
                             struct check_recalibration at)
{
    double a = 1 / (MOVE_SPREAD * MOVE_SPREAD);
    double b = 1 / (STRETCH_SPREAD * STRETCH_SPREAD);
    struct slope sum = {-a * at.move, -b * (at.stretch - 1), a, 0, b};

    for (size_t i = 0; i < n; i++) {
        double x = logit(cells[i].confidence, SURE);
        double p = chance_of(at.move + at.stretch * x);
        double off = (cells[i].right ? 1 : 0) - p, weight = p * (1 - p);

        sum.move += off;
        sum.stretch += off * x;
        sum.moves += weight;
        sum.both += weight * x;
        sum.stretches += weight * x * x;
    }
    return sum;
}

struct check_recalibration check_recalibrate(const struct check_decided *cells,
                                             size_t n)
{
    struct check_recalibration at = CHECK_RECALIBRATION_NONE;

    for (int step = 0; step < STEPS; step++) {
        struct slope s = slope_at(cells, n, at);
        double det = s.moves * s.stretches - s.both * s.both;
        double move = (s.stretches * s.move - s.both * s.stretch) / det;
        double stretch = (s.moves * s.stretch - s.both * s.move) / det;

        at.move += fmin(fmax(move, -1), 1);
        at.stretch += fmin(fmax(stretch, -0.5), 0.5);
        if (fabs(move) + fabs(stretch) < 1e-12)
            break;
    }
    at.stretch = fmax(at.stretch, 0);
    return at;
}

double check_recalibrated(struct check_recalibration by, double confidence,
                          double accept)
{
    double x = logit(confidence, SUREST), to;

    if ((by.move == 0 && by.stretch == 1) || confidence <= 0 || confidence >= 1)
        return confidence;
    to = chance_of(by.move + by.stretch * x);
    return confidence < accept ? fmin(to, nextafter(accept, 0)) : to;
}
