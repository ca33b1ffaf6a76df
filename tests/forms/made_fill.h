/* A fill of invented values for any form. */
#ifndef TZ_TESTS_FORMS_MADE_FILL_H
#define TZ_TESTS_FORMS_MADE_FILL_H

#include "forms/definition.h"
#include "forms/print_fill.h"

/**
 * Rows that suit the form: months and their total, or six rows, the last a
 * total where the form has totals. The same form gives the same fill.
 *
 * @title  printed title; NULL: the form's own
 *
 * Ends the test when it cannot be made; free with form_fill_free().
 */
struct form_fill *made_fill(const struct form *form, const char *title);

#endif
