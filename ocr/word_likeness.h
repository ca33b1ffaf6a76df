/* Words of one list that one hand or type wrote on one page look alike: cells
 * that no engine can read are told by those that it could. */
#ifndef TZ_OCR_WORD_LIKENESS_H
#define TZ_OCR_WORD_LIKENESS_H

#include "ocr/field.h"

/**
 * Weigh the doubtful fields of each list of words by their likeness to the
 * sure ones of the same list. Lists of which fewer than two words were read
 * surely, or whose sure fields do not tell one another apart, stay as they
 * are.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status word_likeness_weigh(struct field *fields, size_t n);

#endif
