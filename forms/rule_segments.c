/*
 * Pieces of rules, followed through what runs on: the plane is cut across at
 * every station, each cut of ink is given to the piece that reached it, and a
 * piece ends where no ink carries on. Two lines that touch somewhere stay two.
 * Black borders and filled boxes are told by their thickness, lines of a
 * marker's colour by what the marker goes through elsewhere.
 */
#include "forms/rule.h"

#include <math.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

/* Thicker than this is a bar, a border or a blot, in parts of an inch. */
static const double MAX_WIDTH_INCH = 0.07;
/* From one station to the next a rule moves at most so many px across. */
static const double MAX_MOVE_PX = 2.0;

/* A coloured line strikes writing when this share of it has writing at both
 * sides: so close, in inches, not counting its own seam. */
static const double MAX_STRUCK = 0.12;
static const double BESIDE_INCH = 0.04;
/* A colour's veil is so much wider than the colour, at either side. */
static const double VEIL_INCH = 0.02;
/* A pen marks writing when so much of what it drew lies in pieces that pass
 * through writing for so much of their way. */
static const double MOSTLY = 0.6;
static const double PASSES = 0.05;
enum { SEAM_PX = 2 };
/* Parts of the colour circle; a pen's hue is known to one of them. */
enum { HUES = 18 };

/* All pieces so far, and which of them still run on. */
struct sweep {
    struct rule_list *list;
    size_t room;
    size_t *open; /* indices into the list, in order across */
    size_t n_open;
};

/* Ink cut across: from @top to @bottom, both inked. */
struct cut {
    int top, bottom;
};

static double middle_of(struct cut cut)
{
    return (cut.top + cut.bottom) / 2.0;
}

/* The first cut of ink in column @x at or below @y; false at the end. */
static bool next_cut(const struct rule_plane *plane, int x, int y,
                     struct cut *cut)
{
    const l_uint32 *data = pixGetData(plane->runs) + (x >> 5);
    int wpl = pixGetWpl(plane->runs);
    l_uint32 bit = 0x80000000u >> (x & 31);

    while (y < plane->across && (data[(ptrdiff_t)y * wpl] & bit) == 0)
        y++;
    if (y >= plane->across)
        return false;
    cut->top = y;
    while (y < plane->across && (data[(ptrdiff_t)y * wpl] & bit) != 0)
        y++;
    cut->bottom = y - 1;
    return true;
}

static bool is_run(const struct rule_plane *plane, int x, int y)
{
    const l_uint32 *data = pixGetData(plane->runs);
    int wpl = pixGetWpl(plane->runs);

    return x >= 0 && x < plane->along &&
           GET_DATA_BIT(data + (ptrdiff_t)y * wpl, x) != 0;
}

/* Px from @x on in direction @step that are still inked at height @y. */
static int reach(const struct rule_plane *plane, int x, int y, int step)
{
    int n = 0;

    while (n < RULE_STEP_PX && is_run(plane, x + (n + 1) * step, y))
        n++;
    return n;
}

static bool add_point(struct rule *rule, double x, double y)
{
    /* grown by doubling: room is the power of two at or above the count */
    if ((rule->n_points & (rule->n_points - 1)) == 0) {
        size_t room = rule->n_points > 0 ? 2 * rule->n_points : 1;
        struct scan_point *points =
            realloc(rule->points, room * sizeof *points);
        if (points == NULL)
            return false;
        rule->points = points;
    }
    rule->points[rule->n_points++] = (struct scan_point){x, y};
    return true;
}

static bool start_piece(struct sweep *sweep, const struct rule_plane *plane,
                        int x, struct cut cut, size_t *at)
{
    struct rule_list *list = sweep->list;

    if (list->n_rules == sweep->room) {
        size_t room = sweep->room > 0 ? 2 * sweep->room : 256;
        struct rule *rules = realloc(list->rules, room * sizeof *rules);
        if (rules == NULL)
            return false;
        list->rules = rules;
        sweep->room = room;
    }
    struct rule *rule = &list->rules[list->n_rules];
    *rule = (struct rule){0};
    *at = list->n_rules++;
    int back = reach(plane, x, (int)middle_of(cut), -1);
    return back == 0 || add_point(rule, x - back, middle_of(cut));
}

