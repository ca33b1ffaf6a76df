/* Rows of ledgers that come in groups of days with their totals. Private. */
#ifndef TZ_FORMS_GROUP_ROWS_H
#define TZ_FORMS_GROUP_ROWS_H

#include "base/status.h"
#include "forms/definition.h"
#include "forms/grid.h"
#include "scan/page.h"

/**
 * Lay the rows of a grid anew where the form says that they come in groups
 * (form->group_rows days, then form->group_totals totals, between solid rules):
 * tall blocks hold the days, low ones the totals. Inside a block the cuts are
 * chosen together, where the least ink is and the distances are alike, so that
 * a row that no rule and no clear gap shows is found all the same.
 *
 * @grid  changed in place; left as it is when its solid rules do not alternate
 *        as the form says. Its cells become one a row and column.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status group_rows_settle(const struct page *page,
                                         const struct form *form,
                                         struct grid *grid,
                                         struct fault *fault);

#endif
