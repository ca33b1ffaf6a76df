/* Laying a form where a person said that it lies. Private to forms/. */
#ifndef TZ_FORMS_MATCH_PLACED_H
#define TZ_FORMS_MATCH_PLACED_H

#include "forms/match.h"

/**
 * As match_page(), with the table's corners given instead of found.
 *
 * @page     turned so that the table's first line lies upright
 * @corners  px of the original
 * @out      filled when ST_OK; end with match_clear() in any case
 *
 * Returns ST_OK; ST_DOUBT when neither printed numbers nor headers nor the
 * lines say that the form lies there; ST_INPUT when the corners or the
 * definition cannot be used; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status match_placed(struct page *page, const struct form *form,
                                    const struct scan_quad *corners,
                                    struct ocr_reader *reader,
                                    struct match *out, struct fault *fault);

#endif
