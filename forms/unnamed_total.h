/* A total row whose label cannot be read. Private to forms/. */
#ifndef TZ_FORMS_UNNAMED_TOTAL_H
#define TZ_FORMS_UNNAMED_TOTAL_H

#include "forms/sheet.h"

/**
 * Where no row of @sheet is called a total though its form has one (a seal
 * likes to lie on the word 合计), the last row becomes the total when three
 * columns or more add up to it and hardly any does not.
 *
 * @sheet  its last n_rows x n_columns cells are the body, row by row
 */
void unnamed_total_find(const struct form *form, struct sheet *sheet);

#endif
