/*
 * The likeliest form wins when it is likely enough and stands clear of the
 * runner-up. A page that fits nothing is tried upside down, then on its sides:
 * the row of column numbers and the title can only be read the right way up.
 */
#include "forms/match.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "forms/group_rows.h"
#include "forms/layout_headers.h"
#include "forms/spread.h"

/* Below this the page is refused. A title of which two thirds can be read, and
 * columns that are in place, give 0.8; equal columns alone give 0.3. */
static const double ENOUGH_SCORE = 0.5;
static const double ENOUGH_COLUMNS = 0.4;
/* Another office's form may have as many columns, numbered alike, and half of
 * its words in common with ours. */
static const double ENOUGH_IDENTITY = 0.6;
/* A whole form that is named so and of which so many columns are in place is no
 * half of another. */
static const double WHOLE_COLUMNS = 0.6;
/* From here on no other way up can be better. */
static const double SURE_SCORE = 0.75;

void match_clear(struct match *match)
{
    grid_set_clear(&match->grids);
    header_texts_clear(&match->texts);
    half_free(&match->half);
    half_found_clear(&match->beside);
    *match = (struct match){0};
}

/* The grid with most cells: words are looked for around it. */
static struct grid *main_grid(const struct grid_set *set)
{
    struct grid *best = NULL;
    int most = 0;

    for (size_t i = 0; i < set->n_grids; i++) {
        struct grid *grid = &set->grids[i];
        int cells = grid->n_rows * grid->n_columns;
        if (grid_is_table(grid) && cells > most) {
            most = cells;
            best = grid;
        }
    }
    return best;
}

static bool is_enough(const struct match *match, bool forced)
{
    if (match->layout.form == NULL)
        return false;
    if (forced)
        return match->layout.columns >= ENOUGH_COLUMNS;
    return match->layout.score >= ENOUGH_SCORE &&
           match->layout.columns >= ENOUGH_COLUMNS &&
           match->identity >= ENOUGH_IDENTITY && match->clear;
}

/* ---- halves ---- */

static void take_half(struct match *match, struct half_found *found)
{
    match->layout = found->layout;
    match->half = found->half;
    match->identity = candidates_identity(&match->layout);
    match->clear = true;
    match->runner_up_score = 0;
    match->runner_up[0] = '\0';
    *found = (struct half_found){0};
}

/* The table goes on in the one beside it. */
static enum status match_pair(const struct page *page,
                              const struct form_catalogue *catalogue,
                              const struct form *forced,
                              const struct grid_set *grids, int at, int beside,
                              struct ocr_reader *reader, struct match *out,
                              struct fault *fault)
{
    struct spread spread;
    enum status rc = spread_match(page, catalogue, forced, grids, at, beside,
                                  reader, &spread, out->across, fault);

    if (rc != ST_OK || spread.left.half == NULL) {
        spread_clear(&spread);
        return rc;
    }
    header_texts_clear(&out->texts);
    out->texts = spread.texts;
    out->beside = spread.right;
    take_half(out, &spread.left);
    return ST_OK;
}

/* No whole form lies here: half of one may, beside another half or alone. */
static enum status match_halves(const struct page *page,
                                const struct form_catalogue *catalogue,
                                const struct form *forced,
                                const struct grid_set *grids, int at,
                                struct ocr_reader *reader, struct match *out,
                                struct fault *fault)
{
    int beside = spread_neighbour(grids, at);
    struct half_found left;
    enum status rc;

    if (out->layout.form != NULL && out->identity >= ENOUGH_IDENTITY &&
        out->layout.columns >= WHOLE_COLUMNS)
        return ST_OK;
    if (beside >= 0)
        return match_pair(page, catalogue, forced, grids, at, beside, reader,
                          out, fault);
    rc = half_match_left(page, catalogue, forced, &grids->grids[at],
                         &out->texts, reader, &left, fault);
    if (rc == ST_OK && left.half != NULL)
        take_half(out, &left);
    return rc;
}

/* ---- one table, one way up ---- */

/* Weigh all forms for one grid, by the words around it; halves of forms where
 * no whole one fits. */
