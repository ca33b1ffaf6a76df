/* ORAND-CAR: images of amounts from cheques, with a box for every digit. */
#ifndef TZ_AMOUNT_IMAGES_H
#define TZ_AMOUNT_IMAGES_H

#include <stdbool.h>

#include "base/status.h"

struct Pix;

/** One digit: @ink is 0 paper to 255 ink, w x h, lent for the call. */
typedef void amount_glyph_visitor(void *user, int digit,
                                  const unsigned char *ink, int w, int h);
/** One string; the image is lent (pixClone() it to keep it). For learning,
 * everything outside of the boxes is painted over, because the labels leave
 * points and dashes out. */
typedef void amount_string_visitor(void *user, const char *text,
                                   struct Pix *grey);

/**
 * @folder  with boxes.tsv: file, digits, "x,y,w,h;..." a line
 * @test    true: every fifth string, as it is; false: the others
 *
 * Returns ST_OK; ST_IO; ST_INPUT; ST_NOMEM.
 */
MUST_CHECK enum status
amount_images_visit(const char *folder, bool test, amount_glyph_visitor *glyph,
                    amount_string_visitor *string, void *user,
                    struct fault *fault);

#endif
