#include "report/png_file.h"

#include <errno.h>
#include <png.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 32 };

static bool is_ascii(const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        if ((unsigned char)*p >= 0x80)
            return false;
    return true;
}

static void set_words(png_structp png, png_infop info,
                      const struct png_word *words, size_t n)
{
    png_text texts[WORDS_MAX] = {{0}};
    size_t set = n < WORDS_MAX ? n : WORDS_MAX;

    for (size_t i = 0; i < set; i++) {
        bool ascii = is_ascii(words[i].text);
        texts[i].compression =
            ascii ? PNG_TEXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_NONE;
        texts[i].key = (png_charp)(uintptr_t)words[i].key;
        texts[i].text = (png_charp)(uintptr_t)words[i].text;
        texts[i].lang = (png_charp)(uintptr_t) "";
        texts[i].lang_key = (png_charp)(uintptr_t) "";
        if (ascii)
            texts[i].text_length = strlen(words[i].text);
        else
            texts[i].itxt_length = strlen(words[i].text);
    }
    png_set_text(png, info, texts, (int)set);
}

/* cairo keeps a pixel as a number 0x00RRGGBB. */
static void to_rgb(const uint8_t *from, int width, uint8_t *to)
{
    for (int i = 0; i < width; i++) {
        uint32_t pixel;
        memcpy(&pixel, from + 4 * (size_t)i, sizeof pixel);
        to[3 * i] = (uint8_t)(pixel >> 16);
        to[3 * i + 1] = (uint8_t)(pixel >> 8);
        to[3 * i + 2] = (uint8_t)pixel;
    }
}

/* Said by our own sentence, not on stderr. */
static void on_error(png_structp png, png_const_charp text)
{
    (void)text;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

/* libpng leaves by a long jump; all that is freed is set before. */
static bool write_all(png_structp png, png_infop info, FILE *out,
                      const uint8_t *pixels, int width, int height, int stride,
                      uint8_t *row, const struct png_word *words, size_t n)
{
    if (setjmp(png_jmpbuf(png)) != 0)
        return false;
    png_init_io(png, out);
    png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    set_words(png, info, words, n);
    png_write_info(png, info);
    for (int y = 0; y < height; y++) {
        to_rgb(pixels + (size_t)y * (size_t)stride, width, row);
        png_write_row(png, row);
    }
    png_write_end(png, info);
    return true;
}

enum status png_file_write(FILE *out, const uint8_t *pixels, int width,
                           int height, int stride, const struct png_word *words,
                           size_t n, struct fault *fault)
{
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, on_error,
                                on_warning);
    png_infop info = png != NULL ? png_create_info_struct(png) : NULL;
    uint8_t *row = malloc(3 * (size_t)width);
    enum status rc = ST_OK;

    if (info == NULL || row == NULL)
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    else if (!write_all(png, info, out, pixels, width, height, stride, row,
                        words, n) ||
             fflush(out) != 0)
        rc = fault_set(fault, ST_IO, "the picture: %s", strerror(errno));
    png_destroy_write_struct(&png, &info);
    free(row);
    return rc;
}
