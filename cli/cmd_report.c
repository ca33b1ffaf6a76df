/* taizhang report: the summary of a period. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report_checks.h"
#include "cli/report_sheet.h"
#include "cli/speech.h"
#include "cli/verbs.h"
#include "report/crop.h"
#include "report/render.h"
#include "report/summary.h"

static const struct format {
    const char *name;
    report_renderer *render;
    bool shows_ink;
} formats[] = {
    {"text", report_render_text, false},
    {"html", report_render_html, true},
    {"xlsx", report_render_xlsx, false},
    {"csv", report_render_csv, false},
    {"json", report_render_json, false},
    {"pdf", report_render_pdf, false},
};

static const struct format *find_format(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

/* "report html 2025 清水镇": the history's words for what leaves. */
static enum status note_export(struct db_archive *archive,
                               const struct report *report,
                               const struct cli_report_words *words,
                               struct fault *fault)
{
    const char *sheet = words->table != NULL   ? words->table
                        : words->words != NULL ? words->words
                                               : "";
    char what[256];

    snprintf(what, sizeof what, "report %s%s%s %s %s%s%s", words->format,
             sheet[0] != '\0' ? " " : "", sheet, report->period, report->unit,
             words->base != NULL ? " " : "",
             words->base != NULL ? words->base : "");
    return db_note_export(archive, what, false, fault);
}

static enum status write_it(const struct report *report,
                            const struct cli_report_words *words, FILE *out,
                            struct fault *fault)
{
    if (words->table != NULL)
        return cli_write_table(report, words->table, words->format, out, fault);
    if (words->words != NULL)
        return cli_write_words(report, words->words, out, fault);
    return find_format(words->format)->render(
        report, cli_is_chinese() ? REPORT_CHINESE : REPORT_ENGLISH, out, fault);
}

static int render(struct db_archive *archive, const struct report *report,
                  const struct cli_report_words *words)
{
    struct fault fault = {{0}};
    struct cli_output output;
    enum status rc;

    if (!cli_output_open(&output, words->output))
        return CLI_FOUND;
    rc = note_export(archive, report, words, &fault);
    if (rc == ST_OK)
        rc = write_it(report, words, output.stream, &fault);
    if (rc != ST_OK)
        cli_complain("%s", fault.text);
    if (!cli_output_close(&output, rc == ST_OK))
        return CLI_FOUND;
    return rc == ST_OK ? CLI_DONE : CLI_FOUND;
}

/* A report in which nothing is known looks like one; it must not pass for
 * one. */
static bool says_something(const struct report *report)
{
    /* What the archive counts (returns that are expected) is no figure. */
    if (report->counts.sheets > 0 &&
        report->n_lacking + report->n_unused + report->n_unlisted <
            report->n_figures)
        return true;
    if (report->period[0] == '\0')
        cli_complain("%s", _("no sheet leads to any figure"));
    else
        cli_complain(_("%s%s%s: no sheet leads to any figure"), report->period,
                     report->unit[0] == '\0' ? "" : " ", report->unit);
    return false;
}

/* A report without some of its pictures is still one; but somebody must look
 * why an original is gone. */
static bool gather_ink(struct db_archive *archive, struct report *report,
                       const char *format)
{
    struct fault fault = {{0}};

    if (!find_format(format)->shows_ink)
        return true;
    if (report_gather_crops(archive, report, &fault) != ST_OK) {
        cli_complain("%s", fault.text);
        return false;
    }
    if (report->crops->n_left > 0)
        cli_note(_("the report is large: %zu cells are without their picture"),
                 report->crops->n_left);
    if (report->crops->n_lost == 0)
        return true;
    cli_complain(_("%zu cells cannot be shown: %s"), report->crops->n_lost,
                 report->crops->lost);
    return false;
}

