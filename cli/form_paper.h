/* taizhang form print: a form drawn on paper. */
#ifndef TZ_CLI_FORM_PAPER_H
#define TZ_CLI_FORM_PAPER_H

#include "forms/definition.h"

/**
 * Draw @form, filled in from a CSV file when @fill is not NULL, into @output:
 * PDF or PNG, by its ending. Problems are said on stderr.
 *
 * @output  NULL: the form's id with .pdf, in the working folder
 *
 * Returns an enum cli_exit.
 */
int cli_print_paper(const struct form *form, const char *fill,
                    const char *output);

#endif
