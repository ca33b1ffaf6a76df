/*
 * How many of the accepted cells are wrong at most, by what a random sample of
 * them showed.
 */
#ifndef TZ_CHECK_BOUND_H
#define TZ_CHECK_BOUND_H

#include <stdbool.h>
#include <stddef.h>

/** Accepted cells of one kind and what the sample says of them. */
struct check_stratum {
    size_t cells;   /* all of them, the checked ones too */
    size_t checked; /* of the sample */
    size_t wrong;   /* of those checked */
};

/** Is a stratum of @cells among @all too small to be told of by itself? Such
 * strata are taken together. */
bool check_is_small_stratum(size_t cells, size_t all);

/**
 * The @p quantile of the beta distribution with parameters a, b > 0, to 1e-12.
 */
double check_beta_quantile(double p, double a, double b);

/**
 * Clopper and Pearson's upper bound: with @confidence the share is not larger
 * when @wrong of @checked were wrong. 1 when nothing was checked.
 */
double check_upper_bound(double wrong, double checked, double confidence);

/**
 * The same over strata, each of which was drawn from by its own size. Where
 * their shares of the sample and of the cells differ, errors count by what they
 * stand for and the sample is as large as its thinnest stratum makes it; a
 * stratum of which nothing was checked may be wrong altogether.
 */
double check_strata_bound(const struct check_stratum *strata, size_t n,
                          double confidence);

/** How many more checks would bring the bound to half, if they turn out as
 * those before; at most the cells that are left. 0 when nothing is left. */
size_t check_checks_to_halve(const struct check_stratum *strata, size_t n,
                             double confidence);

#endif
