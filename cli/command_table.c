/* Every command, in the order in which an office comes to use them. */
#include "cli/command.h"

#include "cli/language.h"

const struct cli_command CLI_COMMANDS[] = {
    {"init", "[ARCHIVE]", N_("make an empty archive"), cmd_init},
    {"scan", "FILE|DIR...", N_("take images in: PNG, JPEG, TIFF, PDF"), cmd_scan},
    {"read", "", N_("understand every page that waits"), cmd_read},
    {"learn", "", N_("adapt the digit reader to this archive's hands"),
     cmd_learn},
    {"review", "", N_("settle what is doubtful, at the terminal"), cmd_review},
    {"report", "", N_("print the summary of a period"), cmd_report},
    {"export", "cells|sheets|findings|history|queue",
     N_("write what was read as CSV, JSON or XLSX"), cmd_export},
    {"status", "", N_("what waits and what is doubtful"), cmd_status},
    {"why", "FIGURE...", N_("follow a figure back to its cells and their ink"),
     cmd_why},
    {"verify", "", N_("do originals, history and database agree?"),
     cmd_verify},
    {"form", "list|show ID|check FILE...|add FILE...|draft IMAGE",
     N_("the forms that are known"), cmd_form},
    {"grid", "IMAGE...", N_("only find the tables of images, no archive"),
     cmd_grid},
    {"run", "FILE|DIR...", N_("scan, read and report in one"), cmd_run},
};
const size_t CLI_N_COMMANDS = sizeof CLI_COMMANDS / sizeof *CLI_COMMANDS;
