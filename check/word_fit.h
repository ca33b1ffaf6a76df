/*
 * What each cell of a domain may hold, and how likely. Private to the check
 * room.
 */
#ifndef TZ_CHECK_WORD_FIT_H
#define TZ_CHECK_WORD_FIT_H

#include <stdbool.h>

#include "check/word_stock.h"

enum { WORD_PICKS = 12 };

struct word_pick {
    int word; /* of the stock */
    double likely, post;
};

struct word_cell {
    struct word_pick picks[WORD_PICKS];
    int n;
    double unknown; /* likelihood that no word of the stock stands here */
    double post_unknown;
};

struct word_fit {
    const struct check_text *words;
    const struct word_parts *parts;
    size_t n;
    struct word_stock stock;
    struct word_cell *cells;
    size_t *by_slot; /* cells sorted by slot */
    double place, fresh;
};

/** Says something by itself: no ditto. */
bool word_is_voter(const struct check_text *word);

/** Fill the picks of every cell. Returns ST_OK; ST_NOMEM. */
MUST_CHECK enum status word_look_up(struct word_fit *fit);

/** Bring the posts of all cells to where they agree with one another. Returns
 * ST_OK; ST_NOMEM. */
MUST_CHECK enum status word_fit_run(struct word_fit *fit);

#endif
