/* Parts of one table, and whether a further one belongs to them. Private to
 * batch/. */
#ifndef TZ_BATCH_CHAIN_H
#define TZ_BATCH_CHAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "db/whole.h"

enum { CHAIN_WORDS = 160 };

/** Parts of one table while it grows. */
struct chain {
    const struct db_part *parts; /* of the list; n of them */
    const struct form *form;
    struct db_loaded *loaded;    /* n; owned */
    size_t n;
    int rows;
    char zh[CHAIN_WORDS], en[CHAIN_WORDS]; /* what is missing before it */
    bool missing_after, missing_beside;
};

void chain_clear(struct chain *chain);

/** Is it the left or the right half of a table that lies across two pages? */
bool chain_is_left(const struct db_part *part);
bool chain_is_right(const struct db_part *part);

/** Rows of the whole that stand before part @at; of a right half those before
 * the left one. */
int chain_rows_before(const struct chain *chain, size_t at);

/** May @part be the next one, by what the sheets' heads say? */
bool chain_may_go_on(const struct chain *chain, const struct db_part *part);

/** Is it, by what their rows say? Words of what is missing are left in @zh and
 * @en, CHAIN_WORDS each. */
bool chain_goes_on(const struct chain *chain, const struct db_part *part,
                   const struct sheet *sheet, char *zh, char *en);

/** The words for pages, or else numbered rows, that are missing. */
void chain_note_gap(bool pages, int from, int to, char *zh, char *en);

#endif
