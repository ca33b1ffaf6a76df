/* What --help prints. Private to options.c. */
#ifndef TZ_CLI_HELP_H
#define TZ_CLI_HELP_H

#include <argp.h>
#include <stdio.h>

/** One command's words, untranslated. */
struct cli_help {
    const char *command;   /* "taizhang scan" */
    const char *arguments; /* "FILE|DIR..."; alternatives a line each; "" */
    const char *about;
    const struct argp_option *own, *common; /* own: NULL for none */
};

void cli_print_help(FILE *out, const struct cli_help *help);

#endif
