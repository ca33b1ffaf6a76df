/* taizhang form: the definitions that are known, new ones, and paper. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"
#include "cli/form_draft.h"
#include "cli/form_paper.h"
#include "cli/form_place.h"
#include "cli/form_print.h"
#include "db/archive.h"
#include "forms/definition.h"
#include "forms/twin.h"

struct form_words {
    const char *verb;
    char **words;
    int n_words;
    const char *fill;   /* of print; NULL: blank */
    const char *output; /* of print, draft and show; NULL: not said */
    const char *form;   /* of place, or NULL */
};

enum { KEY_FILL = 0x200, KEY_FORM };

static const struct argp_option options[] = {
    {"fill", KEY_FILL, "CSV", 0,
     N_("print: fields and rows to fill in, else the form is blank"), 0},
    {"output", 'o', "FILE", 0,
     N_("print: a .pdf or .png file, else FORM.pdf; draft: a .yaml file, else "
        "standard output; show: a .png file of the fields on IMAGE"), 0},
    {"form", KEY_FORM, "ID", 0, N_("place: the form that lies there"), 0},
    CLI_DEBUG_OPTION,
    {0},
};

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct form_words *words = state->input;

    switch (key) {
    case KEY_FILL:
        words->fill = word;
        return 0;
    case 'o':
        words->output = word;
        return 0;
    case KEY_FORM:
        words->form = word;
        return 0;
    case ARGP_KEY_ARG:
        if (words->verb != NULL)
            return ARGP_ERR_UNKNOWN; /* comes back as ARGP_KEY_ARGS */
        words->verb = word;
        return 0;
    case ARGP_KEY_ARGS:
        words->words = state->argv + state->next;
        words->n_words = state->argc - state->next;
        return 0;
    case ARGP_KEY_NO_ARGS:
        return cli_refuse_word(
            state, _("one of list, show, check, add, draft, place or print is "
                     "missing"));
    default:
        return cli_parse_debug(key, word, state);
    }
}

/* list and show work without an archive; with one, its own forms count. */
static bool load_catalogue(const struct cli_common *common,
                           struct form_catalogue *catalogue)
{
    char folder[PATH_MAX];
    struct fault fault = {{0}};
    int n = snprintf(folder, sizeof folder, "%s/forms", common->archive);

    if (n < (int)sizeof folder &&
        form_catalogue_load(folder, catalogue, &fault) == ST_OK)
        return true;
    cli_complain("%s", n < (int)sizeof folder ? fault.text : common->archive);
    return false;
}

static int list_forms(const struct cli_common *common)
{
    struct form_catalogue catalogue = {0};

    if (!load_catalogue(common, &catalogue))
        return CLI_FOUND;
    if (common->json)
        cli_print_forms_json(stdout, &catalogue);
    else
        for (size_t i = 0; i < catalogue.n_forms; i++)
            cli_print_form_line(stdout, catalogue.forms[i]);
    form_catalogue_clear(&catalogue);
    return CLI_DONE;
}

static int show_forms(const struct cli_common *common, char **ids, int n)
{
    struct form_catalogue catalogue = {0};
    int rc = CLI_DONE;

    if (!load_catalogue(common, &catalogue))
        return CLI_FOUND;
    for (int i = 0; i < n; i++) {
        const struct form *form = form_catalogue_lookup(&catalogue, ids[i]);
        if (form != NULL) {
            if (common->json)
                cli_print_form_json(stdout, form);
            else
                cli_print_form(stdout, form);
            continue;
        }
        cli_complain(_("there is no form '%s'; see taizhang form list"),
                     ids[i]);
        rc = CLI_FOUND;
    }
    form_catalogue_clear(&catalogue);
    return rc;
}

static int check_forms(char **paths, int n)
{
    int rc = CLI_DONE;

    for (int i = 0; i < n; i++) {
        struct form *form = NULL;
        struct fault fault = {{0}};
        if (form_load(paths[i], &form, &fault) == ST_OK) {
            cli_note(_("%s: form %s, version %d, is sound"), paths[i],
                     form->id, form->version);
        } else {
            cli_complain("%s", fault.text);
            rc = CLI_FOUND;
        }
        form_free(&form);
    }
    return rc;
}

/* A form like another one would leave every page of both undecided. */
static bool has_twin(const struct form_catalogue *catalogue,
                     const struct form *form, const char *path)
{
    const struct form *twin = form_find_twin(catalogue, form);

    if (twin != NULL)
        cli_complain(_("%s: form %s has the title and the columns of form %s; "
                       "make it a version of %s, or 'forced_only'"),
                     path, form->id, twin->id, twin->id);
    return twin != NULL;
}

