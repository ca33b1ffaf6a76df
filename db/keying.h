/* Words on cells inside of a transaction, for the files of this room. */
#ifndef TZ_DB_KEYING_H
#define TZ_DB_KEYING_H

#include "db/decision_row.h"
#include "db/tasks.h"

/**
 * db_find_decided_cell() of a cell that @word may be said about.
 *
 * Returns ST_OK; ST_NONE when there is no such cell; ST_INPUT when it is no
 * word for it; ST_BUSY when somebody else has it on the screen; ST_DB.
 */
MUST_CHECK enum status db_find_answered_cell(struct db_archive *archive,
                                             int64_t cell_id,
                                             const struct db_answer *word,
                                             struct decision *cell,
                                             struct fault *fault);

/** Store it as a decision, inside of the caller's transaction. ST_OK; ST_DB. */
MUST_CHECK enum status db_settle_within(struct db_archive *archive,
                                        struct decision *cell,
                                        const struct db_answer *word,
                                        const char *who, struct fault *fault);

/* SQL: a keying k on the place of a cell n, made on the same ink. */
#define DB_KEYED_HERE                                                          \
    "k.page_id = n.page_id AND k.form = n.form AND k.row = n.row"              \
    " AND k.column_code = n.column_code"                                       \
    " AND CASE WHEN k.w = 0 OR n.w = 0 THEN k.sheet = n.sheet"                 \
    "  ELSE k.x + k.w / 2 BETWEEN n.x AND n.x + n.w"                           \
    "   AND k.y + k.h / 2 BETWEEN n.y AND n.y + n.h END"

#endif
