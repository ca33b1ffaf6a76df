/*
 * The writing of all open cells, cut page by page in the background, so that
 * laying many side by side need not decode a page for each.
 */
#ifndef TZ_REVIEW_INK_TILES_H
#define TZ_REVIEW_INK_TILES_H

#include "review/page_ink.h"

struct ink_tiles;

/** So many are cut at most: some 5 kB each. */
enum { INK_TILES_MAX = 8000 };

/** One to cut. */
struct ink_tile {
    int64_t cell_id;
    struct scan_box box; /* of the cell, px of the original */
    int page;            /* index into the pages */
};

/**
 * Begin to cut. Tiles of one page follow each other.
 *
 * @pages, @tiles  new arrays, its own from now on, also when it fails
 * @colour         as struct ink_piece's
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status ink_tiles_new(struct db_cell_image *pages,
                                     struct ink_tile *tiles, size_t n,
                                     bool colour, struct ink_tiles **out,
                                     struct fault *fault);
void ink_tiles_free(struct ink_tiles **tiles);

/** A copy of the cell's writing, pixDestroy(); NULL when it is not cut yet. */
struct Pix *ink_tiles_new_copy(struct ink_tiles *tiles, int64_t cell_id);

/** Wait until all are cut. */
void ink_tiles_wait(struct ink_tiles *tiles);

#endif
