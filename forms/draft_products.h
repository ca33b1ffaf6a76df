/* Prices times numbers, shares of sums. Private to forms/. */
#ifndef TZ_FORMS_DRAFT_PRODUCTS_H
#define TZ_FORMS_DRAFT_PRODUCTS_H

#include "forms/draft.h"
#include "forms/draft_evidence.h"

/**
 * Remark which column is the product of which two on every row. The language
 * of laws has no products, so that a person is told and nothing is proposed.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status draft_find_products(const struct draft_figures *figures,
                                           struct form_draft *draft,
                                           struct fault *fault);

#endif
