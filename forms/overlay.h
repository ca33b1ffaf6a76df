/* A sheet's fields drawn on its page, each with its code. */
#ifndef TZ_FORMS_OVERLAY_H
#define TZ_FORMS_OVERLAY_H

#include "base/status.h"
#include "forms/definition.h"
#include "forms/sheet.h"
#include "scan/page.h"

struct Pix;

/**
 * Outline every field of @sheet, as it was read from @page: body rows green,
 * total rows orange, fields outside of the table blue.
 *
 * @out  new, 32 bpp; the caller pixDestroy()s it
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM. *out is NULL on failure.
 */
MUST_CHECK enum status sheet_draw(const struct page *page,
                                  const struct form *form,
                                  const struct sheet *sheet, struct Pix **out,
                                  struct fault *fault);

#endif
