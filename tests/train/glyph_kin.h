/* For every stored digit, how it would drift towards the same digit of some
 * other hands. */
#ifndef TZ_GLYPH_KIN_H
#define TZ_GLYPH_KIN_H

#include "base/status.h"
#include "glyph_store.h"

/**
 * Finds up to GLYPH_KIN drifts for each of @n glyphs, a millisecond each; the
 * same glyphs get the same drifts.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status glyph_kin_find(struct stored_glyph *glyphs, int n,
                                      struct fault *fault);

#endif
