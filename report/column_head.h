/* What is printed above a column. Private to report/. */
#ifndef TZ_REPORT_COLUMN_HEAD_H
#define TZ_REPORT_COLUMN_HEAD_H

#include <stddef.h>

#include "forms/definition.h"

enum { COLUMN_HEAD_MAX = 120 };

/** "本期出生人数·一孩·男": the header from the top level down; "" when the form or
 * its column is not known today. */
void column_head(const struct form_catalogue *forms, const char *form,
                 const char *code, char *text, size_t size);

#endif
