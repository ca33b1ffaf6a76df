/* The steps of following a way. Private to report/evaluate*.c. */
#ifndef TZ_REPORT_EVALUATE_STEPS_H
#define TZ_REPORT_EVALUATE_STEPS_H

#include "report/evaluate.h"

/* ---- notes on a way ---- */

/** Note what is lacking; the note lent may be filled in further, until the next
 * one. Without memory it is counted but not told. */
struct report_lack *lack_add(struct report_source *source,
                             enum report_lack_kind kind, const char *form,
                             const char *period);
void lack_cell(struct report_source *source, enum report_lack_kind kind,
               const struct db_sheet *sheet, int row, const char *column);

/** Returns ST_OK; ST_NOMEM. */
MUST_CHECK enum status use_add(struct report_source *source,
                               const struct report_cell *cell, int sign,
                               struct fault *fault);

/* ---- one sheet ---- */

/** The sheet's part of a figure, added to @sum. Returns ST_OK; ST_INPUT when
 * the rule searches a personal column; ST_NOMEM. */
MUST_CHECK enum status sheet_add(const struct evaluate_scope *scope,
                                 const struct report_rule *rule, size_t sheet,
                                 struct period period,
                                 struct report_source *source,
                                 struct amount *sum, struct fault *fault);

/* ---- all sheets ---- */

/** Returns as sheet_add(). */
MUST_CHECK enum status sheets_follow(const struct evaluate_scope *scope,
                                     const struct report_rule *rule,
                                     struct report_source *source,
                                     struct fault *fault);

#endif
