/*
 * Tables below one another. Their frames often stand in one line, so that a
 * rule of the upper one, followed over its break, goes on as a rule of the
 * lower one. It is a break for all of them at once, from the last lying rule of
 * the upper table to the first of the lower one, while print that is broken or
 * faint breaks anywhere.
 */
#include "forms/rule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A frame's corner: its rules meet so near, in inches. */
static const double CORNER_INCH = 0.08;
/* Two tables are so far apart, in inches: no rule is followed over more. */
static const double LEAST_GAP_INCH = 0.06, MOST_GAP_INCH = 0.45;
/* Of a standing rule, so little is drawn between two tables, and so much of
 * the frame's own within so many inches of them. */
static const double MOST_BETWEEN = 0.12;
static const double LEAST_BESIDE = 0.8;
static const double BESIDE_INCH = 0.12;
/* The blurred edge of a lying rule. */
static const double CLEAR_PX = 2;

/* The white strip that may part two tables: from @above to @below, which both
 * reach from @left to @right. */
struct strip {
    const struct rule *above, *below;
    double left, right;
};

/* Standing rules that pass a strip, and whether its sides are frames. */
struct passage {
    size_t n_passing, n_broken;
    bool left, right;
};

/* What of @rule is drawn from @from to @to along. */
static double drawn_share(const struct rule_plane *plane,
                          const struct rule *rule, double from, double to)
{
    struct rule_view view = {0};
    int slack = rule->width < 3 ? 2 : 1; /* its own middle, no neighbour */

    for (double at = from; at < to; at += RULE_STEP_PX) {
        double next = fmin(at + RULE_STEP_PX, to);
        struct scan_point a = {at, rule_across(rule, at)};
        struct scan_point b = {next, rule_across(rule, next)};
        rule_look(plane, a, b, slack, &view);
    }
    return view.length > 0 ? view.drawn / view.length : 0;
}

/* Where the strip starts and ends on a standing rule, clear of the lying rules;
 * false when the rule does not pass it. */
static bool find_span(const struct strip *strip, const struct rule *rule,
                      double *from, double *to)
{
    double x = rule_across(rule, rule_start(rule));

    for (int n = 0; n < 2; n++) {
        *from = rule_across(strip->above, x);
        x = rule_across(rule, *from);
    }
    *to = rule_across(strip->below, x);
    if (rule_start(rule) >= *from || rule_end(rule) <= *to)
        return false;
    *from += strip->above->width / 2 + CLEAR_PX;
    *to -= strip->below->width / 2 + CLEAR_PX;
    return *to > *from;
}

/* Does the rule run into the lying rules at both sides of the strip? */
static bool is_frame(const struct strip *strip, const struct rule_plane *plane,
                     const struct rule *rule, double from, double to)
{
    double beside = BESIDE_INCH * plane->dpi;
    double up = from - CLEAR_PX - strip->above->width / 2;
    double down = to + CLEAR_PX + strip->below->width / 2;

    return drawn_share(plane, rule, up - beside, up) >= LEAST_BESIDE &&
           drawn_share(plane, rule, down, down + beside) >= LEAST_BESIDE;
}

static bool is_near(double a, double b, double slack)
{
    return fabs(a - b) <= slack;
}

/* Is it the side of the table above, and ends with it, or of the one below? */
static bool is_corner(const struct strip *strip, const struct rule *rule,
                      bool right, double slack)
{
    double above = right ? rule_end(strip->above) : rule_start(strip->above);
    double below = right ? rule_end(strip->below) : rule_start(strip->below);
    double foot = rule_end(rule), head = rule_start(rule);

    return (is_near(rule_across(rule, foot), above, slack) &&
            is_near(foot, rule_across(strip->above, above), slack)) ||
           (is_near(rule_across(rule, head), below, slack) &&
            is_near(head, rule_across(strip->below, below), slack));
}

