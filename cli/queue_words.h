/* Which part of the queue, in what order: `review` and `export queue`. */
#ifndef TZ_CLI_QUEUE_WORDS_H
#define TZ_CLI_QUEUE_WORDS_H

#include <argp.h>

#include "review/work_list.h"

struct db_archive;

struct cli_queue_words {
    enum work_order order;
    struct work_filter filter;
    const char *page; /* as it was typed; NULL: all */
    bool given;       /* one of CLI_QUEUE_OPTIONS was */
};

enum { CLI_KEY_ORDER = 0x500, CLI_KEY_COLUMN, CLI_KEY_VILLAGE, CLI_KEY_PAGE };
/** Rows of an argp_option table; --form and --period are the commands' own. */
#define CLI_QUEUE_OPTIONS                                                      \
    {"order",                                                                  \
     CLI_KEY_ORDER,                                                            \
     "ORDER",                                                                  \
     0,                                                                        \
     N_("effect (unless told), page, column, form or village"),                \
     0},                                                                       \
        {"column", CLI_KEY_COLUMN, "CODE", 0, N_("only this column"), 0},      \
        {"village",                                                            \
         CLI_KEY_VILLAGE,                                                      \
         "NAME",                                                               \
         0,                                                                    \
         N_("only sheets of this unit and rows of this name"),                 \
         0},                                                                   \
    {                                                                          \
        "page", CLI_KEY_PAGE, "PAGE", 0, N_("only this page: scan0007.tif:2"), \
            0                                                                  \
    }

/** Take one of these options. Returns what an argp parser does;
 * ARGP_ERR_UNKNOWN for any other key. */
error_t cli_parse_queue_word(int key, char *word, struct argp_state *state,
                             struct cli_queue_words *words);

/** Copy a word that a filter goes by, or refuse it. */
error_t cli_keep_word(struct argp_state *state, const char *option, char *to,
                      size_t size, const char *word);

/** Look up the page that was named. Returns an enum cli_exit, after one line on
 * stderr when there is none. */
int cli_find_queue_page(struct db_archive *archive,
                        struct cli_queue_words *words);

#endif
