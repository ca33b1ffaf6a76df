/* Both keep a pixel in a 32 bit word, RGB from the top: Leptonica in the upper
 * three bytes, cairo in the lower three. */
#include "forms/print_surface.h"

#include <leptonica/allheaders.h>
#include <stdint.h>
#include <string.h>

struct Pix *print_surface_to_pix(cairo_surface_t *surface, int dpi)
{
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    int stride = cairo_image_surface_get_stride(surface);
    const unsigned char *data;
    PIX *pix = pixCreate(width, height, 32);

    if (pix == NULL)
        return NULL;
    cairo_surface_flush(surface);
    data = cairo_image_surface_get_data(surface);
    for (int y = 0; y < height; y++) {
        l_uint32 *line = pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
        for (int x = 0; x < width; x++) {
            uint32_t rgb;
            memcpy(&rgb, data + (size_t)y * (size_t)stride + 4 * (size_t)x, 4);
            line[x] = rgb << 8;
        }
    }
    pixSetResolution(pix, dpi, dpi);
    return pix;
}

cairo_surface_t *print_surface_from_pix(struct Pix *pix)
{
    int width = pixGetWidth(pix), height = pixGetHeight(pix);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    unsigned char *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);

    if (data == NULL)
        return surface;
    for (int y = 0; y < height; y++) {
        const l_uint32 *line =
            pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
        for (int x = 0; x < width; x++) {
            uint32_t rgb = line[x] >> 8;
            memcpy(data + (size_t)y * (size_t)stride + 4 * (size_t)x, &rgb, 4);
        }
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}
