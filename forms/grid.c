/*
 * All tables of a page: rules are found and followed in both directions, put
 * into groups, and each group made into a lattice and then into cells. A page
 * without any such table is looked over for writing that stands in columns.
 */
#include "forms/grid.h"

#include <stdlib.h>

#include <leptonica/allheaders.h>

#include "forms/grid_carry.h"
#include "forms/grid_centred.h"
#include "forms/grid_columns.h"
#include "forms/grid_debug.h"
#include "forms/grid_edges.h"
#include "forms/grid_labels.h"
#include "forms/grid_looks.h"
#include "forms/grid_open.h"
#include "forms/grid_rows.h"
#include "forms/grid_words.h"
#include "forms/open_reach.h"
#include "forms/rule_folds.h"
#include "scan/bits.h"

void grid_clear(struct grid *grid)
{
    free(grid->nodes);
    free(grid->row_sources);
    free(grid->column_sources);
    free(grid->row_strength);
    free(grid->column_strength);
    free(grid->cells);
    *grid = (struct grid){0};
}

void grid_set_clear(struct grid_set *set)
{
    for (size_t i = 0; i < set->n_grids; i++)
        grid_clear(&set->grids[i]);
    free(set->grids);
    *set = (struct grid_set){0};
}

struct scan_quad grid_quad(const struct grid *grid, int top, int left,
                           int bottom, int right)
{
    const struct scan_point *nodes = grid->nodes;
    int wide = grid->n_columns + 1;

    return (struct scan_quad){
        {nodes[top * wide + left], nodes[top * wide + right],
         nodes[bottom * wide + right], nodes[bottom * wide + left]}};
}

/* One direction's plane, followed into rules. */
static enum status find_rules(const struct rule_source *source, bool standing,
                              struct rule_plane *plane, struct rule_list *rules,
                              struct fault *fault)
{
    struct rule_list segments = {0};
    enum status rc = rule_plane_make(source, standing, plane, fault);

    if (rc == ST_OK)
        rc = rule_find_segments(plane, &segments, fault);
    if (rc == ST_OK)
        rc = rule_trace(&segments, source->dpi, rules, fault);
    rule_list_clear(&segments);
    return rc;
}

/* A coloured line over writing is not thicker than this, in inches. */
static const double MARK_INCH = 0.11;

/* @lines, a little thickened, the way the page stands. */
static struct Pix *thicken(struct Pix *lines, bool standing)
{
    struct Pix *thick = bits_grow(lines, 1, 1), *turned = NULL;

    if (!standing || thick == NULL)
        return thick;
    turned = bits_transpose(thick);
    pixDestroy(&thick);
    return turned;
}

static void take_off_rules(struct Pix *text, const struct rule_plane *plane)
{
    struct Pix *thick = thicken(plane->runs, plane->standing);

    if (thick != NULL)
        (void)pixSubtract(text, text, thick);
    pixDestroy(&thick);
}

/* Coloured lines go through writing: what they run over is mended. */
static void take_off_marks(struct Pix *text, const struct rule_plane *plane)
{
    int over = 2 * (int)(MARK_INCH * plane->dpi / 2) + 1;
    struct Pix *thick = NULL, *mended = NULL;

    if (plane->coloured == NULL)
        return;
    thick = thicken(plane->coloured, plane->standing);
    if (thick != NULL) {
        (void)pixSubtract(text, text, thick);
        mended = bits_close(text, plane->standing ? over : 1,
                            plane->standing ? 1 : over);
    }
    if (mended != NULL) {
        (void)pixAnd(mended, mended, thick);
        (void)pixOr(text, text, mended);
    }
    pixDestroy(&thick);
    pixDestroy(&mended);
}

/* The page's writing with all that runs on as a rule or mark taken away. */
static struct Pix *remove_rules(const struct rule_plane *planes,
                                const struct rule_source *source)
{
    struct Pix *text = pixCopy(NULL, source->writing);

    for (int i = 0; i < 2 && text != NULL; i++) {
        take_off_rules(text, &planes[i]);
        take_off_marks(text, &planes[i]);
    }
    return text;
}