/* Counts what the standing rules do in the strip. */
static struct passage count_passage(const struct strip *strip,
                                    const struct rule_plane *plane,
                                    const struct rule_list *standing)
{
    double corner = CORNER_INCH * plane->dpi;
    struct passage passage = {0};

    for (size_t i = 0; i < standing->n_rules; i++) {
        const struct rule *rule = &standing->rules[i];
        double from, to;
        passage.left |= is_corner(strip, rule, false, corner);
        passage.right |= is_corner(strip, rule, true, corner);
        if (!find_span(strip, rule, &from, &to))
            continue;
        double x = rule_across(rule, (from + to) / 2);
        if (x < strip->left - corner || x > strip->right + corner)
            continue;
        bool broken = drawn_share(plane, rule, from, to) <= MOST_BETWEEN;
        bool framed = broken && is_frame(strip, plane, rule, from, to);
        passage.n_passing++;
        passage.n_broken += broken;
        passage.left |= framed && x <= strip->left + corner;
        passage.right |= framed && x >= strip->right - corner;
    }
    return passage;
}

/* Is the strip framed at both sides, with a break in both frames and in most
 * rules between? Not in all: the heading between two tables may have a stroke
 * where a rule would be. */
static bool parts_tables(const struct strip *strip,
                         const struct rule_plane *plane,
                         const struct rule_list *standing)
{
    struct passage passage = count_passage(strip, plane, standing);

    return passage.left && passage.right &&
           2 * passage.n_broken > passage.n_passing;
}

/* The strip between two lying rules; false when they cannot bound one. */
static bool make_strip(const struct rule *above, const struct rule *below,
                       int dpi, struct strip *strip)
{
    strip->above = above;
    strip->below = below;
    strip->left = fmax(rule_start(above), rule_start(below));
    strip->right = fmin(rule_end(above), rule_end(below));
    double middle = (strip->left + strip->right) / 2;
    double gap = rule_across(below, middle) - rule_across(above, middle);

    return strip->left < strip->right && gap >= LEAST_GAP_INCH * dpi &&
           gap <= MOST_GAP_INCH * dpi;
}

/* The part of @rule from @from to @to along; no points without memory. */
static struct rule part_of(const struct rule *rule, double from, double to)
{
    struct rule part = *rule;

    part.points = calloc(rule->n_points + 2, sizeof *part.points);
    part.n_points = 0;
    for (size_t i = 0; part.points != NULL && i < rule->n_points; i++) {
        if (rule->points[i].x >= from && rule->points[i].x <= to)
            part.points[part.n_points++] = rule->points[i];
    }
    if (part.n_points > 1)
        part.ink *= (rule_end(&part) - rule_start(&part)) /
                    (rule_end(rule) - rule_start(rule));
    return part;
}

/* Puts the pieces above and below in the place of rule @item. */
static bool cut_rule(struct rule_list *list, size_t item, double from,
                     double to)
{
    struct rule *rules =
        realloc(list->rules, (list->n_rules + 1) * sizeof *rules);

    if (rules == NULL)
        return false;
    list->rules = rules;
    struct rule whole = rules[item];
    struct rule above = part_of(&whole, rule_start(&whole), from);
    struct rule below = part_of(&whole, to, rule_end(&whole));
    if (above.n_points < 2 || below.n_points < 2) {
        /* a mere stub on one side: leave the rule as it is */
        bool fine = above.points != NULL && below.points != NULL;
        free(above.points);
        free(below.points);
        return fine;
    }
    free(whole.points);
    rules[item] = above;
    rules[list->n_rules++] = below;
    return true;
}

static bool cut_all(const struct strip *strip, const struct rule_plane *plane,
                    struct rule_list *standing)
{
    size_t n = standing->n_rules;
    double corner = CORNER_INCH * plane->dpi;

    for (size_t i = 0; i < n; i++) {
        const struct rule *rule = &standing->rules[i];
        double from, to;
        if (!find_span(strip, rule, &from, &to))
            continue;
        double x = rule_across(rule, (from + to) / 2);
        if (x >= strip->left - corner && x <= strip->right + corner &&
            !cut_rule(standing, i, from, to))
            return false;
    }
    return true;
}

enum status rule_part_tables(const struct rule_list *lying,
                             const struct rule_plane *plane,
                             struct rule_list *standing, struct fault *fault)
{
    for (size_t a = 0; a < lying->n_rules; a++) {
        for (size_t b = 0; b < lying->n_rules; b++) {
            struct strip strip;
            if (a == b ||
                !make_strip(&lying->rules[a], &lying->rules[b], plane->dpi,
                            &strip) ||
                !parts_tables(&strip, plane, standing))
                continue;
            if (!cut_all(&strip, plane, standing))
                return fault_set(fault, ST_NOMEM, "grid: parting tables");
        }
    }
    return ST_OK;
}
