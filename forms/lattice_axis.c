/*
 * Separators from rules. Paper bends, so that two rules at one height need not
 * be one line; long rules tell how the paper is bent, and every other rule is
 * brought to its level by them: its place across, were the paper flat. Rules of
 * one level are one separator; where nothing of it is drawn, it runs as its
 * neighbours run.
 */
#include "forms/lattice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Two rules side by side nearer than this are one double rule, in inches. */
static const double DOUBLE_INCH = 0.055;
/* Pieces of one line may differ so much in level, in inches. */
static const double LEVEL_INCH = 0.04;
/* A guide is drawn over this share of the table. */
static const double GUIDE_SHARE = 0.5;
/* A rule may lean so far from its guides, and bend so far, in inches. */
static const double MAX_SLOPE = 0.025;
static const double MAX_REST_INCH = 0.006;
static const double ARC_INCH = 1.2; /* no arc goes on for longer */
enum { MAX_STATIONS = 160, SLOPE_STATIONS = 12 };

static double station(const struct axis *axis, int k)
{
    return axis->first + k * axis->step;
}

/* How far the paper is bent at station @k near @across, by the guides. Returns
 * false when there are none (@skip is left out). */
static bool find_bend(const struct axis *axis, const struct separator *skip,
                      double across, int k, double *bend)
{
    const struct separator *above = NULL, *below = NULL;

    for (size_t i = 0; i < axis->n_items; i++) {
        const struct separator *item = &axis->items[i];
        if (!item->is_guide || item == skip)
            continue;
        double at = item->across[k];
        if (at <= across && (above == NULL || at > above->across[k]))
            above = item;
        if (at > across && (below == NULL || at < below->across[k]))
            below = item;
    }
    if (above == NULL && below == NULL)
        return false;
    if (above == NULL)
        above = below;
    if (below == NULL)
        below = above;
    double upper = above->across[k] - above->level;
    double lower = below->across[k] - below->level;
    double room = below->across[k] - above->across[k];
    double share = room > 0 ? (across - above->across[k]) / room : 0;
    *bend = upper + (lower - upper) * share;
    return true;
}

/* With no guide to follow, a line is carried on by the slope of its end. */
static void carry_on(const struct axis *axis, struct separator *item, int from,
                     int to)
{
    int step = to >= from ? 1 : -1, back = from;
    double slope = 0;

    for (int n = 0; n < SLOPE_STATIONS; n++) {
        int next = back - step;
        if (next < 0 || next >= axis->n_stations || !item->known[next])
            break;
        back = next;
    }
    if (back != from)
        slope = (item->across[from] - item->across[back]) / (from - back);
    for (int k = from + step; k != to + step; k += step)
        item->across[k] = item->across[from] + slope * (k - from);
}

/* How far the separator is off its guides at a known station. */
static double stray(const struct axis *axis, const struct separator *item,
                    int k)
{
    double bend = 0;

    (void)find_bend(axis, item, item->across[k], k, &bend);
    return item->across[k] - item->level - bend;
}

/* Fills stations between known ones @left and @right (-1: none). */
static void fill_between(const struct axis *axis, struct separator *item,
                         int left, int right)
{
    double l = left >= 0 ? stray(axis, item, left) : 0;
    double r = right >= 0 ? stray(axis, item, right) : l;

    if (left < 0)
        l = r;
    int from = left + 1, to = right >= 0 ? right : axis->n_stations;
    for (int k = from; k < to; k++) {
        double share =
            left >= 0 && right >= 0 ? (double)(k - left) / (right - left) : 0;
        double off = l + (r - l) * share, bend = 0;
        (void)find_bend(axis, item, item->level + off, k, &bend);
        /* once more, nearer to where it really is */
        (void)find_bend(axis, item, item->level + off + bend, k, &bend);
        item->across[k] = item->level + off + bend;
    }
}

