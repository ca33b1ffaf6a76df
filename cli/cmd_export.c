/* taizhang export: what was read, as CSV, JSON or a workbook. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/queue_words.h"
#include "cli/speech.h"
#include "db/archive.h"
#include "report/export.h"
#include "report/summary.h"

enum { KEY_FORMAT = 0x200, KEY_FORM, KEY_UNIT, KEY_PERIOD, KEY_PERSONAL };

struct export_words {
    struct report_export_options options;
    struct cli_queue_words queue;
    bool what_given;
    const char *form; /* of --form */
    const char *output;
};

static const struct argp_option options[] = {
    {"format", KEY_FORMAT, "csv|json|xlsx", 0, N_("CSV unless told"), 0},
    {"form", KEY_FORM, "ID", 0, N_("only this form"), 0},
    {"unit", KEY_UNIT, "UNIT", 0, N_("only this unit"), 0},
    {"period", KEY_PERIOD, "PERIOD", 0, N_("only this period: 2025-01"), 0},
    {"with-personal", KEY_PERSONAL, 0, 0,
     N_("personal columns too; that is written into the history"), 0},
    CLI_QUEUE_OPTIONS,
    {"output", 'o', "FILE", 0, N_("write here, not to standard output"), 0},
    {0},
};

static error_t parse_what(struct export_words *words, const char *word,
                          struct argp_state *state)
{
    if (words->what_given)
        return cli_refuse_word(state, _("one export at a time: '%s'"), word);
    if (!report_export_parse(word, &words->options))
        return cli_refuse_word(state,
                               _("wanted cells, sheets, findings, history, "
                                 "queue or table:FORM, not '%s'"),
                               word);
    words->what_given = true;
    return 0;
}

static error_t parse_format(struct export_words *words, const char *word,
                            struct argp_state *state)
{
    static const struct {
        const char *name;
        enum report_form form;
    } forms[] = {
        {"csv", REPORT_CSV}, {"json", REPORT_JSON}, {"xlsx", REPORT_XLSX}};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(word, forms[i].name) == 0) {
            words->options.form = forms[i].form;
            return 0;
        }
    return cli_refuse_word(state, _("--format is csv, json or xlsx, not '%s'"),
                           word);
}

static bool has_filter(const struct export_words *words)
{
    const struct db_filter *filter = &words->options.filter;

    return filter->form != NULL || filter->unit != NULL ||
           filter->period != NULL;
}

static bool tells_persons(enum report_export what)
{
    return what != REPORT_SHEETS && what != REPORT_FINDINGS;
}

static error_t check_words(struct export_words *words,
                           struct argp_state *state)
{
    enum report_export what = words->options.what;

    if (words->form != NULL && what == REPORT_TABLE)
        return cli_refuse_word(
            state, _("table:%s names its form; --form '%s' goes with others"),
            words->options.filter.form, words->form);
    if (words->form != NULL)
        words->options.filter.form = words->form;
    if (what == REPORT_HISTORY && has_filter(words))
        return cli_refuse_word(
            state, _("history comes whole; --form, --unit and --period go "
                     "with the other exports"));
    if (words->queue.given && what != REPORT_QUEUE)
        return cli_refuse_word(
            state, _("--order, --column, --village and --page go with queue, "
                     "not with %s"),
            report_export_name(what));
    if (words->options.with_personal && !tells_persons(what))
        return cli_refuse_word(
            state, _("--with-personal goes with cells, queue, table and "
                     "history; nothing else has personal columns"));
    return 0;
}

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct export_words *words = state->input;

    switch (key) {
    case KEY_FORMAT:
        return parse_format(words, word, state);
    case KEY_FORM:
        words->form = word;
        return 0;
    case KEY_UNIT:
        words->options.filter.unit = word;
        return 0;
    case KEY_PERIOD:
        if (!report_is_period(word))
            return cli_refuse_word(
                state, _("--period is like 2025, 2025H1 or 2025-05, not '%s'"),
                word);
        words->options.filter.period = word;
        return 0;
    case KEY_PERSONAL:
        words->options.with_personal = true;
        return 0;
    case 'o':
        words->output = word;
        return 0;
    case ARGP_KEY_ARG:
        return parse_what(words, word, state);
    case ARGP_KEY_SUCCESS:
        return check_words(words, state);
    case ARGP_KEY_NO_ARGS:
        return cli_refuse_word(
            state, _("one of cells, sheets, findings, history, queue or "
                     "table:FORM is missing"));
    default:
        return cli_parse_queue_word(key, word, state, &words->queue);
    }
}

static void keep_filter(char *to, size_t size, const char *word)
{
    if (word != NULL)
        (void)text_copy(to, size, word);
}

/* What waits, as `review` would ask it: nothing that is mixed in there, for a
 * file shows what stands. */
static enum status list_asked(struct db_archive *archive,
                              struct export_words *words, int64_t **asked,
                              struct fault *fault)
{
    static const struct db_task_rules rules = {.second_doubt = 2};
    struct work_list list = {0};
    struct work_filter *filter = &words->queue.filter;
    const struct db_filter *chosen = &words->options.filter;
    char who[64];
    enum status rc;

    db_login(who, sizeof who);
    keep_filter(filter->form, sizeof filter->form, chosen->form);
    keep_filter(filter->unit, sizeof filter->unit, chosen->unit);
    keep_filter(filter->period, sizeof filter->period, chosen->period);
    rc = work_list_load(&list, archive, who, filter, words->queue.order, &rules,
                        fault);
    *asked = rc == ST_OK ? calloc(list.n + 1, sizeof **asked) : NULL;
    for (size_t i = 0; *asked != NULL && i < list.n; i++)
        if (list.items[i].task.kind == DB_TASK_DOUBT)
            (*asked)[words->options.n_asked++] = list.items[i].task.cell_id;
    if (rc == ST_OK && *asked == NULL)
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    words->options.asked = *asked;
    work_list_clear(&list);
    return rc;
}

static int write_export(struct db_archive *archive,
                        const struct export_words *words)
{
    struct fault fault = {{0}};
    struct cli_output output;
    enum status rc = report_check_export(archive, &words->options, &fault);

    if (rc != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    if (!cli_output_open(&output, words->output))
        return CLI_FOUND;
    rc = report_write_export(archive, words->options, output.stream, &fault);
    if (rc != ST_OK)
        cli_complain("%s", fault.text);
    if (!cli_output_close(&output, rc == ST_OK))
        return CLI_FOUND;
    return rc == ST_OK ? CLI_DONE : CLI_FOUND;
}

int cmd_export(int argc, char **argv)
{
    struct export_words words = {.options.filter = DB_FILTER_ALL};
    struct cli_common common;
    struct db_archive *archive = NULL;
    int64_t *asked = NULL;
    struct fault fault = {{0}};
    int rc = cli_parse(argc, argv, "cells|sheets|findings|history|queue|table:FORM",
                       N_("Write what was read. Personal columns are listed "
                          "without their content unless asked for."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    archive = cli_open_to_read(&common);
    if (archive == NULL)
        return CLI_FOUND;
    cli_note_unrecorded(&common, archive);
    if (common.json)
        words.options.form = REPORT_JSON;
    rc = cli_find_queue_page(archive, &words.queue);
    if (rc == CLI_DONE && words.options.what == REPORT_QUEUE &&
        list_asked(archive, &words, &asked, &fault) != ST_OK) {
        cli_complain("%s", fault.text);
        rc = CLI_FOUND;
    }
    if (rc == CLI_DONE)
        rc = write_export(archive, &words);
    free(asked);
    return cli_close_read(&common, &archive, rc);
}
