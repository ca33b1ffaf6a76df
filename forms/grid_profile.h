/* How a band's writing lies, line by line, all of its columns together.
 * Private to forms/. */
#ifndef TZ_FORMS_GRID_PROFILE_H
#define TZ_FORMS_GRID_PROFILE_H

#include <stdbool.h>

#include "forms/grid_rows.h"

/** All that is worked out of a band before it is cut. */
struct profile {
    const struct band *band; /* lent */
    double *smooth; /* n_columns x height, scaled to a mean hill of 1 */
    int *shift;     /* n_columns: lines that a column lies too low */
    double *sum;    /* height: of the shifted columns */
};

/** A column is inked on a line with this share of its own usual ink. */
#define PROFILE_INKED 0.25

/** Lay the columns of @band over one another; false without memory. End with
 * profile_clear() whatever is returned. */
bool profile_make(const struct band *band, struct profile *out);
void profile_clear(struct profile *profile);

/** The share of the columns written in near line @at that are written in on it
 * too. */
double profile_crossed(const struct profile *profile, int at);

/** Is there writing on line @at of the sum, and not only a speck? */
bool profile_is_written(const struct profile *profile, int at);

/** The highest of a profile's lines from @from to @to. */
double profile_hill(const double *sum, int from, int to);

/** The middle of the ground that line @at lies on, between two hills. */
int profile_middle(const double *sum, int at, int from, int to);

/** The middle of the lowest ground between two hills. */
int profile_deepest(const double *sum, int from, int to);

#endif