static void fill_alone(const struct axis *axis, struct separator *item)
{
    int first = 0, last = axis->n_stations - 1;

    while (first < last && !item->known[first])
        first++;
    while (last > first && !item->known[last])
        last--;
    for (int left = first, k = first + 1; k <= last; k++) {
        if (!item->known[k])
            continue;
        for (int m = left + 1; m < k; m++)
            item->across[m] =
                item->across[left] + (item->across[k] - item->across[left]) *
                                         (m - left) / (k - left);
        left = k;
    }
    if (first > 0)
        carry_on(axis, item, first, 0);
    if (last < axis->n_stations - 1)
        carry_on(axis, item, last, axis->n_stations - 1);
}

/* Give the separator a place at every station. */
static void fill(const struct axis *axis, struct separator *item)
{
    double bend;
    int left = -1;

    if (!find_bend(axis, item, item->level, 0, &bend)) {
        fill_alone(axis, item);
        return;
    }
    for (int k = 0; k < axis->n_stations; k++) {
        if (!item->known[k])
            continue;
        if (k > left + 1)
            fill_between(axis, item, left, k);
        left = k;
    }
    if (left >= 0 && left < axis->n_stations - 1)
        fill_between(axis, item, left, -1);
}

/* Its level is its mean place with the bend taken off. */
static void set_level(const struct axis *axis, struct separator *item)
{
    double sum = 0;
    int n = 0;

    for (int k = 0; k < axis->n_stations; k++) {
        double bend = 0;
        if (!item->known[k])
            continue;
        (void)find_bend(axis, item, item->across[k], k, &bend);
        sum += item->across[k] - bend;
        n++;
    }
    item->level = n > 0 ? sum / n : 0;
}

/* How well two separators agree: mean distance where both are drawn, else
 * distance of their levels; INFINITY when they are two. */
static double apart(const struct axis *axis, const struct separator *a,
                    const struct separator *b)
{
    double sum = 0;
    int both = 0, few = 0;

    for (int k = 0; k < axis->n_stations; k++) {
        few += b->known[k];
        if (!a->known[k] || !b->known[k])
            continue;
        sum += fabs(a->across[k] - b->across[k]);
        both++;
    }
    bool side_by_side = both >= 3 && both * 4 >= few;
    double off = side_by_side ? sum / both : fabs(a->level - b->level);
    double limit = side_by_side ? DOUBLE_INCH : LEVEL_INCH;
    return off <= limit * axis->dpi ? off : INFINITY;
}

static void merge(const struct axis *axis, struct separator *into,
                  const struct separator *from)
{
    double off = 0;
    int both = 0;

    for (int k = 0; k < axis->n_stations; k++) {
        if (!from->known[k])
            continue;
        if (into->known[k]) {
            off += fabs(into->across[k] - from->across[k]);
            both++;
            into->across[k] = (into->across[k] + from->across[k]) / 2;
        } else {
            into->across[k] = from->across[k];
            into->known[k] = true;
        }
    }
    if (both > 0)
        into->width = fmax(into->width, off / both + from->width);
    into->ink += from->ink;
    into->start = fmin(into->start, from->start);
    into->end = fmax(into->end, from->end);
}

static bool new_separator(const struct axis *axis, struct separator *out)
{
    size_t n = (size_t)axis->n_stations;

    *out = (struct separator){.source = GRID_RULED};
    out->across = calloc(n, sizeof *out->across);
    out->known = calloc(n, sizeof *out->known);
    return out->across != NULL && out->known != NULL;
}

static void free_separator(struct separator *item)
{
    free(item->across);
    free(item->known);
    *item = (struct separator){0};
}

/* The rule at the stations that it passes. Returns their number. */
static int sample(const struct axis *axis, const struct rule *rule,
                  struct separator *item)
{
    int n = 0;

    for (int k = 0; k < axis->n_stations; k++) {
        double at = station(axis, k);
        item->known[k] = at >= rule_start(rule) - axis->step / 2 &&
                         at <= rule_end(rule) + axis->step / 2;
        item->across[k] = rule_across(rule, at);
        n += item->known[k];
    }
    item->ink = rule->ink;
    item->width = rule->width;
    item->start = rule_start(rule);
    item->end = rule_end(rule);
    return n;
}