/* All that was seen of a page's rules and writing. */
struct survey {
    struct rule_plane planes[2]; /* lying, standing */
    struct rule_list lying, standing;
    struct Pix *text; /* 1 bpp, the writing without rules */
    struct word_list words;
};

static void survey_clear(struct survey *survey)
{
    pixDestroy(&survey->text);
    word_list_clear(&survey->words);
    rule_list_clear(&survey->lying);
    rule_list_clear(&survey->standing);
    rule_plane_clear(&survey->planes[0]);
    rule_plane_clear(&survey->planes[1]);
}

static enum status survey_make(const struct rule_source *source,
                               struct survey *out, struct fault *fault)
{
    struct rule_plane *planes = out->planes;
    enum status rc = find_rules(source, false, &planes[0], &out->lying, fault);

    if (rc == ST_OK)
        rc = find_rules(source, true, &planes[1], &out->standing, fault);
    if (rc == ST_OK)
        rc = rule_drop_folds(&out->lying, &out->standing, planes, fault);
    if (rc == ST_OK)
        rc = rule_part_tables(&out->lying, &planes[1], &out->standing, fault);
    if (rc == ST_OK)
        out->text = remove_rules(planes, source);
    if (rc == ST_OK && out->text == NULL)
        rc = fault_set(fault, ST_LIB, "grid: no image of the writing");
    if (rc == ST_OK)
        rc = words_find(out->text, source->dpi, &out->words, fault);
    return rc;
}

/* Fills a lattice whose separators are known: what divides, and the rows and
 * columns that no rule divides. */
static enum status fill_ruled(struct draft *draft, const struct survey *survey,
                              struct fault *fault)
{
    enum status rc = grid_judge_edges(draft, fault);

    if (rc == ST_OK)
        rc = grid_split_columns(draft, survey->text, fault);
    if (rc == ST_OK)
        rc = grid_split_rows(draft, survey->text, fault);
    if (rc == ST_OK)
        rc = grid_join_centred(draft, fault);
    if (rc == ST_OK) {
        grid_join_labels(draft);
        grid_judge_gaps(draft, survey->text);
        grid_carry_on(draft);
    }
    return rc;
}

/* The same where the writing alone has made it. */
static enum status fill_open(struct draft *draft, struct Pix *text,
                             struct fault *fault)
{
    enum status rc = grid_judge_edges(draft, fault);

    if (rc == ST_OK) {
        open_white_edges(draft);
        rc = grid_split_rows(draft, text, fault);
    }
    if (rc == ST_OK)
        rc = grid_join_centred(draft, fault);
    if (rc == ST_OK)
        grid_judge_gaps(draft, text);
    return rc;
}

/* Takes out what was taken for a rule and goes through the writing. */
static enum status drop_false(struct draft *draft, const struct survey *survey,
                              struct fault *fault)
{
    size_t n_dropped = 0;
    enum status rc = ST_OK;

    if (draft_rows(draft) >= 1 && draft_columns(draft) >= 1)
        rc = words_drop_columns(draft, &survey->words, &n_dropped, fault);
    if (rc == ST_OK && n_dropped > 0)
        rc = grid_measure_edges(draft, fault);
    return rc;
}

/* Puts in what the even height of the rows lets one expect. */
static enum status add_even(struct draft *draft, struct fault *fault)
{
    size_t n_rows = 0, n_columns = 0;
    enum status rc = ST_OK;

    if (draft_rows(draft) < 1 || draft_columns(draft) < 1)
        return ST_OK;
    rc = lattice_add_even(&draft->lying, draft->lying_plane, &n_rows, fault);
    if (rc == ST_OK)
        rc = lattice_add_even(&draft->standing, draft->standing_plane,
                              &n_columns, fault);
    if (rc == ST_OK && n_rows + n_columns > 0)
        rc = grid_measure_edges(draft, fault);
    return rc;
}

