/*
 * Seen by a camera that did not look straight down: what is nearer to it is
 * seen larger. The whole sheet stays in the picture.
 */
#include <math.h>

#include "forms/age_steps.h"

/* How much smaller everything is seen, so that the nearest edge stays in. */
static double shrink(const struct age_transform *t)
{
    return 1 - fabs(t->view_x) - fabs(t->view_y);
}

struct scan_point age_view_move(const struct age_transform *t,
                                struct scan_point at)
{
    double half_x = t->full_width / 2, half_y = t->full_height / 2;
    double u = at.x / half_x - 1, v = at.y / half_y - 1;
    double scale = shrink(t) / (1 + t->view_x * u + t->view_y * v);

    return (struct scan_point){(u * scale + 1) * half_x,
                               (v * scale + 1) * half_y};
}

struct scan_point age_view_source(const struct age_transform *t,
                                  struct scan_point at)
{
    double half_x = t->full_width / 2, half_y = t->full_height / 2;
    double u = (at.x / half_x - 1) / shrink(t);
    double v = (at.y / half_y - 1) / shrink(t);
    double scale = 1 / (1 - t->view_x * u - t->view_y * v);

    return (struct scan_point){(u * scale + 1) * half_x,
                               (v * scale + 1) * half_y};
}

/* Brown boards with a wavering grain along x. */
unsigned age_desk_colour(struct scan_point at)
{
    double grain = sin(at.y * 0.11 + 3 * sin(at.x * 0.004)) +
                   0.5 * sin(at.y * 0.43 + 2 * sin(at.x * 0.011));
    unsigned red = (unsigned)(122 + 12 * grain);
    unsigned green = (unsigned)(86 + 9 * grain);
    unsigned blue = (unsigned)(58 + 7 * grain);

    return red << 24 | green << 16 | blue << 8;
}
