/* Learning this archive's hands from what persons confirmed and corrected. */
#ifndef TZ_BATCH_LEARN_H
#define TZ_BATCH_LEARN_H

#include <stdbool.h>

#include "base/status.h"
#include "db/archive.h"
#include "ocr/hand_lesson.h"

/** So few decided figures teach nothing that could be judged. */
enum { LEARN_LEAST_CELLS = 40 };

/** What a lesson came to. */
struct batch_lesson {
    int pages;                 /* pages with decisions, read again */
    int n_decided;             /* figures that persons decided */
    bool taken;                /* the pooled weights are better: taken */
    struct hand_figures before, after; /* of the pooled weights */
    int books, books_taken;    /* files with enough cells of their own, and
                                  those whose own weights were taken */
    int books_right_before, books_right_after, books_judged;
                               /* over the books taken, beside the pool's */
};

/** What a caller hears while it goes on; may be NULL. */
struct batch_learn_listener {
    void (*progress)(int page, int pages, void *context); /* page == pages: all
                                                    seen, now it learns */
    void *context;
};

/**
 * Learn from the figures that persons confirmed or corrected: first from all of
 * them together, then for each file with enough of its own. One in five is kept
 * out, always the same ones; new weights are taken only when they read these
 * better than the weights in force. The same archive learns the same again.
 *
 * Returns ST_OK, also when nothing was better; ST_NONE when fewer than
 * LEARN_LEAST_CELLS figures were decided (@lesson->n_decided says how many);
 * ST_BUSY when another process reads or learns; ST_INPUT; ST_IO; ST_DB; ST_LIB;
 * ST_NOMEM.
 */
MUST_CHECK enum status batch_learn(struct db_archive *archive,
                                   struct batch_learn_listener listener,
                                   struct batch_lesson *lesson,
                                   struct fault *fault);

#endif
