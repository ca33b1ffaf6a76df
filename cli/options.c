/*
 * The common options are argp's root and a command's own options its child.
 * argp's own errors take two lines each; they are switched off, which switches
 * its --help off too, and said here in one.
 */
#include "cli/options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/language.h"
#include "cli/speech.h"
#include "db/archive.h"
#include "scan/debug.h"

enum { KEY_LANG = 0x100, KEY_JSON, KEY_HELP };

static const char program[] = "taizhang ";

struct root_input {
    struct cli_common *common;
    void *own;
    const struct argp_option *options; /* the command's own */
    struct cli_help help;
    const char *wrong; /* the word that argp could not place */
};

static bool word_refused;

static const struct argp_option common_options[] = {
    {0, 0, 0, 0, N_("Common options:"), -2},
    {"archive", 'a', "ARCHIVE", 0,
     N_("the archive's folder; else $TAIZHANG_ARCHIVE, else this folder"), -2},
    {"lang", KEY_LANG, "zh|en", 0, N_("language; else the locale's"), -2},
    {"quiet", 'q', 0, 0, N_("only problems on stderr"), -2},
    {"json", KEY_JSON, 0, 0, N_("JSON where something is listed"), -2},
    {"help", KEY_HELP, 0, 0, N_("this list"), -2},
    {0},
};

error_t cli_refuse_word(struct argp_state *state, const char *format, ...)
{
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cli_complain("%s: %s", state->name + strlen(program), text);
    word_refused = true;
    return EINVAL;
}

error_t cli_parse_debug(int key, char *word, struct argp_state *state)
{
    struct fault fault = {{0}};

    if (key != CLI_KEY_DEBUG)
        return ARGP_ERR_UNKNOWN;
    if (scan_debug_open(word, &fault) != ST_OK)
        return cli_refuse_word(state, "--debug: %s", fault.text);
    return 0;
}

/* argp's own is switched off with its errors. */
static error_t print_help(const struct root_input *input)
{
    cli_print_help(stdout, &input->help);
    exit(fflush(stdout) == 0 ? CLI_DONE : CLI_FOUND);
}

static const struct argp_option *
find_letter(const struct argp_option *options, char letter)
{
    for (; options != NULL && (options->name != NULL || options->doc != NULL);
         options++)
        if (options->key == letter)
            return options;
    return NULL;
}

/* A file's name taken for letters behind one dash, "-scan.png": getopt stays at
 * a word until its last letter, so that the word is not behind it yet. */
static bool has_unknown_letter(const char *word,
                               const struct argp_option *own)
{
    if (word[0] != '-' || word[1] == '-')
        return false;
    for (const char *letter = word + 1; *letter != '\0'; letter++) {
        const struct argp_option *known = find_letter(own, *letter);

        if (known == NULL)
            known = find_letter(common_options, *letter);
        if (known == NULL)
            return true;
        if (known->arg != NULL)
            return false; /* the rest is its value */
    }
    return false;
}

static void note_wrong_word(const struct argp_state *state,
                            struct root_input *input)
{
    int next = state->next;

    if (next > 0 && next < state->argc &&
        has_unknown_letter(state->argv[next], input->options))
        input->wrong = state->argv[next];
    else if (next > 0 && next <= state->argc)
        input->wrong = state->argv[next - 1];
}

static error_t parse_common(int key, char *word, struct argp_state *state)
{
    struct root_input *input = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = input->own;
        return 0;
    case ARGP_KEY_ERROR:
        note_wrong_word(state, input);
        return 0;
    case KEY_HELP:
        return print_help(input);
    case 'a':
        if (word[0] == '\0')
            return cli_refuse_word(state, _("an archive is a folder with a "
                                            "name"));
        input->common->archive = word;
        input->common->archive_named = true;
        return 0;
    case KEY_LANG:
        if (strcmp(word, "zh") != 0 && strcmp(word, "en") != 0)
            return cli_refuse_word(state, _("--lang is zh or en, not '%s'"),
                                   word);
        return 0;
    case 'q':
        input->common->quiet = true;
        cli_be_quiet();
        return 0;
    case KEY_JSON:
        input->common->json = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void set_default_archive(struct cli_common *common)
{
    const char *named = getenv("TAIZHANG_ARCHIVE");

    common->archive_named = named != NULL && named[0] != '\0';
    common->archive = common->archive_named ? named : ".";
}

static int say_wrong_word(const char *command, const char *word)
{
    cli_complain(_("%s: '%s' is not understood here, or lacks its value; see "
                   "taizhang %s --help"),
                 command, word, command);
    return CLI_USAGE;
}

int cli_parse(int argc, char **argv, const char *arguments,
              const char *about, const struct argp_option *options,
              argp_parser_t parser, struct cli_common *common, void *own)
{
    const struct argp child = {options, parser, 0, 0, 0, 0, 0};
    const struct argp_child children[] = {{&child, 0, 0, -3}, {0}};
    const struct argp root = {common_options, parse_common, 0, 0, children,
                              0, 0};
    struct root_input input = {common, own, options, {0}, NULL};
    char *command = argv[0], shown[64];
    int stopped_at = argc;
    error_t rc;

    *common = (struct cli_common){0};
    set_default_archive(common);
    word_refused = false;
    snprintf(shown, sizeof shown, "%s%s", program, command);
    input.help = (struct cli_help){shown, arguments, about, options,
                                   common_options};
    argv[0] = shown;
    rc = argp_parse(&root, argc, argv, ARGP_NO_ERRS | ARGP_NO_HELP,
                    &stopped_at, &input);
    argv[0] = command;
    if (word_refused)
        return CLI_USAGE;
    if (rc != 0)
        return say_wrong_word(command,
                              input.wrong != NULL ? input.wrong : command);
    if (stopped_at < argc)
        return say_wrong_word(command, argv[stopped_at]);
    return CLI_DONE;
}

bool cli_refuses_json(const struct cli_common *common, const char *command)
{
    if (common->json)
        cli_complain(_("%s: --json is for commands that list something"),
                     command);
    return common->json;
}

/* Says why there is none. */
static struct db_archive *
open_with(enum status (*open)(const char *, struct db_archive **,
                              struct fault *),
          const struct cli_common *common)
{
    struct db_archive *archive = NULL;
    struct fault fault = {{0}};
    enum status rc = open(common->archive, &archive, &fault);

    if (rc == ST_NONE && !common->archive_named)
        cli_complain(_("there is no archive in this folder; "
                       "'taizhang init' makes one, -a names one"));
    else if (rc == ST_NONE)
        cli_complain(_("%s: there is no archive; 'taizhang init %s' makes one"),
                     common->archive, common->archive);
    else if (rc != ST_OK)
        cli_complain("%s: %s", common->archive, fault.text);
    return archive;
}

struct db_archive *cli_open_archive(const struct cli_common *common)
{
    return open_with(db_open, common);
}

struct db_archive *cli_open_to_read(const struct cli_common *common)
{
    return open_with(db_open_to_read, common);
}

void cli_note_unrecorded(const struct cli_common *common,
                         const struct db_archive *archive)
{
    if (db_is_read_only(archive))
        cli_note(_("%s can only be read: its history will not say that this "
                   "left it"),
                 common->archive);
}

int cli_close_read(const struct cli_common *common, struct db_archive **archive,
                   int code)
{
    bool changed = db_was_changed(*archive);

    db_close(archive);
    if (!changed)
        return code;
    cli_complain(_("%s: somebody wrote to the archive meanwhile; what was "
                   "shown may not belong together: do it again"),
                 common->archive);
    return code == CLI_DONE ? CLI_FOUND : code;
}
