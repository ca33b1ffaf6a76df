/* taizhang review: settle doubtful cells, at the terminal or from a file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "batch/follow_decisions.h"
#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/queue_words.h"
#include "cli/speech.h"
#include "cli/verbs.h"
#include "db/tasks.h"
#include "review/review.h"

enum {
    KEY_AS = 0x200,
    KEY_BATCH,
    KEY_FORM,
    KEY_PERIOD,
    KEY_SECOND,
    KEY_MIX,
    KEY_PICTURE,
    KEY_COLOURS,
    KEY_NO_LEARN
};

struct review_words {
    struct review_options options;
    struct cli_queue_words queue;
    const char *file;
    bool no_learn;
};

static const struct argp_option options[] = {
    {"as", KEY_AS, "NAME", 0, N_("who decides; else the login"), 0},
    {"batch", KEY_BATCH, "FILE", 0,
     N_("take decisions from a CSV file, as 'export queue' writes it"), 0},
    {"form", KEY_FORM, "ID", 0, N_("only this form"), 0},
    {"period", KEY_PERIOD, "PERIOD", 0, N_("only this period: 2025-01"), 0},
    CLI_QUEUE_OPTIONS,
    {"second", KEY_SECOND, "RULES", 0,
     N_("what a second person keys too: struck, illegible, effect:N (at least "
        "so many published figures hang on it), a chance of being wrong from 0 "
        "to 1, joined by commas, or none; struck,illegible unless told"),
     0},
    {"mix-in", KEY_MIX, "N", 0,
     N_("after so many doubtful cells an accepted one, unmarked; 9 unless "
        "told, 0 none"),
     0},
    {"picture", KEY_PICTURE, "HOW", 0,
     N_("blocks, braille, ascii or pixels; else what the terminal can"), 0},
    {"no-colour", KEY_COLOURS, 0, 0, N_("black and white only"), 0},
    {"no-learn", KEY_NO_LEARN, 0, 0,
     N_("do not adapt the digit reader afterwards"), 0},
    {0},
};

/* A number from @least on, and nothing behind it. */
static bool parse_number(const char *word, double least, double *number)
{
    char *end;
    double parsed = strtod(word, &end);

    if (*word == '\0' || *end != '\0' || !(parsed >= least))
        return false;
    *number = parsed;
    return true;
}

static bool parse_rule(struct db_task_rules *rules, const char *word)
{
    static const char effect[] = "effect:";

    if (strcmp(word, "struck") == 0)
        rules->second_struck = true;
    else if (strcmp(word, "illegible") == 0)
        rules->second_illegible = true;
    else if (strncmp(word, effect, strlen(effect)) == 0)
        return parse_number(word + strlen(effect), 0.001,
                            &rules->second_effect);
    else if (strcmp(word, "none") != 0)
        return parse_number(word, 0, &rules->second_doubt) &&
               rules->second_doubt <= 1;
    return true;
}

static error_t parse_second(struct review_words *words, const char *word,
                            struct argp_state *state)
{
    struct db_task_rules *rules = &words->options.rules;
    char copy[128], *rest = copy, *part;

    rules->second_struck = rules->second_illegible = false;
    rules->second_doubt = 2;
    rules->second_effect = 0;
    if (!text_copy(copy, sizeof copy, word))
        return cli_refuse_word(state, _("--second does not know '%s'"), word);
    while ((part = strsep(&rest, ",")) != NULL)
        if (!parse_rule(rules, part))
            return cli_refuse_word(state, _("--second does not know '%s'"),
                                   part);
    return 0;
}

static error_t parse_mix(struct review_words *words, const char *word,
                         struct argp_state *state)
{
    char *end;
    long every = strtol(word, &end, 10);

    if (*word == '\0' || *end != '\0' || every < 0 || every > 10000)
        return cli_refuse_word(state, _("--mix-in is a number, not '%s'"),
                               word);
    words->options.rules.audit_every = (int)every;
    words->options.rules.known_share =
        every > 0 ? DB_TASK_RULES_DEFAULT.known_share : 0;
    return 0;
}

static error_t parse_picture(struct review_words *words, const char *word,
                             struct argp_state *state)
{
    static const char *const names[] = {"blocks", "braille", "ascii", "pixels"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(word, names[i]) == 0) {
            words->options.symbols = (enum ink_symbols)i;
            words->options.pictures_chosen = true;
            return 0;
        }
    return cli_refuse_word(
        state, _("--picture is blocks, braille, ascii or pixels, not '%s'"),
        word);
}

static error_t parse_name(struct review_words *words, const char *word,
                          struct argp_state *state)
{
    if (word[0] == '\0' || strlen(word) >= 64 || !text_is_utf8(word))
        return cli_refuse_word(state, _("%s cannot be '%s'"), "--as", word);
    words->options.who = word;
    return 0;
}

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct review_words *words = state->input;
    struct work_filter *filter = &words->queue.filter;

    switch (key) {
    case KEY_AS:
        return parse_name(words, word, state);
    case KEY_BATCH:
        words->file = word;
        return 0;
    case KEY_FORM:
        return cli_keep_word(state, "--form", filter->form, sizeof filter->form,
                             word);
    case KEY_PERIOD:
        return cli_keep_word(state, "--period", filter->period,
                             sizeof filter->period, word);
    case KEY_SECOND:
        return parse_second(words, word, state);
    case KEY_MIX:
        return parse_mix(words, word, state);
    case KEY_PICTURE:
        return parse_picture(words, word, state);
    case KEY_COLOURS:
        words->options.no_colours = true;
        return 0;
    case KEY_NO_LEARN:
        words->no_learn = true;
        return 0;
    default:
        return cli_parse_queue_word(key, word, state, &words->queue);
    }
}

