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

/* Marks in @line the runs of at least @least px at @across. */
static void mark_line(const struct rule_lane *lane, int least, int across,
                      unsigned char *line)
{
    const unsigned char *ink =
        lane->patch->ink + rule_lane_index(lane, 0, across);
    int start = 0;

    for (int along = 0; along <= lane->length; along++) {
        if (along < lane->length && ink[along * lane->step_along] != 0)
            continue;
        if (along - start >= least)
            memset(line + start, 1, (size_t)(along - start));
        start = along + 1;
    }
}

int rule_lane_mark_runs(const struct rule_lane *lane, int least,
                        unsigned char *mark, unsigned char *any)
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

int rule_lane_thickness(const struct rule_lane *lane, int along, int across,
                        int *begin)
{
    int a = across, b = across;

    while (rule_lane_is_ink(lane, along, a - 1))
        a--;
    while (rule_lane_is_ink(lane, along, b + 1))
        b++;
    *begin = a;
    return b - a + 1;
}

bool rule_lane_next_mark(const struct rule_lane *lane, unsigned char *mark,
                         int along, int *across)
{
    for (int at = *across; at <= lane->high; at++)
        if (line_of(lane, mark, at)[along]) {
            *across = at;
            return true;
        }
    return false;
}
