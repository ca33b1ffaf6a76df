/* Words in which a character stands that the engine has no name for. */
#ifndef TZ_OCR_RARE_CHARACTERS_H
#define TZ_OCR_RARE_CHARACTERS_H

#include "ocr/field.h"
#include "ocr/rare_shapes.h"

/**
 * In printed words that hold a doubtful character, put what it looks like,
 * where that is a character which the engine cannot say. What was read stays a
 * further candidate.
 *
 * @shapes  opened when first needed; NULL before. End with rare_shapes_free().
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status rare_characters_find(struct rare_shapes **shapes,
                                            struct field *fields, size_t n);

#endif
