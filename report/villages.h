/* Which villages there are, and a line of figures for each. Private to
 * report/. */
#ifndef TZ_REPORT_VILLAGES_H
#define TZ_REPORT_VILLAGES_H

#include "report/evaluate.h"

/** The names belong to the evidence; free() the array. */
struct village_names {
    const char **name;
    size_t n;
};

/**
 * The villages that the office's sheet read with the least doubt has rows of; of
 * an archive without such a sheet those that sent sheets of their own.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status villages_list(const struct report *report,
                                     struct village_names *out,
                                     struct fault *fault);

/** How many villages the office's sheets list; 0: not known. */
int villages_count(const struct report_evidence *evidence,
                   const struct report_catalogue *catalogue);

/** A unit is a village when no office sheet bears its name and a row of one, or
 * a sheet of its own, does. */
bool villages_hold(const struct report_evidence *evidence,
                   const struct report_catalogue *catalogue, const char *unit);

/** An office is known by a sheet of its own, be its name not quite read. */
bool villages_office_is(const struct report_evidence *evidence,
                        const char *unit);

/** Mark the sheets that are the village's own: @own has one a sheet. */
void villages_mark_own(const struct report_evidence *evidence,
                       const char *unit, bool *own);

/** Fill the report's lines by village. Returns ST_OK; ST_NOMEM. */
MUST_CHECK enum status villages_follow(struct report *report,
                                       const struct evaluate_scope *scope,
                                       const struct village_names *names,
                                       struct fault *fault);

#endif
