#include "written_image.h"

#include <assert.h>
#include <leptonica/allheaders.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ROW_BYTES = WRITTEN_WIDTH * 8 };

static int levels_of(const struct png_kind *kind)
{
    return kind->bit_depth >= 8 ? 256 : 1 << kind->bit_depth;
}

/* The sample that is written, before it is spread to 0..255. */
static int sample_of(const struct png_kind *kind, int x)
{
    return x * (levels_of(kind) - 1) / (WRITTEN_WIDTH - 1);
}

static uint8_t alpha_of(int y)
{
    return y < WRITTEN_HEIGHT / 2 ? 255 : 102;
}

static png_color palette_entry(int index)
{
    return (png_color){(png_byte)index, (png_byte)(255 - index),
                       (png_byte)(index / 2)};
}

struct written_pixel written_pixel_of(const struct png_kind *kind, int x, int y)
{
    int sample = sample_of(kind, x);
    uint8_t grey = (uint8_t)(sample * 255 / (levels_of(kind) - 1));
    struct written_pixel p = {grey, grey, grey, 255};

    if (kind->colour_type == PNG_COLOR_TYPE_PALETTE) {
        png_color c = palette_entry(sample);

        p = (struct written_pixel){c.red, c.green, c.blue, 255};
    } else if ((kind->colour_type & PNG_COLOR_MASK_COLOR) != 0) {
        p.green = (uint8_t)(255 - grey);
        p.blue = (uint8_t)(3 * y);
    }
    if ((kind->colour_type & PNG_COLOR_MASK_ALPHA) != 0)
        p.alpha = alpha_of(y);
    if (kind->see_through && sample == 0)
        p.alpha = 0;
    return p;
}

static void put(png_bytep row, int *at, int depth, int sample)
{
    if (depth == 16) {
        row[*at / 8] = (png_byte)sample;
        row[*at / 8 + 1] = (png_byte)sample;
    } else {
        row[*at / 8] |= (png_byte)(sample << (8 - depth - *at % 8));
    }
    *at += depth;
}

static void fill_row(const struct png_kind *kind, int y, png_bytep row)
{
    int depth = kind->bit_depth, at = 0;

    memset(row, 0, MAX_ROW_BYTES);
    for (int x = 0; x < WRITTEN_WIDTH; x++) {
        struct written_pixel p = written_pixel_of(kind, x, y);

        if ((kind->colour_type & PNG_COLOR_MASK_PALETTE) != 0 ||
            (kind->colour_type & PNG_COLOR_MASK_COLOR) == 0) {
            put(row, &at, depth, sample_of(kind, x));
        } else {
            put(row, &at, depth, p.red);
            put(row, &at, depth, p.green);
            put(row, &at, depth, p.blue);
        }
        if ((kind->colour_type & PNG_COLOR_MASK_ALPHA) != 0)
            put(row, &at, depth, p.alpha);
    }
}

static void on_write(png_structp png, png_bytep from, size_t count)
{
    struct scan_bytes *bytes = png_get_io_ptr(png);

    bytes->data = realloc(bytes->data, bytes->size + count);
    assert(bytes->data != NULL);
    memcpy(bytes->data + bytes->size, from, count);
    bytes->size += count;
}

static void on_flush(png_structp png)
{
    (void)png;
}

static void write_header(png_structp png, png_infop info,
                         const struct png_kind *kind)
{
    png_color palette[256];
    png_byte none = 0;
    png_color_16 black = {0};

    for (int i = 0; i < 256; i++)
        palette[i] = palette_entry(i);
    png_set_IHDR(png, info, WRITTEN_WIDTH, WRITTEN_HEIGHT, kind->bit_depth,
                 kind->colour_type,
                 kind->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, 7874, 7874, PNG_RESOLUTION_METER); /* 200 dpi */
    if (kind->colour_type == PNG_COLOR_TYPE_PALETTE)
        png_set_PLTE(png, info, palette, levels_of(kind));
    if (kind->see_through)
        png_set_tRNS(png, info, &none, 1, &black);
    png_write_info(png, info);
}

struct scan_bytes written_png(const struct png_kind *kind)
{
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    struct scan_bytes bytes = {0};
    static png_byte rows[WRITTEN_HEIGHT][MAX_ROW_BYTES];
    png_bytep row[WRITTEN_HEIGHT];

    for (int y = 0; y < WRITTEN_HEIGHT; y++) {
        fill_row(kind, y, rows[y]);
        row[y] = rows[y];
    }
    png_set_write_fn(png, &bytes, on_write, on_flush);
    write_header(png, info, kind);
    png_write_image(png, row);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

/* Leptonica's buffers come from malloc() too. */
static struct scan_bytes taken(l_uint8 *data, size_t size)
{
    return (struct scan_bytes){.data = data, .size = size};
}

static PIX *ramp(int width, int depth)
{
    PIX *pix = pixCreate(width, WRITTEN_HEIGHT, depth);

    for (int y = 0; y < WRITTEN_HEIGHT; y++)
        for (int x = 0; x < width; x++) {
            unsigned v = (unsigned)(x * 255 / (width - 1));

            if (depth == 1)
                v = (unsigned)((x + y) / 4 % 2);
            else if (depth == 32)
                v = v << 24 | (255 - v) << 16 | 40 << 8;
            pixSetPixel(pix, x, y, v);
        }
    pixSetResolution(pix, WRITTEN_DPI, WRITTEN_DPI);
    return pix;
}

struct scan_bytes written_jpeg(bool colour)
{
    PIX *pix = ramp(WRITTEN_WIDTH, colour ? 32 : 8);
    l_uint8 *data = NULL;
    size_t size = 0;

    if (pixWriteMemJpeg(&data, &size, pix, 90, 0) != 0)
        abort();
    pixDestroy(&pix);
    return taken(data, size);
}

struct scan_bytes written_tiff(int pages, int depth)
{
    PIXA *all = pixaCreate(pages);
    l_uint8 *data = NULL;
    size_t size = 0;

    for (int i = 1; i <= pages; i++)
        pixaAddPix(all, ramp(60 + i, depth), L_INSERT);
    if (pixaWriteMemMultipageTiff(&data, &size, all) != 0)
        abort();
    pixaDestroy(&all);
    return taken(data, size);
}

void written_save(struct scan_bytes bytes, const char *path)
{
    FILE *file = fopen(path, "wb");

    if (file == NULL || fwrite(bytes.data, 1, bytes.size, file) != bytes.size)
        abort();
    fclose(file);
}
