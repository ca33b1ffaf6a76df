/* Which sheets are due, and which have come. Private to report/. */
#ifndef TZ_REPORT_RETURNS_H
#define TZ_REPORT_RETURNS_H

#include "report/evaluate.h"

/**
 * List the sheets that the catalogue says are due in the report's period, each
 * as handed in by the deadline, after it, or missing.
 *
 * @villages  names of the villages that returns are expected of
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status returns_list(struct report *report,
                                    struct period period,
                                    const char *const *villages, size_t n,
                                    struct fault *fault);

/** Count them for the catalogue's figures, and the cells: of a village's report
 * those of its @own sheets (n_sheets of them) and of its rows elsewhere. */
void returns_count(const struct report *report, struct period period,
                   const bool *own, struct report_tallies *out);

/** The day on which a sheet of that period is due, the @day of the month after
 * it: "2025-02-03". */
void returns_deadline(struct period period, int day, char *text, size_t size);

/** A whole date in ISO's order; such ones compare as texts. */
bool returns_is_day(const char *text);

#endif
