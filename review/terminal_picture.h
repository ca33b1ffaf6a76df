/* Pictures that a terminal draws itself. */
#ifndef TZ_REVIEW_TERMINAL_PICTURE_H
#define TZ_REVIEW_TERMINAL_PICTURE_H

#include <stdio.h>

#include "review/canvas.h"

enum picture_kind { PICTURE_NONE, PICTURE_SIXEL, PICTURE_KITTY };

/** What a terminal shows, and how large its characters are. */
struct terminal_pictures {
    enum picture_kind kind;
    int cell_width, cell_height; /* px */
};

/**
 * Ask the terminal, before curses has it: its attributes (sixel), kitty's
 * pictures, and the size of a character. What does not answer within half a
 * second is gone by its name alone. Nothing within tmux and screen, which do
 * not pass pictures on.
 */
struct terminal_pictures terminal_pictures_ask(FILE *in, FILE *out);

/** What an answer says; for tests. @text is not ended by NUL. */
void terminal_pictures_read_answer(const char *text, size_t n,
                                   struct terminal_pictures *found);

/** Write one picture at its place. */
void terminal_picture_show(FILE *out, const struct terminal_pictures *how,
                           const struct canvas_picture *picture);

/** Take all pictures away again. */
void terminal_picture_wipe(FILE *out, const struct terminal_pictures *how);

#endif
