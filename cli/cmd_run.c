/* taizhang run: from a folder of scans to the summary in one command. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"
#include "cli/verbs.h"

enum { KEY_NO_CHECK = 0x200, KEY_FORM };

struct run_words {
    char **paths;
    int n_paths;
    struct batch_options batch;
    struct cli_report_words report;
};

static const struct argp_option options[] = {
    {"jobs", 'j', "N", 0, N_("worker processes; else one a core"), 0},
    {"no-check", KEY_NO_CHECK, 0, 0,
     N_("leave the forms' arithmetic aside"), 0},
    {"form", KEY_FORM, "ID", 0, N_("take every page for this form"), 0},
    CLI_REPORT_OPTIONS,
    {0},
};

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct run_words *words = state->input;

    switch (key) {
    case 'j':
        if (!cli_parse_workers(word, &words->batch.workers))
            return cli_refuse_word(state, _("-j wants 1 to %d, not '%s'"), 256,
                                   word);
        return 0;
    case KEY_NO_CHECK:
        words->batch.weigh_laws = false;
        return 0;
    case KEY_FORM:
        words->batch.forced_form = word;
        return 0;
    case ARGP_KEY_ARGS:
        words->paths = state->argv + state->next;
        words->n_paths = state->argc - state->next;
        return 0;
    case ARGP_KEY_NO_ARGS:
        return cli_refuse_word(state, _("a file or a folder is missing"));
    default:
        return cli_parse_report_word(key, word, state, &words->report);
    }
}

/* Unlike the other commands, run makes the archive that it does not find;
 * without a name that is the folder "taizhang-archive", so that a folder of
 * scans is never littered. */
static struct db_archive *open_or_make(struct cli_common *common)
{
    struct db_archive *archive = NULL;
    struct fault fault = {{0}};
    enum status rc = db_open(common->archive, &archive, &fault);

    if (rc == ST_NONE && !common->archive_named) {
        common->archive = "taizhang-archive";
        common->archive_named = true;
        rc = db_open(common->archive, &archive, &fault);
    }
    if (rc == ST_NONE) {
        rc = db_create(common->archive, (struct db_init_options){0}, &fault);
        if (rc == ST_OK) {
            cli_note(_("made the archive %s"), common->archive);
            rc = db_open(common->archive, &archive, &fault);
        }
    }
    if (rc != ST_OK)
        cli_complain("%s: %s", common->archive, fault.text);
    return archive;
}

static int run_all(struct db_archive *archive, const struct run_words *words)
{
    int taken = cli_take_in(archive, words->paths, words->n_paths);
    int read = cli_read_pages(archive, words->batch);
    int reported = cli_write_report(archive, &words->report);

    return taken == CLI_DONE && read == CLI_DONE ? reported : CLI_FOUND;
}

int cmd_run(int argc, char **argv)
{
    struct run_words words = {.batch = BATCH_OPTIONS_DEFAULT};
    struct cli_common common;
    struct db_archive *archive = NULL;
    int rc = cli_parse(argc, argv, "FILE|DIR...",
                       N_("Take images in, read them and print the summary. "
                          "The archive is made when there is none."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    if (words.report.format == NULL)
        words.report.format = common.json ? "json" : "text";
    archive = open_or_make(&common);
    if (archive == NULL)
        return CLI_FOUND;
    rc = run_all(archive, &words);
    db_close(&archive);
    return rc;
}
