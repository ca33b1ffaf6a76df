/*
 * Private to scan/: how many points fall onto each row, and the sum of the
 * squares of that, which is large when they share few rows.
 */
#ifndef TZ_SCAN_ROW_SQUARES_H
#define TZ_SCAN_ROW_SQUARES_H

#include <stddef.h>
#include <stdint.h>

/* Neighbours often share a row, and a count that was just written takes longest
 * to read again: each of the counts gets every fourth point only. */
enum { ROW_LANES = 4 };

struct row_squares {
    uint32_t *count[ROW_LANES]; /* of the rows from @first to @end */
    size_t first, end;
};

/** Set the counts of its rows to 0. */
void row_squares_begin(struct row_squares *rows);

/** Count points. @row[i] may be any row for which there is a count, also one
 * that is not from @first to @end. */
void row_squares_add(struct row_squares *rows, const int *row, size_t n);

/** The sum over the rows from @first to @end. */
uint64_t row_squares_sum(const struct row_squares *rows);

#endif
