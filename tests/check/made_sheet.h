/* Sheets made by hand from a small table of words. */
#ifndef TZ_TESTS_MADE_SHEET_H
#define TZ_TESTS_MADE_SHEET_H

#include "check/check.h"

/**
 * A form from YAML text; fails the running test when it does not load. End
 * with form_free().
 */
struct form *made_form(const char *yaml);

/**
 * A sheet of @form: one text a row, cells split at blanks, in the order of the
 * columns. A row that begins with "=" is a total row.
 *
 *     12       a value, read with score 0.99
 *     12|72    ... with a second candidate at 0.2
 *     12?|72   a doubtful reading: 0.5, and 0.45 for the second
 *     _ - 0    blank, dash, zero        "    a ditto
 *     #        illegible                *    withheld
 *     ~3:12    struck, 3 before, 12 now
 *
 * End with made_clear().
 */
void made_sheet(const struct form *form, const char *const *rows, int n_rows,
                struct sheet *out);
void made_clear(struct sheet *sheet);

/** Index of a cell by row and column code. */
size_t made_cell(const struct sheet *sheet, const struct form *form, int row,
                 const char *code);

/** Check with the usual options; fails the test when that fails. */
void made_check(const struct sheet *sheet, const struct form *form,
                bool weigh_laws, struct check_result *out);

#endif