/* Does the rule run as the guides around it do? Arcs of seals and slanted
 * strokes do not. */
static bool runs_along(const struct axis *axis, const struct separator *item)
{
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;

    for (int k = 0; k < axis->n_stations; k++) {
        double bend = 0;
        if (!item->known[k])
            continue;
        if (!find_bend(axis, item, item->across[k], k, &bend))
            return true;
        double x = k * axis->step, y = item->across[k] - bend - item->level;
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
        syy += y * y;
    }
    double spread = sxx - sx * sx / n, tie = sxy - sx * sy / n;
    double length = item->end - item->start;
    if (n < 3 || spread <= 0 || length > ARC_INCH * axis->dpi)
        return true;
    double slope = tie / spread;
    double rest = sqrt(fmax(0, syy - sy * sy / n - slope * tie) / n);
    return fabs(slope) <= MAX_SLOPE + 1.5 / length &&
           rest <= MAX_REST_INCH * axis->dpi;
}

static enum status add_rule(struct axis *axis, const struct rule *rule)
{
    struct separator item, *best = NULL;
    double best_off = INFINITY;

    if (!new_separator(axis, &item)) {
        free_separator(&item);
        return ST_NOMEM;
    }
    int n = sample(axis, rule, &item);
    set_level(axis, &item);
    if (n == 0 || !runs_along(axis, &item)) {
        free_separator(&item);
        return ST_OK;
    }
    for (size_t i = 0; i < axis->n_items; i++) {
        double off = apart(axis, &axis->items[i], &item);
        if (off < best_off) {
            best_off = off;
            best = &axis->items[i];
        }
    }
    if (best != NULL) {
        merge(axis, best, &item);
        fill(axis, best);
        free_separator(&item);
        return ST_OK;
    }
    item.is_guide = n >= GUIDE_SHARE * axis->n_stations || axis->n_items == 0;
    fill(axis, &item);
    axis->items[axis->n_items++] = item;
    return ST_OK;
}

static int by_length(const void *a, const void *b)
{
    const struct rule *const *l = a, *const *r = b;
    double left = rule_end(*l) - rule_start(*l);
    double right = rule_end(*r) - rule_start(*r);

    return (left < right) - (left > right);
}

static int by_level(const void *a, const void *b)
{
    const struct separator *l = a, *r = b;

    return (l->level > r->level) - (l->level < r->level);
}

enum status axis_make(const struct rule *const *rules, size_t n_rules,
                      double low, double high, bool standing, int dpi,
                      struct axis *out, struct fault *fault)
{
    const struct rule **order = calloc(n_rules + 1, sizeof *order);
    enum status rc = ST_OK;

    *out = (struct axis){.standing = standing, .first = low, .dpi = dpi};
    out->n_stations = (int)((high - low) / RULE_STEP_PX) + 1;
    if (out->n_stations > MAX_STATIONS)
        out->n_stations = MAX_STATIONS;
    if (out->n_stations < 2)
        out->n_stations = 2;
    out->step = (high - low) / (out->n_stations - 1);
    out->items = calloc(n_rules + 1, sizeof *out->items);
    if (order == NULL || out->items == NULL)
        rc = ST_NOMEM;
    for (size_t i = 0; i < n_rules && rc == ST_OK; i++)
        order[i] = rules[i];
    if (rc == ST_OK && n_rules > 0)
        qsort(order, n_rules, sizeof *order, by_length);
    for (size_t i = 0; i < n_rules && rc == ST_OK; i++)
        rc = add_rule(out, order[i]);
    free(order);
    if (rc != ST_OK) {
        axis_clear(out);
        return fault_set(fault, rc, "grid: separators of %zu rules", n_rules);
    }
    for (size_t i = 0; i < out->n_items; i++)
        fill(out, &out->items[i]);
    qsort(out->items, out->n_items, sizeof *out->items, by_level);
    return ST_OK;
}

