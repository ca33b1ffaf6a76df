/* The office's sheets beside the summary: tables and texts. */
#ifndef TZ_CLI_REPORT_SHEET_H
#define TZ_CLI_REPORT_SHEET_H

#include "report/render.h"

/** True for the name of a table ("returns", "close" ...). */
bool cli_is_table(const char *name);

/** All names of tables, split at '|'. */
void cli_list_tables(char *to, size_t size);

/** Write a table in one of the formats of a report. Returns ST_OK; ST_NONE;
 * ST_IO; ST_LIB; ST_NOMEM. */
enum status cli_write_table(const struct report *report, const char *name,
                            const char *format, FILE *out,
                            struct fault *fault);

/** Write a text of the catalogue with its figures filled in. Likewise. */
enum status cli_write_words(const struct report *report, const char *name,
                            FILE *out, struct fault *fault);

#endif
