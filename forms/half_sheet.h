/* Sheets of tables that lie across two pages. Private to forms/. */
#ifndef TZ_FORMS_HALF_SHEET_H
#define TZ_FORMS_HALF_SHEET_H

#include <stdbool.h>

#include "base/status.h"
#include "forms/match.h"
#include "forms/sheet.h"

/** Let a sheet that is half of a table say so. Labels that are printed again on
 * a right half name its rows and are no cells: they stand on the left one. */
void half_sheet_settle(const struct half *half, struct sheet *sheet);

/**
 * Read the right half of a table whose left half @sheet is, and put both
 * together: row by row, each cell where it lies.
 *
 * Returns ST_OK; ST_DOUBT when their rows do not agree; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status half_sheet_add(const struct page *page,
                                      const struct half_found *right,
                                      bool keep_personal,
                                      struct ocr_reader *reader,
                                      struct sheet *sheet, struct fault *fault);

#endif
