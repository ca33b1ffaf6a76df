/* taizhang report: the summary of a period. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/speech.h"
#include "cli/verbs.h"
#include "report/render.h"
#include "report/summary.h"

static const struct {
    const char *name;
    report_renderer *render;
} formats[] = {
    {"text", report_render_text},
    {"json", report_render_json},
    {"html", report_render_html},
};

static report_renderer *find_renderer(const char *format)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, format) == 0)
            return formats[i].render;
    return NULL;
}

static int render(const struct report *report,
                  const struct cli_report_words *words)
{
    struct fault fault = {{0}};
    FILE *out = cli_open_output(words->output);
    enum status rc;

    if (out == NULL)
        return CLI_FOUND;
    rc = find_renderer(words->format)(
        report, cli_is_chinese() ? REPORT_CHINESE : REPORT_ENGLISH, out,
        &fault);
    if (rc != ST_OK)
        cli_complain("%s", fault.text);
    if (!cli_close_output(out, words->output))
        return CLI_FOUND;
    return rc == ST_OK ? CLI_DONE : CLI_FOUND;
}

/* A report in which nothing is known looks like one; it must not pass for
 * one. */
static bool says_something(const struct report *report)
{
    if (report->n_lacking < report->n_figures)
        return true;
    cli_complain(_("%s %s: no sheet leads to any figure"), report->period,
                 report->unit);
    return false;
}

int cli_write_report(struct db_archive *archive,
                     const struct cli_report_words *words)
{
    struct report *report = NULL;
    struct fault fault = {{0}};
    int rc = CLI_FOUND;

    if (report_summarise(archive, words->period, words->unit, &report,
                         &fault) != ST_OK)
        cli_complain("%s", fault.text);
    else
        rc = render(report, words);
    if (report != NULL && !says_something(report))
        rc = CLI_FOUND;
    report_free(&report);
    return rc;
}

error_t cli_parse_report_word(int key, char *word, struct argp_state *state,
                              struct cli_report_words *words)
{
    switch (key) {
    case CLI_KEY_FORMAT:
        if (find_renderer(word) == NULL)
            return cli_refuse_word(
                state, _("--format is text, json or html, not '%s'"), word);
        words->format = word;
        return 0;
    case CLI_KEY_PERIOD:
        if (!report_is_period(word))
            return cli_refuse_word(
                state, _("--period is like 2025, 2025H1 or 2025-05, not '%s'"),
                word);
        words->period = word;
        return 0;
    case CLI_KEY_UNIT:
        words->unit = word;
        return 0;
    case 'o':
        words->output = word;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options[] = {CLI_REPORT_OPTIONS, {0}};

static error_t parse(int key, char *word, struct argp_state *state)
{
    return cli_parse_report_word(key, word, state, state->input);
}

int cmd_report(int argc, char **argv)
{
    struct cli_report_words words = {0};
    struct cli_common common;
    struct db_archive *archive = NULL;
    int rc = cli_parse(argc, argv, "",
                       N_("Print the summary of a period, each figure with "
                          "where it comes from and how sure it is."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    if (words.format == NULL)
        words.format = common.json ? "json" : "text";
    archive = cli_open_archive(&common);
    if (archive == NULL)
        return CLI_FOUND;
    rc = cli_write_report(archive, &words);
    db_close(&archive);
    return rc;
}
