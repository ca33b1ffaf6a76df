/* A form's definition as a person reads it. */
#ifndef TZ_CLI_FORM_PRINT_H
#define TZ_CLI_FORM_PRINT_H

#include <stdio.h>

#include "forms/definition.h"

/** Id, version, name, kind of rows and columns, in one line. */
void cli_print_form_line(FILE *out, const struct form *form);

/** Everything that a clerk may want to compare with the paper. */
void cli_print_form(FILE *out, const struct form *form);

/** Likewise as a JSON object. */
void cli_print_form_json(FILE *out, const struct form *form);

/** A JSON array with an object a form: how many columns and laws it has. */
void cli_print_forms_json(FILE *out, const struct form_catalogue *catalogue);

#endif
