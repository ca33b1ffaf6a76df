/* Forms that no page could tell apart. */
#ifndef TZ_FORMS_TWIN_H
#define TZ_FORMS_TWIN_H

#include "forms/definition.h"

/**
 * A form of @catalogue with another id that is printed as @form is: a title
 * hardly different and the same column headers in the same order. NULL when
 * there is none; lent. Versions of one form are no twins, nor are forms that
 * are only ever named with --form.
 */
const struct form *form_find_twin(const struct form_catalogue *catalogue,
                                  const struct form *form);

/** The words that are printed lowest over @column, NULL when there are none.
 * Lent; synonyms split at '|'. */
const char *form_deepest_header(const struct form_column *column);

#endif
