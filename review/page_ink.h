/*
 * Originals, decoded in the background and kept for a while, and pieces cut
 * from them the way they are read.
 */
#ifndef TZ_REVIEW_PAGE_INK_H
#define TZ_REVIEW_PAGE_INK_H

#include "db/tasks.h"

struct Pix;
struct ink_store;

/** Returns ST_OK; ST_NOMEM. End with ink_store_free(). */
MUST_CHECK enum status ink_store_new(struct ink_store **out,
                                     struct fault *fault);
void ink_store_free(struct ink_store **store);

/** Begin to decode a page, if it is not there already. */
void ink_store_expect(struct ink_store *store,
                      const struct db_cell_image *page);

/** True when a piece of that page can be cut without waiting. */
bool ink_store_has(struct ink_store *store, const struct db_cell_image *page);

/** Wait until nothing that was expected is still to come. */
void ink_store_wait(struct ink_store *store);

/** What to cut, px of the original. */
struct ink_piece {
    struct scan_box box;
    const struct scan_box *hidden; /* personal cells, painted over */
    size_t n_hidden;
    bool colour; /* 32 bpp with its colours; else 8 bpp grey */
};

/**
 * Cut a piece, turned and straightened, its light stretched. Waits for the
 * page.
 *
 * @out    new; pixDestroy()
 * @mark   [optional] in: a box of the original; out: where it lies in *out
 *
 * Returns ST_OK; ST_NONE when the page cannot be decoded (the fault says why);
 * ST_NOMEM.
 */
MUST_CHECK enum status ink_store_cut(struct ink_store *store,
                                     const struct db_cell_image *page,
                                     const struct ink_piece *piece,
                                     struct Pix **out, struct scan_box *mark,
                                     struct fault *fault);

/** Likewise from a page that is decoded already. */
MUST_CHECK enum status ink_cut(struct Pix *whole,
                               const struct db_cell_image *page,
                               const struct ink_piece *piece, struct Pix **out,
                               struct scan_box *mark, struct fault *fault);

/** A copy, cut to the writing and a little paper around it; the whole when
 * there is no writing. */
struct Pix *ink_new_trimmed(struct Pix *cell);

/** A cell without the rules around it. */
struct scan_box ink_inner(struct scan_box cell);

#endif
