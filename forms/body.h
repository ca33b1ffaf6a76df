/* Reading the rows of a matched table. Private to forms/. */
#ifndef TZ_FORMS_BODY_H
#define TZ_FORMS_BODY_H

#include "base/status.h"
#include "forms/layout.h"
#include "forms/sheet.h"

/**
 * Read every body cell and append it to @sheet (cells and rows are grown).
 *
 * Where rows are known only by the gaps between lines of text, a row without
 * any ink is none, and neither is a line that has no label though the form's
 * rows are named (the units "Ins." printed under a header). Where lists stand
 * side by side each has all those rows, the left list's first.
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status body_read(const struct page *page,
                                 const struct layout *layout,
                                 bool keep_personal, struct ocr_reader *reader,
                                 struct sheet *sheet, struct fault *fault);

#endif