static enum status match_grid(const struct page *page,
                              const struct form_catalogue *catalogue,
                              const struct form *forced,
                              const struct grid_set *grids, size_t at,
                              struct ocr_reader *reader,
                              struct match *out, char *why,
                              struct fault *fault)
{
    struct table_reach reach = table_reach_find(grids, at);
    const struct grid *grid = &grids->grids[at];
    struct candidates found;
    enum status rc =
        header_texts_read(page, grid, &reach, reader, &out->texts, fault);

    if (rc == ST_OK)
        rc = candidates_weigh(page, grid, catalogue, forced, &out->texts,
                              reader, &found, why, fault);
    if (rc != ST_OK)
        return rc;
    out->layout = found.best;
    out->identity = found.identity;
    out->clear = found.clear;
    out->runner_up_score = found.runner_up_score;
    text_copy(out->runner_up, sizeof out->runner_up, found.runner_up);
    if (is_enough(out, forced != NULL))
        return ST_OK;
    return match_halves(page, catalogue, forced, grids, (int)at, reader, out,
                        fault);
}

/* One way up. *why is what speaks against the likeliest-titled form. */
static enum status match_as_it_lies(const struct page *page,
                                    const struct form_catalogue *catalogue,
                                    const struct form *forced,
                                    struct ocr_reader *reader,
                                    struct match *out, char *why,
                                    struct fault *fault)
{
    struct grid *grid;
    enum status rc;

    *out = (struct match){0};
    rc = grid_find(page, &out->grids, fault);
    if (rc != ST_OK)
        return rc;
    grid = main_grid(&out->grids);
    if (grid == NULL) {
        snprintf(why, LAYOUT_WHY_MAX, "%s",
                 fault_words("no table was found"));
        return ST_OK;
    }
    if (forced != NULL && forced->group_rows > 0)
        rc = group_rows_settle(page, forced, grid, fault);
    if (rc != ST_OK)
        return rc;
    return match_grid(page, catalogue, forced, &out->grids,
                      (size_t)(grid - out->grids.grids), reader, out, why,
                      fault);
}

static double score_of(const struct match *match)
{
    return match->layout.form ? match->layout.score : 0;
}

static enum status refuse(const struct match *match, const char *why,
                          struct fault *fault)
{
    const struct layout *layout = &match->layout;
    char nearest[2 * FORM_ID_MAX + 40];

    if (match->across[0] != '\0')
        return fault_set(fault, ST_DOUBT, "%s", match->across);
    if (layout->form == NULL)
        return fault_set(fault, ST_DOUBT, "no form fits: %s", why);
    snprintf(nearest, sizeof nearest, "%s (%.2f)", layout->form->id,
             layout->score);
    if (match->runner_up[0] != '\0')
        snprintf(nearest, sizeof nearest,
                 fault_words("%s (%.2f), then %s (%.2f)"),
                 layout->form->id, layout->score, match->runner_up,
                 match->runner_up_score);
    if (layout->columns < ENOUGH_COLUMNS)
        return fault_set(fault, ST_DOUBT,
                         "nearest is %s, but only %.0f %% of its columns are "
                         "where their printed numbers or headers should be",
                         nearest, layout->columns * 100);
    if (match->identity < ENOUGH_IDENTITY || layout->score < ENOUGH_SCORE)
        return fault_set(fault, ST_DOUBT,
                         "title and headers are no known form's; nearest is "
                         "%s", nearest);
    return fault_set(fault, ST_DOUBT,
                     "it may be %s (%.2f) or %s (%.2f), and neither title nor "
                     "headers say which; say it with --form", layout->form->id,
                     layout->score, match->runner_up, match->runner_up_score);
}

/* Turn the page on by @step degrees and see; the better way up is kept in
 * @out, the way the page now lies in *lies. */
static enum status try_turned(struct page *page,
                              const struct form_catalogue *catalogue,
                              const struct form *forced,
                              struct ocr_reader *reader, int step,
                              struct match *out, bool *better,
                              struct fault *fault)
{
    char why[LAYOUT_WHY_MAX] = "";
    struct match turned;
    enum status rc = scan_turn_page(page, step, fault);

    *better = false;
    if (rc != ST_OK)
        return rc;
    rc = match_as_it_lies(page, catalogue, forced, reader, &turned, why, fault);
    if (rc == ST_OK && score_of(&turned) > score_of(out)) {
        if (turned.across[0] == '\0')
            memcpy(turned.across, out->across, sizeof turned.across);
        match_clear(out);
        *out = turned;
        *better = true;
    } else {
        match_clear(&turned);
    }
    return rc;
}

