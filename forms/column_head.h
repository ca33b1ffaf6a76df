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

/** Where the columns of a text are looked for. */
struct column_forms {
    const struct form *own; /* NULL: not known now; all stays codes */
    /* The form with that id among others, or NULL; NULL: none is known. */
    const struct form *(*find)(const void *among, const char *id);
    const void *among;
};

/** Of one form only; and of one and those of a catalogue, both lent. */
struct column_forms columns_of(const struct form *form);
struct column_forms columns_among(const struct form *form,
                                  const struct form_catalogue *catalogue);

/**
 * A law or a sum with what is printed above its columns before their codes:
 * "c3 = c4 + c5" -> "出生人数·计 c3 = 男 c4 + 女 c5". Levels that a column shares
 * with the one of its form before it are told once. A column of another form
 * too: "F5.c1" -> "期末常住人口 F5.c1". All of @text stays codes where it would not
 * fit named, and a column whose form is not known.
 */
void columns_named(struct column_forms forms, const char *text, char *out,
                   size_t size);

#endif