/* The open piece that the cut continues best, or n_open. */
static size_t find_open(const struct sweep *sweep, struct cut cut,
                        const bool *used)
{
    size_t best = sweep->n_open;
    double best_move = MAX_MOVE_PX + 0.5;

    for (size_t i = 0; i < sweep->n_open; i++) {
        const struct rule *rule = &sweep->list->rules[sweep->open[i]];
        double move = fabs(rule->points[rule->n_points - 1].y - middle_of(cut));
        if (!used[i] && move < best_move) {
            best_move = move;
            best = i;
        }
    }
    return best;
}

static bool end_piece(const struct rule_plane *plane, struct rule *rule, int x)
{
    double y = rule->points[rule->n_points - 1].y;
    int on = reach(plane, x, (int)y, 1);

    return on == 0 || add_point(rule, x + on, y);
}

/* Is there writing close to @y, in the direction of @step? */
static bool is_beside_writing(const struct rule_plane *plane, int x, int y,
                              int step)
{
    int reach = (int)(BESIDE_INCH * plane->dpi + 0.5);
    const l_uint32 *data = pixGetData(plane->writing);
    int wpl = pixGetWpl(plane->writing);

    for (int i = SEAM_PX; i <= SEAM_PX + reach; i++) {
        int at = y + i * step;
        if (at >= 0 && at < plane->across &&
            GET_DATA_BIT(data + (ptrdiff_t)at * wpl, x) != 0)
            return true;
    }
    return false;
}

static void add_colour(const struct rule_plane *plane, int along, int across,
                       struct rule *rule)
{
    l_uint32 pixel = 0;

    (void)pixGetPixel(plane->colour, plane->standing ? across : along,
                      plane->standing ? along : across, &pixel);
    rule->red += (int)(pixel >> L_RED_SHIFT & 0xff);
    rule->green += (int)(pixel >> L_GREEN_SHIFT & 0xff);
    rule->blue += (int)(pixel >> L_BLUE_SHIFT & 0xff);
}

/* Notes whether a cut is coloured, and goes through writing. */
static void count_colour(const struct rule_plane *plane, int x, struct cut cut,
                         struct rule *rule)
{
    const l_uint32 *data;

    if (plane->coloured == NULL)
        return;
    data = pixGetData(plane->coloured) +
           (ptrdiff_t)(int)middle_of(cut) * pixGetWpl(plane->coloured);
    if (GET_DATA_BIT(data, x) == 0)
        return;
    rule->n_coloured++;
    add_colour(plane, x, (int)middle_of(cut), rule);
    rule->n_struck += is_beside_writing(plane, x, cut.top, -1) &&
                      is_beside_writing(plane, x, cut.bottom, 1);
}

/* One cut through the whole plane at @x. @next has room for all cuts. */
static bool step_on(struct sweep *sweep, const struct rule_plane *plane, int x,
                    bool *used, size_t *next)
{
    struct cut cut = {0, -1};
    double max_width = MAX_WIDTH_INCH * plane->dpi;
    size_t n_next = 0;

    for (size_t i = 0; i < sweep->n_open; i++)
        used[i] = false;
    while (next_cut(plane, x, cut.bottom + 1, &cut)) {
        size_t at, open;
        if (cut.bottom - cut.top + 1 > max_width)
            continue;
        open = find_open(sweep, cut, used);
        if (open < sweep->n_open) {
            used[open] = true;
            at = sweep->open[open];
        } else if (!start_piece(sweep, plane, x, cut, &at)) {
            return false;
        }
        struct rule *rule = &sweep->list->rules[at];
        rule->width += cut.bottom - cut.top + 1;
        rule->ink++;
        count_colour(plane, x, cut, rule);
        if (!add_point(rule, x, middle_of(cut)))
            return false;
        next[n_next++] = at;
    }
    for (size_t i = 0; i < sweep->n_open; i++) {
        struct rule *rule = &sweep->list->rules[sweep->open[i]];
        if (!used[i] && !end_piece(plane, rule, x - RULE_STEP_PX))
            return false;
    }
    for (size_t i = 0; i < n_next; i++)
        sweep->open[i] = next[i];
    sweep->n_open = n_next;
    return true;
}

static bool sweep_plane(struct sweep *sweep, const struct rule_plane *plane)
{
    size_t room = (size_t)plane->across / 2 + 2;
    bool *used = calloc(room, sizeof *used);
    size_t *next = calloc(room, sizeof *next);
    bool fine = true;
    int x = 0;

    sweep->open = calloc(room, sizeof *sweep->open);
    fine = used != NULL && next != NULL && sweep->open != NULL;
    for (; fine && x < plane->along; x += RULE_STEP_PX)
        fine = step_on(sweep, plane, x, used, next);
    for (size_t i = 0; fine && i < sweep->n_open; i++)
        fine = end_piece(plane, &sweep->list->rules[sweep->open[i]],
                         x - RULE_STEP_PX);
    free(used);
    free(next);
    free(sweep->open);
    return fine;
}

