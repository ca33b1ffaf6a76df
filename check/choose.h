/* Taking another candidate where the identities leave no other way. Private to
 * the check room. */
#ifndef TZ_CHECK_CHOOSE_H
#define TZ_CHECK_CHOOSE_H

#include "check/relation.h"

/**
 * Change the board's cells to other candidates of their readings as long as
 * failing relations are repaired by it, and weigh the relations anew.
 * Only what the reading itself offers is ever taken.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status choose_candidates(struct board *board,
                                         struct relation_set *set,
                                         struct fault *fault);

/** Take back the changes that are less likely than not, beliefs being spread;
 * returns how many. */
size_t choose_undo_doubtful(struct board *board, struct relation_set *set);

#endif