/* Adds the grid of one group of rules, when it is a table. */
static enum status add_ruled(const struct rule_group *group,
                             const struct survey *survey, struct grid_set *out,
                             struct fault *fault)
{
    struct draft draft = {.lying_plane = &survey->planes[0],
                          .standing_plane = &survey->planes[1],
                          .text = survey->text};
    int dpi = survey->planes[0].dpi;
    enum status rc = axis_make(group->lying, group->n_lying, group->left,
                               group->right, false, dpi, &draft.lying, fault);

    if (rc == ST_OK)
        rc = axis_make(group->standing, group->n_standing, group->top,
                       group->bottom, true, dpi, &draft.standing, fault);
    if (rc == ST_OK)
        rc = lattice_add_weak(&draft.standing, &survey->planes[1], fault);
    if (rc == ST_OK)
        rc = grid_measure_edges(&draft, fault);
    if (rc == ST_OK)
        rc = drop_false(&draft, survey, fault);
    if (rc == ST_OK)
        rc = add_even(&draft, fault);
    int n_rows = draft_rows(&draft), n_columns = draft_columns(&draft);
    if (rc == ST_OK && n_rows >= 1 && n_columns >= 1 &&
        n_rows * n_columns > 1) {
        rc = fill_ruled(&draft, survey, fault);
        if (rc == ST_OK)
            rc = grid_merge_cells(&draft, &out->grids[out->n_grids], fault);
        out->n_grids += rc == ST_OK;
    }
    draft_clear(&draft);
    return rc;
}

/* Adds the grid of one block of writing, when it has rows and columns. */
static enum status add_open(const struct text_block *block,
                            const struct survey *survey, struct grid_set *out,
                            struct fault *fault)
{
    struct draft draft = {.lying_plane = &survey->planes[0],
                          .standing_plane = &survey->planes[1],
                          .text = survey->text};
    enum status rc = open_make_axes(block, &survey->lying, &survey->standing,
                                    survey->planes[0].dpi, &draft, fault);

    if (rc == ST_OK)
        rc = grid_measure_edges(&draft, fault);
    if (rc == ST_OK && draft_rows(&draft) >= 1 && draft_columns(&draft) >= 1) {
        rc = fill_open(&draft, survey->text, fault);
        if (rc == ST_OK && draft_rows(&draft) >= OPEN_LEAST_ROWS &&
            draft_columns(&draft) >= OPEN_LEAST_COLUMNS) {
            rc = grid_merge_cells(&draft, &out->grids[out->n_grids], fault);
            struct grid *grid = &out->grids[out->n_grids];
            grid->open = true;
            grid->open_head = rc == ST_OK ? open_count_head(grid, block) : 0;
            out->n_grids += rc == ST_OK;
        }
    }
    draft_clear(&draft);
    return rc;
}

static enum status make_room(struct grid_set *out, size_t n,
                             struct fault *fault)
{
    out->grids = calloc(n + 1, sizeof *out->grids);
    return out->grids != NULL
               ? ST_OK
               : fault_set(fault, ST_NOMEM, "grid: %zu tables", n);
}

/* The tables that rules make. */
static enum status find_ruled(const struct survey *survey, struct grid_set *out,
                              struct fault *fault)
{
    struct rule_groups groups = {0};
    enum status rc = lattice_group_rules(&survey->lying, &survey->standing,
                                         survey->planes[0].dpi, &groups, fault);

    if (rc == ST_OK)
        rc = make_room(out, groups.n_groups, fault);
    for (size_t i = 0; i < groups.n_groups && rc == ST_OK; i++)
        rc = add_ruled(&groups.groups[i], survey, out, fault);
    rule_groups_clear(&groups);
    return rc;
}

/* The tables that only their writing makes. */
static enum status find_open(const struct survey *survey, struct grid_set *out,
                             struct fault *fault)
{
    struct text_block_list list = {0};
    struct Pix *within = NULL;
    struct open_reach reach = {0};
    int dpi = survey->planes[0].dpi;
    enum status rc =
        open_clear_beyond(survey->text, &survey->words, &survey->lying, dpi,
                          &within, &reach, fault);

