#include "ocr/rare_draw.h"

#include <string.h>

#include <pango/pangocairo.h>

/* Song, Hei, Kai: what ledgers are printed in. A font that is missing is drawn
 * in another one, which costs nothing but time. */
const char *const RARE_FONT_NAMES[RARE_FONTS] = {
    "Noto Serif CJK SC 44px", "Noto Sans CJK SC 24px", "AR PL UKai CN 24px",
    "AR PL UMing CN 44px"};
enum { CANVAS = 64, INK = 96 };

struct pen {
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoLayout *layout;
};

static bool pen_open(struct pen *pen)
{
    pen->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, CANVAS, CANVAS);
    pen->cairo = cairo_create(pen->surface);
    pen->layout = pango_cairo_create_layout(pen->cairo);
    return cairo_status(pen->cairo) == CAIRO_STATUS_SUCCESS &&
           pen->layout != NULL;
}

static void pen_close(struct pen *pen)
{
    if (pen->layout != NULL)
        g_object_unref(pen->layout);
    cairo_destroy(pen->cairo);
    cairo_surface_destroy(pen->surface);
}

static void choose_font(struct pen *pen, const char *name)
{
    PangoFontDescription *font = pango_font_description_from_string(name);

    pango_layout_set_font_description(pen->layout, font);
    pango_font_description_free(font);
}

static void draw(struct pen *pen, const char *character, int16_t *look)
{
    const unsigned char *grey;
    unsigned char ink[CANVAS * CANVAS];
    int stride;

    memset(look, 0, RARE_LOOK * sizeof *look);
    cairo_set_operator(pen->cairo, CAIRO_OPERATOR_CLEAR);
    cairo_paint(pen->cairo);
    cairo_set_operator(pen->cairo, CAIRO_OPERATOR_OVER);
    pango_layout_set_text(pen->layout, character, 3);
    cairo_move_to(pen->cairo, 8, 0);
    pango_cairo_show_layout(pen->cairo, pen->layout);
    cairo_surface_flush(pen->surface);
    grey = cairo_image_surface_get_data(pen->surface);
    stride = cairo_image_surface_get_stride(pen->surface);
    for (int y = 0; y < CANVAS; y++)
        for (int x = 0; x < CANVAS; x++)
            ink[y * CANVAS + x] = grey[y * stride + x] >= INK;
    (void)rare_look_at(ink, CANVAS, 0, 0, CANVAS, CANVAS, look);
}

enum status rare_draw(int font, const char (*characters)[4], size_t n,
                      int16_t (*looks)[RARE_LOOK])
{
    struct pen pen = {0};
    bool open = pen_open(&pen);

    if (open) {
        choose_font(&pen, RARE_FONT_NAMES[font]);
        for (size_t i = 0; i < n; i++)
            draw(&pen, characters[i], looks[i]);
    }
    pen_close(&pen);
    return open ? ST_OK : ST_NOMEM;
}
