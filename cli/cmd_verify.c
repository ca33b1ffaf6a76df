/* taizhang verify: originals, history and database agree, or exit 1. */
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

static void complain(const char *line, void *context)
{
    int *n = context;

    (*n)++;
    cli_complain("%s", line);
}

int cmd_verify(int argc, char **argv)
{
    struct cli_common common;
    struct db_archive *archive = NULL;
    struct fault fault = {{0}};
    enum status status;
    int complaints = 0;
    int rc = cli_parse(argc, argv, "",
                       N_("Check the originals against their checksums, the "
                          "history's chain and the database."),
                       NULL, parse, &common, NULL);

    if (rc != CLI_DONE)
        return rc;
    archive = cli_open_archive(&common);
    if (archive == NULL)
        return CLI_FOUND;
    status = db_verify(archive, complain, &complaints, &fault);
    db_close(&archive);
    if (status != ST_OK && complaints == 0)
        cli_complain("%s", fault.text);
    if (status != ST_OK)
        return CLI_FOUND;
    cli_note(_("originals, history and database agree"));
    return CLI_DONE;
}
