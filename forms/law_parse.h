/*
 * The laws of a definition, as a clerk would write them:
 *
 *     c3 = c4 + c5 + c6 + c7          c12 + c14 <= c10
 *     mean = mean(h1..h24)            c1 = above c7
 *     c9 = sum(c10..c13) / 2          c1 = previous c2
 *     c7 = F5.c1                      c2 = last F5.c1
 *     c5 + c6 = all F5.c8             c1 = previous F8.c7
 *     c3 = c2 - yearago c2
 *
 * Private to the forms room.
 */
#ifndef TZ_FORMS_LAW_PARSE_H
#define TZ_FORMS_LAW_PARSE_H

#include "base/status.h"
#include "forms/definition.h"

/**
 * Parse one law over the columns of @form; fills text, relation, left and
 * right of @out and leaves the rest alone.
 *
 * Returns ST_OK; ST_INPUT with "found ..., expected ..."; ST_NOMEM. On failure
 * @out holds nothing that must be freed; else end with law_clear().
 */
MUST_CHECK enum status law_parse(const char *text, const struct form *form,
                                 struct form_law *out, struct fault *fault);
void law_clear(struct form_law *law);

#endif
