/* Chinese numerals, 年 月 日, ditto marks and tallies as people write them by
 * hand, made of fonts that look written: the data sets hold digits only. */
#ifndef TZ_WORD_SIGNS_H
#define TZ_WORD_SIGNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "ink_canvas.h"
#include "train_random.h"

struct word_signs;

/** Render every sign in every font. Returns ST_OK; ST_LIB without the fonts;
 * ST_NOMEM. End it with word_signs_close(). */
MUST_CHECK enum status word_signs_open(struct word_signs **out,
                                       struct fault *fault);
void word_signs_close(struct word_signs **signs);

/** One way to write the symbol, UTF-8: "一" or, at times, "壹". */
const char *word_sign_choose(struct train_random *random, char symbol);

/** The text of those symbols in one of their ways; @size is large enough. */
void word_signs_spell(struct train_random *random, const char *symbols,
                      char *text, size_t size);

/** One picture of a symbol; its ink is the store's. */
struct word_sign {
    struct ink_stamp stamp;
    float share;  /* its height as a share of the font's size */
    float middle; /* how far its middle lies below the line's, likewise */
};

/** NULL where no font has the symbol as people write it. */
const struct word_sign *word_signs_pick(const struct word_signs *signs,
                                        struct train_random *random,
                                        char symbol);

#endif