void axis_clear(struct axis *axis)
{
    for (size_t i = 0; i < axis->n_items; i++)
        free_separator(&axis->items[i]);
    free(axis->items);
    *axis = (struct axis){0};
}

double axis_across(const struct axis *axis, size_t item, double along)
{
    const double *across = axis->items[item].across;
    double at = (along - axis->first) / axis->step;
    int k = (int)floor(at);

    if (k < 0)
        return across[0];
    if (k >= axis->n_stations - 1)
        return across[axis->n_stations - 1];
    return across[k] + (across[k + 1] - across[k]) * (at - k);
}

/* One more separator, zeroed, at the end; NULL without memory. */
static struct separator *grow(struct axis *axis, struct fault *fault)
{
    struct separator item;
    struct separator *items =
        realloc(axis->items, (axis->n_items + 1) * sizeof *items);

    if (items != NULL)
        axis->items = items;
    if (items == NULL || !new_separator(axis, &item)) {
        if (items != NULL)
            free_separator(&item);
        (void)fault_set(fault, ST_NOMEM, "grid: one more separator");
        return NULL;
    }
    items[axis->n_items++] = item;
    return &items[axis->n_items - 1];
}

enum status axis_add_between(struct axis *axis, size_t low, size_t high,
                             double share, enum grid_source source,
                             struct fault *fault)
{
    struct separator *item = grow(axis, fault);

    if (item == NULL)
        return ST_NOMEM;
    const struct separator *a = &axis->items[low], *b = &axis->items[high];
    for (int k = 0; k < axis->n_stations; k++)
        item->across[k] = a->across[k] + (b->across[k] - a->across[k]) * share;
    item->level = a->level + (b->level - a->level) * share;
    item->width = source == GRID_RULED ? 2 : 0;
    item->start = fmax(a->start, b->start);
    item->end = fmin(a->end, b->end);
    item->source = source;
    qsort(axis->items, axis->n_items, sizeof *axis->items, by_level);
    return ST_OK;
}

enum status axis_add_beside(struct axis *axis, size_t like, double off,
                            enum grid_source source, struct fault *fault)
{
    struct separator *item = grow(axis, fault);

    if (item == NULL)
        return ST_NOMEM;
    const struct separator *model = &axis->items[like];
    for (int k = 0; k < axis->n_stations; k++)
        item->across[k] = model->across[k] + off;
    item->level = model->level + off;
    item->width = model->width;
    item->start = model->start;
    item->end = model->end;
    item->source = source;
    qsort(axis->items, axis->n_items, sizeof *axis->items, by_level);
    return ST_OK;
}

enum status axis_add_straight(struct axis *axis, double level,
                              enum grid_source source, struct fault *fault)
{
    struct separator *item = grow(axis, fault);

    if (item == NULL)
        return ST_NOMEM;
    item->level = level;
    item->source = source;
    item->start = axis->first;
    item->end = station(axis, axis->n_stations - 1);
    for (int k = 0; k < axis->n_stations; k++) {
        double bend = 0;
        (void)find_bend(axis, item, level, k, &bend);
        item->across[k] = level + bend;
    }
    qsort(axis->items, axis->n_items, sizeof *axis->items, by_level);
    return ST_OK;
}

void axis_remove(struct axis *axis, size_t item)
{
    free_separator(&axis->items[item]);
    memmove(&axis->items[item], &axis->items[item + 1],
            (axis->n_items - item - 1) * sizeof *axis->items);
    axis->n_items--;
}

struct scan_point lattice_node(const struct axis *lying, size_t row,
                               const struct axis *standing, size_t column)
{
    double x = standing->items[column].level, y = 0;

    /* each line is nearly straight, so that this settles at once */
    for (int n = 0; n < 4; n++) {
        y = axis_across(lying, row, x);
        x = axis_across(standing, column, y);
    }
    return (struct scan_point){x, y};
}
