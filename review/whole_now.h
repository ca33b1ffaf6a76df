/* The table that a sheet is a part of, as it stands: pages one below the other,
 * halves side by side. Its sums are judged as a whole. */
#ifndef TZ_REVIEW_WHOLE_NOW_H
#define TZ_REVIEW_WHOLE_NOW_H

#include "db/tasks.h"

struct whole_now {
    struct sheet sheet; /* of all parts; n_cells 0: the sheet is by itself */
    size_t *own;        /* n_own: where the sheet's cells are in it; SIZE_MAX:
                           not there, a field above a later part */
    size_t n_own;
    int before; /* body rows of the parts before the sheet */
};

/**
 * Load the table around a sheet.
 *
 * @cells  the sheet's, @n of them
 * @form   theirs
 *
 * Returns ST_OK; ST_DB; ST_NOMEM. On failure nothing is loaded. End with
 * whole_now_clear().
 */
MUST_CHECK enum status whole_now_load(struct whole_now *out,
                                      struct db_archive *archive,
                                      const struct form *form, int64_t sheet_id,
                                      const struct db_cell *cells, size_t n,
                                      struct fault *fault);
void whole_now_clear(struct whole_now *whole);

/** A stored cell as check/ wants it: in its own sheet, one candidate. */
void whole_now_take(const struct form *form, const struct db_cell *cell,
                    struct sheet_cell *to);

/** One candidate, the value that a cell is taken for. */
void whole_now_set_reading(struct reading *reading, const char *value,
                           enum reading_state state);

#endif
