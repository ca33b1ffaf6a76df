/* Figures that failing relations ask for. Private to the check room. */
#ifndef TZ_CHECK_PROPOSE_H
#define TZ_CHECK_PROPOSE_H

#include "check/relation.h"

/**
 * Give every cell of a failing equation the options that would close it, and
 * every option the chance that the clerk slipped: what was computed is wrong
 * more often than what was copied.
 */
void propose_options(struct board *board, const struct relation_set *set);

#endif
