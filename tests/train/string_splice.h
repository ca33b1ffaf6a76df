/* Amounts that nobody wrote: the front of one, the rear of another. */
#ifndef TZ_STRING_SPLICE_H
#define TZ_STRING_SPLICE_H

#include "glyph_store.h"

/** A stamp with memory of its own. */
enum { SPLICE_WIDTH = 700, SPLICE_HEIGHT = 160 };
struct string_splice {
    char text[32];
    struct ink_stamp stamp; /* its ink is @ink */
    unsigned char ink[SPLICE_WIDTH * SPLICE_HEIGHT];
};

/**
 * The digits of a few hundred amounts are soon known by heart as strings;
 * spliced, the same strokes stand in thousands of them.
 *
 * @store  has strings
 *
 * Returns false when the two that were drawn do not fit: ask again.
 */
bool string_splice_draw(const struct glyph_store *store,
                        struct train_random *random,
                        struct string_splice *splice);

#endif
