/* What `run` shares with `scan`, `read` and `report`. */
#ifndef TZ_CLI_VERBS_H
#define TZ_CLI_VERBS_H

#include <argp.h>
#include <stdbool.h>

#include "batch/batch.h"
#include "db/archive.h"

/** Take every image of files and folders into the archive; problems are said
 * on stderr. Returns an enum cli_exit. */
int cli_take_in(struct db_archive *archive, char **paths, int n_paths);

/** Read what waits, with progress; each refused or failed page is said on
 * stderr. Returns an enum cli_exit. */
int cli_read_pages(struct db_archive *archive, struct batch_options options);

/** Learn the hands of what persons decided so far, and say in one line what
 * came of it. Returns an enum cli_exit; CLI_FOUND also where too little was
 * decided. */
int cli_learn_hands(struct db_archive *archive);

/** Likewise after a review session, which nobody need hear of where too little
 * was decided yet. */
int cli_learn_by_itself(struct db_archive *archive);

/** Which report, and where to. */
struct cli_report_words {
    const char *period, *unit; /* NULL: the archive's latest, its office */
    const char *base;          /* 口径; NULL: its usual one */
    const char *format;        /* "text", "html" ... */
    const char *table, *words; /* instead of the summary one of its tables, or a
                                  text of the catalogue; NULL: the summary */
    const char *output;        /* NULL: stdout */
    bool checks;               /* what checks found, not the summary */
};

/** Write the summary. Returns an enum cli_exit. */
int cli_write_report(struct db_archive *archive,
                     const struct cli_report_words *words);

/** Keys of the options that say which report; CLI_REPORT_OPTIONS are rows of
 * an argp_option table, CLI_FIGURES_OPTIONS those that say whose figures. */
enum {
    CLI_KEY_FORMAT = 0x300,
    CLI_KEY_UNIT,
    CLI_KEY_PERIOD,
    CLI_KEY_BASE,
    CLI_KEY_TABLE,
    CLI_KEY_WORDS
};
#define CLI_FIGURES_OPTIONS                                                       \
    {"period",                                                                    \
     CLI_KEY_PERIOD,                                                              \
     "PERIOD",                                                                    \
     0,                                                                           \
     N_("2025, 2025H1, 2025Q1, 2025-05, or 2025S, the statistical year; else "    \
        "the latest year"),                                                       \
     0},                                                                          \
        {"unit", CLI_KEY_UNIT, "UNIT", 0, N_("else the office of the archive"),   \
         0},                                                                      \
    {                                                                             \
        "base", CLI_KEY_BASE, "BASE", 0,                                          \
            N_("whom to count, as the forms say it (常住, 户籍 ...); else whom "  \
               "most of the office's sheets count"),                              \
            0                                                                     \
    }
#define CLI_REPORT_OPTIONS                                                        \
    CLI_FIGURES_OPTIONS,                                                          \
        {"format",                                                                \
         CLI_KEY_FORMAT,                                                          \
         "FORMAT",                                                                \
         0,                                                                       \
         N_("text (unless told), html, xlsx, csv, json or pdf"),                  \
         0},                                                                      \
    {                                                                             \
        "output", 'o', "FILE", 0,                                                 \
            N_("write the report here, not to standard output"), 0                \
    }

/** Take one of these options into @words. Returns what an argp parser does;
 * ARGP_ERR_UNKNOWN for any other key. */
error_t cli_parse_report_word(int key, char *word, struct argp_state *state,
                              struct cli_report_words *words);

/** Parse "8" of -j; false when it is no number from 1 to 256. */
bool cli_parse_workers(const char *word, int *workers);

#endif
