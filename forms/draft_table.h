/*
 * A table that no definition is known of, cut and read for a draft: every cell
 * as words and as a figure. Private to forms/.
 */
#ifndef TZ_FORMS_DRAFT_TABLE_H
#define TZ_FORMS_DRAFT_TABLE_H

#include <stdbool.h>

#include "base/status.h"
#include "forms/definition.h"
#include "forms/draft.h"
#include "forms/grid.h"
#include "ocr/reading.h"
#include "scan/page.h"

struct ocr_reader;

enum draft_row_kind {
    DRAFT_ROW_BODY,
    DRAFT_ROW_TOTAL,
    DRAFT_ROW_NOTE,  /* 备注: one cell of words across the table */
    DRAFT_ROW_UNITS, /* "Ins." below each header */
};

struct draft_row {
    int at; /* row of the grid */
    enum draft_row_kind kind;
    char label[OCR_TEXT_MAX]; /* of what is no body row: its words */
};

struct draft_table {
    const struct page *page; /* borrowed, as the next two */
    const struct grid *grid;
    struct ocr_reader *reader;
    int header_rows; /* without the row of column numbers */
    bool number_row;
    int unnumbered; /* columns left of the one numbered 1 */
    int n_columns;
    struct draft_row *rows; /* those with ink in them */
    int n_rows;
    struct reading *words;   /* n_rows x n_columns, read as text; state
                                READ_WITHHELD where it was not read */
    struct reading *figures; /* likewise, read as a number of any kind */
};

/** Where the cell is, drawn in from its rules. */
struct scan_quad draft_inside(const struct draft_table *table, int row,
                              int column, int row_span, int column_span);

/**
 * Find header, column numbers and rows of @grid, and read its cells.
 *
 * @out  filled; end with draft_table_clear() in any case
 *
 * Returns ST_OK; ST_LIMIT; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status draft_table_read(const struct page *page,
                                        const struct grid *grid,
                                        struct ocr_reader *reader,
                                        struct draft_table *out,
                                        struct fault *fault);
void draft_table_clear(struct draft_table *table);

const struct reading *draft_words(const struct draft_table *table, int row,
                                  int column);
const struct reading *draft_figure(const struct draft_table *table, int row,
                                   int column);

/** Read the cells of a column again as what it holds, the way they will be
 * read when the draft is used. Returns ST_OK; ST_LIB; ST_NOMEM. */
MUST_CHECK enum status draft_read_again(struct draft_table *table, int column,
                                        const struct value_type *type,
                                        struct fault *fault);

/** A cell's figure: blanks and dashes are nought. False when it has none. */
bool draft_value(const struct draft_table *table, int row, int column,
                 double *value);

/** False when the reading of a figure is too weak to speak against a law. */
bool draft_is_sure(const struct draft_table *table, int row, int column);

#endif
