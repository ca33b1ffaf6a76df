/*
 * TIFF, many images a file: libtiff walks the directories and proves that every
 * strip lies inside the file, so that a truncated one is refused; Leptonica
 * then makes the pixels. What libtiff would print is kept: an error that it
 * only mumbles about (a bad G4 code word) is a broken image to us.
 */
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

#include "scan/decode.h"

#define OPENED_AS "memory"

struct tiff_memory {
    struct scan_bytes bytes;
    uint64_t at;
};

/* libtiff's handlers are the process's own, so is this; threads get one each.
 */
static _Thread_local char first_error[160];

static void on_error(const char *module, const char *format, va_list values)
{
    (void)module;
    if (first_error[0] == '\0')
        vsnprintf(first_error, sizeof first_error, format, values);
}

/* What is only a warning to libtiff though pixels are lost: a tag whose value
 * lies beyond the end, rows of a fax or of a JPEG that are not there. Other
 * warnings are about tags of no interest. */
static bool is_loss(const char *warning)
{
    static const char *const losses[] = {
        "IO error", "Premature EOF", "Premature end of JPEG",
        "Corrupt JPEG data: premature end", "Corrupt JPEG data: bad Huffman"};

    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++)
        if (strstr(warning, losses[i]) != NULL)
            return true;
    return false;
}

static void on_warning(const char *module, const char *format, va_list values)
{
    char text[sizeof first_error];

    (void)module;
    vsnprintf(text, sizeof text, format, values);
    if (first_error[0] == '\0' && is_loss(text))
        memcpy(first_error, text, sizeof text);
}

static void on_leptonica(const char *text)
{
    (void)text;
}

static tmsize_t memory_read(thandle_t handle, void *to, tmsize_t count)
{
    struct tiff_memory *memory = handle;
    size_t left = 0, n = count < 0 ? 0 : (size_t)count;

    if (memory->at < memory->bytes.size)
        left = memory->bytes.size - (size_t)memory->at;
    if (n > left)
        n = left;
    if (n > 0)
        memcpy(to, memory->bytes.data + memory->at, n);
    memory->at += n;
    return (tmsize_t)n;
}

static tmsize_t memory_write(thandle_t handle, void *from, tmsize_t count)
{
    (void)handle;
    (void)from;
    (void)count;
    return 0;
}

static toff_t memory_seek(thandle_t handle, toff_t offset, int whence)
{
    struct tiff_memory *memory = handle;

    if (whence == SEEK_SET)
        memory->at = offset;
    else if (whence == SEEK_CUR)
        memory->at += offset;
    else
        memory->at = memory->bytes.size + offset;
    return memory->at;
}

static int memory_close(thandle_t handle)
{
    (void)handle;
    return 0;
}

static toff_t memory_size(thandle_t handle)
{
    struct tiff_memory *memory = handle;

    return memory->bytes.size;
}

/* "m": no mapping, everything comes through memory_read(). */
static TIFF *open_tiff(struct tiff_memory *memory)
{
    first_error[0] = '\0';
    TIFFSetErrorHandler(on_error);
    TIFFSetWarningHandler(on_warning);
    leptSetStderrHandler(on_leptonica);
    return TIFFClientOpen(OPENED_AS, "rm", memory, memory_read, memory_write,
                          memory_seek, memory_close, memory_size, NULL, NULL);
}

/* libtiff begins with the name of the file, for which it was told OPENED_AS. */
static const char *without_name(const char *error)
{
    static const char name[] = OPENED_AS ": ";

    return strncmp(error, name, sizeof name - 1) == 0 ? error + sizeof name - 1
                                                      : error;
}

static enum status broken(struct fault *fault, const char *otherwise)
{
    return fault_set(fault, ST_INPUT, "is a broken TIFF: %s",
                     first_error[0] != '\0' ? without_name(first_error)
                                            : otherwise);
}

static enum status check_header(TIFF *tiff, struct scan_limits limits,
                                struct fault *fault)
{
    uint32_t w = 0, h = 0;

    if (TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &w) != 1 ||
        TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &h) != 1)
        return broken(fault, fault_words("no image size"));
    return scan_check_size(w, h, limits, fault);
}

enum status scan_tiff_count(struct scan_bytes bytes, struct scan_limits limits,
                            int *n, struct fault *fault)
{
    struct tiff_memory memory = {.bytes = bytes};
    TIFF *tiff = open_tiff(&memory);
    int count = 1;
    bool more = true;
    enum status rc = ST_OK;

    *n = 0;
    if (tiff == NULL)
        return broken(fault, fault_words("its first directory cannot be read"));
    rc = check_header(tiff, limits, fault);
    if (rc == ST_OK && first_error[0] != '\0')
        rc = broken(fault, "");
    while (rc == ST_OK && more && first_error[0] == '\0') {
        more = TIFFReadDirectory(tiff) == 1;
        /* one that cannot be read is a page too: it is missed when it is
         * decoded, and by its number */
        if (more || first_error[0] != '\0')
            count++;
        if (count > limits.max_pages)
            rc = fault_set(fault, ST_LIMIT, "has more than %d images",
                           limits.max_pages);
    }
    if (rc == ST_OK)
        *n = count;
    TIFFClose(tiff);
    return rc;
}

