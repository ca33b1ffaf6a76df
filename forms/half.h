/*
 * Half of a form: the columns that one page of a double page bears, as a form
 * of their own. Private to forms/.
 */
#ifndef TZ_FORMS_HALF_H
#define TZ_FORMS_HALF_H

#include <stdbool.h>

#include "base/status.h"
#include "forms/definition.h"

/** A page of a spread bears so many of the form's figures at least: with one
 * only, a table that was torn or cut off would look like half of one. */
enum { HALF_LEAST_COLUMNS = 2 };

struct half {
    struct form form; /* as the whole, which lends all but columns */
    const struct form *whole;
    int first, n;     /* the whole's columns that it bears, n from
                         first on; 0: the left half, labels included */
    int labels;       /* columns of labels printed on it: of a right
                         half those that stand there again, before the
                         n */
    int whole_labels; /* ... and of the whole */
    int *place;       /* of each of its columns, in the whole */
};

/** Its labels stand at the left, one list is on it, and there is enough for two
 * pages. */
bool half_may_be(const struct form *form);

/** Number of columns that are labels, at the left of @form. */
int half_count_labels(const struct form *form);

/**
 * @first   0 for a left half; else the first figure of a right one
 * @again   the labels are printed again on the right half
 * @out     new; end with half_free()
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status half_new(const struct form *whole, int first, int n,
                                bool again, struct half **out,
                                struct fault *fault);
void half_free(struct half **half);

#endif
