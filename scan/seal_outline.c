#include "scan/seal_outline.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

struct seal_outline seal_outline_of_ring(const struct seal_ring *ring)
{
    return (struct seal_outline){.shape = SEAL_OVAL,
                                 .x = ring->x,
                                 .y = ring->y,
                                 .half_w = ring->radius,
                                 .half_h = ring->radius,
                                 .outer = ring->outer - ring->radius};
}

/* As it would lie if the seal were straight, from its middle. */
static struct scan_point straight_at(const struct seal_outline *outline,
                                     double way, double off)
{
    double w = outline->half_w + off, h = outline->half_h + off;
    double along = 4 * way - floor(4 * way);

    if (outline->shape == SEAL_OVAL)
        return (struct scan_point){w * cos(2 * PI * way),
                                   h * sin(2 * PI * way)};
    switch ((int)floor(4 * way) & 3) {
    case 0:
        return (struct scan_point){w * (2 * along - 1), -h};
    case 1:
        return (struct scan_point){w, h * (2 * along - 1)};
    case 2:
        return (struct scan_point){w * (1 - 2 * along), h};
    default:
        return (struct scan_point){-w, h * (1 - 2 * along)};
    }
}

struct scan_point seal_outline_at(const struct seal_outline *outline,
                                  double way, double off)
{
    struct scan_point p = straight_at(outline, way, off);
    double c = cos(outline->turn), s = sin(outline->turn);

    return (struct scan_point){outline->x + c * p.x - s * p.y,
                               outline->y + s * p.x + c * p.y};
}

bool seal_outline_holds(const struct seal_outline *outline, double x, double y,
                        double reach)
{
    double c = cos(outline->turn), s = sin(outline->turn);
    double dx = x - outline->x, dy = y - outline->y;
    double u = (c * dx + s * dy) / (outline->half_w + reach);
    double v = (c * dy - s * dx) / (outline->half_h + reach);

    if (outline->shape == SEAL_OVAL)
        return u * u + v * v <= 1;
    return fabs(u) <= 1 && fabs(v) <= 1;
}

struct scan_box seal_outline_box(const struct seal_outline *outline,
                                 double reach)
{
    double c = fabs(cos(outline->turn)), s = fabs(sin(outline->turn));
    double w = outline->half_w + reach, h = outline->half_h + reach;
    bool oval = outline->shape == SEAL_OVAL;
    double across = oval ? hypot(c * w, s * h) : c * w + s * h;
    double down = oval ? hypot(s * w, c * h) : s * w + c * h;

    return (struct scan_box){
        (int)floor(outline->x - across), (int)floor(outline->y - down),
        (int)ceil(2 * across) + 1, (int)ceil(2 * down) + 1};
}