/* Every strip or tile must lie inside the file. */
static enum status check_whole(TIFF *tiff, size_t size, struct fault *fault)
{
    uint32_t n =
        TIFFIsTiled(tiff) ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);

    if (n == 0)
        return broken(fault, fault_words("no picture in it"));
    for (uint32_t i = 0; i < n; i++) {
        uint64_t at = TIFFGetStrileOffset(tiff, i);
        uint64_t bytes = TIFFGetStrileByteCount(tiff, i);

        if (at == 0 || bytes == 0 || at > size || bytes > size - at)
            return broken(fault, fault_words("it ends too early"));
    }
    return ST_OK;
}

/* Leptonica reads strips only. */
static PIX *read_tiles(TIFF *tiff)
{
    uint32_t w = 0, h = 0;
    PIX *pix = NULL;
    l_uint32 *data = NULL;

    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &w);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &h);
    pix = pixCreate((int)w, (int)h, 32);
    if (pix == NULL)
        return NULL;
    data = pixGetData(pix);
    if (TIFFReadRGBAImageOriented(tiff, w, h, data, ORIENTATION_TOPLEFT, 1) !=
        1) {
        pixDestroy(&pix);
        return NULL;
    }
    for (size_t i = 0; i < (size_t)w * h; i++)
        data[i] = TIFFGetR(data[i]) << 24 | TIFFGetG(data[i]) << 16 |
                  TIFFGetB(data[i]) << 8 | 255;
    return pix;
}

/* 1, 8 or 32 bpp, no colour map. */
static PIX *simplify(PIX *pix)
{
    int depth = pixGetDepth(pix);

    if (pixGetColormap(pix) != NULL)
        return pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC);
    if (depth == 1 || depth == 8)
        return pixClone(pix);
    if (depth == 2 || depth == 4)
        return pixConvertTo8(pix, 0);
    if (depth == 16)
        return pixConvert16To8(pix, L_MS_BYTE);
    if (depth == 32 && pixGetSpp(pix) == 4)
        return pixAlphaBlendUniform(pix, 0xffffff00);
    return pixConvertTo32(pix);
}

static enum status decode(TIFF *tiff, struct scan_bytes bytes, int number,
                          struct Pix **out, struct fault *fault)
{
    PIX *raw = TIFFIsTiled(tiff)
                   ? read_tiles(tiff)
                   : pixReadMemTiff(bytes.data, bytes.size, number - 1);
    PIX *pix = NULL;
    enum status rc = ST_OK;

    if (raw == NULL || first_error[0] != '\0') {
        rc = broken(fault, fault_words("its pixels cannot be decoded"));
        goto done;
    }
    pix = simplify(raw);
    if (pix == NULL) {
        rc = fault_set(fault, ST_NOMEM, "no memory for its image");
        goto done;
    }
    pixCopyResolution(pix, raw);
    *out = pix;
done:
    pixDestroy(&raw);
    return rc;
}

enum status scan_tiff_decode(struct scan_bytes bytes, int number,
                             struct scan_limits limits, struct Pix **out,
                             struct fault *fault)
{
    struct tiff_memory memory = {.bytes = bytes};
    TIFF *tiff = NULL;
    enum status rc = ST_OK;

    *out = NULL;
    tiff = open_tiff(&memory);
    if (tiff == NULL)
        return broken(fault, fault_words("its first directory cannot be read"));
    if (number > limits.max_pages ||
        TIFFSetDirectory(tiff, (tdir_t)(number - 1)) != 1)
        rc = first_error[0] != '\0'
                 ? broken(fault, "")
                 : fault_set(fault, ST_INPUT, "has no image number %d", number);
    if (rc == ST_OK)
        rc = check_header(tiff, limits, fault);
    if (rc == ST_OK)
        rc = check_whole(tiff, bytes.size, fault);
    if (rc == ST_OK)
        rc = decode(tiff, bytes, number, out, fault);
    TIFFClose(tiff);
    return rc;
}

/* Rows that begin or end in an odd way are libtiff's warnings, and no loss; so
 * is a way of packing that it does not know. */
static bool is_row_lost(tmsize_t got, tmsize_t wanted)
{
    return strstr(first_error, "ncompressed data") == NULL &&
           (got < wanted || first_error[0] != '\0');
}

enum status scan_tiff_check_rows(struct scan_bytes bytes, struct fault *fault)
{
    struct tiff_memory memory = {.bytes = bytes};
    TIFF *tiff = open_tiff(&memory);
    tmsize_t wanted = 0, got = 0;
    uint8_t *rows = NULL;
    enum status rc = ST_OK;

    if (tiff == NULL)
        return broken(fault, fault_words("its first directory cannot be read"));
    wanted = TIFFStripSize(tiff);
    rows = wanted > 0 ? malloc((size_t)wanted) : NULL;
    if (rows == NULL)
        rc = fault_set(fault, ST_NOMEM, "no memory for its image");
    if (rc == ST_OK)
        got = TIFFReadEncodedStrip(tiff, 0, rows, wanted);
    if (rc == ST_OK && is_row_lost(got, wanted))
        rc = fault_set(fault, ST_INPUT,
                       "the image on the page ends too early: it has lost its "
                       "lower part");
    free(rows);
    TIFFClose(tiff);
    return rc;
}
