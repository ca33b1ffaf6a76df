/* Which population (口径) a report counts: those who live there, those who are
 * registered there ... Its figures are of one only. Private to report/. */
#ifndef TZ_REPORT_POPULATION_H
#define TZ_REPORT_POPULATION_H

#include "report/asked.h"
#include "report/evidence.h"
#include "report/summary.h"

/**
 * Settle which one: @asked when it is not NULL, else the one on most of the
 * office's sheets, "" when none says. out->base_is_usual tells that sheets
 * without a word on it count it too.
 *
 * Returns ST_OK; ST_NONE when no sheet counts the one asked for, with those
 * that there are.
 */
MUST_CHECK enum status
population_settle(const struct report_evidence *evidence,
                  const struct report_catalogue *catalogue, const char *asked,
                  struct report_asked *out, struct fault *fault);

/** Leave out the sheets of other populations; note in @report which one it
 * counts, and how many sheets of its period are left out or do not say. */
void population_mark(struct report *report, const struct report_asked *asked);

/**
 * Put the population into the names of figures that have {base} in them.
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status population_name(struct report *report,
                                       struct fault *fault);

/** True when sheet @at counts what @rule wants. */
bool population_fits(const struct report_evidence *evidence,
                     const struct report_rule *rule, size_t at);

#endif
