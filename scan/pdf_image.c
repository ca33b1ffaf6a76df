#include "scan/pdf_image.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "scan/pdf_bilevel.h"
#include "scan/pdf_stream.h"

enum { FIRST_BYTES = 1 << 16 };

static enum status missing(struct fault *fault)
{
    return fault_set(fault, ST_INPUT,
                     "the image on the page ends too early: it has lost its "
                     "lower part");
}

static size_t bytes_of(const struct scan_pdf_image *image,
                       const struct scan_pdf_stream *stream)
{
    size_t row = ((size_t)image->width * (size_t)image->components *
                      (size_t)image->bits +
                  7) /
                 8;

    return (row + (stream->predictor >= 10)) * (size_t)image->height;
}

static enum status grow(struct scan_bytes *out, size_t *space, size_t most,
                        struct fault *fault)
{
    size_t wanted = *space == 0 ? FIRST_BYTES : *space * 2;
    uint8_t *data;

    if (out->size < *space)
        return ST_OK;
    if (*space >= most)
        return fault_set(fault, ST_LIMIT, "gives more than %zu bytes", most);
    data = realloc(out->data, wanted);
    if (data == NULL)
        return fault_set(fault, ST_NOMEM, "no memory for %zu bytes", wanted);
    out->data = data;
    *space = wanted;
    return ST_OK;
}

/* What is there; that it ends before its own end is for the caller to judge,
 * by how much there is. */
static enum status unpack(struct scan_bytes packed, size_t most,
                          struct scan_bytes *out, struct fault *fault)
{
    z_stream z = {.next_in = packed.data, .avail_in = (uInt)packed.size};
    size_t space = 0;
    int said = Z_OK;
    enum status rc = ST_OK;

    *out = (struct scan_bytes){0};
    if (inflateInit(&z) != Z_OK)
        return fault_set(fault, ST_NOMEM, "no memory to unpack an image");
    while (rc == ST_OK && said == Z_OK) {
        rc = grow(out, &space, most, fault);
        if (rc != ST_OK)
            break;
        z.next_out = out->data + out->size;
        z.avail_out = (uInt)(space - out->size);
        said = inflate(&z, Z_NO_FLUSH);
        out->size = space - z.avail_out;
    }
    inflateEnd(&z);
    if (rc == ST_OK && (said == Z_DATA_ERROR || said == Z_NEED_DICT))
        rc = fault_set(fault, ST_INPUT, "the image on the page is damaged");
    if (rc == ST_OK && said == Z_MEM_ERROR)
        rc = fault_set(fault, ST_NOMEM, "no memory to unpack an image");
    if (rc != ST_OK)
        scan_bytes_free(out);
    return rc;
}

static bool is_encrypted(struct scan_bytes pdf)
{
    return memmem(pdf.data, pdf.size, "/Encrypt", 8) != NULL;
}

/* Data of which all that packs it but @last has been undone. */
static enum status check_pixels(struct scan_bytes data,
                                const struct scan_pdf_image *image,
                                const struct scan_pdf_stream *stream,
                                enum scan_pdf_filter last,
                                struct scan_limits limits, struct fault *fault)
{
    switch (last) {
    case PDF_JPEG:
        return scan_jpeg_check_rows(data, limits, fault);
    case PDF_FAX:
        return stream->fax_columns == image->width
                   ? scan_fax_check(data, image->width, image->height, limits,
                                    fault)
                   : ST_OK;
    case PDF_JBIG2:
        return scan_jbig2_is_whole(data) ? ST_OK : missing(fault);
    case PDF_FLATE:
        return data.size < bytes_of(image, stream) ? missing(fault) : ST_OK;
    case PDF_OTHER_FILTER:
        break;
    }
    return ST_OK;
}

enum status scan_pdf_image_check(struct scan_bytes pdf,
                                 const struct scan_pdf_image *image,
                                 struct scan_limits limits, struct fault *fault)
{
    struct scan_bytes unpacked = {0}, data;
    struct scan_pdf_stream stream;
    size_t most = (size_t)(limits.max_megapixels * 1e6) * 4;
    enum scan_pdf_filter last = PDF_FLATE; /* or nothing packs the pixels */
    bool flate;
    enum status rc = ST_OK;

    if (is_encrypted(pdf) ||
        !scan_pdf_stream_find(pdf, image->object, image->generation, &stream))
        return ST_OK;
    flate = stream.n_filters > 0 && stream.filters[0] == PDF_FLATE;
    if (stream.n_filters > flate)
        last = stream.filters[stream.n_filters - 1];
    if (stream.n_filters > flate + 1 ||
        (stream.n_filters > flate && last == PDF_FLATE) ||
        stream.predictor < 1 || stream.data.size > UINT32_MAX)
        return ST_OK;
    data = stream.data;
    if (flate) {
        rc = unpack(data, most, &unpacked, fault);
        data = unpacked;
    }
    if (rc == ST_OK)
        rc = check_pixels(data, image, &stream, last, limits, fault);
    scan_bytes_free(&unpacked);
    return rc;
}
