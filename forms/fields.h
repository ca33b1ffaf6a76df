/* The fields outside of the table, from the words around it. Private. */
#ifndef TZ_FORMS_FIELDS_H
#define TZ_FORMS_FIELDS_H

#include "base/status.h"
#include "forms/header_text.h"
#include "forms/sheet.h"

struct ocr_reader;

/**
 * Fill the header fields that @form names and @texts show: appended to
 * sheet->cells (room for form->n_fields is there), and sheet->unit,
 * sheet->period and sheet->base.
 *
 * @reader  reads the period's figures again; NULL: words are believed
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status fields_fill(const struct page *page,
                                   const struct form *form,
                                   const struct header_texts *texts,
                                   bool keep_personal,
                                   struct ocr_reader *reader,
                                   struct sheet *sheet, struct fault *fault);

#endif
