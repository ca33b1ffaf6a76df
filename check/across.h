/*
 * Identities that go from sheet to sheet: carries, sums over months, one figure
 * on two forms, a village's own sheet and its row in the township's. Private to
 * the check room.
 */
#ifndef TZ_CHECK_ACROSS_H
#define TZ_CHECK_ACROSS_H

#include "check/place.h"
#include "check/relation.h"

/** Does some term of the law stand on another sheet? */
bool across_is_far(const struct form_law *law);

/** Add all relations between sheets whose rows are there. ST_OK; ST_NOMEM. */
MUST_CHECK enum status across_add(const struct board *board,
                                  const struct place_map *map,
                                  struct relation_set *set,
                                  struct fault *fault);

/** Identities between one sheet and others, as they stand. */
struct across_count {
    int held, failed; /* of those whose figures are large enough to tell */
};

/** Count those of a sheet at the place that the map gives it, as if no other
 * sheet claimed the same place. */
struct across_count across_count_sheet(const struct board *board,
                                       const struct place_map *map,
                                       size_t sheet);

#endif
