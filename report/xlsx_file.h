/* A workbook that is being written, and the few formats that all its sheets
 * share. libxlsxwriter writes files only, so it goes through a temporary one.
 * Private to report/. */
#ifndef TZ_REPORT_XLSX_FILE_H
#define TZ_REPORT_XLSX_FILE_H

#include <stdio.h>
#include <xlsxwriter.h>

#include "base/status.h"
#include "report/summary.h"

/** A number's format knows how many decimals it has and whether it waits for a
 * person. */
enum { XLSX_DECIMALS = 5, XLSX_ROWS_MAX = 1048576 };

struct xlsx_file {
    lxw_workbook *book;
    char path[64];
    lxw_format *title, *head, *text, *wrap, *note, *part, *mark, *doubt_text;
    lxw_format *number[2][XLSX_DECIMALS]; /* [1]: doubtful */
};

/**
 * Begin a workbook.
 *
 * @row_by_row  rows are written from the first to the last and not gone back
 *              to, so that memory does not grow with them
 *
 * Returns ST_OK; ST_IO; ST_NOMEM. End it with xlsx_end() or xlsx_drop().
 */
MUST_CHECK enum status xlsx_begin(struct xlsx_file *file, bool row_by_row,
                                  struct fault *fault);

/** Write the workbook to @out. Returns ST_OK; ST_IO; ST_LIB. */
MUST_CHECK enum status xlsx_end(struct xlsx_file *file, FILE *out,
                                struct fault *fault);

/** End it without writing anything; fine after xlsx_end() too. */
void xlsx_drop(struct xlsx_file *file);

/** A figure in one cell: a number, or the mark of one that is missing or not
 * told. */
void xlsx_put_figure(const struct xlsx_file *file, lxw_worksheet *sheet,
                     lxw_row_t row, lxw_col_t column,
                     const struct report_figure *figure);

/** Text as text, also where it looks like a number. */
void xlsx_put_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                   const char *text, lxw_format *format);

#endif
