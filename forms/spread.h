/*
 * A table that lies across an open book: its left half is one table of the
 * image and its right half another. Private to forms/.
 */
#ifndef TZ_FORMS_SPREAD_H
#define TZ_FORMS_SPREAD_H

#include "base/status.h"
#include "forms/half_match.h"

/** The two halves, as their numbers name them. */
struct spread {
    struct half_found left, right; /* spread_clear() */
    struct header_texts texts;     /* around both; owned */
};

void spread_clear(struct spread *spread);

/**
 * The table that stands beside table @at: as high, next to it, on the right
 * or else on the left.
 *
 * Returns its place in @grids, or -1.
 */
int spread_neighbour(const struct grid_set *grids, int at);

/**
 * The form that two tables side by side are the halves of. Which of them is
 * the left half is told by the numbers printed over their columns, or else by
 * their headers.
 *
 * @forced  the only form to be tried, or NULL
 * @out     filled when ST_OK; left.half NULL where no form is sure
 * @why     LAYOUT_WHY_MAX bytes; what speaks against the likeliest, left
 *          alone where nothing was likely
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status
spread_match(const struct page *page, const struct form_catalogue *catalogue,
             const struct form *forced, const struct grid_set *grids, int one,
             int other, struct ocr_reader *reader, struct spread *out,
             char *why, struct fault *fault);

#endif
