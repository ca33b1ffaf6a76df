/* taizhang form place: a table's corners by hand. */
#ifndef TZ_CLI_FORM_PLACE_H
#define TZ_CLI_FORM_PLACE_H

#include "cli/options.h"

/**
 * @words  the page and four corners "x,y", or the page and "none"
 * @form   of --form, or NULL
 *
 * Returns an enum cli_exit.
 */
int cli_place_form(const struct cli_common *common, char **words, int n_words,
                   const char *form);

#endif
