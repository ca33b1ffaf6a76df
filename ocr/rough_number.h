/* Numbers with words before or behind them: 约500, 300余人, 96.00元. The digit
 * reader takes such a word for a figure; it is as wide as two. */
#ifndef TZ_OCR_ROUGH_NUMBER_H
#define TZ_OCR_ROUGH_NUMBER_H

#include "ocr/field.h"
#include "ocr/text_engine.h"

/**
 * Where the field's ink begins or ends with a piece that is as wide as a
 * character, ask the engine for words; a number with words that it sees goes
 * among the field's candidates, before the others when it is likely.
 *
 * @field  its candidates are there
 * @sizes  of the page's digits
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status rough_number_join(struct text_engine *engine,
                                         struct field *field,
                                         struct glyph_sizes sizes,
                                         struct fault *fault);

#endif
