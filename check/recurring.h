/* Names that stand in the same row of many lists. Private to the check room. */
#ifndef TZ_CHECK_RECURRING_H
#define TZ_CHECK_RECURRING_H

#include "check/place.h"

/** Let the lists of an office vote for what each of their rows is called. */
void recurring_names(struct board *board, const struct place_map *map);

#endif
