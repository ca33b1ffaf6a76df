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
    int edge;                 /* where the field's edge is, across */
    int reach;                /* how far off the edge a rule is looked for */
    int from, to;             /* the field itself, along */
};

enum { THICKEST_PX = 12 };

static int index_of(const struct lane *lane, int along, int across)
{
    return along * lane->step_along + across * lane->step_across;
}

static bool ink_at(const struct lane *lane, int along, int across)
{
    if (along < 0 || across < 0 || along >= lane->length ||
        across >= lane->breadth)
        return false;
    return lane->patch->ink[index_of(lane, along, across)] != 0;
}

/* Marks in @mark (length x breadth) the runs along the edge of at least @least
 * px within reach of the edge; returns how many places have one. */
static int mark_runs(const struct lane *lane, int least, unsigned char *mark)
{
    int low = lane->edge - lane->reach, high = lane->edge + lane->reach;
    int places = 0;

    for (int across = low; across <= high; across++) {
        int start = -1;
        for (int along = 0; along <= lane->length; along++) {
            if (ink_at(lane, along, across)) {
                if (start < 0)
                    start = along;
                continue;
            }
            if (start >= 0 && along - start >= least)
                for (int i = start; i < along; i++)
                    mark[i * lane->breadth + across] = 1;
            start = -1;
        }
    }
    for (int along = lane->from; along < lane->to; along++) {
        bool any = false;
        for (int across = low; across <= high && !any; across++)
            any = across >= 0 && across < lane->breadth &&
                  mark[along * lane->breadth + across];
        places += any;
    }
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

static int usual_thickness(const struct lane *lane, const unsigned char *mark)
{
    int counts[THICKEST_PX + 1] = {0};
    int total = 0, seen = 0;

    for (int along = 0; along < lane->length; along++)
        for (int across = 0; across < lane->breadth; across++) {
            int begin, t;
            if (!mark[along * lane->breadth + across])
                continue;
            t = thickness_at(lane, along, across, &begin);
            if (t <= THICKEST_PX) {
                counts[t]++;
                total++;
            }
            across = begin + t;
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

static void wipe_marked(const struct lane *lane, const unsigned char *mark,
                        int most)
{
    for (int along = 0; along < lane->length; along++)
        for (int across = 0; across < lane->breadth; across++) {
            int begin, t;
            if (!mark[along * lane->breadth + across] ||
                !ink_at(lane, along, across))
                continue;
            t = thickness_at(lane, along, across, &begin);
            if (t <= most)
                wipe(lane, along, begin, begin + t - 1);
        }
}

/* @least  shortest run that may be a piece of rule
 * @share  share of the edge that such runs must cover together */
static void erase_edge(const struct lane *lane, int least, double share)
{
    size_t size = (size_t)lane->length * (size_t)lane->breadth;
    unsigned char *mark = calloc(size, 1);
    int places, thick;

    if (mark == NULL)
        return;
    places = mark_runs(lane, least, mark);
    thick = usual_thickness(lane, mark);
    if (places >= share * (lane->to - lane->from) && thick > 0)
        wipe_marked(lane, mark, thick + 3);
    free(mark);
}

static int clamp(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

static void erase_level(struct cell_patch *patch, int edge)
{
    int h = patch->bottom - patch->top;
    struct lane lane = {
        .patch = patch, .length = patch->w, .breadth = patch->h,
        .step_along = 1, .step_across = patch->w, .edge = edge,
        .reach = clamp(h / 8, 3, 9), .from = patch->left, .to = patch->right,
    };
    erase_edge(&lane, clamp(h / 3, 8, 30), 0.25);
}

static void erase_upright(struct cell_patch *patch, int edge, bool unruled)
{
    int h = patch->bottom - patch->top;
    struct lane lane = {
        .patch = patch, .length = patch->h, .breadth = patch->w,
        .step_along = patch->w, .step_across = 1, .edge = edge,
        .reach = clamp(h / 8, 3, 9), .from = patch->top, .to = patch->bottom,
    };
    /* A "1" fills most of a line without rules and half of a ruled cell. */
    erase_edge(&lane, unruled ? h : 2 * h / 3, 0.6);
    erase_edge(&lane, clamp(h / 4, 6, 30), unruled ? 0.95 : 0.75);
}

void cell_rules_erase(struct cell_patch *patch, bool unruled)
{
    if (!unruled) {
        erase_level(patch, patch->top);
        erase_level(patch, patch->bottom);
    }
    erase_upright(patch, patch->left, unruled);
    erase_upright(patch, patch->right, unruled);
}
