/*
 * The screen as text: views write here, terminal.c paints it. So a test can
 * press keys and compare what would be seen.
 */
#ifndef TZ_REVIEW_CANVAS_H
#define TZ_REVIEW_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct Pix;

enum canvas_look {
    LOOK_PLAIN = 0,
    LOOK_BOLD = 1,
    LOOK_DIM = 2,
    LOOK_REVERSE = 4,
    LOOK_UNDERLINE = 8,
    /* What a text is; a terminal without colours shows the rest. */
    LOOK_GOOD = 16,
    LOOK_WARN = 32,
    LOOK_KEY = 64
};

enum { CANVAS_TEXT_MAX = 16, CANVAS_PICTURES_MAX = 48 };

struct canvas_cell {
    char text[CANVAS_TEXT_MAX]; /* one character with its marks; "" is the
                                   right half of a wide one */
    short fg, bg;               /* 0 to 255, -1: the terminal's own */
    unsigned short look;
};

struct canvas_area {
    int row, column, rows, columns;
};

/** A picture that the terminal draws by itself (sixel, kitty). */
struct canvas_picture {
    struct canvas_area area;
    struct Pix *pix; /* owned by the canvas */
};

struct canvas {
    int rows, columns;
    struct canvas_cell *cells;
    struct canvas_picture pictures[CANVAS_PICTURES_MAX];
    int n_pictures;
    int cursor_row, cursor_column; /* -1: hidden */
};

/** Make or change the size; blank afterwards. ST_OK; ST_NOMEM. */
MUST_CHECK enum status canvas_size(struct canvas *canvas, int rows, int columns,
                                   struct fault *fault);
void canvas_blank(struct canvas *canvas);
void canvas_free(struct canvas *canvas);

/** The cell there, or NULL outside. */
struct canvas_cell *canvas_at(struct canvas *canvas, int row, int column);

/** Columns that a text takes; a Chinese character takes two. */
int canvas_width(const char *text);

/**
 * Write one line of at most @width columns; what is longer ends in "…".
 *
 * Returns the columns that were used.
 */
int canvas_write(struct canvas *canvas, int row, int column, int width,
                 unsigned look, const char *text);

/** Likewise, at the right end of the width. */
void canvas_write_right(struct canvas *canvas, int row, int column, int width,
                        unsigned look, const char *text);

/** Write in lines that break at spaces and between Chinese characters.
 * Returns the rows that were used, at most @rows. */
int canvas_wrap(struct canvas *canvas, struct canvas_area area, unsigned look,
                const char *text);

/** Give a whole stretch of a row one look. */
void canvas_bar(struct canvas *canvas, int row, int column, int width,
                unsigned look);

/** The text of one row, without spaces at its end. */
void canvas_row_text(const struct canvas *canvas, int row, char *out,
                     size_t size);

#endif
