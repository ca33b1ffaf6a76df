/* One file a command; main.c finds it by name. Only this room ends the
 * process. */
#ifndef TZ_CLI_COMMAND_H
#define TZ_CLI_COMMAND_H

#include <stddef.h>

enum cli_exit { CLI_DONE = 0, CLI_FOUND = 1, CLI_USAGE = 2 };

struct cli_command {
    const char *name;
    const char *arguments; /* "FILE|DIR..." */
    const char *summary;   /* one line, English; translated when shown */
    /* argv[0] is the command's name. Returns an enum cli_exit. */
    int (*run)(int argc, char **argv);
};

extern const struct cli_command CLI_COMMANDS[];
extern const size_t CLI_N_COMMANDS;

int cmd_init(int argc, char **argv);
int cmd_scan(int argc, char **argv);
int cmd_read(int argc, char **argv);
int cmd_learn(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_review(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_status(int argc, char **argv);
int cmd_why(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_form(int argc, char **argv);
int cmd_grid(int argc, char **argv);
int cmd_run(int argc, char **argv);

#endif
