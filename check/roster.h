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

#endif
