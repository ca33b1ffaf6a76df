/*
 * PNG through libpng. Rows are decoded straight into the Pix: libpng writes
 * bytes in picture order, and one pixEndianByteSwap() at the end turns them
 * into Leptonica's words. Everything is brought to 1 bpp (two-tone grey), 8 bpp
 * (grey) or 32 bpp (the rest); transparent parts show white paper.
 *
 * libpng leaves by longjmp; whatever lives across it sits in struct png_job,
 * which is never held in a register.
 */
#include <leptonica/allheaders.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan/decode.h"

enum {
    MAX_CHUNKS = 1000,         /* text, time and the like */
    MAX_CHUNK_BYTES = 8 << 20, /* no scanner writes a larger one */
    IHDR_END = 33,             /* signature 8, length 4, "IHDR" 4, data 13+4 */
    INCH_TENTH_MM = 254,       /* pHYs counts pixels a metre */
};

struct png_job {
    struct scan_bytes bytes;
    size_t at; /* next byte to hand out */
    png_structp png;
    png_infop info;
    png_bytepp rows;
    PIX *pix;
    bool bilevel, alpha, grey;
    char error[128];
};

static uint32_t big_endian(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
           (uint32_t)at[2] << 8 | at[3];
}

enum status scan_png_check(struct scan_bytes bytes, struct scan_limits limits,
                           struct fault *fault)
{
    if (bytes.size < IHDR_END || memcmp(bytes.data + 12, "IHDR", 4) != 0)
        return fault_set(fault, ST_INPUT, "is a broken PNG: no image header");
    return scan_check_size(big_endian(bytes.data + 16),
                           big_endian(bytes.data + 20), limits, fault);
}

