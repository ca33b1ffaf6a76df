#include "check/measure.h"

#include <math.h>

#include "check/learned.h"

static const double AT_MOST_ANYTHING = 0.7; /* misreadings are often small */

/* Sums of small figures are met by chance more often. */
static double figure_size(const struct relation *relation)
{
    double larger = fmax(fabs(relation->left), fabs(relation->right));

    return 2 * larger * relation->units / relation->units_digit + LEARNED_SMALL;
}

static struct measure measure_equal(const struct relation *relation)
{
    struct measure m = {.modulus = relation->units_modulus,
                        .tolerance = relation->units_tolerance};
    double width = 2.0 * (double)m.tolerance + 1;
    double size = figure_size(relation);
    double spread = fmin(LEARNED_SPREAD, size) * relation->units_digit + width;
    double anything =
        fmin(LEARNED_ANYTHING, size) * relation->units_digit + width;
    double slip = relation->soft     ? LEARNED_CLERK_SOFT
                  : relation->echoes ? LEARNED_CLERK_ECHO
                                     : LEARNED_CLERK;
    double rounding = m.tolerance > 0 ? LEARNED_CLERK_ROUNDING : 0;

    m.ring_tolerance = 3 * m.tolerance;
    m.holds = (1 - slip - rounding) / width;
    m.ring = rounding / (3 * width);
    m.slip = relation->echoes ? slip : slip / spread;
    m.anything = slip / spread + (1 - slip) / anything;
    return m;
}

static struct measure measure_at_most(const struct relation *relation)
{
    double slip = relation->soft ? LEARNED_CLERK_SOFT : LEARNED_CLERK_AT_MOST;

    return (struct measure){.at_most = true,
                            .holds = 1 - slip,
                            .slip = slip,
                            .anything = AT_MOST_ANYTHING,
                            .tolerance = relation->units_tolerance};
}

struct measure measure_relation(const struct relation *relation)
{
    return relation->kind == FORM_EQUAL ? measure_equal(relation)
                                        : measure_at_most(relation);
}

int64_t measure_wrap(int64_t gap, int64_t modulus)
{
    if (modulus <= 0)
        return gap;
    gap %= modulus;
    if (2 * gap > modulus)
        gap -= modulus;
    return 2 * gap < -modulus ? gap + modulus : gap;
}
