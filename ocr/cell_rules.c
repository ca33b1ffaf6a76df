/*
 * A rule is ink in long runs along an edge of the field. Every place of the
 * edge is looked at by itself: where the ink across the rule is no thicker
 * than the rule, it is the rule and goes; where it is thicker, a stroke
 * crosses there and stays whole. Both directions use the same code: a "lane"
 * is the patch seen along the edge.
 */
#include "ocr/cell_rules.h"

#include <stdlib.h>
#include <string.h>

#include "ocr/cell_patch.h"

struct lane {
    struct cell_patch *patch;
    int length, breadth;      /* along the edge, across it */
    int step_along, step_across; /* in px of the patch's arrays */
    int low, high;            /* across, inside the patch: where a rule is
                                 looked for, both included */
    int from, to;             /* the field itself, along */
};

enum { THICKEST_PX = 12 };

static int index_of(const struct lane *lane, int along, int across)
{
    return along * lane->step_along + across * lane->step_across;
}

static bool ink_at(const struct lane *lane, int along, int across)
{
    if (across < 0 || across >= lane->breadth)
        return false;
    return lane->patch->ink[index_of(lane, along, across)] != 0;
}

/* Marks of the places along one line of the lane. */
static unsigned char *line_of(const struct lane *lane, unsigned char *mark,
                              int across)
{
    return mark + (size_t)(across - lane->low) * (size_t)lane->length;
}

/* Marks in @line the runs of at least @least px at @across. */
static void mark_line(const struct lane *lane, int least, int across,
                      unsigned char *line)
{
    const unsigned char *ink = lane->patch->ink + index_of(lane, 0, across);
    int start = 0;

    for (int along = 0; along <= lane->length; along++) {
        if (along < lane->length && ink[along * lane->step_along] != 0)
            continue;
        if (along - start >= least)
            memset(line + start, 1, (size_t)(along - start));
        start = along + 1;
    }
}

/* Marks the runs along the edge that are at least @least px long; returns how
 * many places of the field have one. @any has room for every place. */
static int mark_runs(const struct lane *lane, int least, unsigned char *mark,
                     unsigned char *any)
{
    int places = 0;

    for (int across = lane->low; across <= lane->high; across++) {
        unsigned char *line = line_of(lane, mark, across);
        mark_line(lane, least, across, line);
        for (int along = 0; along < lane->length; along++)
            any[along] |= line[along];
    }
    for (int along = lane->from; along < lane->to; along++)
        places += any[along];
    return places;
}

/* Thickness of the ink across at a marked place, and where it begins. */
static int thickness_at(const struct lane *lane, int along, int across,
                        int *begin)
{
    int a = across, b = across;

    while (ink_at(lane, along, a - 1))
        a--;
    while (ink_at(lane, along, b + 1))
        b++;
    *begin = a;
    return b - a + 1;
}

/* The next marked place at or after *across, false when there is none. */
static bool next_mark(const struct lane *lane, unsigned char *mark, int along,
                      int *across)
{
    for (int at = *across; at <= lane->high; at++)
        if (line_of(lane, mark, at)[along]) {
            *across = at;
            return true;
        }
    return false;
}

static int usual_thickness(const struct lane *lane, unsigned char *mark,
                           const unsigned char *any)
{
    int counts[THICKEST_PX + 1] = {0};
    int total = 0, seen = 0;

    for (int along = 0; along < lane->length; along++) {
        int across = lane->low, begin;
        while (any[along] && next_mark(lane, mark, along, &across)) {
            int t = thickness_at(lane, along, across, &begin);
            if (t <= THICKEST_PX) {
                counts[t]++;
                total++;
            }
            across = begin + t + 1;
        }
    }
    for (int t = 1; t <= THICKEST_PX; t++) {
        seen += counts[t];
        if (2 * seen > total)
            return t;
    }
    return 0;
}

