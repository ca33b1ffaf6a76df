/* taizhang form draft and form show on an image. */
#ifndef TZ_CLI_FORM_DRAFT_H
#define TZ_CLI_FORM_DRAFT_H

#include "forms/definition.h"

/**
 * Draft a definition from the first page of @image and write it to @output,
 * NULL: standard output. Problems are said on stderr.
 *
 * @known  forms whose ids are taken, and whose words are used again
 *
 * Returns an enum cli_exit.
 */
int cli_draft_form(const struct form_catalogue *known, const char *image,
                   const char *output);

/**
 * Draw the fields of a form on the first page of @image, into a PNG.
 *
 * @form  an id of @known, or the path of a definition
 *
 * Returns an enum cli_exit.
 */
int cli_show_fields(const struct form_catalogue *known, const char *form,
                    const char *image, const char *output);

#endif