static void complain(const char *line, void *context)
{
    cli_complain("%s: %s", (const char *)context, line);
}

/* What was decided tells of cells that nobody decided, and of hands. */
static int follow(struct db_archive *archive, const struct review_words *words)
{
    struct batch_followed followed;
    struct fault fault = {{0}};

    if (batch_follow_decisions(archive, &followed, &fault) != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    if (followed.changed == 0 && followed.settled == 0)
        cli_note(_("weighed again by what was decided: no other cell changes"));
    else if (followed.settled >= 0)
        cli_note(_("weighed again by what was decided: %lld other cells are "
                   "judged anew, %lld fewer wait"),
                 (long long)followed.changed, (long long)followed.settled);
    else
        cli_note(_("weighed again by what was decided: %lld other cells are "
                   "judged anew, %lld more wait"),
                 (long long)followed.changed, (long long)-followed.settled);
    return words->no_learn ? CLI_DONE : cli_learn_by_itself(archive);
}

static int take_file(struct db_archive *archive, struct review_words *words)
{
    char path[4096];
    size_t taken = 0, refused = 0;
    struct fault fault = {{0}};
    enum status rc;

    (void)text_copy(path, sizeof path, words->file);
    rc = review_take_file(archive, words->file, &words->options, complain, path,
                          &taken, &refused, &fault);
    if (rc != ST_OK)
        cli_complain("%s", fault.text);
    if (rc == ST_OK || taken + refused > 0)
        cli_note(_("%zu decisions taken, %zu lines refused"), taken, refused);
    if (rc == ST_OK && taken > 0 && follow(archive, words) != CLI_DONE)
        return CLI_FOUND;
    return rc == ST_OK && refused == 0 ? CLI_DONE : CLI_FOUND;
}

static void tell_summary(struct db_archive *archive, const char *who,
                         const struct review_summary *summary)
{
    int done = summary->confirmed + summary->corrected + summary->keyed;
    double pace = summary->minutes > 0 ? done / summary->minutes : 0;
    struct db_reviewer person;
    struct fault ignored;

    cli_note(_("%d cells in %.0f minutes: %d right as they stood, %d put "
               "right, %d keyed blind, %d taken back"),
             done, summary->minutes, summary->confirmed, summary->corrected,
             summary->keyed, summary->undone);
    if (summary->alike > 0)
        cli_note(ngettext("%d more settled with one that looks the same",
                          "%d more settled with those that look the same",
                          (unsigned long)summary->alike),
                 summary->alike);
    if (summary->left > 0 && pace >= 1 && done >= 5)
        cli_note(_("%zu are left, about %.0f minutes at this pace"),
                 summary->left, (double)summary->left / pace);
    else if (summary->left > 0)
        cli_note(_("%zu are left"), summary->left);
    else
        cli_note("%s", _("nothing is left"));
    if (db_count_reviewer(archive, who, &person, &ignored) == ST_OK &&
        person.known >= 20)
        cli_note(_("of %lld known cells %lld were keyed otherwise"),
                 (long long)person.known, (long long)person.known_wrong);
}

static bool changed_anything(const struct review_summary *summary)
{
    return summary->confirmed + summary->corrected + summary->keyed +
               summary->undone >
           0;
}

static int ask(struct db_archive *archive, struct review_words *words)
{
    struct review_summary summary;
    struct fault fault = {{0}};
    char login[64];
    enum status rc =
        review_run(archive, &words->options, stdin, stdout, &summary, &fault);

    if (rc == ST_INPUT) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    if (rc != ST_OK)
        cli_complain("%s", fault.text);
    db_login(login, sizeof login);
    tell_summary(archive,
                 words->options.who != NULL ? words->options.who : login,
                 &summary);
    /* Who is told to end has no time for more; the next session sees to it. */
    if (rc == ST_OK && changed_anything(&summary) && !summary.cut_short)
        return follow(archive, words);
    return rc == ST_OK ? CLI_DONE : CLI_FOUND;
}

int cmd_review(int argc, char **argv)
{
    struct review_words words = {.options = {.rules = DB_TASK_RULES_DEFAULT}};
    struct cli_common common;
    struct db_archive *archive = NULL;
    int rc = cli_parse(argc, argv, "",
                       N_("Settle doubtful cells at the terminal, the ink "
                          "before your eyes; or from a file."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    if (cli_refuses_json(&common, "review"))
        return CLI_USAGE;
    words.options.chinese = cli_is_chinese();
    archive = cli_open_archive(&common);
    if (archive == NULL)
        return CLI_FOUND;
    rc = cli_find_queue_page(archive, &words.queue);
    words.options.order = words.queue.order;
    words.options.filter = words.queue.filter;
    if (rc == CLI_DONE)
        rc = words.file != NULL ? take_file(archive, &words)
                                : ask(archive, &words);
    db_close(&archive);
    return rc;
}