int cli_write_report(struct db_archive *archive,
                     const struct cli_report_words *words)
{
    struct report *report = NULL;
    struct fault fault = {{0}};
    bool shown;
    int rc;

    if (report_summarise_base(archive, words->period, words->unit, words->base,
                              &report, &fault) != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    shown = words->table != NULL || words->words != NULL ||
            gather_ink(archive, report, words->format);
    rc = render(archive, report, words);
    if (!shown)
        rc = CLI_FOUND;
    if (!says_something(report))
        rc = CLI_FOUND;
    report_free(&report);
    return rc;
}

error_t cli_parse_report_word(int key, char *word, struct argp_state *state,
                              struct cli_report_words *words)
{
    switch (key) {
    case CLI_KEY_FORMAT:
        if (find_format(word) == NULL)
            return cli_refuse_word(
                state, _("--format is text, html, xlsx, csv, json or pdf, not '%s'"),
                word);
        words->format = word;
        return 0;
    case CLI_KEY_PERIOD:
        if (!report_is_period(word))
            return cli_refuse_word(
                state, _("--period is like 2025, 2025H1, 2025Q1, 2025-05 or 2025S, not "
                  "'%s'"),
                word);
        words->period = word;
        return 0;
    case CLI_KEY_UNIT:
        words->unit = word;
        return 0;
    case CLI_KEY_BASE:
        words->base = word;
        return 0;
    case CLI_KEY_TABLE:
        if (!cli_is_table(word)) {
            char names[128];
            cli_list_tables(names, sizeof names);
            return cli_refuse_word(state, _("--table is %s, not '%s'"), names,
                                   word);
        }
        words->table = word;
        return 0;
    case CLI_KEY_WORDS:
        words->words = word;
        return 0;
    case 'o':
        words->output = word;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options[] = {
    CLI_REPORT_OPTIONS,
    {"table", CLI_KEY_TABLE, "TABLE", 0,
     N_("one of the office's sheets: compare, returns, close, ledgers, "
        "acceptance or work"),
     0},
    {"words", CLI_KEY_WORDS, "TEXT", 0,
     N_("one of the texts, with the figures filled in: basics, basics-blank, "
        "work or the office's own"),
     0},
    {0}};

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct cli_report_words *words = state->input;

    if (key == ARGP_KEY_ARG) {
        if (strcmp(word, "checks") != 0)
            return cli_refuse_word(state, _("wanted checks or nothing, not '%s'"),
                                   word);
        words->checks = true;
        return 0;
    }
    if (key == ARGP_KEY_SUCCESS && words->checks && words->format != NULL &&
        strcmp(words->format, "text") != 0 &&
        strcmp(words->format, "csv") != 0 && strcmp(words->format, "json") != 0)
        return cli_refuse_word(state,
                               _("checks are text, csv or json, not '%s'"),
                               words->format);
    if (key == ARGP_KEY_SUCCESS && words->words != NULL &&
        (words->table != NULL || words->checks))
        return cli_refuse_word(state,
                               _("--words stands alone: neither --table nor "
                                 "checks"));
    if (key == ARGP_KEY_SUCCESS && words->words != NULL &&
        words->format != NULL && strcmp(words->format, "text") != 0)
        return cli_refuse_word(state, _("--words gives text, not '%s'"),
                               words->format);
    if (key == ARGP_KEY_SUCCESS && words->table != NULL && words->checks)
        return cli_refuse_word(state, _("checks or --table, not both"));
    return cli_parse_report_word(key, word, state, words);
}

int cmd_report(int argc, char **argv)
{
    struct cli_report_words words = {0};
    struct cli_common common;
    struct db_archive *archive = NULL;
    int rc = cli_parse(argc, argv, "[checks]",
                       N_("Print the summary of a period, each figure with "
                          "where it comes from and how sure it is; or what "
                          "the checks of the data found."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    if (words.words != NULL && cli_refuses_json(&common, "report --words"))
        return CLI_USAGE;
    if (words.format == NULL)
        words.format = common.json ? "json" : "text";
    archive = cli_open_to_read(&common);
    if (archive == NULL)
        return CLI_FOUND;
    if (!words.checks)
        cli_note_unrecorded(&common, archive);
    rc = words.checks ? cli_write_checks(archive, &words)
                      : cli_write_report(archive, &words);
    return cli_close_read(&common, &archive, rc);
}
