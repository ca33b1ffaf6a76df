/*
 * The square-to-quad map has a closed form (Heckbert 1989). The way back from
 * the original is found by Newton's method on scan_to_original(), which asks
 * nothing about how that map is made.
 */
#include "scan/corner_map.h"

#include <math.h>

/* Sine of the least angle at a corner: flatter ones enclose no table. */
static const double LEAST_SINE = 0.05;
enum { LEAST_SIDE_PX = 40, NEWTON_STEPS = 12 };

static double turn_at(const struct scan_quad *q, int i)
{
    struct scan_point a = q->corner[(i + 3) % 4], b = q->corner[i],
                      c = q->corner[(i + 1) % 4];
    double ux = b.x - a.x, uy = b.y - a.y, vx = c.x - b.x, vy = c.y - b.y;
    double length = hypot(ux, uy) * hypot(vx, vy);

    return length > 0 ? (ux * vy - uy * vx) / length : 0;
}

static bool is_outside(struct scan_point p, int width, int height)
{
    /* Written so that a NaN is outside. */
    return !(p.x >= 0 && p.y >= 0 && p.x <= width && p.y <= height);
}

enum corner_fault scan_judge_corners(const struct scan_quad *corners, int width,
                                     int height)
{
    int right = 0, left = 0;

    for (int i = 0; i < 4; i++)
        if (is_outside(corners->corner[i], width, height))
            return CORNERS_OUTSIDE;
    for (int i = 0; i < 4; i++) {
        struct scan_point a = corners->corner[i];
        struct scan_point b = corners->corner[(i + 1) % 4];
        double turn = turn_at(corners, i);
        if (hypot(b.x - a.x, b.y - a.y) < LEAST_SIDE_PX)
            return CORNERS_NARROW;
        right += turn > LEAST_SINE;
        left += turn < -LEAST_SINE;
    }
    if (right == 4)
        return CORNERS_SOUND;
    if (left == 4)
        return CORNERS_MIRRORED;
    return right > 0 && left > 0 ? CORNERS_CROSSED : CORNERS_NARROW;
}

bool corner_map_make(double w, double h, const struct scan_quad *to,
                     struct corner_map *out)
{
    const struct scan_point *c = to->corner;
    double sx = c[0].x - c[1].x + c[2].x - c[3].x;
    double sy = c[0].y - c[1].y + c[2].y - c[3].y;
    double ax = c[1].x - c[2].x, ay = c[1].y - c[2].y;
    double bx = c[3].x - c[2].x, by = c[3].y - c[2].y;
    double det = ax * by - bx * ay, g, k;

    *out = (struct corner_map){{0}};
    if (!(w > 0 && h > 0) || fabs(det) < 1e-9)
        return false;
    g = (sx * by - bx * sy) / det;
    k = (ax * sy - sx * ay) / det;
    *out = (struct corner_map){
        {(c[1].x - c[0].x + g * c[1].x) / w, (c[3].x - c[0].x + k * c[3].x) / h,
         c[0].x, (c[1].y - c[0].y + g * c[1].y) / w,
         (c[3].y - c[0].y + k * c[3].y) / h, c[0].y, g / w, k / h}};
    return true;
}

struct scan_point corner_map_apply(const struct corner_map *map,
                                   struct scan_point at)
{
    const double *m = map->m;
    double w = m[6] * at.x + m[7] * at.y + 1;

    return (struct scan_point){(m[0] * at.x + m[1] * at.y + m[2]) / w,
                               (m[3] * at.x + m[4] * at.y + m[5]) / w};
}
