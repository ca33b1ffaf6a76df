/* Pictures that a terminal draws itself. */
#ifndef TZ_REVIEW_TERMINAL_PICTURE_H
#define TZ_REVIEW_TERMINAL_PICTURE_H

#include <stdio.h>

#include "review/canvas.h"

enum picture_kind { PICTURE_NONE, PICTURE_SIXEL, PICTURE_KITTY };

/** What this terminal shows, by its environment; nothing within tmux and
 * screen, which do not pass it on. */
enum picture_kind terminal_picture_kind(void);

/** Write one picture at its place. */
void terminal_picture_show(FILE *out, const struct canvas_picture *picture);

/** Take all pictures away again. */
void terminal_picture_wipe(FILE *out);

#endif
