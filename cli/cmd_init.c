/* taizhang init: make an empty archive. */
#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"
#include "db/archive.h"

enum { KEY_KEEP = 0x200 };

struct init_words {
    const char *folder;
    bool keep_personal;
};

static const struct argp_option options[] = {
    {"keep-personal", KEY_KEEP, 0, 0,
     N_("read personal columns too (names); without it they stay unread"), 0},
    {0},
};

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct init_words *words = state->input;

    switch (key) {
    case KEY_KEEP:
        words->keep_personal = true;
        return 0;
    case ARGP_KEY_ARG:
        if (word[0] == '\0')
            return cli_refuse_word(state, _("an archive is a folder with a "
                                            "name"));
        if (words->folder != NULL)
            return cli_refuse_word(state, _("one archive at a time: '%s'"),
                                   word);
        words->folder = word;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int cmd_init(int argc, char **argv)
{
    struct init_words words = {0};
    struct cli_common common;
    struct fault fault = {{0}};
    int rc = cli_parse(argc, argv, "[ARCHIVE]",
                       N_("Make an empty archive: a folder for the database, "
                          "the originals and the office's own forms."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    if (cli_refuses_json(&common, "init"))
        return CLI_USAGE;
    if (words.folder == NULL)
        words.folder = common.archive;
    if (db_create(words.folder,
                  (struct db_init_options){words.keep_personal},
                  &fault) != ST_OK) {
        cli_complain("%s: %s", words.folder, fault.text);
        return CLI_FOUND;
    }
    cli_note(_("made the archive %s"), words.folder);
    return CLI_DONE;
}
