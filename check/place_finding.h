/* Headers that the figures deny. Private to the check room. */
#ifndef TZ_CHECK_PLACE_FINDING_H
#define TZ_CHECK_PLACE_FINDING_H

#include "check/place.h"

/** Say whose and of when a sheet is by its figures, and make a finding where
 * its header says another period. ST_OK; ST_NOMEM. */
MUST_CHECK enum status place_tell(const struct board *board,
                                  const struct place_map *map,
                                  struct check_result *results,
                                  struct fault *fault);

#endif
