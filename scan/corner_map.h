/*
 * Four corners that a person pointed at: the projective map of an upright
 * rectangle onto them, and the way from the original's pixels to the page's.
 */
#ifndef TZ_SCAN_CORNER_MAP_H
#define TZ_SCAN_CORNER_MAP_H

#include <stdbool.h>

#include "scan/page.h"

/** X = (m[0] x + m[1] y + m[2]) / w, Y = (m[3] x + m[4] y + m[5]) / w with
 * w = m[6] x + m[7] y + 1. */
struct corner_map {
    double m[8];
};

/** What may be wrong with four corners. */
enum corner_fault {
    CORNERS_SOUND,
    CORNERS_OUTSIDE,  /* one lies outside of the image */
    CORNERS_MIRRORED, /* they go round the other way */
    CORNERS_CROSSED,  /* their order crosses over, or one lies inside */
    CORNERS_NARROW    /* they enclose next to nothing */
};

/** Look at corners in px of an image of @width x @height: top left, top right,
 * bottom right, bottom left, as the table is read. */
enum corner_fault scan_judge_corners(const struct scan_quad *corners, int width,
                                     int height);

/**
 * The map that takes (0, 0), (w, 0), (w, h), (0, h) to the corners of @to.
 *
 * Returns false when there is none: the corners are not sound.
 */
bool corner_map_make(double w, double h, const struct scan_quad *to,
                     struct corner_map *out);
struct scan_point corner_map_apply(const struct corner_map *map,
                                   struct scan_point at);

#endif
