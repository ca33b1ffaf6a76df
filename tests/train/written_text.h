/* What is written in a training cell: a line of ink and the text it shows. */
#ifndef TZ_WRITTEN_TEXT_H
#define TZ_WRITTEN_TEXT_H

#include "glyph_store.h"
#include "ink_canvas.h"
#include "train_random.h"

/** Room that a text needs; what is drawn is at most 16 symbols long. */
enum { WRITTEN_TEXT_MAX = 48 };

/** A string such as figures, decimals, dates, shares and dashes have. A "$"
 * before it is written as ¥, which the net learns to read past. */
void written_text_draw(struct train_random *random, char *text);

/** What is written with other signs than figures: Chinese numerals and dates,
 * tallies, ditto marks, figures struck out; in symbols of NET_ALPHABET. */
void written_signs_draw(struct train_random *random, char *text);

/** A string of digits only. */
void written_digits_draw(struct train_random *random, char *text);

/**
 * Write @text by hand, each string by another writer.
 *
 * @height  of a digit, px
 */
void hand_line_write(struct ink_canvas *canvas, struct train_random *random,
                     const struct glyph_store *store, const char *text,
                     float height);

/** Fonts to print with. */
struct print_fonts;
MUST_CHECK enum status print_fonts_open(enum glyph_share share,
                                        struct print_fonts **out,
                                        struct fault *fault);
void print_fonts_close(struct print_fonts **fonts);

/** Print @text in a font of @fonts, a digit being @height px high. */
void print_line_write(struct ink_canvas *canvas, struct train_random *random,
                      const struct print_fonts *fonts, const char *text,
                      float height);

#endif
