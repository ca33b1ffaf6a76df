#include "forms/line_height.h"

#include <math.h>
#include <stdlib.h>

/* A row that is so many times the usual height is a line and the empty page
 * below it; the line has so much. */
static const double TALL_ROW = 3, LINE_ROW = 1.25;

double line_height(const struct scan_quad *quad)
{
    return hypot(quad->corner[3].x - quad->corner[0].x,
                 quad->corner[3].y - quad->corner[0].y);
}

static int by_height(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double line_usual_height(double *heights, size_t n)
{
    if (n == 0)
        return 0;
    qsort(heights, n, sizeof *heights, by_height);
    return heights[n / 2];
}

void line_shorten(struct scan_quad *quad, double usual)
{
    double height = line_height(quad), share;

    if (usual <= 0 || height <= TALL_ROW * usual)
        return;
    share = LINE_ROW * usual / height;
    for (int side = 0; side < 2; side++) {
        struct scan_point top = quad->corner[side];
        struct scan_point *foot = &quad->corner[3 - side];
        foot->x = top.x + share * (foot->x - top.x);
        foot->y = top.y + share * (foot->y - top.y);
    }
}
