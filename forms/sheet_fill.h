/* From a matched table to its sheet. Private to forms/. */
#ifndef TZ_FORMS_SHEET_FILL_H
#define TZ_FORMS_SHEET_FILL_H

#include "base/status.h"
#include "forms/match.h"
#include "forms/sheet.h"

/** The form of that id; @id NULL: *form is NULL. ST_OK; ST_INPUT. */
MUST_CHECK enum status sheet_find_form(const struct form_catalogue *catalogue,
                                       const char *id, const struct form **form,
                                       struct fault *fault);

/**
 * Read all of a matched table: its header fields and its body.
 *
 * @out  zeroed; filled. Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status sheet_fill(const struct page *page,
                                  const struct match *match, bool keep_personal,
                                  struct ocr_reader *reader, struct sheet *out,
                                  struct fault *fault);

/** Let @out say that this table of the page was not read, unless it is so much
 * smaller than @read that it is a legend or a box for signatures. */
void sheet_note_unread(const struct page *page, const struct grid *read,
                       const struct grid *grid, struct sheet *out);

#endif
