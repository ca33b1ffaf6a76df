#include "scan/page.h"

bool scan_quad_holds(const struct scan_quad *quad, struct scan_point at)
{
    for (int i = 0; i < 4; i++) {
        struct scan_point a = quad->corner[i], b = quad->corner[(i + 1) % 4];
        if ((b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) < 0)
            return false;
    }
    return true;
}
