/* From readings and relations to beliefs. Private to the check room. */
#ifndef TZ_CHECK_BELIEF_H
#define TZ_CHECK_BELIEF_H

#include "check/relation.h"

/** Set every board cell's belief from its prior and its relations, which must
 * be weighed. */
void belief_spread(struct board *board, struct relation_set *set);

#endif