static void on_error(png_structp png, png_const_charp text)
{
    struct png_job *job = png_get_error_ptr(png);

    snprintf(job->error, sizeof job->error, "%s", text);
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

static void on_read(png_structp png, png_bytep to, size_t count)
{
    struct png_job *job = png_get_io_ptr(png);

    if (count > job->bytes.size - job->at)
        png_error(png, fault_words("it ends too early"));
    memcpy(to, job->bytes.data + job->at, count);
    job->at += count;
}

/* Ask libpng for the one layout that the Pix wants. */
static void choose_layout(struct png_job *job)
{
    png_structp png = job->png;
    int colour = png_get_color_type(png, job->info);
    bool see_through = png_get_valid(png, job->info, PNG_INFO_tRNS) != 0;

    job->alpha = (colour & PNG_COLOR_MASK_ALPHA) != 0 || see_through;
    job->bilevel = colour == PNG_COLOR_TYPE_GRAY && !job->alpha &&
                   png_get_bit_depth(png, job->info) == 1;
    job->grey = (colour & PNG_COLOR_MASK_COLOR) == 0;
    if (job->bilevel) {
        png_set_invert_mono(png); /* PNG: 0 is black; Pix: 1 is black */
        return;
    }
    png_set_expand(png);
    png_set_scale_16(png);
    if (job->grey && !job->alpha)
        return;
    png_set_gray_to_rgb(png);
    if (!job->alpha)
        png_set_filler(png, 0xff, PNG_FILLER_AFTER);
}

static void make_pix(struct png_job *job)
{
    int w = (int)png_get_image_width(job->png, job->info);
    int h = (int)png_get_image_height(job->png, job->info);
    int depth = job->bilevel ? 1 : job->grey && !job->alpha ? 8 : 32;
    uint8_t *data = NULL;
    size_t stride = 0;

    job->pix = pixCreateNoInit(w, h, depth);
    job->rows = malloc((size_t)h * sizeof *job->rows);
    if (job->pix == NULL || job->rows == NULL)
        png_error(job->png, "no memory");
    stride = (size_t)pixGetWpl(job->pix) * 4;
    if (png_get_rowbytes(job->png, job->info) > stride)
        png_error(job->png, fault_words("its rows are longer than they should "
                                         "be"));
    data = (uint8_t *)pixGetData(job->pix);
    for (int y = 0; y < h; y++)
        job->rows[y] = data + (size_t)y * stride;
}

static void note_resolution(struct png_job *job)
{
    png_uint_32 x = 0, y = 0;
    int unit = 0;

    if (png_get_pHYs(job->png, job->info, &x, &y, &unit) == 0 ||
        unit != PNG_RESOLUTION_METER || x > 1000000 || y > 1000000)
        return;
    pixSetResolution(job->pix, (int)(x * INCH_TENTH_MM + 5000) / 10000,
                     (int)(y * INCH_TENTH_MM + 5000) / 10000);
}

/* Returns false when libpng gave up; job->error says why. */
static bool run_libpng(struct png_job *job, struct scan_limits limits)
{
    if (setjmp(png_jmpbuf(job->png)) != 0)
        return false;
    png_set_read_fn(job->png, job, on_read);
    png_set_user_limits(job->png, (png_uint_32)limits.max_side_px,
                        (png_uint_32)limits.max_side_px);
    png_set_chunk_cache_max(job->png, MAX_CHUNKS);
    png_set_chunk_malloc_max(job->png, MAX_CHUNK_BYTES);
    png_read_info(job->png, job->info);
    choose_layout(job);
    png_set_interlace_handling(job->png);
    png_read_update_info(job->png, job->info);
    make_pix(job);
    note_resolution(job);
    png_read_image(job->png, job->rows);
    /* The end too: a file cut after its last row is still a broken one. */
    png_read_end(job->png, NULL);
    pixEndianByteSwap(job->pix);
    pixSetPadBits(job->pix, 0);
    return true;
}

/* Colour c seen through alpha a over white, rounded. */
static uint32_t over_white(uint32_t c, uint32_t a)
{
    return (c * a + 255 * (255 - a) + 127) / 255;
}

static void lay_on_white(PIX *pix)
{
    size_t words = (size_t)pixGetWpl(pix) * (size_t)pixGetHeight(pix);
    l_uint32 *data = pixGetData(pix);

    for (size_t i = 0; i < words; i++) {
        uint32_t word = data[i], a = word & 0xff;

        if (a == 255)
            continue;
        data[i] = over_white(word >> 24, a) << 24 |
                  over_white(word >> 16 & 0xff, a) << 16 |
                  over_white(word >> 8 & 0xff, a) << 8 | 255;
    }
}

static enum status finish(struct png_job *job, struct Pix **out,
                          struct fault *fault)
{
    PIX *grey = NULL;

    if (job->alpha)
        lay_on_white(job->pix);
    if (!job->grey || !job->alpha) {
        *out = job->pix;
        job->pix = NULL;
        return ST_OK;
    }
    /* Grey with alpha took the way of colour; its channels are all alike. */
    grey = pixGetRGBComponent(job->pix, COLOR_RED);
    if (grey == NULL)
        return fault_set(fault, ST_NOMEM, "no memory for its grey image");
    pixCopyResolution(grey, job->pix);
    *out = grey;
    return ST_OK;
}

enum status scan_png_decode(struct scan_bytes bytes, struct scan_limits limits,
                            struct Pix **out, struct fault *fault)
{
    struct png_job job = {.bytes = bytes};
    enum status rc = scan_png_check(bytes, limits, fault);

    *out = NULL;
    if (rc != ST_OK)
        return rc;
    job.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &job, on_error,
                                     on_warning);
    if (job.png != NULL)
        job.info = png_create_info_struct(job.png);
    if (job.info == NULL)
        rc = fault_set(fault, ST_NOMEM, "no memory to decode a PNG");
    else if (!run_libpng(&job, limits))
        rc = fault_set(fault, ST_INPUT, "is a broken PNG: %s", job.error);
    else
        rc = finish(&job, out, fault);
    png_destroy_read_struct(&job.png, &job.info, NULL);
    free(job.rows);
    pixDestroy(&job.pix);
    return rc;
}
