/* taizhang run: from a folder of scans to the summary in one command. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"
#include "cli/verbs.h"
#include "report/summary.h"

enum { KEY_NO_CHECK = 0x200, KEY_FORM, KEY_FORMAT, KEY_UNIT, KEY_PERIOD };

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
    {"period", KEY_PERIOD, "PERIOD", 0,
     N_("2025, 2025H1 or 2025-05; else the latest year"), 0},
    {"unit", KEY_UNIT, "UNIT", 0, N_("else the office of the archive"), 0},
    {"format", KEY_FORMAT, "text|json|html", 0, N_("text unless told"), 0},
    {"output", 'o', "FILE", 0,
     N_("write the report here, not to standard output"), 0},
    {0},
};

static error_t parse_report(int key, char *word, struct argp_state *state,
                            struct cli_report_words *report)
{
    switch (key) {
    case KEY_FORMAT:
        if (!cli_is_report_format(word))
            return cli_refuse_word(
                state, _("--format is text, json or html, not '%s'"), word);
        report->format = word;
        return 0;
    case KEY_PERIOD:
        if (!report_is_period(word))
            return cli_refuse_word(
                state, _("--period is like 2025, 2025H1 or 2025-05, not '%s'"),
                word);
        report->period = word;
        return 0;
    case KEY_UNIT:
        report->unit = word;
        return 0;
    case 'o':
        report->output = word;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

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
        return parse_report(key, word, state, &words->report);
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
