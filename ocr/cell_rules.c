/*
 * A rule is ink in long runs along an edge of the field. Every place of the
 * edge is looked at by itself: where the ink across the rule is no thicker
 * than the rule, it is the rule and goes; where it is a little thicker on one
 * side, for as long as a stroke, the rule alone goes; where it is much thicker,
 * a stroke crosses there and stays whole. Both directions use the same code: a
 * "lane" is the patch seen along the edge.
 */
#include "ocr/cell_rules.h"

#include <stdlib.h>
#include <string.h>

#include "ocr/cell_patch.h"
#include "ocr/rule_course.h"
#include "ocr/rule_lane.h"

enum { THICKEST_PX = 12 };

static int usual_thickness(const struct rule_lane *lane, unsigned char *mark,
                           const unsigned char *any)
{
    int counts[THICKEST_PX + 1] = {0};
    int total = 0, seen = 0;

    for (int along = 0; along < lane->length; along++) {
        int across = lane->low, begin;
        while (any[along] && rule_lane_next_mark(lane, mark, along, &across)) {
            int t = rule_lane_thickness(lane, along, across, &begin);
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

static void wipe(const struct rule_lane *lane, int along, struct rule_span span)
{
    struct cell_patch *patch = lane->patch;

    for (int across = span.begin - span.seam_before;
         across <= span.end + span.seam_after; across++) {
        int i;
        if (across < 0 || across >= lane->breadth)
            continue;
        i = rule_lane_index(lane, along, across);
        patch->grey[i] = (unsigned char)patch->paper;
        patch->ink[i] = 0;
    }
}

static struct rule_span whole_span(const struct rule_lane *lane, int along,
                                   int begin, int end)
{
    /* A thick rule has a wide grey seam; faint print is no darker than it. */
    int seam = 1 + (end - begin + 1) / 3;

    if (rule_lane_is_ink(lane, along, begin - seam) ||
        rule_lane_is_ink(lane, along, end + seam))
        seam = 1;
    return (struct rule_span){begin, end, seam, seam};
}

/* What goes of the ink from @begin to @end. */
static struct rule_span rule_span(const struct rule_lane *lane,
                                  const struct rule_course *course, int side,
                                  int along, int begin, int end)
{
    struct rule_span span = whole_span(lane, along, begin, end), rule;

    if (side == 0 || rule_course_side(lane, course, along, &rule) != side ||
        rule.begin > end || rule.end < begin)
        return span;
    if (side < 0) {
        span.begin = rule.begin;
        span.seam_before = 0;
    } else {
        span.end = rule.end;
        span.seam_after = 0;
    }
    return span;
}

static void wipe_marked(const struct rule_lane *lane, unsigned char *mark,
                        const unsigned char *any, const signed char *side,
                        const struct rule_course *course)
{
    int most = course->thick + 3;

    for (int along = 0; along < lane->length; along++) {
        int across = lane->low, begin;
        for (; any[along] && rule_lane_next_mark(lane, mark, along, &across);
             across++) {
            int t;
            if (!rule_lane_is_ink(lane, along, across))
                continue;
            t = rule_lane_thickness(lane, along, across, &begin);
            if (t > most)
                continue;
            wipe(lane, along,
                 rule_span(lane, course, side[along], along, begin,
                           begin + t - 1));
            across = begin + t - 1;
        }
    }
}

static void erase_rule(const struct rule_lane *lane, unsigned char *mark,
                       const unsigned char *any)
{
    int thick = usual_thickness(lane, mark, any);
    signed char *side = calloc((size_t)lane->length, 1);

    if (thick > 0 && side != NULL) {
        struct rule_course course = rule_course_find(lane, mark, any, thick);
        rule_course_sides(lane, &course, side);
        wipe_marked(lane, mark, any, side, &course);
    }
    free(side);
}

/* @edge   where the field's edge is, across
 * @reach  how far off the edge a rule is looked for
 * @least  shortest run that may be a piece of rule
 * @share  share of the edge that such runs must cover together */
static void erase_edge(struct rule_lane lane, int edge, int reach, int least,
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
    if (rule_lane_mark_runs(&lane, least, mark, any) >=
        share * (lane.to - lane.from))
        erase_rule(&lane, mark, any);
    free(mark);
}

static int clamp(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

static void erase_level(struct cell_patch *patch, int edge, bool unruled)
{
    int h = patch->bottom - patch->top;
    struct rule_lane lane = {
        .patch = patch,
        .length = patch->w,
        .breadth = patch->h,
        .step_along = 1,
        .step_across = patch->w,
        .from = patch->left,
        .to = patch->right,
        .stroke = clamp(h / 6, 5, 20),
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
    struct rule_lane lane = {
        .patch = patch,
        .length = patch->h,
        .breadth = patch->w,
        .step_along = patch->w,
        .step_across = 1,
        .from = patch->top,
        .to = patch->bottom,
        .stroke = clamp(h / 6, 5, 20),
    };
    /* A "1" fills most of a line without rules and half of a ruled cell. */
    erase_edge(lane, edge, reach, unruled ? h : 2 * h / 3, 0.6);
    if (!unruled)
        erase_edge(lane, edge, reach, clamp(h / 4, 6, 30), 0.75);
    /* a rule goes on above and below the line, a "1" ends */
    lane.from = 0;
    lane.to = patch->h;
    erase_edge(lane, edge, reach, clamp(h / 4, 6, 30), unruled ? 0.6 : 0.7);
}

void cell_rules_erase(struct cell_patch *patch, bool unruled)
{
    erase_level(patch, patch->top, unruled);
    erase_level(patch, patch->bottom, unruled);
    erase_upright(patch, patch->left, unruled);
    erase_upright(patch, patch->right, unruled);
}
