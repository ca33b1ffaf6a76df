/*
 * The rules of a drawn table. Where a rule is broken is settled by its place on
 * the paper alone, so that cells which share a border break it in the same
 * places.
 */
#include "forms/print_draw.h"

#include <math.h>

enum { ACROSS = 1, DOWN = 2 };
/* The rule between lists side by side, in the width of the others. */
static const double LIST_RULE = 3;

struct rule {
    int way;             /* ACROSS or DOWN */
    double at, from, to; /* y of a rule across, x of one down; its ends */
    double width;
};

static void stroke(cairo_t *cr, const struct rule *rule, double from,
                   double to)
{
    if (to <= from)
        return;
    cairo_set_line_width(cr, rule->width);
    if (rule->way == ACROSS) {
        cairo_move_to(cr, from, rule->at);
        cairo_line_to(cr, to, rule->at);
    } else {
        cairo_move_to(cr, rule->at, from);
        cairo_line_to(cr, rule->at, to);
    }
    cairo_stroke(cr);
}

static void draw_rule(const struct print_job *job, struct rule rule)
{
    double share = job->style.broken_share, at = 0, whole, gap;
    struct print_random random = print_random_new(
        job->style.seed, (uint64_t)llround(rule.at * 16) * 4 +
                             (uint64_t)rule.way);

    if (share <= 0) {
        stroke(job->cr, &rule, rule.from, rule.to);
        return;
    }
    while (at < rule.to) {
        gap = print_random_between(&random, 1.5, 7);
        whole = gap * (1 - share) / share *
                print_random_between(&random, 0.3, 1.7);
        stroke(job->cr, &rule, fmax(at, rule.from), fmin(at + whole, rule.to));
        at += whole + gap;
    }
}

static void box_rules(const struct print_job *job, struct print_box box)
{
    double width = job->style.rule_points;

    draw_rule(job, (struct rule){ACROSS, box.y, box.x, box.x + box.w, width});
    draw_rule(job, (struct rule){ACROSS, box.y + box.h, box.x, box.x + box.w,
                                 width});
    draw_rule(job, (struct rule){DOWN, box.x, box.y, box.y + box.h, width});
    draw_rule(job,
              (struct rule){DOWN, box.x + box.w, box.y, box.y + box.h, width});
}

static void body_row_rule(const struct print_job *job, int row)
{
    const struct print_layout *layout = &job->layout;
    static const double dots[] = {1.2, 1.8};
    bool dotted = job->style.rules == FORM_RULES_DOTTED;

    if (job->style.rules == FORM_RULES_HALF)
        return;
    if (dotted)
        cairo_set_dash(job->cr, dots, 2, 0);
    draw_rule(job, (struct rule){ACROSS, layout->y[row], layout->x[0],
                                 layout->x[layout->n_columns],
                                 job->style.rule_points});
    cairo_set_dash(job->cr, NULL, 0, 0);
}

/* The border between the total row and the others is always ruled. */
static void total_rule(const struct print_job *job, int border)
{
    const struct print_layout *layout = &job->layout;
    struct rule rule = {ACROSS, layout->y[border], layout->x[0],
                        layout->x[layout->n_columns], job->style.rule_points};

    draw_rule(job, rule);
    if (job->style.double_total) {
        rule.at -= 2.2;
        draw_rule(job, rule);
    }
}

static bool borders_total(const struct print_job *job, int border)
{
    if (job->fill == NULL)
        return false;
    return print_row_is_total(job->form, job->fill, (size_t)border) !=
           print_row_is_total(job->form, job->fill, (size_t)border - 1);
}

static void frame(const struct print_job *job)
{
    const struct print_layout *layout = &job->layout;
    double left = layout->x[0], right = layout->x[layout->n_columns];
    double top = layout->top, bottom = layout->y[layout->n_rows];
    double width = job->style.thick_frame
                       ? fmax(1.6, 2.4 * job->style.rule_points)
                       : job->style.rule_points;

    cairo_set_line_cap(job->cr, CAIRO_LINE_CAP_SQUARE);
    draw_rule(job, (struct rule){ACROSS, top, left, right, width});
    draw_rule(job, (struct rule){ACROSS, bottom, left, right, width});
    draw_rule(job, (struct rule){DOWN, left, top, bottom, width});
    draw_rule(job, (struct rule){DOWN, right, top, bottom, width});
    cairo_set_line_cap(job->cr, CAIRO_LINE_CAP_BUTT);
}

/* As books set tables: where it begins, where its body begins, and its end. */
static void draw_three_rules(const struct print_job *job)
{
    const struct print_layout *layout = &job->layout;
    double at[] = {layout->top, layout->y[0], layout->y[layout->n_rows]};

    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        draw_rule(job, (struct rule){ACROSS, at[i], layout->x[0],
                                     layout->x[layout->n_columns],
                                     job->style.rule_points});
}

static void draw_lattice(const struct print_job *job)
{
    const struct print_layout *layout = &job->layout;
    double width = job->style.rule_points;
    double left = layout->x[0], right = layout->x[layout->n_columns];

    for (size_t i = 0; i < layout->n_headers; i++)
        box_rules(job, layout->headers[i].box);
    draw_rule(job, (struct rule){ACROSS, layout->number_top, left, right,
                                 width});
    draw_rule(job,
              (struct rule){ACROSS, layout->y[0], left, right, width});
    for (size_t i = 1; i < layout->n_columns; i++)
        draw_rule(job, (struct rule){DOWN, layout->x[i], layout->number_top,
                                     layout->y[layout->n_rows], width});
    for (size_t i = 1; i < layout->n_columns; i++)
        if (job->form->columns[i].list != job->form->columns[i - 1].list)
            draw_rule(job, (struct rule){DOWN, layout->x[i], layout->top,
                                         layout->y[layout->n_rows],
                                         LIST_RULE * width});
    for (int row = 1; row < layout->n_rows; row++) {
        if (borders_total(job, row))
            total_rule(job, row);
        else
            body_row_rule(job, row);
    }
    frame(job);
}

void print_draw_rules(const struct print_job *job)
{
    double grey = job->style.rule_grey;

    cairo_set_source_rgb(job->cr, grey, grey, grey);
    if (job->style.rules == FORM_RULES_LYING)
        draw_three_rules(job);
    else if (job->style.rules != FORM_RULES_NONE)
        draw_lattice(job);
}
