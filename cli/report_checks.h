/* taizhang report checks: what the checks of data quality found. */
#ifndef TZ_CLI_REPORT_CHECKS_H
#define TZ_CLI_REPORT_CHECKS_H

#include "cli/verbs.h"

struct db_archive;

/** Write them as text, CSV or JSON. Returns an enum cli_exit: CLI_DONE also when
 * something was found, for that is its task. */
int cli_write_checks(struct db_archive *archive,
                     const struct cli_report_words *words);

#endif
