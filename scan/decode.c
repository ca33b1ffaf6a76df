/*
 * From a file to pixels. The kind is told by the first bytes, never by the
 * name; the size is checked by the header before a pixel is decoded; a file
 * that ends early gives no image at all.
 */
#include "scan/decode.h"

#include <errno.h>
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const struct scan_limits SCAN_LIMITS_DEFAULT = {
    .max_side_px = 30000,
    .max_megapixels = 250,
    .max_file_mib = 512,
    .max_pages = 2000,
};

enum { MAGIC_BYTES = 8 };

enum scan_format scan_format_of(const uint8_t *data, size_t size)
{
    static const uint8_t png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    if (size >= sizeof png && memcmp(data, png, sizeof png) == 0)
        return SCAN_PNG;
    if (size >= 3 && data[0] == 0xff && data[1] == 0xd8 && data[2] == 0xff)
        return SCAN_JPEG;
    /* 42 is the classic TIFF, 43 the one with 64-bit offsets. */
    if (size >= 4 && memcmp(data, "II", 2) == 0 &&
        (data[2] == 42 || data[2] == 43) && data[3] == 0)
        return SCAN_TIFF;
    if (size >= 4 && memcmp(data, "MM", 2) == 0 && data[2] == 0 &&
        (data[3] == 42 || data[3] == 43))
        return SCAN_TIFF;
    if (size >= 5 && memcmp(data, "%PDF-", 5) == 0)
        return SCAN_PDF;
    return SCAN_OTHER;
}

bool scan_is_image(const char *path)
{
    uint8_t magic[MAGIC_BYTES];
    FILE *file = fopen(path, "rb");
    size_t got = 0;

    if (file == NULL)
        return false;
    got = fread(magic, 1, sizeof magic, file);
    fclose(file);
    return scan_format_of(magic, got) != SCAN_OTHER;
}

static enum status open_checked(const char *path, struct scan_limits limits,
                                FILE **out, size_t *size, struct fault *fault)
{
    struct stat about;
    FILE *file = NULL;

    *out = NULL;
    file = fopen(path, "rb");
    if (file == NULL || fstat(fileno(file), &about) != 0) {
        int why = errno;
        if (file != NULL)
            fclose(file);
        return fault_set(fault, ST_IO, "cannot be opened: %s", strerror(why));
    }
    if (!S_ISREG(about.st_mode)) {
        fclose(file);
        return fault_set(fault, ST_IO, "is not a file");
    }
    if ((double)about.st_size > limits.max_file_mib * 1048576.0) {
        fclose(file);
        return fault_set(fault, ST_LIMIT, "is %.0f MiB large, more than %.0f",
                         (double)about.st_size / 1048576.0,
                         limits.max_file_mib);
    }
    *out = file;
    *size = (size_t)about.st_size;
    return ST_OK;
}

enum status scan_bytes_read(const char *path, struct scan_limits limits,
                            struct scan_bytes *out, struct fault *fault)
{
    FILE *file = NULL;
    uint8_t *data = NULL;
    size_t size = 0;
    enum status rc = ST_OK;

    *out = (struct scan_bytes){0};
    rc = open_checked(path, limits, &file, &size, fault);
    if (rc != ST_OK)
        return rc;
    if (size == 0) {
        rc = fault_set(fault, ST_INPUT, "is empty");
        goto done;
    }
    data = malloc(size);
    if (data == NULL) {
        rc = fault_set(fault, ST_NOMEM, "no memory for %zu bytes", size);
        goto done;
    }
    if (fread(data, 1, size, file) != size) {
        rc = fault_set(fault, ST_IO, "cannot be read to its end");
        goto done;
    }
    *out = (struct scan_bytes){.data = data, .size = size};
    data = NULL;
done:
    free(data);
    fclose(file);
    return rc;
}

void scan_bytes_free(struct scan_bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct scan_bytes){0};
}

