/*
 * Pieces of ink drawn before they are asked for: while a person looks at one
 * question, a thread cuts and draws what the next will show.
 */
#ifndef TZ_REVIEW_INK_AHEAD_H
#define TZ_REVIEW_INK_AHEAD_H

#include "review/ink_art.h"
#include "review/page_ink.h"

struct ink_ahead;

/** One piece as it will be seen. Two that are equal are drawn once. */
struct ink_request {
    const struct db_cell_image *page;
    struct ink_piece piece;
    bool trimmed;         /* cut to the writing */
    struct scan_box mark; /* a box of the original to be found in the picture */
    int rows, columns;    /* of the area that it is drawn into */
    struct ink_style style;
};

/** What was drawn. */
struct ink_drawn {
    struct canvas_area area; /* where it lies */
    struct scan_box mark;    /* px of the picture */
    int width, height;       /* of the picture */
};

/** @store is lent and must outlive it. ST_OK; ST_NOMEM. */
MUST_CHECK enum status ink_ahead_new(struct ink_store *store,
                                     struct ink_ahead **out,
                                     struct fault *fault);
void ink_ahead_free(struct ink_ahead **ahead);

/** Draw it when there is time; what is asked for last is kept longest. */
void ink_ahead_expect(struct ink_ahead *ahead,
                      const struct ink_request *request);

/** Wait until nothing that was expected is still to come. */
void ink_ahead_wait(struct ink_ahead *ahead);

/**
 * Draw it onto @canvas with its corner at @row and @column: at once when it was
 * expected, else it is drawn now.
 *
 * Returns ST_OK; ST_NONE when the page cannot be decoded; ST_NOMEM.
 */
MUST_CHECK enum status ink_ahead_draw(struct ink_ahead *ahead,
                                      const struct ink_request *request,
                                      struct canvas *canvas, int row,
                                      int column, struct ink_drawn *drawn,
                                      struct fault *fault);

#endif
