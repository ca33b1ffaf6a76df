/* How often each reader was right on each set of cells: the rows of the table
 * in docs/reading.md. */
#ifndef TZ_BENCH_READING_ROWS_H
#define TZ_BENCH_READING_ROWS_H

#include "cell_panel.h"
#include "digit_score.h"

struct reading_row {
    const char *name;  /* lent */
    const char *place; /* lent: how its cells were cut, for the table */
    struct digit_score score[PANEL_READERS];
    int unplaced; /* cells of the truth that nobody could be shown, since
                     no grid was found for them */
};

enum { ROWS_MOST = 16 };

struct reading_rows {
    int n;
    struct reading_row *row[ROWS_MOST];
};

/** A new row at the end. NULL: no memory, or more than ROWS_MOST. */
struct reading_row *reading_rows_add(struct reading_rows *rows,
                                     const char *name, const char *place);
void reading_rows_clear(struct reading_rows *rows);

/**
 * @truth        "" where nothing is written, "-" of a dash
 * @digits_only  points and dashes aside
 */
void reading_row_count(struct reading_row *row,
                       const struct panel_reading *reading, const char *truth,
                       bool digits_only);

/** Two tables in Markdown: right at once and ms a cell; among the first five
 * and the AUROC of the score. Rows without a cell are said to be unknown. */
void reading_rows_print(const struct reading_rows *rows);

#endif
