#include "cli/form_place.h"

#include <leptonica/allheaders.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/speech.h"
#include "cli/verbs.h"
#include "db/archive.h"
#include "forms/definition.h"
#include "scan/corner_map.h"

static bool parse_corners(char **words, struct scan_quad *corners)
{
    for (int i = 0; i < 4; i++) {
        struct scan_point *p = &corners->corner[i];
        char rest;
        if (sscanf(words[i], "%lf,%lf%c", &p->x, &p->y, &rest) != 2) {
            cli_complain(_("form place: '%s' is no corner; x,y in pixels of "
                           "the image is wanted"),
                         words[i]);
            return false;
        }
    }
    return true;
}

static bool know_form(const struct db_archive *archive, const char *id)
{
    struct form_catalogue catalogue = {0};
    struct fault fault = {{0}};
    bool known = false;

    if (form_catalogue_load(db_forms_folder(archive), &catalogue, &fault) !=
        ST_OK) {
        cli_complain("%s", fault.text);
        return false;
    }
    known = form_catalogue_lookup(&catalogue, id) != NULL;
    if (!known)
        cli_complain(_("there is no form '%s'; see taizhang form list"), id);
    form_catalogue_clear(&catalogue);
    return known;
}

/* Before anything is stored: a slip must not cost a page its reading. */
static bool corners_fit(const struct db_page *page,
                        const struct scan_quad *corners)
{
    struct Pix *image = NULL;
    struct fault fault = {{0}};
    int w, h;

    if (scan_decode(page->path, page->number, SCAN_LIMITS_DEFAULT, &image,
                    &fault) != ST_OK) {
        cli_complain(_("%s: page %d: %s"), page->source, page->number,
                     fault.text);
        return false;
    }
    w = pixGetWidth(image);
    h = pixGetHeight(image);
    pixDestroy(&image);
    switch (scan_judge_corners(corners, w, h)) {
    case CORNERS_SOUND:
        return true;
    case CORNERS_OUTSIDE:
        cli_complain(_("%s: page %d: a corner lies outside of the image, which "
                       "is %d x %d px"),
                     page->source, page->number, w, h);
        return false;
    case CORNERS_MIRRORED:
    case CORNERS_CROSSED:
        cli_complain(_("%s: page %d: the corners are not in order: top left, "
                       "top right, bottom right, bottom left of the table are "
                       "wanted"),
                     page->source, page->number);
        return false;
    case CORNERS_NARROW:
        cli_complain(_("%s: page %d: the corners enclose no table"),
                     page->source, page->number);
        return false;
    }
    return false;
}

static int place(struct db_archive *archive, const char *name, const char *form,
                 const struct scan_quad *corners)
{
    struct batch_options batch = BATCH_OPTIONS_DEFAULT;
    struct db_page page;
    struct fault fault = {{0}};

    if (corners != NULL && !know_form(archive, form))
        return CLI_FOUND;
    if (db_find_named_page(archive, name, &page, &fault) != ST_OK) {
        cli_complain("%s: %s", name, fault.text);
        return CLI_FOUND;
    }
    if (corners != NULL && !corners_fit(&page, corners))
        return CLI_FOUND;
    if (db_place_page(archive, page.id, form, corners, &fault) != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    batch.only_page = page.id;
    batch.workers = 1;
    return cli_read_pages(archive, batch);
}

int cli_place_form(const struct cli_common *common, char **words, int n_words,
                   const char *form)
{
    struct scan_quad corners;
    struct db_archive *archive = NULL;
    bool back = n_words == 2 && strcmp(words[1], "none") == 0;
    int rc;

    if (!back && n_words != 5) {
        cli_complain(_("form place: wanted PAGE x1,y1 x2,y2 x3,y3 x4,y4 --form "
                       "ID, or PAGE none"));
        return CLI_USAGE;
    }
    if (!back && form == NULL) {
        cli_complain(_("form place: say which form it is with --form ID"));
        return CLI_USAGE;
    }
    if (!back && !parse_corners(words + 1, &corners))
        return CLI_USAGE;
    archive = cli_open_archive(common);
    if (archive == NULL)
        return CLI_FOUND;
    rc = place(archive, words[0], form, back ? NULL : &corners);
    db_close(&archive);
    return rc;
}
