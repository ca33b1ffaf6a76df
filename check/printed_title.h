/* A title that was read as its form prints it. Private to the check room. */
#ifndef TZ_CHECK_PRINTED_TITLE_H
#define TZ_CHECK_PRINTED_TITLE_H

#include "check/board.h"

/** The cell is the field "title" and says what the form's definition says, the
 * sheet's unit before it or not (上河村计划生育统计台账): two that agree to the
 * letter, of which one is beyond doubt. */
bool printed_title_is_read(const struct board *board, size_t cell);

#endif
