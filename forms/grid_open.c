/*
 * A table without a frame is given one, drawn around its block of writing. The
 * few rules that it has, under its header or between its columns, become
 * separators where they run through most of it; the rest is found as in any
 * table whose rules are missing, by the white between rows and columns.
 */
#include "forms/grid_open.h"

#include <math.h>
#include <stdlib.h>

/* A rule belongs to the block when it runs along so much of it. */
static const double MOST_SHARE = 0.5;
/* So near to an edge of the block, in heights of a sign, a rule is that edge.
 */
static const double NEAR_EDGE = 1.6;

/* The rules of one direction that run through a block from @low to @high along
 * and lie between @near and @far across. @out has room for all. */
static size_t pick_rules(const struct rule_list *rules, double low, double high,
                         double near, double far, const struct rule **out)
{
    size_t n = 0;

    for (size_t i = 0; i < rules->n_rules; i++) {
        const struct rule *rule = &rules->rules[i];
        double from = fmax(rule_start(rule), low);
        double to = fmin(rule_end(rule), high);
        double across = rule_across(rule, (from + to) / 2);
        if (to - from >= MOST_SHARE * (high - low) && across >= near &&
            across <= far)
            out[n++] = rule;
    }
    return n;
}

/* Closes an axis at both ends, where no rule does. */
static enum status close_axis(struct axis *axis, double near, double far,
                              double slack, struct fault *fault)
{
    enum status rc = ST_OK;

    if (axis->n_items == 0 || axis->items[0].level > near + slack)
        rc = axis_add_straight(axis, near, GRID_GAP, fault);
    size_t last = axis->n_items - 1;
    if (rc == ST_OK && axis->items[last].level < far - slack)
        rc = axis_add_straight(axis, far, GRID_GAP, fault);
    return rc;
}

static enum status make_axis(const struct rule_list *rules, double low,
                             double high, double near, double far, double slack,
                             bool standing, int dpi, struct axis *out,
                             struct fault *fault)
{
    const struct rule **picked = calloc(rules->n_rules + 1, sizeof *picked);
    enum status rc;

    if (picked == NULL)
        return fault_set(fault, ST_NOMEM, "grid: rules of an open table");
    size_t n = pick_rules(rules, low, high, near - slack, far + slack, picked);
    rc = axis_make(picked, n, low, high, standing, dpi, out, fault);
    free(picked);
    return rc == ST_OK ? close_axis(out, near, far, slack, fault) : rc;
}

/* Is there no separator from @low to @high yet? */
static bool is_free(const struct axis *axis, double low, double high)
{
    for (size_t i = 0; i < axis->n_items; i++) {
        if (axis->items[i].level >= low && axis->items[i].level <= high)
            return false;
    }
    return true;
}

enum status open_make_axes(const struct text_block *block,
                           const struct rule_list *lying,
                           const struct rule_list *standing, int dpi,
                           struct draft *draft, struct fault *fault)
{
    double slack = NEAR_EDGE * block->text_px;
    enum status rc =
        make_axis(lying, block->left, block->right, block->top, block->bottom,
                  slack, false, dpi, &draft->lying, fault);

    if (rc == ST_OK)
        rc = make_axis(standing, block->top, block->bottom, block->left,
                       block->right, slack, true, dpi, &draft->standing, fault);
    /* a rule between header and body stands within the lines' white */
    if (rc == ST_OK && is_free(&draft->lying, block->body_top - block->text_px,
                               block->body_top + block->text_px))
        rc = axis_add_straight(&draft->lying, block->body_top, GRID_GAP, fault);
    for (size_t i = 0; i < block->n_gaps && rc == ST_OK; i++) {
        double from = block->gaps[i].from, to = block->gaps[i].to;
        if (is_free(&draft->standing, from, to))
            rc = axis_add_straight(&draft->standing, (from + to) / 2, GRID_GAP,
                                   fault);
    }
    return rc;
}

int open_count_head(const struct grid *grid, const struct text_block *block)
{
    int rows = 0, wide = grid->n_columns + 1;

    while (rows < grid->n_rows &&
           grid->nodes[(rows + 1) * wide].y < block->body_top + block->text_px)
        rows++;
    return rows;
}

void open_white_edges(struct draft *draft)
{
    size_t n_rows = (size_t)draft_rows(draft);
    size_t n_columns = (size_t)draft_columns(draft);

    for (size_t r = 0; r <= n_rows; r++) {
        for (size_t c = 0; c < n_columns; c++) {
            if (draft->lying.items[r].source == GRID_GAP)
                draft->lying_edges[r * n_columns + c].divides = true;
        }
    }
    for (size_t c = 1; c < n_columns; c++) {
        for (size_t r = 0; r < n_rows; r++) {
            if (draft->standing.items[c].source == GRID_GAP)
                draft->standing_edges[c * n_rows + r].open = true;
        }
    }
}
