/* taizhang verify: originals, history and database agree, or exit 1. */
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

struct complaints {
    json_t *lines; /* NULL: no list is wanted */
    int n;
};

static void complain(const char *line, void *context)
{
    struct complaints *all = context;

    all->n++;
    cli_complain("%s", line);
    if (all->lines != NULL)
        json_array_append_new(all->lines, json_string(line));
}

static bool print_json(bool agree, json_t *lines)
{
    json_t *all = json_pack("{s:b, s:O}", "agree", agree, "complaints", lines);
    bool done = all != NULL && json_dumpf(all, stdout, JSON_INDENT(2)) == 0;

    putchar('\n');
    json_decref(all);
    return done;
}

int cmd_verify(int argc, char **argv)
{
    struct cli_common common;
    struct db_archive *archive = NULL;
    struct fault fault = {{0}};
    struct complaints all = {0};
    enum status status;
    int rc = cli_parse(argc, argv, "",
                       N_("Check the originals against their checksums, the "
                          "history's chain and the database."),
                       NULL, parse, &common, NULL);

    if (rc != CLI_DONE)
        return rc;
    archive = cli_open_to_read(&common);
    if (archive == NULL)
        return CLI_FOUND;
    all.lines = common.json ? json_array() : NULL;
    status = db_verify(archive, complain, &all, &fault);
    if (status != ST_OK && all.n == 0)
        complain(fault.text, &all);
    rc = cli_close_read(&common, &archive,
                        status == ST_OK ? CLI_DONE : CLI_FOUND);
    if (common.json && !print_json(status == ST_OK, all.lines))
        rc = CLI_FOUND;
    json_decref(all.lines);
    if (rc == CLI_DONE)
        cli_note(_("originals, history and database agree"));
    return rc;
}
