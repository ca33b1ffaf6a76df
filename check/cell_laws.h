/*
 * The identities that one cell stands in, with the sheet as it stands, and the
 * figure that each would have in the cell. For whoever asks a person.
 */
#ifndef TZ_CHECK_CELL_LAWS_H
#define TZ_CHECK_CELL_LAWS_H

#include "base/status.h"
#include "forms/definition.h"
#include "forms/sheet.h"

enum { CELL_LAWS_MAX = 12, CELL_LAW_WANTED_MAX = 24 };

struct check_cell_law {
    char law[160]; /* "c3 = c4 + c5", "total of c3" */
    int row;       /* body row that it was written for */
    bool held;     /* with the given value in the cell */
    bool at_most;  /* a bound, no sum */
    bool zeros;    /* all other cells are nothing: holding tells little */
    double gap;    /* left - right */
    char wanted[CELL_LAW_WANTED_MAX]; /* the figure that would make it hold; ""
                                         none, or it holds */
};

/**
 * Evaluate every identity of @cell with @value in it.
 *
 * @sheet  its readings' first candidates are what the cells are taken for; only
 *         read, and as it was when the call returns
 * @cell   index into sheet->cells
 * @value  normalised; "" counts as nothing, 0
 * @out    room for CELL_LAWS_MAX; *n are filled, 0 when no identity can be
 *         evaluated or @value is no figure
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status check_cell_laws(struct sheet *sheet,
                                       const struct form *form, size_t cell,
                                       const char *value,
                                       struct check_cell_law *out, size_t *n,
                                       struct fault *fault);

/**
 * Every identity of the sheet that fails as it stands; `wanted` stays empty.
 *
 * @out  room for @max; *n are filled
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status check_failing_laws(const struct sheet *sheet,
                                          const struct form *form,
                                          struct check_cell_law *out,
                                          size_t max, size_t *n,
                                          struct fault *fault);

#endif
