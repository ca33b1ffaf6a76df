/* Hands that the digit reader learned. */
#ifndef TZ_DB_HANDS_H
#define TZ_DB_HANDS_H

#include "db/archive.h"

/** What a lesson gave. */
struct db_hand {
    int64_t original_id; /* the book that it is for; 0: whatever has none of its
                            own */
    const char *path;    /* file with the weights, copied; NULL: none from now
                            on */
    int n_learned, n_judged, right_before, right_after;
    int n_kept, kept_changed; /* as the schema's table hand says */
};

/**
 * Read by these weights from now on: one lesson, taken whole or not at all, and
 * told to the history with its figures. Weights are kept for ever.
 *
 * Returns ST_OK; ST_NONE when there is no such original; ST_BUSY; ST_IO; ST_DB.
 */
MUST_CHECK enum status db_take_hands(struct db_archive *archive,
                                     const struct db_hand *hands, size_t n,
                                     struct fault *fault);

/** What lesson is taken back. */
enum db_forget { DB_FORGET_LAST, DB_FORGET_ALL };

/**
 * Read as before the last lesson, or as before all of them. A lesson taken back
 * can be taken back itself.
 *
 * Returns ST_OK; ST_NONE when there is nothing to take back; ST_BUSY; ST_DB.
 */
MUST_CHECK enum status db_forget_hands(struct db_archive *archive,
                                       enum db_forget what,
                                       struct fault *fault);

/** The file of weights of that digest (db_page.hand); false when it is "" or
 * the path too long. */
bool db_hand_path(const struct db_archive *archive, const char *sha256,
                  char *path, size_t size);

/** Digest of the weights for pages without a book's own; "" none. */
MUST_CHECK enum status db_find_hand(struct db_archive *archive,
                                    char sha256[65], struct fault *fault);

#endif
