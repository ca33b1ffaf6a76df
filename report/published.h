/* Which columns of forms the figures are made from, for those who rank what to
 * ask first. */
#ifndef TZ_REPORT_PUBLISHED_H
#define TZ_REPORT_PUBLISHED_H

#include "check/question.h"
#include "report/catalogue.h"

/**
 * Count the figures of a catalogue by the columns that they are made from.
 *
 * @out  new; free(). NULL when there are none
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status
report_list_published(const struct report_catalogue *catalogue,
                      struct check_published **out, size_t *n,
                      struct fault *fault);

#endif