    if (rc == ST_OK)
        rc = text_blocks_find(within, dpi, &list, fault);
    if (rc == ST_OK)
        open_widen(&reach, &list);
    if (rc == ST_OK)
        rc = make_room(out, list.n_blocks, fault);
    for (size_t i = 0; i < list.n_blocks && rc == ST_OK; i++)
        rc = add_open(&list.blocks[i], survey, out, fault);
    text_blocks_clear(&list);
    pixDestroy(&within);
    return rc;
}

/* What a look has seen. */
struct sight {
    struct grid_set set;
    struct look_yield yield;
};

/* Looks for tables in one way, in black print or in every colour. */
static enum status look(const struct page *page, bool coloured,
                        enum status (*find)(const struct survey *,
                                            struct grid_set *, struct fault *),
                        struct sight *out, struct fault *fault)
{
    struct rule_source source = {0};
    struct survey survey = {0};
    enum status rc = rule_source_make(page, coloured, &source, fault);

    *out = (struct sight){0};
    if (rc == ST_OK)
        rc = survey_make(&source, &survey, fault);
    if (rc == ST_OK) {
        grid_debug_rules(page, &survey.lying, &survey.standing, survey.text);
        rc = find(&survey, &out->set, fault);
    }
    if (rc == ST_OK)
        out->yield = look_measure(&out->set, &survey.words);
    else
        grid_set_clear(&out->set);
    survey_clear(&survey);
    rule_source_clear(&source);
    return rc;
}

/* Are the tables of @other ruled throughout and better than those of @best, and
 * do they hold about as much of the writing that is seen? */
static bool is_better_ruled(const struct sight *best, const struct sight *other)
{
    static const double THROUGHOUT = 0.9, BETTER = 0.05, ABOUT = 0.9;
    const struct look_yield *a = &best->yield, *b = &other->yield;

    if (best->set.n_grids == 0)
        return true;
    return b->ruled >= THROUGHOUT && b->ruled >= a->ruled + BETTER &&
           (double)b->n_held * (double)a->n_words >=
               ABOUT * (double)a->n_held * (double)b->n_words;
}

/* Writing in columns is believed instead of a few boxes around hardly any of
 * the page's writing when it gives so many times the cells. */
enum { BOXES_MOST = 4, HARDLY_ANY = 5, MANY_TIMES = 3 };

/* No tables, or boxes for a number or a name on a page of writing? (A table
 * among prose holds little of the writing too.) */
static bool sees_boxes_only(const struct sight *sight)
{
    for (size_t i = 0; i < sight->set.n_grids; i++)
        if (sight->set.grids[i].n_cells > BOXES_MOST)
            return false;
    return sight->set.n_grids == 0 ||
           sight->yield.n_held * HARDLY_ANY < sight->yield.n_words;
}

static bool has_many_more(const struct sight *best, const struct sight *other)
{
    return best->set.n_grids == 0 ||
           other->yield.n_cells > MANY_TIMES * best->yield.n_cells;
}

/* Looks once more, and keeps what was seen when it is @better. */
static enum status
look_again(const struct page *page, bool coloured,
           enum status (*find)(const struct survey *, struct grid_set *,
                               struct fault *),
           bool (*better)(const struct sight *, const struct sight *),
           struct sight *best, struct fault *fault)
{
    struct sight other;
    enum status rc = look(page, coloured, find, &other, fault);

    if (rc == ST_OK && better(best, &other)) {
        grid_set_clear(&best->set);
        *best = other;
    } else {
        grid_set_clear(&other.set);
    }
    return rc;
}

enum status grid_find(const struct page *page, struct grid_set *out,
                      struct fault *fault)
{
    struct sight best;
    enum status rc = look(page, false, find_ruled, &best, fault);

    if (rc == ST_OK && page->colour != NULL &&
        (best.set.n_grids == 0 || look_has_coloured_rules(page)))
        rc = look_again(page, true, find_ruled, is_better_ruled, &best, fault);
    if (rc == ST_OK && sees_boxes_only(&best))
        rc = look_again(page, false, find_open, has_many_more, &best, fault);
    if (rc != ST_OK)
        grid_set_clear(&best.set);
    else
        grid_debug_tables(page, &best.set);
    *out = best.set;
    return rc;
}