enum status scan_check_size(uint64_t width, uint64_t height,
                            struct scan_limits limits, struct fault *fault)
{
    unsigned long long w = width, h = height;
    uint64_t side = (uint64_t)limits.max_side_px;

    if (width == 0 || height == 0)
        return fault_set(fault, ST_INPUT, "is an image of %llu x %llu px", w,
                         h);
    if (width > side || height > side)
        return fault_set(fault, ST_LIMIT,
                         "is %llu x %llu px large, more than %d px a side", w,
                         h, limits.max_side_px);
    if ((double)width * (double)height > limits.max_megapixels * 1e6)
        return fault_set(fault, ST_LIMIT,
                         "is %llu x %llu px large, more than %.0f megapixels",
                         w, h, limits.max_megapixels);
    return ST_OK;
}

static enum status no_image(struct fault *fault)
{
    return fault_set(fault, ST_INPUT,
                     "is no image: neither PNG, JPEG, TIFF nor PDF");
}

enum status scan_count_bytes(struct scan_bytes bytes, struct scan_limits limits,
                             int *n, struct fault *fault)
{
    enum status rc = ST_OK;

    *n = 0;
    switch (scan_format_of(bytes.data, bytes.size)) {
    case SCAN_PNG:
        rc = scan_png_check(bytes, limits, fault);
        break;
    case SCAN_JPEG:
        rc = scan_jpeg_check(bytes, limits, fault);
        break;
    case SCAN_TIFF:
        return scan_tiff_count(bytes, limits, n, fault);
    case SCAN_PDF:
        return scan_pdf_count(bytes, limits, n, fault);
    case SCAN_OTHER:
        return no_image(fault);
    }
    if (rc == ST_OK)
        *n = 1;
    return rc;
}

static enum status decode_any(struct scan_bytes bytes, int number,
                              struct scan_limits limits, struct Pix **out,
                              struct fault *fault)
{
    switch (scan_format_of(bytes.data, bytes.size)) {
    case SCAN_PNG:
        return scan_png_decode(bytes, limits, out, fault);
    case SCAN_JPEG:
        return scan_jpeg_decode(bytes, limits, out, fault);
    case SCAN_TIFF:
        return scan_tiff_decode(bytes, number, limits, out, fault);
    case SCAN_PDF:
        return scan_pdf_decode(bytes, number, limits, out, fault);
    case SCAN_OTHER:
        break;
    }
    return no_image(fault);
}

enum status scan_decode_bytes(struct scan_bytes bytes, int number,
                              struct scan_limits limits, struct Pix **out,
                              struct fault *fault)
{
    enum scan_format format = scan_format_of(bytes.data, bytes.size);

    *out = NULL;
    if (number < 1 ||
        ((format == SCAN_PNG || format == SCAN_JPEG) && number != 1))
        return fault_set(fault, ST_INPUT, "has no image number %d", number);
    /* What Leptonica would say is said by our own sentence. */
    setMsgSeverity(L_SEVERITY_NONE);
    return decode_any(bytes, number, limits, out, fault);
}

enum status scan_count_pages(const char *path, struct scan_limits limits,
                             int *n, struct fault *fault)
{
    struct scan_bytes bytes;
    enum status rc = ST_OK;

    *n = 0;
    rc = scan_bytes_read(path, limits, &bytes, fault);
    if (rc == ST_OK)
        rc = scan_count_bytes(bytes, limits, n, fault);
    scan_bytes_free(&bytes);
    return rc;
}

enum status scan_decode(const char *path, int number, struct scan_limits limits,
                        struct Pix **out, struct fault *fault)
{
    struct scan_bytes bytes;
    enum status rc = ST_OK;

    *out = NULL;
    rc = scan_bytes_read(path, limits, &bytes, fault);
    if (rc == ST_OK)
        rc = scan_decode_bytes(bytes, number, limits, out, fault);
    scan_bytes_free(&bytes);
    return rc;
}
