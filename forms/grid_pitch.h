/* Rows of one height: a profile of writing cut as evenly as its gaps allow. */
#ifndef TZ_FORMS_GRID_PITCH_H
#define TZ_FORMS_GRID_PITCH_H

#include <stdbool.h>
#include <stddef.h>

/**
 * The height that most of @heights have, or a few times which they have; 0 when
 * there are few or they differ.
 */
double pitch_usual(const double *heights, size_t n);

/**
 * Cut a profile into rows of about @pitch: of all ways to cut it, the one whose
 * cuts together lie in the deepest valleys and most evenly. Every row is
 * written in.
 *
 * @sum      n: how much is written on every line
 * @written  n: is it the middle of some writing?
 * @cuts     n places; the lines that rows part on, from the top
 *
 * Returns how many, or SIZE_MAX without memory.
 */
size_t pitch_cut(const double *sum, const bool *written, int n, double pitch,
                 int *cuts);

#endif
