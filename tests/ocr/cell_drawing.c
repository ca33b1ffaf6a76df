#include "cell_drawing.h"

#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>
#include <pango/pangocairo.h>

enum { EDGE_PX = 40 };

struct drawing {
    cairo_surface_t *surface;
    cairo_t *cairo;
    int w, h;
};

static void rule(struct drawing *d, double x0, double y0, double x1, double y1)
{
    cairo_set_line_width(d->cairo, 2.5);
    cairo_move_to(d->cairo, x0, y0);
    cairo_line_to(d->cairo, x1, y1);
    cairo_stroke(d->cairo);
}

struct drawing *drawing_new(int columns, int rows)
{
    struct drawing *d = calloc(1, sizeof *d);

    if (d == NULL)
        abort();
    d->w = columns * CELL_W + 2 * EDGE_PX;
    d->h = rows * CELL_H + 2 * EDGE_PX;
    d->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, d->w, d->h);
    d->cairo = cairo_create(d->surface);
    cairo_set_source_rgb(d->cairo, 1, 1, 1);
    cairo_paint(d->cairo);
    cairo_set_source_rgb(d->cairo, 0.1, 0.1, 0.1);
    for (int i = 0; i <= columns; i++)
        rule(d, EDGE_PX + i * CELL_W, EDGE_PX, EDGE_PX + i * CELL_W,
             EDGE_PX + rows * CELL_H);
    for (int i = 0; i <= rows; i++)
        rule(d, EDGE_PX, EDGE_PX + i * CELL_H, EDGE_PX + columns * CELL_W,
             EDGE_PX + i * CELL_H);
    return d;
}

void drawing_shade(struct drawing *d, double light)
{
    cairo_set_source_rgb(d->cairo, light, light, light);
}

void drawing_write(struct drawing *d, int column, int row, const char *font,
                   const char *text)
{
    drawing_write_at(d, column, row, CELL_W / 2.0, CELL_H / 2.0, font, text);
}

void drawing_write_at(struct drawing *d, int column, int row, double x,
                      double y, const char *font, const char *text)
{
    PangoLayout *layout = pango_cairo_create_layout(d->cairo);
    PangoFontDescription *description =
        pango_font_description_from_string(font);
    int w, h;

    pango_layout_set_font_description(layout, description);
    pango_layout_set_text(layout, text, -1);
    pango_layout_get_pixel_size(layout, &w, &h);
    cairo_move_to(d->cairo, EDGE_PX + column * CELL_W + x - w / 2.0,
                  EDGE_PX + row * CELL_H + y - h / 2.0);
    pango_cairo_show_layout(d->cairo, layout);
    pango_font_description_free(description);
    g_object_unref(layout);
}

void drawing_stroke(struct drawing *d, int column, int row, double x0,
                    double y0, double x1, double y1, double width)
{
    double left = EDGE_PX + column * CELL_W, top = EDGE_PX + row * CELL_H;

    cairo_set_line_width(d->cairo, width);
    cairo_set_line_cap(d->cairo, CAIRO_LINE_CAP_ROUND);
    cairo_move_to(d->cairo, left + x0, top + y0);
    cairo_line_to(d->cairo, left + x1, top + y1);
    cairo_stroke(d->cairo);
}

struct scan_quad drawing_quad(int column, int row)
{
    double x = EDGE_PX + column * CELL_W, y = EDGE_PX + row * CELL_H;

    return (struct scan_quad){{{x, y},
                               {x + CELL_W, y},
                               {x + CELL_W, y + CELL_H},
                               {x, y + CELL_H}}};
}

void drawing_finish(struct drawing **drawing, struct page *page)
{
    struct drawing *d = *drawing;
    const unsigned char *data;
    int stride;

    cairo_surface_flush(d->surface);
    data = cairo_image_surface_get_data(d->surface);
    stride = cairo_image_surface_get_stride(d->surface);
    memset(page, 0, sizeof *page);
    page->black = pixCreate(d->w, d->h, 8);
    for (int y = 0; y < d->h; y++)
        for (int x = 0; x < d->w; x++)
            pixSetPixel(page->black, x, y, data[y * stride + 4 * x]);
    page->grey = pixClone(page->black);
    page->ink = pixThresholdToBinary(page->black, 128);
    page->dpi = 200;
    cairo_destroy(d->cairo);
    cairo_surface_destroy(d->surface);
    free(d);
    *drawing = NULL;
}

void drawing_clear_page(struct page *page)
{
    pixDestroy(&page->black);
    pixDestroy(&page->grey);
    pixDestroy(&page->ink);
}
