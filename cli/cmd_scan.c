/* taizhang scan: store originals, each with one waiting page an image. */
#include "scan/page.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"
#include "cli/verbs.h"
#include "cli/walk.h"

struct taking {
    struct db_archive *archive;
    int files, pages, twice, no_images, failed;
    int found_here; /* images under the word of the command line at hand */
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* A file that claims to be an image is worth a line when it is none, and so is
 * one that holds paper in another way. */
static bool is_named_image(const char *path)
{
    static const char *const ends[] = {
        ".png", ".jpg",  ".jpeg", ".jpe",  ".tif", ".tiff", ".pdf",  ".bmp",
        ".gif", ".webp", ".heic", ".heif", ".jp2", ".jpf",  ".djvu", ".ofd"};
    const char *dot = strrchr(base_name(path), '.');

    for (size_t i = 0; dot != NULL && i < sizeof ends / sizeof *ends; i++)
        if (strcasecmp(dot, ends[i]) == 0)
            return true;
    return false;
}

static void say_twice(struct taking *taking, const char *path,
                      const char *known_as)
{
    taking->twice++;
    if (strcmp(base_name(path), known_as) == 0)
        cli_note(_("%s: is in the archive already"), path);
    else
        cli_note(_("%s: is in the archive already, as %s"), path, known_as);
}

static void take_file(struct taking *taking, const char *path)
{
    struct fault fault = {{0}};
    char known_as[256] = "";
    enum db_taken taken;
    int n_pages = 0;
    enum status rc =
        scan_count_pages(path, SCAN_LIMITS_DEFAULT, &n_pages, &fault);

    if (rc == ST_OK)
        rc = db_take_original(taking->archive, path, n_pages, &taken,
                              known_as, sizeof known_as, &fault);
    if (rc != ST_OK) {
        taking->failed++;
        cli_complain("%s: %s", path, fault.text);
        return;
    }
    if (taken == DB_TAKEN_ALREADY) {
        say_twice(taking, path, known_as);
        return;
    }
    taking->files++;
    taking->pages += n_pages;
    cli_progress(_("%d files, %d pages taken in"), taking->files,
                 taking->pages);
}

static void take_found(const char *path, bool named, void *context)
{
    struct taking *taking = context;

    if (!named && !scan_is_image(path) && !is_named_image(path)) {
        taking->no_images++;
        return;
    }
    taking->found_here++;
    take_file(taking, path);
}

static void say_sum(const struct taking *taking)
{
    if (taking->no_images > 0)
        cli_note(ngettext("%d file that is no image was passed over",
                          "%d files that are no images were passed over",
                          (unsigned long)taking->no_images),
                 taking->no_images);
    /* Where there was nothing to take, the complaint has said so. */
    if (taking->files + taking->twice + taking->failed == 0)
        return;
    cli_note(_("%d files with %d pages taken in, %d were there already, "
               "%d failed"),
             taking->files, taking->pages, taking->twice, taking->failed);
}

int cli_take_in(struct db_archive *archive, char **paths, int n_paths)
{
    struct taking taking = {.archive = archive};
    bool whole = true;

    for (int i = 0; i < n_paths; i++) {
        bool readable;
        taking.found_here = 0;
        readable = cli_walk(paths[i], take_found, &taking);
        if (readable && taking.found_here == 0) {
            cli_complain(_("%s: there is no image in it"), paths[i]);
            readable = false;
        }
        whole = whole && readable;
    }
    cli_progress_end();
    say_sum(&taking);
    return whole && taking.failed == 0 ? CLI_DONE : CLI_FOUND;
}

struct scan_words {
    char **paths;
    int n_paths;
    const char *replace; /* the page that the file stands for; NULL: none */
};

enum { KEY_REPLACE = 0x200 };

static const struct argp_option options[] = {
    {"replace", KEY_REPLACE, "PAGE", 0,
     N_("the file is a new scan of that page, as in FILE:NUMBER"), 0},
    {0},
};

static bool holds_one_image(const char *path)
{
    struct fault fault = {{0}};
    int n = 0;

    if (scan_count_pages(path, SCAN_LIMITS_DEFAULT, &n, &fault) != ST_OK)
        cli_complain("%s: %s", path, fault.text);
    else if (n != 1)
        cli_complain(_("%s: has %d pages; a file of one page can replace a "
                       "page"), path, n);
    return n == 1;
}

/* Take one file in and put its page in the place of an older one. */
static int replace_page(struct db_archive *archive, const char *name,
                        char *path)
{
    struct db_page old, new;
    struct fault fault = {{0}};
    enum status rc = db_find_named_page(archive, name, &old, &fault);

    if (rc != ST_OK) {
        cli_complain("%s: %s", name, fault.text);
        return CLI_FOUND;
    }
    if (!holds_one_image(path) ||
        cli_take_in(archive, &path, 1) != CLI_DONE)
        return CLI_FOUND;
    rc = db_find_taken_page(archive, path, 1, &new, &fault);
    if (rc == ST_OK && new.id == old.id) {
        cli_complain(_("%s: is that page itself"), path);
        return CLI_FOUND;
    }
    if (rc == ST_OK)
        rc = db_replace_page(archive, old.id, new.id, &fault);
    if (rc != ST_OK) {
        cli_complain("%s: %s", path, fault.text);
        return CLI_FOUND;
    }
    cli_note(_("%s takes the place of %s page %d as soon as it is read"), path,
             old.source, old.number);
    return CLI_DONE;
}

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct scan_words *words = state->input;

    switch (key) {
    case KEY_REPLACE:
        words->replace = word;
        return 0;
    case ARGP_KEY_ARGS:
        words->paths = state->argv + state->next;
        words->n_paths = state->argc - state->next;
        return 0;
    case ARGP_KEY_NO_ARGS:
        return cli_refuse_word(state, _("a file or a folder is missing"));
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int cmd_scan(int argc, char **argv)
{
    struct scan_words words = {0};
    struct cli_common common;
    struct db_archive *archive = NULL;
    int rc = cli_parse(argc, argv, "FILE|DIR...",
                       N_("Take images into the archive; folders are walked "
                          "in natural order of names."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    if (cli_refuses_json(&common, "scan"))
        return CLI_USAGE;
    if (words.replace != NULL && words.n_paths != 1) {
        cli_complain(_("scan: --replace wants one file"));
        return CLI_USAGE;
    }
    archive = cli_open_archive(&common);
    if (archive == NULL)
        return CLI_FOUND;
    rc = words.replace != NULL
             ? replace_page(archive, words.replace, words.paths[0])
             : cli_take_in(archive, words.paths, words.n_paths);
    db_close(&archive);
    return rc;
}
