/* Forms made by hand for the tests of drawing, without any YAML. */
#ifndef TZ_TESTS_PRINT_FORMS_H
#define TZ_TESTS_PRINT_FORMS_H

#include "forms/definition.h"

/** A monthly form of eight columns with two header levels. */
const struct form *print_form_month(void);

#endif
