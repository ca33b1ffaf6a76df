/*
 * Which rules make one table: those that cross, found by union and find. A
 * group that lies inside of another belongs to it (a broken table falls into
 * pieces), unless the outer one is no more than a frame.
 */
#include "forms/lattice.h"

#include <math.h>
#include <stdlib.h>

/* A rule may end so far before the rule that it should meet, in inches. */
static const double REACH_INCH = 0.09;

/* A rule that meets no other belongs to the table around it when it is so long
 * against it; shorter ones are underlines. */
static const double LONE_SHARE = 0.3;

/* While grouping, lying rules come first, then the standing ones. */
struct member {
    const struct rule *rule;
    size_t parent;
    bool standing;
};

static size_t find_root(struct member *members, size_t i)
{
    while (members[i].parent != i) {
        members[i].parent = members[members[i].parent].parent;
        i = members[i].parent;
    }
    return i;
}

static bool within(double value, double low, double high, double slack)
{
    return value >= low - slack && value <= high + slack;
}

static bool cross(const struct rule *lying, const struct rule *standing,
                  double reach)
{
    double y = rule_across(lying, standing->points[0].y);
    double x = rule_across(standing, y);

    y = rule_across(lying, x);
    return within(x, rule_start(lying), rule_end(lying), reach) &&
           within(y, rule_start(standing), rule_end(standing), reach);
}

static void join_crossing(struct member *members, size_t n_lying, size_t n,
                          double reach)
{
    for (size_t i = 0; i < n_lying; i++) {
        for (size_t k = n_lying; k < n; k++) {
            if (cross(members[i].rule, members[k].rule, reach))
                members[find_root(members, k)].parent = find_root(members, i);
        }
    }
}

static void widen(struct rule_group *group, const struct rule *rule,
                  bool standing)
{
    for (size_t i = 0; i < rule->n_points; i++) {
        double x = standing ? rule->points[i].y : rule->points[i].x;
        double y = standing ? rule->points[i].x : rule->points[i].y;
        group->left = fmin(group->left, x);
        group->right = fmax(group->right, x);
        group->top = fmin(group->top, y);
        group->bottom = fmax(group->bottom, y);
    }
}

static void add_to_group(struct rule_group *group, const struct member *member)
{
    if (member->standing)
        group->standing[group->n_standing++] = member->rule;
    else
        group->lying[group->n_lying++] = member->rule;
    widen(group, member->rule, member->standing);
}

static void free_group(struct rule_group *group)
{
    free(group->lying);
    free(group->standing);
    *group = (struct rule_group){0};
}

/* An empty group with room for all rules. */
static bool new_group(struct rule_group *group, size_t n_lying,
                      size_t n_standing)
{
    *group = (struct rule_group){.left = INFINITY,
                                 .top = INFINITY,
                                 .right = -INFINITY,
                                 .bottom = -INFINITY};
    group->lying = calloc(n_lying + 1, sizeof *group->lying);
    group->standing = calloc(n_standing + 1, sizeof *group->standing);
    return group->lying != NULL && group->standing != NULL;
}

/* One group for each root that has rules of both directions. */
static bool collect(struct member *members, size_t n_lying, size_t n,
                    struct rule_groups *out)
{
    out->groups = calloc(n + 1, sizeof *out->groups);
    if (out->groups == NULL)
        return false;
    for (size_t root = 0; root < n; root++) {
        struct rule_group *group = &out->groups[out->n_groups];
        if (find_root(members, root) != root)
            continue;
        out->n_groups++;
        if (!new_group(group, n_lying, n - n_lying))
            return false;
        for (size_t i = 0; i < n; i++) {
            if (find_root(members, i) == root)
                add_to_group(group, &members[i]);
        }
        if (group->n_lying == 0 || group->n_standing == 0) {
            free_group(group);
            out->n_groups--;
        }
    }
    return true;
}

/* No more than the four sides of a box. */
static bool is_frame(const struct rule_group *group)
{
    return group->n_lying <= 2 && group->n_standing <= 2;
}

/* Is the rule inside of the group, and a good part of it? */
static bool belongs(const struct rule_group *group, const struct rule *rule,
                    bool standing)
{
    double from = standing ? group->top : group->left;
    double to = standing ? group->bottom : group->right;
    double low = standing ? group->left : group->top;
    double high = standing ? group->right : group->bottom;
    double start = rule_start(rule), end = rule_end(rule);
    double middle = rule_across(rule, (start + end) / 2);

    return start >= from && end <= to && middle > low && middle < high &&
           end - start >= LONE_SHARE * (to - from);
}

/* A rule that meets no other, be it for the gaps in them all, is in no group:
 * it goes to the one that it lies in. */
static void add_lone(struct member *members, size_t n, struct rule_groups *all)
{
    for (size_t i = 0; i < n; i++) {
        size_t n_kin = 0;
        for (size_t k = 0; k < n; k++)
            n_kin += find_root(members, k) == find_root(members, i);
        for (size_t g = 0; g < all->n_groups && n_kin == 1; g++) {
            struct rule_group *group = &all->groups[g];
            if (is_frame(group) ||
                !belongs(group, members[i].rule, members[i].standing))
                continue;
            add_to_group(group, &members[i]);
            break;
        }
    }
}

