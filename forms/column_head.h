/* What is printed above columns, for sentences that people read. */
#ifndef TZ_FORMS_COLUMN_HEAD_H
#define TZ_FORMS_COLUMN_HEAD_H

#include <stddef.h>

#include "forms/definition.h"

enum { COLUMN_HEAD_MAX = 120 };

/** "本期出生人数·一孩·男": the header from the top level down, the first of
 * synonyms; "" when none is printed. */
void column_head(const struct form_column *column, char *out, size_t size);

/** "本期出生人数·一孩·男 c5"; the code alone when nothing is printed. */
void column_name(const struct form_column *column, char *out, size_t size);

/**
 * A law or a sum with what is printed above its columns before their codes:
 * "c3 = c4 + c5" -> "出生人数·计 c3 = 男 c4 + 女 c5". Levels that a column shares
 * with the one before it are told once. Columns of other forms ("F5.c1") stay
 * codes, and so does all of @text where it would not fit named.
 *
 * @form  NULL: not known now; all stays codes
 */
void columns_named(const struct form *form, const char *text, char *out,
                   size_t size);

#endif
