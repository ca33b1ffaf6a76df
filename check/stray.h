/* Ink across the lines of a table: whom it makes doubtful, and what is said
 * about it. Private to the check room. */
#ifndef TZ_CHECK_STRAY_H
#define TZ_CHECK_STRAY_H

#include "check/check.h"

/** Cells beside such ink are never accepted unseen, whatever sums say: the ink
 * may have been read with the wrong one. */
void stray_doubt_cells(const struct sheet *sheet, const struct form *form,
                       struct verdict *verdicts);

/** A finding "P1" for ink that no cell owns, "P2" for writing that reaches into
 * a neighbour, "P3" for a table that was not read; appended, after those of the laws. ST_OK; ST_NOMEM. */
MUST_CHECK enum status stray_add_findings(const struct sheet *sheet,
                                          const struct form *form,
                                          struct check_result *out,
                                          struct fault *fault);

#endif