static void wipe(const struct lane *lane, int along, int begin, int end)
{
    struct cell_patch *patch = lane->patch;
    /* A thick rule has a wide grey seam; faint print is no darker than it. */
    int fringe = 1 + (end - begin + 1) / 3;

    if (ink_at(lane, along, begin - fringe) ||
        ink_at(lane, along, end + fringe))
        fringe = 1;
    for (int across = begin - fringe; across <= end + fringe; across++) {
        int i;
        if (across < 0 || across >= lane->breadth)
            continue;
        i = index_of(lane, along, across);
        patch->grey[i] = (unsigned char)patch->paper;
        patch->ink[i] = 0;
    }
}

static void wipe_marked(const struct lane *lane, unsigned char *mark,
                        const unsigned char *any, int most)
{
    for (int along = 0; along < lane->length; along++) {
        int across = lane->low, begin;
        for (; any[along] && next_mark(lane, mark, along, &across); across++) {
            int t;
            if (!ink_at(lane, along, across))
                continue;
            t = thickness_at(lane, along, across, &begin);
            if (t <= most)
                wipe(lane, along, begin, begin + t - 1);
        }
    }
}

/* @edge   where the field's edge is, across
 * @reach  how far off the edge a rule is looked for
 * @least  shortest run that may be a piece of rule
 * @share  share of the edge that such runs must cover together */
static void erase_edge(struct lane lane, int edge, int reach, int least,
                       double share)
{
    unsigned char *mark, *any;
    size_t lines;

    lane.low = edge > reach ? edge - reach : 0;
    lane.high = edge + reach < lane.breadth ? edge + reach : lane.breadth - 1;
    lines = lane.high >= lane.low ? (size_t)(lane.high - lane.low) + 1 : 0;
    mark = calloc(lines + 1, (size_t)lane.length);
    if (mark == NULL)
        return;
    any = mark + lines * (size_t)lane.length;
    if (mark_runs(&lane, least, mark, any) >= share * (lane.to - lane.from)) {
        int thick = usual_thickness(&lane, mark, any);
        if (thick > 0)
            wipe_marked(&lane, mark, any, thick + 3);
    }
    free(mark);
}

static int clamp(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

static void erase_level(struct cell_patch *patch, int edge, bool unruled)
{
    int h = patch->bottom - patch->top;
    struct lane lane = {
        .patch = patch, .length = patch->w, .breadth = patch->h,
        .step_along = 1, .step_across = patch->w,
        .from = patch->left, .to = patch->right,
    };
    /* Rows without rules stand close, and the feet of their digits lie on the
     * edge; only what runs along most of it is a rule, under a group. */
    if (unruled)
        erase_edge(lane, edge, clamp(h / 8, 3, 9), clamp(h / 2, 12, 40), 0.6);
    else
        erase_edge(lane, edge, clamp(h / 8, 3, 9), clamp(h / 3, 8, 30), 0.25);
}

static void erase_upright(struct cell_patch *patch, int edge, bool unruled)
{
    int h = patch->bottom - patch->top, reach = clamp(h / 8, 3, 9);
    struct lane lane = {
        .patch = patch, .length = patch->h, .breadth = patch->w,
        .step_along = patch->w, .step_across = 1,
        .from = patch->top, .to = patch->bottom,
    };
    /* A "1" fills most of a line without rules and half of a ruled cell. */
    erase_edge(lane, edge, reach, unruled ? h : 2 * h / 3, 0.6);
    if (unruled) { /* a rule goes on above and below the line, a "1" ends */
        lane.from = 0;
        lane.to = patch->h;
    }
    erase_edge(lane, edge, reach, clamp(h / 4, 6, 30), unruled ? 0.6 : 0.75);
}

void cell_rules_erase(struct cell_patch *patch, bool unruled)
{
    erase_level(patch, patch->top, unruled);
    erase_level(patch, patch->bottom, unruled);
    erase_upright(patch, patch->left, unruled);
    erase_upright(patch, patch->right, unruled);
}
