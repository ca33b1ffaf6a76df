/* Cells in sums that fail. Private to the check room. */
#ifndef TZ_CHECK_UNSETTLED_H
#define TZ_CHECK_UNSETTLED_H

#include "check/board.h"
#include "check/relation.h"

/**
 * Does @cell stand in a sum that fails, while neither another cell explains the
 * failure nor another sum vouches for this one? Or is it a result that is off by
 * a rounding, which nothing else sees?
 */
bool unsettled_cell(const struct board *board, const struct relation_set *set,
                    size_t cell);

#endif
