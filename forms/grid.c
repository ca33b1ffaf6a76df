/*
 * All tables of a page: rules are found and followed in both directions, put
 * into groups, and each group made into a lattice and then into cells.
 */
#include "forms/grid.h"

#include <stdlib.h>

#include <leptonica/allheaders.h>

#include "forms/grid_columns.h"
#include "forms/grid_edges.h"
#include "forms/grid_rows.h"

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
    struct Pix *turned = NULL, *thick = NULL;

    turned = standing ? pixRotateOrth(lines, 1) : pixClone(lines);
    if (standing && turned != NULL)
        pixFlipLR(turned, turned);
    if (turned != NULL)
        thick = pixDilateBrick(NULL, turned, 3, 3);
    pixDestroy(&turned);
    return thick;
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
        mended = pixCloseSafeBrick(NULL, text, plane->standing ? over : 1,
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

/* Adds the grid of one group of rules, when it is a table. */
static enum status add_grid(const struct rule_group *group, struct Pix *text,
                            const struct rule_plane *planes,
                            struct grid_set *out, struct fault *fault)
{
    struct draft draft = {.lying_plane = &planes[0],
                          .standing_plane = &planes[1]};
    int dpi = planes[0].dpi;
    enum status rc = axis_make(group->lying, group->n_lying, group->left,
                               group->right, false, dpi, &draft.lying, fault);

    if (rc == ST_OK)
        rc = axis_make(group->standing, group->n_standing, group->top,
                       group->bottom, true, dpi, &draft.standing, fault);
    if (rc == ST_OK)
        rc = lattice_add_weak(&draft.standing, &planes[1], fault);
    if (rc == ST_OK)
        rc = grid_measure_edges(&draft, fault);
    int n_rows = draft_rows(&draft), n_columns = draft_columns(&draft);
    if (rc == ST_OK && n_rows >= 1 && n_columns >= 1 &&
        n_rows * n_columns > 1) {
        rc = grid_judge_edges(&draft, fault);
        if (rc == ST_OK)
            rc = grid_split_columns(&draft, text, fault);
        if (rc == ST_OK)
            rc = grid_split_rows(&draft, text, fault);
        if (rc == ST_OK)
            grid_judge_gaps(&draft, text);
        if (rc == ST_OK)
            rc = grid_merge_cells(&draft, &out->grids[out->n_grids], fault);
        out->n_grids += rc == ST_OK;
    }
    draft_clear(&draft);
    return rc;
}

/* All tables whose rules are in @source. */
static enum status find_ruled(const struct rule_source *source,
                              struct grid_set *out, struct fault *fault)
{
    struct rule_plane planes[2] = {0};
    struct rule_list lying = {0}, standing = {0};
    struct rule_groups groups = {0};
    struct Pix *text = NULL;
    enum status rc;

    rc = find_rules(source, false, &planes[0], &lying, fault);
    if (rc == ST_OK)
        rc = find_rules(source, true, &planes[1], &standing, fault);
    if (rc == ST_OK)
        rc = rule_part_tables(&lying, &planes[1], &standing, fault);
    if (rc == ST_OK)
        rc =
            lattice_group_rules(&lying, &standing, source->dpi, &groups, fault);
    if (rc != ST_OK)
        goto done;
    text = remove_rules(planes, source);
    out->grids = calloc(groups.n_groups + 1, sizeof *out->grids);
    if (text == NULL)
        rc = fault_set(fault, ST_LIB, "grid: no image of the writing");
    else if (out->grids == NULL)
        rc = fault_set(fault, ST_NOMEM, "grid: %zu tables", groups.n_groups);
    for (size_t i = 0; i < groups.n_groups && rc == ST_OK; i++)
        rc = add_grid(&groups.groups[i], text, planes, out, fault);
done:
    if (rc != ST_OK)
        grid_set_clear(out);
    pixDestroy(&text);
    rule_groups_clear(&groups);
    rule_list_clear(&lying);
    rule_list_clear(&standing);
    rule_plane_clear(&planes[0]);
    rule_plane_clear(&planes[1]);
    return rc;
}

enum status grid_find(const struct page *page, struct grid_set *out,
                      struct fault *fault)
{
    struct rule_source source = {0};
    enum status rc;

    *out = (struct grid_set){0};
    rc = rule_source_make(page, false, &source, fault);
    if (rc == ST_OK)
        rc = find_ruled(&source, out, fault);
    if (rc == ST_OK && out->n_grids == 0 && page->colour != NULL) {
        /* perhaps the rules are no black print */
        rule_source_clear(&source);
        grid_set_clear(out);
        rc = rule_source_make(page, true, &source, fault);
        if (rc == ST_OK)
            rc = find_ruled(&source, out, fault);
    }
    rule_source_clear(&source);
    return rc;
}
