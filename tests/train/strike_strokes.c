#include "strike_strokes.h"

#include <math.h>

/* A hand's line is never quite straight. */
static void draw_line(struct ink_canvas *canvas, struct train_random *random,
                      float x0, float y0, float x1, float y1, float radius)
{
    float bow = train_random_normal(random, 0.03F) * hypotf(x1 - x0, y1 - y0);
    float mx = (x0 + x1) / 2, my = (y0 + y1) / 2 + bow;

    radius = fmaxf(radius, 0.5F);
    ink_canvas_pen(canvas, x0, y0, radius, mx, my, radius, 1);
    ink_canvas_pen(canvas, mx, my, radius, x1, y1, radius, 1);
}

static void draw_scribble(struct ink_canvas *canvas,
                          struct train_random *random, float x0, float x1,
                          float top, float bottom, float radius)
{
    int turns = 4 + train_random_below(random, 6);
    float x = x0, y = top;

    for (int i = 1; i <= turns; i++) {
        float nx = x0 + (x1 - x0) * (float)i / (float)turns;
        float ny = (i % 2 == 1 ? bottom : top) +
                   train_random_normal(random, 0.08F) * (bottom - top);
        draw_line(canvas, random, x, y, nx, ny, radius);
        x = nx;
        y = ny;
    }
}

void strike_out(struct ink_canvas *canvas, struct train_random *random,
                struct ink_area area, float radius)
{
    enum { ONE_LINE, TWO_LINES, SLANTED, CROSS, SCRIBBLE };
    static const float often[] = {38, 22, 18, 12, 10};
    float h = (float)area.h, out = h * train_random_between(random, 0.1F, 0.4F);
    float x0 = (float)area.x - out, x1 = (float)(area.x + area.w) + out;
    float middle = (float)area.y + h * train_random_between(random, 0.4F, 0.65F);
    float tilt = train_random_normal(random, 0.1F) * h;
    float top = (float)area.y + 0.1F * h, low = (float)area.y + 0.9F * h;

    switch (train_random_choose(random, often, 5)) {
    case ONE_LINE:
        draw_line(canvas, random, x0, middle + tilt, x1, middle - tilt, radius);
        break;
    case TWO_LINES:
        draw_line(canvas, random, x0, middle + tilt - 0.12F * h, x1,
                  middle - tilt - 0.12F * h, radius);
        draw_line(canvas, random, x0, middle + tilt + 0.12F * h, x1,
                  middle - tilt + 0.12F * h, radius);
        break;
    case SLANTED:
        draw_line(canvas, random, x0, low, x1, top, radius);
        break;
    case CROSS:
        draw_line(canvas, random, x0, low, x1, top, radius);
        draw_line(canvas, random, x0, top, x1, low, radius);
        break;
    case SCRIBBLE:
        draw_scribble(canvas, random, x0, x1, top, low, radius);
        break;
    }
}
