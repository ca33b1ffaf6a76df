/* Finds the command by name and gives it its words. */
#include <argp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/language.h"
#include "cli/speech.h"
#include "db/archive.h"

static void print_help(void)
{
    puts(_("Usage: taizhang COMMAND [OPTION...] [WORD...]\n"
           "Scanned ledgers and report forms into a checked archive and the "
           "office's summary.\n"));
    puts(_("Commands:"));
    for (size_t i = 0; i < CLI_N_COMMANDS; i++)
        printf("  %-8s %s\n", CLI_COMMANDS[i].name,
               _(CLI_COMMANDS[i].summary));
    puts(_("\nEvery command: -a ARCHIVE, --lang zh|en, -q, --json, --help.\n"
           "Exit status: 0 done; 1 something was found or failed; "
           "2 wrong usage."));
}

static const struct cli_command *find_command(const char *name)
{
    for (size_t i = 0; i < CLI_N_COMMANDS; i++)
        if (strcmp(CLI_COMMANDS[i].name, name) == 0)
            return &CLI_COMMANDS[i];
    return NULL;
}

/* The command whose name is meant, for "scam"; NULL when none is near. */
static const char *nearest_command(const char *name)
{
    const char *nearest = NULL;
    double best = 0.5;

    for (size_t i = 0; i < CLI_N_COMMANDS; i++) {
        double alike = text_similarity(name, CLI_COMMANDS[i].name);
        if (alike > best) {
            best = alike;
            nearest = CLI_COMMANDS[i].name;
        }
    }
    return nearest;
}

static int refuse_command(const char *name)
{
    const char *nearest = nearest_command(name);

    if (nearest != NULL)
        cli_complain(_("there is no command '%s'; is '%s' meant?"), name,
                     nearest);
    else
        cli_complain(_("there is no command '%s'; see taizhang --help"),
                     name);
    return CLI_USAGE;
}

/* --lang may stand before the command too. */
static int skip_language(int argc, char **argv)
{
    int at = 1;

    while (at < argc && strncmp(argv[at], "--lang", 6) == 0)
        at += argv[at][6] == '=' ? 1 : 2;
    return at;
}

/* A full disk or a closed pipe must not look like success. */
static int close_stdout(int code)
{
    if (fflush(stdout) == 0 && ferror(stdout) == 0)
        return code;
    if (cli_reader_left()) {
        /* As other programs end before `head`: by the signal, silently. */
        signal(SIGPIPE, SIG_DFL);
        (void)raise(SIGPIPE);
    }
    if (!cli_output_told())
        cli_complain(_("standard output could not be written"));
    return code == CLI_DONE ? CLI_FOUND : code;
}

static int run_command(int argc, char **argv)
{
    const struct cli_command *command;
    int at = skip_language(argc, argv);

    if (at >= argc) {
        cli_complain(_("a command is missing; see taizhang --help"));
        return CLI_USAGE;
    }
    if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0 ||
        strcmp(argv[at], "help") == 0) {
        print_help();
        return CLI_DONE;
    }
    if (strcmp(argv[at], "--version") == 0) {
        puts("taizhang " TZ_VERSION);
        return CLI_DONE;
    }
    command = find_command(argv[at]);
    if (command == NULL)
        return refuse_command(argv[at]);
    return command->run(argc - at, argv + at);
}

/* Once a command: a reading of many pages may wait often. */
static void say_waiting(const char *folder, int seconds, void *said)
{
    bool *once = said;

    if (!*once)
        cli_note(_("%s: another program is writing to the archive; waiting for "
                   "up to %d seconds"),
                 folder, seconds);
    *once = true;
}

int main(int argc, char **argv)
{
    bool said_waiting = false;

    signal(SIGPIPE, SIG_IGN);
    (void)db_set_waiting_teller(
        (struct db_waiting_teller){say_waiting, &said_waiting});
    cli_choose_language(argc, argv);
    return close_stdout(run_command(argc, argv));
}
