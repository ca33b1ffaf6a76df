#include "ocr/rule_lane.h"

#include <string.h>

#include "ocr/cell_patch.h"

int rule_lane_index(const struct rule_lane *lane, int along, int across)
{
    return along * lane->step_along + across * lane->step_across;
}

bool rule_lane_is_ink(const struct rule_lane *lane, int along, int across)
{
    if (across < 0 || across >= lane->breadth)
        return false;
    return lane->patch->ink[rule_lane_index(lane, along, across)] != 0;
}

/* Marks of the places along one line of the lane. */
static unsigned char *line_of(const struct rule_lane *lane, unsigned char *mark,
                              int across)
{
    return mark + (size_t)(across - lane->low) * (size_t)lane->length;
}

/* Ink along one line of the lane, side by side. */
static void copy_line(const struct rule_lane *lane, int across,
                      unsigned char *line)
{
    const unsigned char *ink =
        lane->patch->ink + rule_lane_index(lane, 0, across);

    if (lane->step_along == 1) {
        memcpy(line, ink, (size_t)lane->length);
        return;
    }
    for (int along = 0; along < lane->length; along++)
        line[along] = ink[along * lane->step_along];
}

/* Leaves of the ink in @line the runs of at least @least px. Returns whether
 * there are any. */
static bool keep_runs(unsigned char *line, int length, int least)
{
    unsigned char *end = line + length, *from = line, *to;
    bool any = false;

    while ((from = memchr(from, 1, (size_t)(end - from))) != NULL) {
        to = memchr(from, 0, (size_t)(end - from));
        to = to != NULL ? to : end;
        if (to - from < least)
            memset(from, 0, (size_t)(to - from));
        else
            any = true;
        from = to;
    }
    return any;
}

static void join_marks(unsigned char *restrict any,
                       const unsigned char *restrict line, int length)
{
    for (int along = 0; along < length; along++)
        any[along] |= line[along];
}

int rule_lane_mark_runs(const struct rule_lane *lane, int least,
                        unsigned char *mark, unsigned char *any)
{
    int places = 0;

    for (int across = lane->low; across <= lane->high; across++) {
        unsigned char *line = line_of(lane, mark, across);
        copy_line(lane, across, line);
        if (keep_runs(line, lane->length, least))
            join_marks(any, line, lane->length);
    }
    for (int along = lane->from; along < lane->to; along++)
        places += any[along];
    return places;
}

int rule_lane_thickness(const struct rule_lane *lane, int along, int across,
                        int *begin)
{
    const unsigned char *ink =
        lane->patch->ink + rule_lane_index(lane, along, 0);
    int a = across, b = across;

    while (a > 0 && ink[(a - 1) * lane->step_across])
        a--;
    while (b + 1 < lane->breadth && ink[(b + 1) * lane->step_across])
        b++;
    *begin = a;
    return b - a + 1;
}

bool rule_lane_next_mark(const struct rule_lane *lane, unsigned char *mark,
                         int along, int *across)
{
    const unsigned char *line;

    if (*across > lane->high)
        return false;
    line = line_of(lane, mark, *across);
    for (int at = *across; at <= lane->high; at++, line += lane->length)
        if (line[along]) {
            *across = at;
            return true;
        }
    return false;
}