/* Does a rule run along a side of the group, from corner to corner? */
static bool has_side(const struct rule *const *rules, size_t n_rules,
                     double level, double from, double to, double slack)
{
    for (size_t i = 0; i < n_rules; i++) {
        double middle = rule_across(rules[i], (from + to) / 2);
        if (fabs(middle - level) <= slack &&
            rule_start(rules[i]) <= from + slack &&
            rule_end(rules[i]) >= to - slack)
            return true;
    }
    return false;
}

/* A group with rules on all four sides is a table of its own, wherever it
 * stands. */
static bool is_closed(const struct rule_group *group, double slack)
{
    return has_side(group->lying, group->n_lying, group->top, group->left,
                    group->right, slack) &&
           has_side(group->lying, group->n_lying, group->bottom, group->left,
                    group->right, slack) &&
           has_side(group->standing, group->n_standing, group->left, group->top,
                    group->bottom, slack) &&
           has_side(group->standing, group->n_standing, group->right,
                    group->top, group->bottom, slack);
}

/* The middle of @inner is inside of @outer, and so is most of its size. */
static bool holds(const struct rule_group *outer,
                  const struct rule_group *inner)
{
    double w =
        fmin(outer->right, inner->right) - fmax(outer->left, inner->left);
    double h =
        fmin(outer->bottom, inner->bottom) - fmax(outer->top, inner->top);

    return w >= 0.8 * (inner->right - inner->left) &&
           h >= 0.8 * (inner->bottom - inner->top);
}

static void move_rules(struct rule_group *from, struct rule_group *to)
{
    for (size_t i = 0; i < from->n_lying; i++)
        add_to_group(to, &(struct member){.rule = from->lying[i]});
    for (size_t i = 0; i < from->n_standing; i++)
        add_to_group(
            to, &(struct member){.rule = from->standing[i], .standing = true});
    free_group(from);
}

static void swallow_inner(struct rule_groups *all, double slack)
{
    for (size_t i = 0; i < all->n_groups; i++) {
        for (size_t k = 0; k < all->n_groups; k++) {
            struct rule_group *outer = &all->groups[i];
            struct rule_group *inner = &all->groups[k];
            if (i != k && outer->lying != NULL && inner->lying != NULL &&
                !is_frame(outer) && holds(outer, inner) &&
                !is_closed(inner, slack))
                move_rules(inner, outer);
        }
    }
}

static int by_place(const void *a, const void *b)
{
    const struct rule_group *l = a, *r = b;

    /* tables side by side stand in one line when they overlap by half */
    if (l->bottom < (r->top + r->bottom) / 2 &&
        (l->top + l->bottom) / 2 < r->top)
        return -1;
    if (r->bottom < (l->top + l->bottom) / 2 &&
        (r->top + r->bottom) / 2 < l->top)
        return 1;
    return (l->left > r->left) - (l->left < r->left);
}

/* Drops what was moved away and what cannot be a table. */
static void keep_tables(struct rule_groups *all)
{
    size_t kept = 0;

    for (size_t i = 0; i < all->n_groups; i++) {
        struct rule_group *group = &all->groups[i];
        if (group->n_lying + group->n_standing >= 3)
            all->groups[kept++] = *group;
        else
            free_group(group);
    }
    all->n_groups = kept;
    if (kept > 0)
        qsort(all->groups, kept, sizeof *all->groups, by_place);
}

enum status lattice_group_rules(const struct rule_list *lying,
                                const struct rule_list *standing, int dpi,
                                struct rule_groups *out, struct fault *fault)
{
    size_t n = lying->n_rules + standing->n_rules;
    struct member *members = calloc(n + 1, sizeof *members);

    *out = (struct rule_groups){0};
    if (members == NULL)
        return fault_set(fault, ST_NOMEM, "grid: %zu rules", n);
    for (size_t i = 0; i < n; i++) {
        bool stands = i >= lying->n_rules;
        members[i] = (struct member){
            stands ? &standing->rules[i - lying->n_rules] : &lying->rules[i], i,
            stands};
    }
    join_crossing(members, lying->n_rules, n, REACH_INCH * dpi);
    bool done = collect(members, lying->n_rules, n, out);
    if (done)
        add_lone(members, n, out);
    free(members);
    if (!done) {
        rule_groups_clear(out);
        return fault_set(fault, ST_NOMEM, "grid: groups of %zu rules", n);
    }
    swallow_inner(out, REACH_INCH * dpi);
    keep_tables(out);
    return ST_OK;
}

void rule_groups_clear(struct rule_groups *groups)
{
    for (size_t i = 0; i < groups->n_groups; i++)
        free_group(&groups->groups[i]);
    free(groups->groups);
    *groups = (struct rule_groups){0};
}
