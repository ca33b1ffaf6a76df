/*
 * What a printed rate is made of, as a definition writes it:
 *
 *     c1 / c11          c3 + c6 + c10 / c11          c1 / c2 + c3
 *
 * A sum stands on either side of the one stroke. Private to the forms room.
 */
#ifndef TZ_FORMS_RATE_PARSE_H
#define TZ_FORMS_RATE_PARSE_H

#include "base/status.h"
#include "forms/definition.h"

/**
 * Parse the rate of column @column over the columns of @form, and keep it
 * there.
 *
 * Returns ST_OK; ST_INPUT with "found ..., expected ..."; ST_NOMEM.
 */
MUST_CHECK enum status rate_parse(const char *text, struct form *form,
                                  int column, struct fault *fault);

#endif
