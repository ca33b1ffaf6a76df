/* Where a result goes: a file named by -o, or standard output. */
#ifndef TZ_CLI_OUTPUT_H
#define TZ_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

/** stdout for NULL or "-"; NULL after one line on stderr. */
FILE *cli_open_output(const char *path);

/** Close it; false after one line on stderr when it was not written whole. */
bool cli_close_output(FILE *out, const char *path);

#endif
