/* The strokes by which people make a figure void. */
#ifndef TZ_STRIKE_STROKES_H
#define TZ_STRIKE_STROKES_H

#include "ink_canvas.h"
#include "train_random.h"

/** @area  of the figure; @radius  of the pen, px */
void strike_out(struct ink_canvas *canvas, struct train_random *random,
                struct ink_area area, float radius);

#endif
