/*
 * From pieces to rules. Pieces are taken in the order of their starts; each is
 * given to the rule whose end, carried on by its own slope, it meets best.
 */
#include "forms/rule.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Breaks that a rule is followed over, in inches. Wider ones are joined later,
 * by the lattice, which knows more. */
static const double MAX_BREAK_INCH = 0.35;
/* The slope of a rule's end is measured over so many inches, and believed in
 * full only when there are so many. */
static const double SLOPE_INCH = 1.0;
static const double TRUST_INCH = 0.3;
/* A rule misses its own continuation by so many px, and so many px a px. */
static const double MISS_PX = 2.0;
static const double MISS_SLOPE = 0.02;
/* Shorter rules are strokes of writing; thinner drawn ones are chance. */
static const double MIN_LENGTH_INCH = 0.3;
static const double MIN_DRAWN = 0.35;

double rule_start(const struct rule *rule)
{
    return rule->points[0].x;
}

double rule_end(const struct rule *rule)
{
    return rule->points[rule->n_points - 1].x;
}

double rule_across(const struct rule *rule, double along)
{
    size_t low = 0, high = rule->n_points - 1;

    if (along <= rule->points[low].x)
        return rule->points[low].y;
    if (along >= rule->points[high].x)
        return rule->points[high].y;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (rule->points[middle].x <= along)
            low = middle;
        else
            high = middle;
    }
    struct scan_point a = rule->points[low], b = rule->points[high];
    return a.y + (b.y - a.y) * (along - a.x) / (b.x - a.x);
}

void rule_list_clear(struct rule_list *list)
{
    for (size_t i = 0; i < list->n_rules; i++)
        free(list->rules[i].points);
    free(list->rules);
    *list = (struct rule_list){0};
}

/* Least squares over the last inch; drawn to 0 where there is little to see. */
static double end_slope(const struct rule *rule, int dpi)
{
    double end = rule_end(rule), from = end - SLOPE_INCH * dpi;
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;

    for (size_t i = rule->n_points; i-- > 0 && rule->points[i].x >= from;) {
        double x = rule->points[i].x - end, y = rule->points[i].y;
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
    }
    double spread = n * sxx - sx * sx;
    double length = end - fmax(from, rule_start(rule));
    if (spread <= 0)
        return 0;
    return (n * sxy - sx * sy) / spread * length / (length + TRUST_INCH * dpi);
}

/* How badly @next continues @rule, px; DBL_MAX when it does not. */
static double misfit(const struct rule *rule, const struct rule *next, int dpi)
{
    double gap = rule_start(next) - rule_end(rule);

    if (gap < -RULE_STEP_PX || gap > MAX_BREAK_INCH * dpi)
        return DBL_MAX;
    const struct scan_point *end = &rule->points[rule->n_points - 1];
    double off = fabs(next->points[0].y - end->y - gap * end_slope(rule, dpi));
    double width = (rule->width + next->width) / 2;
    if (off > MISS_PX + MISS_SLOPE * fabs(gap) + width / 4)
        return DBL_MAX;
    return fabs(gap) + 8 * off;
}

/* Moves the points of @next to the end of @rule. */
static enum status append(struct rule *rule, struct rule *next)
{
    size_t n = rule->n_points + next->n_points;
    struct scan_point *points = realloc(rule->points, n * sizeof *points);

    if (points == NULL)
        return ST_NOMEM;
    rule->points = points;
    size_t skip = 0;
    while (skip < next->n_points && next->points[skip].x <= rule_end(rule))
        skip++;
    memcpy(points + rule->n_points, next->points + skip,
           (next->n_points - skip) * sizeof *points);
    rule->n_points += next->n_points - skip;
    rule->width = (rule->width * rule->ink + next->width * next->ink) /
                  (rule->ink + next->ink);
    rule->ink += next->ink;
    free(next->points);
    next->points = NULL;
    return ST_OK;
}

static bool is_rule(const struct rule *rule, int dpi)
{
    double length = rule_end(rule) - rule_start(rule);

    return length >= MIN_LENGTH_INCH * dpi && rule->ink >= MIN_DRAWN * length;
}

/* Drops what is no rule. */
static void keep_rules(struct rule_list *list, int dpi)
{
    size_t kept = 0;

    for (size_t i = 0; i < list->n_rules; i++) {
        if (is_rule(&list->rules[i], dpi))
            list->rules[kept++] = list->rules[i];
        else
            free(list->rules[i].points);
    }
    list->n_rules = kept;
}

enum status rule_trace(struct rule_list *segments, int dpi,
                       struct rule_list *out, struct fault *fault)
{
    struct rule *rules = segments->rules;
    size_t n = 0;
    enum status rc = ST_OK;

    /* the rules grow in front of the pieces that are still to come */
    for (size_t i = 0; i < segments->n_rules; i++) {
        struct rule next = rules[i];
        double best = DBL_MAX;
        size_t at = n;
        rules[i] = (struct rule){0};
        for (size_t k = 0; k < n && rc == ST_OK; k++) {
            double miss = misfit(&rules[k], &next, dpi);
            if (miss < best) {
                best = miss;
                at = k;
            }
        }
        if (at < n && rc == ST_OK)
            rc = append(&rules[at], &next);
        if (next.points != NULL)
            rules[n++] = next;
    }
    *out = (struct rule_list){rules, n};
    *segments = (struct rule_list){0};
    if (rc != ST_OK) {
        rule_list_clear(out);
        return fault_set(fault, rc, "grid: joining %zu pieces of rules", n);
    }
    keep_rules(out, dpi);
    return ST_OK;
}
