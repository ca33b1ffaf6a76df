/* Row labels that count on: months, days, running numbers. Private to the
 * check room. */
#ifndef TZ_CHECK_SEQUENCE_H
#define TZ_CHECK_SEQUENCE_H

#include "check/board.h"

/**
 * Where a label column of numbers counts on from row to row, as most of its
 * labels say, set what each of its cells should be: board_cell.counted, with
 * its belief. Labels that are blank stay so.
 */
void sequence_count(struct board *board);

#endif
