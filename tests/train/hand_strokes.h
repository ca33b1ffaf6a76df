/* Handwriting from stroke templates of our own: school hands, clerks' hands,
 * continental ones, with ball pen, pencil and brush. */
#ifndef TZ_HAND_STROKES_H
#define TZ_HAND_STROKES_H

#include "ink_canvas.h"
#include "train_random.h"

/** The habits of one writer, drawn once per string. */
struct hand_style {
    int variant[16];    /* which template each symbol gets */
    float radius;       /* of the pen, share of a digit's height */
    float pressure;     /* how much the radius swings along a stroke */
    float taper;        /* how thin a stroke ends: 0 blunt, 1 pointed */
    float width;        /* of a digit, share of its height */
    float slant;        /* to the right at the top, per height */
    float wobble;       /* of the templates' points, share of the height */
    float darkness;
};

struct hand_style hand_style_draw(struct train_random *random);

/**
 * Write one symbol of NET_ALPHABET but not the struck figure.
 *
 * @x       where its left edge is to be, px
 * @y       the line on which digits stand
 * @height  of a digit, px
 *
 * Returns how far it reaches to the right, px from @x.
 */
float hand_strokes_write(struct ink_canvas *canvas, struct train_random *random,
                         const struct hand_style *style, char symbol, float x,
                         float y, float height);

#endif
