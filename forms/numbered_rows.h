/* Rows of days and months, which are numbered from one. Private to forms/. */
#ifndef TZ_FORMS_NUMBERED_ROWS_H
#define TZ_FORMS_NUMBERED_ROWS_H

#include <stdbool.h>

/** Lines below the header that may be no rows yet, the units' for one. */
enum { NUMBERED_SEARCH = 2 };

/** A line of a table's body. */
struct numbered_row {
    bool is_row;
    bool full;      /* most columns beside the label hold ink */
    bool full_only; /* no row for one reason: its label is blank */
    int number;     /* that its label was read as; 0: none */
    bool sure;      /* so surely that it may tell of other rows' places */
};

/**
 * A full line whose label is blank and that stands between rows is a row too:
 * the label was lost at the edge of the page. It stays none where a row more
 * were too many, or where the numbers that follow say that it is none (the
 * mean of ten days that nothing names).
 *
 * @most_rows  that the table can have, totals included; 0: not known, and the
 *             numbers must then say that it is a row
 */
void numbered_rows_keep_full(struct numbered_row *rows, int n, int most_rows);

/**
 * How many of the rows stand before the first day or month: when most labels
 * are one less than their row's place, a line above was taken for a row.
 */
int numbered_rows_before_first(const struct numbered_row *rows, int n);

#endif
