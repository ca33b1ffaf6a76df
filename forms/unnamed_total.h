/* A total row whose label cannot be read. Private to forms/. */
#ifndef TZ_FORMS_UNNAMED_TOTAL_H
#define TZ_FORMS_UNNAMED_TOTAL_H

#include "forms/sheet.h"

/**
 * Where no row of @sheet is called a total though its form has one (a seal
 * likes to lie on the word 合计), the last row becomes the total when three
 * columns or more add up to it and hardly any does not. A label of words that
 * was hardly read is taken for the form's own word for a total.
 *
 * @sheet  its last n_rows x n_columns cells are the body, row by row
 */
void unnamed_total_find(const struct form *form, struct sheet *sheet);

/** "全镇合计" and "全年合计" mean 合计; "小计" and "总计" stay what they are. */
const char *unnamed_total_plain(const char *word);

#endif
