/* Files of every kind that the decode tests write themselves, in memory. */
#ifndef TZ_TESTS_SCAN_WRITTEN_IMAGE_H
#define TZ_TESTS_SCAN_WRITTEN_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scan/decode.h"

/** One way to write a PNG. */
struct png_kind {
    const char *name;
    int colour_type, bit_depth; /* libpng's */
    bool interlaced;
    bool see_through; /* a tRNS chunk: the first palette entry, or grey 0 */
};

enum { WRITTEN_WIDTH = 67, WRITTEN_HEIGHT = 41, WRITTEN_DPI = 200 };

/**
 * The picture in every written PNG, as RGBA of 8 bits: a ramp from left to
 * right, opaque above and half transparent below where the kind has alpha.
 */
struct written_pixel {
    uint8_t red, green, blue, alpha;
};
struct written_pixel written_pixel_of(const struct png_kind *kind, int x,
                                      int y);

/** Free with scan_bytes_free(). */
struct scan_bytes written_png(const struct png_kind *kind);
/** A JPEG of the ramp, 8 bpp grey or 32 bpp colour. */
struct scan_bytes written_jpeg(bool colour);
/** A TIFF of @pages images, page n being 60 + n px wide; G4 when 1 bpp. */
struct scan_bytes written_tiff(int pages, int depth);

/** The bytes in a file of the build folder, for tests that need a path. */
void written_save(struct scan_bytes bytes, const char *path);

#endif