static bool add_form(struct db_archive *archive,
                     const struct form_catalogue *catalogue, const char *path)
{
    struct form *form = NULL;
    struct fault fault = {{0}};
    enum status rc = form_load(path, &form, &fault);
    bool twin = rc == ST_OK && has_twin(catalogue, form, path);

    if (rc == ST_OK && !twin)
        rc = db_add_form_file(archive, form, &fault);
    if (rc != ST_OK)
        cli_complain("%s", fault.text);
    else if (!twin)
        cli_note(_("%s: form %s, version %d, added"), path, form->id,
                 form->version);
    form_free(&form);
    return rc == ST_OK && !twin;
}

/* The forms are looked up anew for each file: two of them may be alike. */
static int add_forms(const struct cli_common *common, char **paths, int n)
{
    struct db_archive *archive = cli_open_archive(common);
    int rc = archive != NULL ? CLI_DONE : CLI_FOUND;

    for (int i = 0; archive != NULL && i < n; i++) {
        struct form_catalogue catalogue = {0};
        if (!load_catalogue(common, &catalogue) ||
            !add_form(archive, &catalogue, paths[i]))
            rc = CLI_FOUND;
        form_catalogue_clear(&catalogue);
    }
    db_close(&archive);
    return rc;
}

static int print_form(const struct cli_common *common,
                      const struct form_words *words)
{
    struct form_catalogue catalogue = {0};
    const struct form *form;
    int rc = CLI_FOUND;

    if (!load_catalogue(common, &catalogue))
        return CLI_FOUND;
    form = form_catalogue_lookup(&catalogue, words->words[0]);
    if (form != NULL)
        rc = cli_print_paper(form, words->fill, words->output);
    else
        cli_complain(_("there is no form '%s'; see taizhang form list"),
                     words->words[0]);
    form_catalogue_clear(&catalogue);
    return rc;
}

static int draft_form(const struct cli_common *common,
                      const struct form_words *words)
{
    struct form_catalogue catalogue = {0};
    int rc;

    if (cli_refuses_json(common, "form draft"))
        return CLI_USAGE;
    if (!load_catalogue(common, &catalogue))
        return CLI_FOUND;
    rc = cli_draft_form(&catalogue, words->words[0], words->output);
    form_catalogue_clear(&catalogue);
    return rc;
}

/* show ID IMAGE -o PNG */
static int show_fields(const struct cli_common *common,
                       const struct form_words *words)
{
    struct form_catalogue catalogue = {0};
    int rc;

    if (words->n_words != 2) {
        cli_complain(_("form show -o wants a form and an image"));
        return CLI_USAGE;
    }
    if (!load_catalogue(common, &catalogue))
        return CLI_FOUND;
    rc = cli_show_fields(&catalogue, words->words[0], words->words[1],
                         words->output);
    form_catalogue_clear(&catalogue);
    return rc;
}

int cmd_form(int argc, char **argv)
{
    struct form_words words = {0};
    struct cli_common common;
    int rc = cli_parse(argc, argv,
                       "list\nshow ID...\nshow ID|FILE IMAGE -o PNG\n"
                       "check FILE...\nadd FILE...\ndraft IMAGE\n"
                       "place PAGE x1,y1 x2,y2 x3,y3 x4,y4 --form ID\n"
                       "place PAGE none\nprint ID",
                       N_("List and show the forms that are known, check "
                          "definitions, add them to an archive, draft one from "
                          "a filled page, print them; place a form by hand on a "
                          "page that was refused: top left, top right, bottom "
                          "right and bottom left corner of the table, in pixels "
                          "of the image."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    if (strcmp(words.verb, "list") == 0 && words.n_words == 0)
        return list_forms(&common);
    if (strcmp(words.verb, "print") == 0 && words.n_words == 1)
        return print_form(&common, &words);
    if (strcmp(words.verb, "draft") == 0 && words.n_words == 1)
        return draft_form(&common, &words);
    if (words.n_words > 0) {
        if (strcmp(words.verb, "show") == 0 && words.output != NULL)
            return show_fields(&common, &words);
        if (strcmp(words.verb, "show") == 0)
            return show_forms(&common, words.words, words.n_words);
        if (cli_refuses_json(&common, "form check, form add, form place"))
            return CLI_USAGE;
        if (strcmp(words.verb, "place") == 0)
            return cli_place_form(&common, words.words, words.n_words,
                                  words.form);
        if (strcmp(words.verb, "check") == 0)
            return check_forms(words.words, words.n_words);
        if (strcmp(words.verb, "add") == 0)
            return add_forms(&common, words.words, words.n_words);
    }
    cli_complain(_("form: wanted list, show ID, check FILE, add FILE, draft IMAGE, "
                   "place PAGE or print ID"));
    return CLI_USAGE;
}
