/* A picture with words in it: PNG with text chunks. Private to report/. */
#ifndef TZ_REPORT_PNG_FILE_H
#define TZ_REPORT_PNG_FILE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/status.h"

/** A text chunk; the words in UTF-8. */
struct png_word {
    const char *key; /* ASCII, at most 79 characters */
    const char *text;
};

/**
 * Write a picture of 32 bits a pixel as cairo has them (native-endian xRGB).
 * Words that are ASCII become tEXt, the others iTXt.
 *
 * Returns ST_OK; ST_IO; ST_NOMEM; ST_LIB.
 */
MUST_CHECK enum status png_file_write(FILE *out, const uint8_t *pixels,
                                      int width, int height, int stride,
                                      const struct png_word *words, size_t n,
                                      struct fault *fault);

#endif
