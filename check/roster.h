/*
 * Who is who: units that sheets list row by row, and units that have sheets of
 * their own. Private to the check room.
 */
#ifndef TZ_CHECK_ROSTER_H
#define TZ_CHECK_ROSTER_H

#include "check/place.h"

/** Set the units of all sheets and of the rows of sheets that list units.
 * ST_OK; ST_NOMEM. */
MUST_CHECK enum status roster_name_units(const struct board *board,
                                         struct place_map *map,
                                         struct fault *fault);

/** 0: alike; 1: one character is another one; 2: otherwise. */
int roster_apart(const char *a, const char *b);

#endif
