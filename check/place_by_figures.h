/* Sheets whose header does not say whose or of when they are, or says what
 * their figures deny. Private to the check room. */
#ifndef TZ_CHECK_PLACE_BY_FIGURES_H
#define TZ_CHECK_PLACE_BY_FIGURES_H

#include "check/place.h"

/** Move each such sheet to the one place where its figures are those of the
 * other sheets. */
void place_by_figures(const struct board *board, struct place_map *map);

#endif
