/*
 * From a page's pixels back to the original's. Each step of making a page but
 * flattening is an affine map from the new image to the one before; they are
 * composed as they happen. Coordinates are continuous: pixel (0, 0) covers 0 to
 * 1, so that a turned image needs no "- 1".
 */
#include "scan/steps.h"

#include <math.h>

#include "scan/mesh.h"

static const double RADIANS = 3.14159265358979323846 / 180;

struct scan_transform scan_transform_none(int width, int height)
{
    return (struct scan_transform){
        .a = {1, 0, 0, 0, 1, 0},
        .original_width = width,
        .original_height = height,
    };
}

/* First @b, which leads from the new page to the old one, then @t. */
static struct scan_transform after(struct scan_transform t, const double b[6])
{
    struct scan_transform r = t;

    for (int i = 0; i < 6; i += 3) {
        r.a[i] = t.a[i] * b[0] + t.a[i + 1] * b[3];
        r.a[i + 1] = t.a[i] * b[1] + t.a[i + 1] * b[4];
        r.a[i + 2] = t.a[i] * b[2] + t.a[i + 1] * b[5] + t.a[i + 2];
    }
    return r;
}

struct scan_transform scan_transform_turned(struct scan_transform t, int width,
                                            int height, int degrees)
{
    const double w = width, h = height;
    const double quarter[6] = {0, 1, 0, -1, 0, h};
    const double half[6] = {-1, 0, w, 0, -1, h};
    const double three[6] = {0, -1, w, 1, 0, 0};

    switch (degrees) {
    case 90:
        return after(t, quarter);
    case 180:
        return after(t, half);
    case 270:
        return after(t, three);
    default:
        return t;
    }
}

void scan_rotated_size(int width, int height, double degrees, int *new_width,
                       int *new_height)
{
    double c = fabs(cos(degrees * RADIANS)), s = fabs(sin(degrees * RADIANS));

    *new_width = (int)ceil(width * c + height * s);
    *new_height = (int)ceil(width * s + height * c);
}

struct scan_transform scan_transform_rotated(struct scan_transform t, int width,
                                             int height, double degrees)
{
    double c = cos(degrees * RADIANS), s = sin(degrees * RADIANS);
    int nw = 0, nh = 0;

    scan_rotated_size(width, height, degrees, &nw, &nh);
    /* Centre on centre. */
    const double b[6] = {
        c, -s, width / 2.0 - c * nw / 2.0 + s * nh / 2.0,
        s, c,  height / 2.0 - s * nw / 2.0 - c * nh / 2.0,
    };
    return after(t, b);
}

static struct scan_point apply(const double a[6], struct scan_point at)
{
    return (struct scan_point){
        .x = a[0] * at.x + a[1] * at.y + a[2],
        .y = a[3] * at.x + a[4] * at.y + a[5],
    };
}

static struct scan_point apply_inverse(const double a[6], struct scan_point at)
{
    double det = a[0] * a[4] - a[1] * a[3];
    double x = at.x - a[2], y = at.y - a[5];

    return (struct scan_point){
        .x = (a[4] * x - a[1] * y) / det,
        .y = (a[0] * y - a[3] * x) / det,
    };
}

struct scan_point scan_to_original(const struct page *page,
                                   struct scan_point at)
{
    const struct scan_transform *t = &page->to_original;
    struct scan_point flat = apply(t->a, at);

    return t->mesh == NULL ? flat : mesh_at(t->mesh, flat);
}

struct scan_point scan_from_original(const struct page *page,
                                     struct scan_point at)
{
    const struct scan_transform *t = &page->to_original;

    return apply_inverse(t->a, t->mesh == NULL ? at : mesh_find(t->mesh, at));
}

static int clip(double value, int low, int high)
{
    return value < low ? low : value > high ? high : (int)value;
}

struct scan_box scan_box_in_original(const struct page *page,
                                     const struct scan_quad *quad)
{
    /* A turn is exact in theory, not in floating point. */
    const double slack = 1e-6;
    int w = page->to_original.original_width;
    int h = page->to_original.original_height;
    double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    struct scan_box box;

    /* The middles of the sides count where these are bent. */
    for (int i = 0; i < 8; i++) {
        struct scan_point a = quad->corner[i / 2];
        struct scan_point b = quad->corner[(i + 1) / 2 % 4];
        struct scan_point p = scan_to_original(
            page, (struct scan_point){(a.x + b.x) / 2, (a.y + b.y) / 2});

        x0 = fmin(x0, p.x);
        x1 = fmax(x1, p.x);
        y0 = fmin(y0, p.y);
        y1 = fmax(y1, p.y);
    }
    box.x = clip(floor(x0 + slack), 0, w - 1);
    box.y = clip(floor(y0 + slack), 0, h - 1);
    box.w = clip(ceil(x1 - slack), box.x + 1, w) - box.x;
    box.h = clip(ceil(y1 - slack), box.y + 1, h) - box.y;
    return box;
}
