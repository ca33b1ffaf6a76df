/* Options that every command takes, and one way of parsing. */
#ifndef TZ_CLI_OPTIONS_H
#define TZ_CLI_OPTIONS_H

#include <argp.h>
#include <stdbool.h>

struct db_archive;

struct cli_common {
    const char *archive; /* -a, else $TAIZHANG_ARCHIVE, else "." */
    bool archive_named;  /* by -a or the environment */
    bool quiet, json;
};

/**
 * Parse a command's words.
 *
 * @options  the command's own, ended by {0}; NULL for none
 * @parser   called for them and for the arguments with the command's own
 *           struct as state->input; a wrong word is refused by
 *           cli_refuse_word()
 * @own      passed to @parser
 *
 * Returns CLI_DONE, or CLI_USAGE after one line on stderr. --help and --usage
 * print and end the process.
 */
int cli_parse(int argc, char **argv, const char *arguments,
              const char *about, const struct argp_option *options,
              argp_parser_t parser, struct cli_common *common, void *own);

/** --debug DIR, a row of an argp_option table, and what takes it; see
 * scan/debug.h. */
enum { CLI_KEY_DEBUG = 0x400 };
#define CLI_DEBUG_OPTION                                                       \
    {"debug", CLI_KEY_DEBUG, "DIR", 0,                                         \
     N_("write each step as a numbered picture into DIR"), 0}
error_t cli_parse_debug(int key, char *word, struct argp_state *state);

/** Say one line about a wrong word and return the code a parser returns. */
error_t cli_refuse_word(struct argp_state *state, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** For a command that lists nothing: true after one line on stderr when --json
 * was asked of it. */
bool cli_refuses_json(const struct cli_common *common, const char *command);

/** Open the archive of the common options, or say why not and return NULL. */
struct db_archive *cli_open_archive(const struct cli_common *common);

/** Likewise for a command that only looks: where nobody may write too. End it
 * with cli_close_read(), which takes the command's exit code and makes another
 * of it when somebody wrote meanwhile. */
struct db_archive *cli_open_to_read(const struct cli_common *common);
int cli_close_read(const struct cli_common *common, struct db_archive **archive,
                   int code);

/** On stderr, where that is so: what leaves this archive is not in its
 * history. */
void cli_note_unrecorded(const struct cli_common *common,
                         const struct db_archive *archive);

#endif