enum status match_page(struct page *page,
                       const struct form_catalogue *catalogue,
                       const struct form *forced, struct ocr_reader *reader,
                       struct match *out, struct fault *fault)
{
    static const int steps[] = {180, 90, 180}; /* 180, then 270, then 90 */
    char why[LAYOUT_WHY_MAX];
    int lies = 0, best = 0;
    enum status rc;
    bool final_way = forced != NULL && forced->header_levels == 0;

    snprintf(why, sizeof why, "%s", fault_words("no form is known"));
    rc = match_as_it_lies(page, catalogue, forced, reader, out, why, fault);
    for (int i = 0; rc == ST_OK && !final_way && i < 3; i++) {
        bool better;
        double enough = i == 0 ? SURE_SCORE : ENOUGH_SCORE;
        if (score_of(out) >= enough && is_enough(out, forced != NULL))
            break;
        rc = try_turned(page, catalogue, forced, reader, steps[i], out, &better,
                        fault);
        lies = (lies + steps[i]) % 360;
        if (better)
            best = lies;
    }
    if (rc == ST_OK && lies != best)
        rc = scan_turn_page(page, (best - lies + 360) % 360, fault);
    if (rc == ST_OK && !is_enough(out, forced != NULL))
        rc = refuse(out, why, fault);
    return rc;
}

/* One way up: out->half is NULL where the half does not lie so. */
static enum status lay_right_half(const struct page *page,
                                  const struct form *form, int first,
                                  struct ocr_reader *reader, struct match *out,
                                  char *why, struct fault *fault)
{
    struct table_words words = {0};
    struct table_reach reach;
    struct half_found found = {0};
    struct grid *grid;
    enum status rc = grid_find(page, &out->grids, fault);

    grid = rc == ST_OK ? main_grid(&out->grids) : NULL;
    if (grid == NULL)
        return rc;
    rc = table_words_open(page, grid, reader, &words, fault);
    if (rc == ST_OK)
        rc = half_lay_right(&words, form, first, &found, why, fault);
    if (rc == ST_OK && found.layout.headers < 0)
        rc = layout_read_headers(&found.layout, &words, fault);
    table_words_clear(&words);
    if (rc == ST_OK) {
        reach =
            table_reach_find(&out->grids, (size_t)(grid - out->grids.grids));
        rc = header_texts_read(page, grid, &reach, reader, &out->texts, fault);
    }
    if (rc != ST_OK) {
        half_found_clear(&found);
        return rc == ST_NONE ? ST_OK : rc;
    }
    found.layout.title = title_likeness_of(&out->texts, form);
    found.layout.score = candidates_score(&found.layout);
    take_half(out, &found);
    return ST_OK;
}

enum status match_right_half(struct page *page, const struct form *form,
                             int first, struct ocr_reader *reader,
                             struct match *out, struct fault *fault)
{
    static const int steps[] = {0, 180, 90, 180};
    char why[LAYOUT_WHY_MAX] = "";
    enum status rc = ST_OK;

    *out = (struct match){0};
    for (int i = 0; rc == ST_OK && out->half == NULL && i < 4; i++) {
        match_clear(out);
        rc = steps[i] == 0 ? ST_OK : scan_turn_page(page, steps[i], fault);
        if (rc == ST_OK)
            rc = lay_right_half(page, form, first, reader, out, why, fault);
    }
    if (rc == ST_OK && out->half == NULL) {
        rc = scan_turn_page(page, 90, fault); /* as it came */
        if (rc == ST_OK)
            rc = fault_set(fault, ST_DOUBT,
                           "the page before ends with the left half of %s, but "
                           "this one does not bear its columns from %s on",
                           form->id, form->columns[first].code);
    }
    return rc;
}

enum status match_further(const struct page *page,
                          const struct form_catalogue *catalogue,
                          const struct grid_set *grids, size_t at,
                          struct ocr_reader *reader, struct match *out,
                          struct fault *fault)
{
    char why[LAYOUT_WHY_MAX];
    enum status rc;

    *out = (struct match){0};
    snprintf(why, sizeof why, "%s", fault_words("no form is known"));
    rc = match_grid(page, catalogue, NULL, grids, at, reader, out, why, fault);
    if (rc == ST_OK && !is_enough(out, false))
        rc = refuse(out, why, fault);
    return rc;
}