static int by_start(const void *a, const void *b)
{
    double left = rule_start(a), right = rule_start(b);

    return (left > right) - (left < right);
}

static bool is_coloured(const struct rule *rule)
{
    return 2 * rule->n_coloured > (int)rule->n_points;
}

/* Of all pieces of one hue: their points, and those of the pieces that pass
 * through writing. */
struct hue {
    int n_coloured, n_passing;
};

/* Which part of the colour circle a coloured piece has. */
static int hue_of(const struct rule *rule)
{
    double red = rule->red, green = rule->green, blue = rule->blue, hue;
    double most = fmax(red, fmax(green, blue));
    double span = fmax(1, most - fmin(red, fmin(green, blue)));

    if (most <= red)
        hue = (green - blue) / span;
    else if (most <= green)
        hue = 2 + (blue - red) / span;
    else
        hue = 4 + (red - green) / span;
    return (int)((hue + 6) * HUES / 6 + 0.5) % HUES;
}

/* A pen that goes through writing marks it, wherever else it goes. */
static bool is_mark(const struct rule *rule, const struct hue *hues)
{
    if (!is_coloured(rule))
        return false;
    const struct hue *hue = &hues[hue_of(rule)];
    return rule->n_struck > MAX_STRUCK * rule->n_coloured ||
           hue->n_passing > MOSTLY * hue->n_coloured;
}

/* What is drawn in each hue, and where. */
static void add_hues(const struct rule_list *list, struct hue *hues)
{
    for (size_t i = 0; i < list->n_rules; i++) {
        const struct rule *rule = &list->rules[i];
        if (rule->n_points < 2 || !is_coloured(rule))
            continue;
        hues[hue_of(rule)].n_coloured += rule->n_coloured;
        if (rule->n_struck > PASSES * rule->n_coloured)
            hues[hue_of(rule)].n_passing += rule->n_coloured;
    }
}

/* Takes a piece's ink off the plane, and what its colour veils beside it. */
static void erase(struct rule_plane *plane, const struct rule *rule)
{
    int high = (int)rule->width + 3;
    int veil = high + 2 * (int)(VEIL_INCH * plane->dpi);
    int rest = PIX_DST & PIX_NOT(PIX_SRC);

    for (size_t i = 0; i + 1 < rule->n_points; i++) {
        struct scan_point a = rule->points[i], b = rule->points[i + 1];
        int x = (int)a.x, w = (int)(b.x - a.x) + 1;
        int y = (int)((a.y + b.y) / 2 - high / 2.0);
        int over = y - (veil - high) / 2;
        (void)pixRasterop(plane->runs, x, y, w, high, PIX_CLR, NULL, 0, 0);
        (void)pixRasterop(plane->thin, x, y, w, high, PIX_CLR, NULL, 0, 0);
        (void)pixRasterop(plane->runs, x, over, w, veil, rest, plane->veil, x,
                          over);
        (void)pixRasterop(plane->thin, x, over, w, veil, rest, plane->veil, x,
                          over);
    }
}

/* While sweeping, ink counts cuts and width adds them up. */
static void finish_pieces(struct rule_plane *plane, struct rule_list *list)
{
    struct hue hues[HUES] = {{0, 0}};
    size_t kept = 0;

    add_hues(list, hues);
    for (size_t i = 0; i < list->n_rules; i++) {
        struct rule *rule = &list->rules[i];
        if (rule->n_points < 2) {
            free(rule->points);
            continue;
        }
        rule->width /= rule->ink;
        if (is_mark(rule, hues)) {
            erase(plane, rule);
            free(rule->points);
            continue;
        }
        rule->ink = rule_end(rule) - rule_start(rule);
        list->rules[kept++] = *rule;
    }
    list->n_rules = kept;
    if (kept > 0)
        qsort(list->rules, kept, sizeof *list->rules, by_start);
}

enum status rule_find_segments(struct rule_plane *plane, struct rule_list *out,
                               struct fault *fault)
{
    struct sweep sweep = {.list = out};

    *out = (struct rule_list){0};
    if (!sweep_plane(&sweep, plane)) {
        rule_list_clear(out);
        return fault_set(fault, ST_NOMEM, "grid: pieces of rules");
    }
    finish_pieces(plane, out);
    return ST_OK;
}
