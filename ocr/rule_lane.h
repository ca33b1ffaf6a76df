/* Private to ocr/: a field's patch as it is seen along one of its edges. */
#ifndef TZ_OCR_RULE_LANE_H
#define TZ_OCR_RULE_LANE_H

#include <stdbool.h>

struct cell_patch;

struct rule_lane {
    struct cell_patch *patch;
    int length, breadth;         /* along the edge, across it */
    int step_along, step_across; /* in px of the patch's arrays */
    int low, high;               /* across, inside the patch: where a rule is
                                    looked for, both included */
    int from, to;                /* the field itself, along */
    int stroke;                  /* what is shorter, along, is no stroke */
};

/** Ink across at one place of the lane, both ends included, and how far the
 * grey beside it goes with it. */
struct rule_span {
    int begin, end;
    int seam_before, seam_after;
};

/** Of the place in the patch's arrays. */
int rule_lane_index(const struct rule_lane *lane, int along, int across);

/** No ink outside the lane's breadth. */
bool rule_lane_is_ink(const struct rule_lane *lane, int along, int across);

/**
 * Mark the runs along the edge that are at least @least px long.
 *
 * @mark  (high - low + 1) lines of lane->length; zeros
 * @any   room for every place along; zeros: whether one is marked there
 *
 * Returns how many places of the field have one.
 */
int rule_lane_mark_runs(const struct rule_lane *lane, int least,
                        unsigned char *mark, unsigned char *any);

/** The next marked place at or after *@across; false when there is none. */
bool rule_lane_next_mark(const struct rule_lane *lane, unsigned char *mark,
                         int along, int *across);

/** Thickness of the ink across at a place with ink, and where it begins. */
int rule_lane_thickness(const struct rule_lane *lane, int along, int across,
                        int *begin);

#endif
