/* ORAND-CAR: images of amounts from cheques, with a box for every digit. */
#ifndef TZ_AMOUNT_IMAGES_H
#define TZ_AMOUNT_IMAGES_H

#include <stdbool.h>

#include "base/status.h"
#include "glyph_share.h"
#include "scan/page.h"

struct Pix;

/** Where a string's digits stand, px of its image, from left to right. */
enum { AMOUNT_MOST_DIGITS = 24 };
struct amount_boxes {
    int n;
    struct scan_box box[AMOUNT_MOST_DIGITS];
};

/** One digit: @ink is 0 paper to 255 ink, w x h, lent for the call. */
typedef void amount_glyph_visitor(void *user, int digit,
                                  const unsigned char *ink, int w, int h);
/** One string; the image is lent (pixClone() it to keep it). The labels leave
 * points and dashes out.
 * @boxes  one for each digit of @text, lent
 * @ink    as large as the image, 0 paper to 255 ink: the labelled digits
 *         alone; lent */
typedef void amount_string_visitor(void *user, const char *text,
                                   const struct amount_boxes *boxes,
                                   struct Pix *grey, const unsigned char *ink);

/**
 * @folder  with boxes.tsv: file, digits, "x,y,w,h;..." a line
 * @share   the strings of which share of them
 *
 * Returns ST_OK; ST_IO; ST_INPUT; ST_NOMEM.
 */
MUST_CHECK enum status
amount_images_visit(const char *folder, enum glyph_share share,
                    amount_glyph_visitor *glyph,
                    amount_string_visitor *string, void *user,
                    struct fault *fault);

#endif
