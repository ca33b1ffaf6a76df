/* taizhang why: a figure back to its cells and their ink. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/speech.h"
#include "cli/verbs.h"
#include "report/render.h"
#include "report/summary.h"
#include "report/why_sheet.h"

struct why_words {
    char **figures;
    int n_figures;
    struct cli_report_words report; /* whose figures; output: of the ink */
};

static const struct argp_option options[] = {
    CLI_FIGURES_OPTIONS,
    {"output", 'o', "FILE", 0,
     N_("write the ink of one figure's cells here as a PNG"), 0},
    {0},
};

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct why_words *words = state->input;

    switch (key) {
    case ARGP_KEY_ARGS:
        words->figures = state->argv + state->next;
        words->n_figures = state->argc - state->next;
        return 0;
    case ARGP_KEY_NO_ARGS:
        return cli_refuse_word(
            state, _("a figure is missing; for instance births"));
    default:
        return cli_parse_report_word(key, word, state, &words->report);
    }
}

static bool explain(const struct report *report, const char *id, bool json)
{
    const struct report_figure *figure = report_lookup(report, id);
    struct fault fault = {{0}};
    enum status rc;

    if (figure == NULL) {
        cli_complain(_("there is no figure '%s'; report --format json lists "
                       "them all"),
                     id);
        return false;
    }
    if (json)
        rc = report_render_why_json(report, figure, stdout, &fault);
    else
        rc = report_render_why(
            report, figure, cli_is_chinese() ? REPORT_CHINESE : REPORT_ENGLISH,
            stdout, &fault);
    if (rc != ST_OK)
        cli_complain("%s", fault.text);
    return rc == ST_OK;
}

/* "why births 2025 清水镇": a picture leaves the archive. */
static bool draw(struct db_archive *archive, struct report *report,
                 const struct why_words *words)
{
    const struct report_figure *figure =
        report_lookup(report, words->figures[0]);
    struct fault fault = {{0}};
    char what[256];
    struct cli_output output = {0};
    enum status rc;

    if (figure == NULL)
        return true; /* it was said already */
    snprintf(what, sizeof what, "why %s %s %s", words->figures[0],
             report->period, report->unit);
    rc = db_note_export(archive, what, false, &fault);
    if (rc == ST_OK) {
        if (!cli_output_open(&output, words->report.output))
            return false;
        rc = report_write_why_sheet(archive, report, figure,
                                    cli_is_chinese() ? REPORT_CHINESE
                                                     : REPORT_ENGLISH,
                                    output.stream, &fault);
    }
    if (rc != ST_OK)
        cli_complain("%s", fault.text);
    return (output.stream == NULL || cli_output_close(&output, rc == ST_OK)) &&
           rc == ST_OK;
}

static int explain_all(struct db_archive *archive,
                       const struct why_words *words, bool json)
{
    struct report *report = NULL;
    struct fault fault = {{0}};
    int rc = CLI_DONE;

    if (report_summarise_base(archive, words->report.period, words->report.unit,
                              words->report.base, &report, &fault) != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    for (int i = 0; i < words->n_figures; i++)
        if (!explain(report, words->figures[i], json))
            rc = CLI_FOUND;
    if (words->report.output != NULL && !draw(archive, report, words))
        rc = CLI_FOUND;
    report_free(&report);
    return rc;
}

int cmd_why(int argc, char **argv)
{
    struct why_words words = {0};
    struct cli_common common;
    struct db_archive *archive = NULL;
    int rc = cli_parse(argc, argv, "FIGURE...",
                       N_("Follow figures of the summary (births, "
                          "policy_rate ...) back to their cells."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    if (words.report.output != NULL && words.n_figures != 1) {
        cli_complain(_("-o is for one figure"));
        return CLI_USAGE;
    }
    archive = cli_open_to_read(&common);
    if (archive == NULL)
        return CLI_FOUND;
    if (words.report.output != NULL)
        cli_note_unrecorded(&common, archive);
    rc = explain_all(archive, &words, common.json);
    return cli_close_read(&common, &archive, rc);
}
