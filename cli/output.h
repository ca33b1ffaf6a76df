/* Where a result goes: a file named by -o, or standard output. */
#ifndef TZ_CLI_OUTPUT_H
#define TZ_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/whole_file.h"

struct Pix;

struct cli_output {
    FILE *stream;
    struct whole_file file; /* not open: standard output */
};

/** NULL or "-": stdout. False after one line on stderr. */
bool cli_output_open(struct cli_output *output, const char *path);

/** The file stands under its name only when the result is @whole and it could
 * be written to its end; false after one line on stderr when it could not. */
bool cli_output_close(struct cli_output *output, bool whole);

/** ST_OK; ST_IO. */
MUST_CHECK enum status cli_write_png(const char *path, struct Pix *pix,
                                     struct fault *fault);

#endif
