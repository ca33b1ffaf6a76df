/* Paper on which the training cells are drawn: 0 is paper, 1 is ink. */
#ifndef TZ_INK_CANVAS_H
#define TZ_INK_CANVAS_H

#include <stdbool.h>

#include "ink_drift.h"

enum { CANVAS_WIDTH = 900, CANVAS_HEIGHT = 320 };

struct ink_canvas {
    int w, h;  /* px in use, at most CANVAS_WIDTH x CANVAS_HEIGHT */
    float ink[CANVAS_WIDTH * CANVAS_HEIGHT]; /* h rows of w */
};

struct ink_area {
    int x, y, w, h; /* w is 0 where there is nothing */
};

/** A picture that can be stamped: 0 paper, 255 ink, tight round its ink. */
struct ink_stamp {
    int w, h;
    const unsigned char *ink;
};

/** Clean paper of that size (cut to what a canvas holds). */
void ink_canvas_clear(struct ink_canvas *canvas, int w, int h);

/** A pen drawn from one point to another, px; it may grow or shrink. */
void ink_canvas_pen(struct ink_canvas *canvas, float x0, float y0,
                    float radius0, float x1, float y1, float radius1,
                    float darkness);

/** How the hand of a stamp strays: by waves of these lengths, a stamp's size
 * being 1, and of these heights, and by a drift of its parts. All zeros: not
 * at all. */
struct ink_bend {
    float height[4], turns[4], phase[4];
    struct ink_drift drift;
};

/** How a stamp is set: its scale and its lean. */
struct ink_setting {
    struct ink_bend bend;
    float w, h;      /* px it is to have, before the lean */
    float shear;     /* px to the right at the top, per px of height */
    float turn;      /* radians */
    float weight;    /* -1 thinner ... 0 as it is ... 1 bolder */
};

/** @x, @y  where the stamp's centre comes to. */
void ink_canvas_stamp(struct ink_canvas *canvas, const struct ink_stamp *stamp,
                      struct ink_setting setting, float x, float y);

/** Lay @from over the canvas at (@x, @y), the darker wins. */
void ink_canvas_lay(struct ink_canvas *canvas, const struct ink_canvas *from,
                    int x, int y);

/** The box round everything darker than @level. */
struct ink_area ink_canvas_extent(const struct ink_canvas *canvas,
                                  float level);

/** Blur by a bell of that deviation, px, up to 2. */
void ink_canvas_blur(struct ink_canvas *canvas, float deviation);

/** Take ink away round a place, softly; @share of it in the middle. */
void ink_canvas_fade(struct ink_canvas *canvas, float x, float y, float radius,
                     float share);

/** Make strokes bolder (> 0) or thinner (< 0) by that share of a px. */
void ink_canvas_weigh(struct ink_canvas *canvas, float weight);

#endif
