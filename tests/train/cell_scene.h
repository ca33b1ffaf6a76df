/* A training cell as a scanner would deliver it: ruled, crowded by its
 * neighbours, blurred, noisy, faint. */
#ifndef TZ_CELL_SCENE_H
#define TZ_CELL_SCENE_H

#include "ink_canvas.h"
#include "scan/page.h"
#include "train_random.h"

struct Pix;

/** A piece of a page and where the cell on it is said to be. */
struct cell_scene {
    struct Pix *grey;       /* 8 bpp; pixDestroy() it */
    struct scan_quad quad;  /* off by a px or two, as grids are */
    bool unruled;
};

/**
 * Set what is written into a cell and age it.
 *
 * @line        the writing; made anew where it is too large
 * @neighbour   [optional] writing of the cell next door
 * @height      of a digit in @line, px
 *
 * Returns false when it cannot be drawn (too large, no ink, no memory).
 */
bool cell_scene_draw(struct ink_canvas *page, struct train_random *random,
                     const struct ink_canvas *line,
                     const struct ink_canvas *neighbour, float height,
                     struct cell_scene *scene);

/** A cell in which nothing is written: specks, remnants, leaders. */
bool cell_scene_draw_empty(struct ink_canvas *page, struct train_random *random,
                           float height, struct cell_scene *scene);

/** Age @page into an image. Also used for real strings. */
struct Pix *cell_scene_scan(struct ink_canvas *page,
                            struct train_random *random);

#endif
