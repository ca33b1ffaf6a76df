/* Private to learning: the cells of pages on which persons decided something,
 * cleaned as the reader cleans them. */
#ifndef TZ_BATCH_LESSON_CELLS_H
#define TZ_BATCH_LESSON_CELLS_H

#include <stdint.h>

#include "batch/learn.h"

struct lesson_cells {
    size_t n, n_decided;
    struct hand_cell *cell;  /* page by page, in the archive's order */
    int64_t *original_id;    /* of each: the file that it is in */
    int pages;
};

/**
 * Read the pages again (the newest first, until there is enough) and keep what
 * the digit net is shown. Who only confirmed a value may have looked away; it
 * counts as decided all the same.
 *
 * Returns ST_OK; ST_INPUT; ST_IO; ST_DB; ST_LIB; ST_NOMEM. End it with
 * lesson_cells_clear().
 */
MUST_CHECK enum status lesson_cells_gather(struct db_archive *archive,
                                           struct batch_learn_listener listener,
                                           struct lesson_cells *out,
                                           struct fault *fault);
void lesson_cells_clear(struct lesson_cells *cells);

#endif
