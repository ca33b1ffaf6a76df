/* Parts that cannot be more than their whole. Private to forms/. */
#ifndef TZ_FORMS_DRAFT_BOUNDS_H
#define TZ_FORMS_DRAFT_BOUNDS_H

#include "forms/draft.h"
#include "forms/draft_evidence.h"

/**
 * Propose part <= whole for columns whose header begins with 其中, "of which":
 * words say so, the rows only have to agree.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status draft_find_bounds(const struct draft_figures *figures,
                                         struct form_draft *draft,
                                         struct fault *fault);

#endif
