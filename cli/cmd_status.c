/* taizhang status: what waits and what is doubtful. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"
#include "cli/status_review.h"
#include "db/archive.h"
#include "db/questions.h"

enum { KEY_CALIBRATION = 256, KEY_MAX_ERROR };

struct status_words {
    bool calibration;
    double max_error; /* a share; < 0: not given */
};

static const struct argp_option options[] = {
    {"calibration", KEY_CALIBRATION, 0, 0,
     N_("how often we were right, by what persons decided"), 0},
    {"max-error", KEY_MAX_ERROR, "N", 0,
     N_("at most N of 1000 accepted cells may be wrong; 'none' takes it back"),
     0},
    {0},
};

static bool parse_max_error(const char *word, double *share)
{
    char *end = NULL;

    *share = 0;
    if (strcmp(word, "none") == 0)
        return true;
    *share = strtod(word, &end) / 1000;
    return end != word && *end == '\0' && *share > 0 && *share < 1;
}

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct status_words *words = state->input;

    if (key == KEY_CALIBRATION) {
        words->calibration = true;
        return 0;
    }
    if (key != KEY_MAX_ERROR)
        return ARGP_ERR_UNKNOWN;
    if (!parse_max_error(word, &words->max_error))
        return cli_refuse_word(
            state, _("--max-error is like 2 or 0.5, below 1000, not '%s'"),
            word);
    return 0;
}

/* ---- --calibration ---- */

static bool print_calibration_json(const struct db_calibration *calibration)
{
    json_t *all = json_object(), *tenths = json_array();
    bool done;

    for (int i = 0; i < DB_CALIBRATION_TENTHS; i++) {
        const struct db_calibration_tenth *tenth = &calibration->tenths[i];

        json_array_append_new(
            tenths, json_pack("{s:f, s:I, s:I, s:f}", "from", i / 10.0,
                              "decided", (json_int_t)tenth->decided, "right",
                              (json_int_t)tenth->right, "confidence",
                              tenth->confidence));
    }
    json_object_set_new(all, "ece",
                        json_real(db_calibration_error(calibration)));
    json_object_set_new(all, "tenths", tenths);
    done = all != NULL && json_dumpf(all, stdout, JSON_INDENT(2)) == 0;
    putchar('\n');
    json_decref(all);
    return done;
}

static void print_calibration(const struct db_calibration *calibration)
{
    int64_t all = 0;

    for (int i = 0; i < DB_CALIBRATION_TENTHS; i++) {
        const struct db_calibration_tenth *tenth = &calibration->tenths[i];

        all += tenth->decided;
        if (tenth->decided > 0)
            printf(_("%3d to %3d %%: said %5.1f %%, right %5.1f %% of %lld\n"),
                   10 * i, 10 * i + 10, 100 * tenth->confidence,
                   100.0 * (double)tenth->right / (double)tenth->decided,
                   (long long)tenth->decided);
    }
    if (all == 0)
        printf(_("Nobody has decided anything yet.\n"));
    else
        printf(_("Calibration error %.4f over %lld cells\n"),
               db_calibration_error(calibration), (long long)all);
}

static int tell_calibration(struct db_archive *archive, bool json)
{
    struct db_calibration calibration;
    struct fault fault = {{0}};

    if (db_count_calibration(archive, &calibration, &fault) != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    if (!json)
        print_calibration(&calibration);
    else if (!print_calibration_json(&calibration))
        return CLI_FOUND;
    return CLI_DONE;
}

/* ---- all in all ---- */

static bool print_json(const struct db_counts *counts,
                       const struct cli_review_left *left)
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
    bool done;

    cli_add_review_left(left, all);
    done = all != NULL && json_dumpf(all, stdout, JSON_INDENT(2)) == 0;
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

static int tell_counts(struct db_archive *archive, bool json)
{
    struct db_counts counts = {0};
    struct cli_review_left left;
    struct fault fault = {{0}};

    if (db_count(archive, &counts, &fault) != ST_OK ||
        cli_find_review_left(archive, counts.review, &left, &fault) != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    if (json)
        return print_json(&counts, &left) ? CLI_DONE : CLI_FOUND;
    print_text(&counts);
    cli_print_review_left(&left);
    return CLI_DONE;
}

static bool set_max_error(struct db_archive *archive, double max_error)
{
    struct fault fault = {{0}};

    if (db_set_max_error(archive, max_error, &fault) == ST_OK)
        return true;
    cli_complain("%s", fault.text);
    return false;
}

int cmd_status(int argc, char **argv)
{
    struct cli_common common;
    struct db_archive *archive = NULL;
    struct status_words words = {.max_error = -1};
    int rc = cli_parse(argc, argv, "",
                       N_("Say how many pages wait and how many cells are "
                          "doubtful."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    archive = words.max_error >= 0 ? cli_open_archive(&common)
                                   : cli_open_to_read(&common);
    if (archive == NULL)
        return CLI_FOUND;
    if (words.max_error >= 0 && !set_max_error(archive, words.max_error))
        rc = CLI_FOUND;
    else
        rc = words.calibration ? tell_calibration(archive, common.json)
                               : tell_counts(archive, common.json);
    return cli_close_read(&common, &archive, rc);
}
