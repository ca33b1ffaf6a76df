/* Of laws that say the same, one. Private to forms/. */
#ifndef TZ_FORMS_DRAFT_DISTINCT_H
#define TZ_FORMS_DRAFT_DISTINCT_H

#include <stddef.h>

#include "base/status.h"
#include "forms/draft_evidence.h"

struct draft_found {
    struct draft_relation relation;
    struct draft_evidence evidence;
};

/**
 * Drop what follows from the laws before it, and from columns being nought on
 * the page.
 *
 * @found  the likeliest first; what is kept moves to the front
 * @n      how many there are, and then are kept
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status draft_keep_distinct(const struct draft_figures *figures,
                                           struct draft_found *found, size_t *n,
                                           struct fault *fault);

#endif
