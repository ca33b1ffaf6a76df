/* From readings and relations to beliefs. Private to the check room. */
#ifndef TZ_CHECK_BELIEF_H
#define TZ_CHECK_BELIEF_H

#include "check/relation.h"

/**
 * Set the beliefs of every board cell's options from their priors and the
 * cell's relations, which must be weighed.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status belief_spread(struct board *board,
                                     struct relation_set *set,
                                     bool anew, struct fault *fault);

#endif
