/*
 * Private to scan/: the four decoders behind scan_decode(). Each takes a whole
 * file in memory, checks the limits by the header before it decodes, and hands
 * out nothing when anything of the image is missing.
 */
#ifndef TZ_SCAN_DECODE_H
#define TZ_SCAN_DECODE_H

#include <stddef.h>
#include <stdint.h>

#include "scan/page.h"

/** A whole file; free with scan_bytes_free(). */
struct scan_bytes {
    uint8_t *data;
    size_t size;
};

enum scan_format { SCAN_OTHER, SCAN_PNG, SCAN_JPEG, SCAN_TIFF, SCAN_PDF };

/** Read a file whole. ST_IO, ST_NOMEM, ST_LIMIT (too large), ST_INPUT (empty).
 */
MUST_CHECK enum status scan_bytes_read(const char *path,
                                       struct scan_limits limits,
                                       struct scan_bytes *out,
                                       struct fault *fault);
void scan_bytes_free(struct scan_bytes *bytes);

/** What the first bytes say. */
enum scan_format scan_format_of(const uint8_t *data, size_t size);

/** As scan_decode() and scan_count_pages(), of a file in memory. */
MUST_CHECK enum status scan_decode_bytes(struct scan_bytes bytes, int number,
                                         struct scan_limits limits,
                                         struct Pix **out, struct fault *fault);
MUST_CHECK enum status scan_count_bytes(struct scan_bytes bytes,
                                        struct scan_limits limits, int *n,
                                        struct fault *fault);

/** ST_LIMIT with a sentence when an image of this size is too large. */
MUST_CHECK enum status scan_check_size(uint64_t width, uint64_t height,
                                       struct scan_limits limits,
                                       struct fault *fault);

MUST_CHECK enum status scan_png_check(struct scan_bytes bytes,
                                      struct scan_limits limits,
                                      struct fault *fault);
MUST_CHECK enum status scan_png_decode(struct scan_bytes bytes,
                                       struct scan_limits limits,
                                       struct Pix **out, struct fault *fault);
MUST_CHECK enum status scan_jpeg_check(struct scan_bytes bytes,
                                       struct scan_limits limits,
                                       struct fault *fault);
/** Of one inside a PDF: are all its rows there? */
MUST_CHECK enum status scan_jpeg_check_rows(struct scan_bytes bytes,
                                            struct scan_limits limits,
                                            struct fault *fault);
MUST_CHECK enum status scan_jpeg_decode(struct scan_bytes bytes,
                                        struct scan_limits limits,
                                        struct Pix **out, struct fault *fault);
MUST_CHECK enum status scan_tiff_count(struct scan_bytes bytes,
                                       struct scan_limits limits, int *n,
                                       struct fault *fault);
MUST_CHECK enum status scan_tiff_decode(struct scan_bytes bytes, int number,
                                        struct scan_limits limits,
                                        struct Pix **out, struct fault *fault);
/** Of the only strip of the first image: are all its rows there? */
MUST_CHECK enum status scan_tiff_check_rows(struct scan_bytes bytes,
                                            struct fault *fault);
MUST_CHECK enum status scan_pdf_count(struct scan_bytes bytes,
                                      struct scan_limits limits, int *n,
                                      struct fault *fault);
MUST_CHECK enum status scan_pdf_decode(struct scan_bytes bytes, int number,
                                       struct scan_limits limits,
                                       struct Pix **out, struct fault *fault);

#endif
