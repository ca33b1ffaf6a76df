/* taizhang status: what waits and what is doubtful. */
#include <jansson.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"
#include "db/archive.h"

static error_t parse(int key, char *word, struct argp_state *state)
{
    (void)key, (void)word, (void)state;
    return ARGP_ERR_UNKNOWN;
}

static bool print_json(const struct db_counts *counts)
{
    json_t *all = json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
        "pages", (json_int_t)counts->pages, "waiting",
        (json_int_t)counts->waiting, "read", (json_int_t)counts->read,
        "refused", (json_int_t)counts->refused, "failed",
        (json_int_t)counts->failed, "blank", (json_int_t)counts->blank,
        "sheets", (json_int_t)counts->sheets, "cells",
        (json_int_t)counts->cells, "accepted", (json_int_t)counts->accepted,
        "review", (json_int_t)counts->review, "confirmed",
        (json_int_t)counts->confirmed, "corrected",
        (json_int_t)counts->corrected, "findings",
        (json_int_t)counts->findings);
    bool done = all != NULL && json_dumpf(all, stdout, JSON_INDENT(2)) == 0;

    putchar('\n');
    json_decref(all);
    return done;
}

static void print_text(const struct db_counts *counts)
{
    printf(_("Pages     %lld: %lld wait, %lld read, %lld blank, "
             "%lld refused, %lld failed\n"),
           (long long)counts->pages, (long long)counts->waiting,
           (long long)counts->read, (long long)counts->blank,
           (long long)counts->refused, (long long)counts->failed);
    printf(_("Sheets    %lld with %lld cells\n"), (long long)counts->sheets,
           (long long)counts->cells);
    printf(_("Cells     %lld accepted, %lld wait for a person, "
             "%lld confirmed, %lld corrected\n"),
           (long long)counts->accepted, (long long)counts->review,
           (long long)counts->confirmed, (long long)counts->corrected);
    printf(_("Findings  %lld\n"), (long long)counts->findings);
}

int cmd_status(int argc, char **argv)
{
    struct cli_common common;
    struct db_archive *archive = NULL;
    struct db_counts counts = {0};
    struct fault fault = {{0}};
    enum status status;
    int rc = cli_parse(argc, argv, "",
                       N_("Say how many pages wait and how many cells are "
                          "doubtful."),
                       NULL, parse, &common, NULL);

    if (rc != CLI_DONE)
        return rc;
    archive = cli_open_archive(&common);
    if (archive == NULL)
        return CLI_FOUND;
    status = db_count(archive, &counts, &fault);
    db_close(&archive);
    if (status != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    if (!common.json)
        print_text(&counts);
    else if (!print_json(&counts))
        return CLI_FOUND;
    return CLI_DONE;
}
