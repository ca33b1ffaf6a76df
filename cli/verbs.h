/* What `run` shares with `scan`, `read` and `report`. */
#ifndef TZ_CLI_VERBS_H
#define TZ_CLI_VERBS_H

#include <stdbool.h>

#include "batch/batch.h"
#include "db/archive.h"

/** Take every image of files and folders into the archive; problems are said
 * on stderr. Returns an enum cli_exit. */
int cli_take_in(struct db_archive *archive, char **paths, int n_paths);

/** Read what waits, with progress; each refused or failed page is said on
 * stderr. Returns an enum cli_exit. */
int cli_read_pages(struct db_archive *archive, struct batch_options options);

/** Which report, and where to. */
struct cli_report_words {
    const char *period, *unit; /* NULL: the archive's latest, its office */
    const char *format;        /* "text", "json", "html" */
    const char *output;        /* NULL: stdout */
};

/** Write the summary. Returns an enum cli_exit. */
int cli_write_report(struct db_archive *archive,
                     const struct cli_report_words *words);

/** True for "text", "json" and "html". */
bool cli_is_report_format(const char *format);

/** Parse "8" of -j; false when it is no number from 1 to 256. */
bool cli_parse_workers(const char *word, int *workers);

#endif
