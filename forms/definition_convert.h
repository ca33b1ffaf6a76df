/* From the words of a definition to a checked form. Private to this room. */
#ifndef TZ_FORMS_DEFINITION_CONVERT_H
#define TZ_FORMS_DEFINITION_CONVERT_H

#include "forms/definition.h"
#include "forms/definition_raw.h"
#include "forms/definition_values.h"

/** Fill the zeroed @form; failures go to context->rc, and what was made so
 * far is freed by form_free(). */
void form_convert(struct form_context *context, const struct raw_form *raw,
                  struct form *form);

/** What holds between the entries other than laws: codes given once, totals
 * that can be, widths that fit. Called by form_convert(). */
void form_check_whole(struct form_context *context, const struct form *form);

#endif
