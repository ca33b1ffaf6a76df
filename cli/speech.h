/* What goes to stderr: problems, notes and the line of progress. */
#ifndef TZ_CLI_SPEECH_H
#define TZ_CLI_SPEECH_H

#include <stdbool.h>

#include "base/status.h"

/** One problem, one line: "taizhang: scan0001.jpg: page 2: reason". Line
 * breaks inside the text become spaces. Silent once cli_reader_left(). */
void cli_complain(const char *format, ...) PRINTF_LIKE(1, 2);

/** Standard output could not be written because who reads it went away, as
 * `head` does when it has enough. That is no problem of ours. */
bool cli_reader_left(void);

/** A complaint was made after standard output had failed, so that it need not
 * be told of again. */
bool cli_output_told(void);

/** Something worth saying that is no problem; silent after cli_be_quiet(). */
void cli_note(const char *format, ...) PRINTF_LIKE(1, 2);
void cli_be_quiet(void);

/** Replace the line of progress; nothing unless stderr is a terminal. */
void cli_progress(const char *format, ...) PRINTF_LIKE(1, 2);
void cli_progress_end(void);

#endif
