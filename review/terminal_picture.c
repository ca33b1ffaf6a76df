#include "review/terminal_picture.h"

#include <chafa.h>
#include <leptonica/allheaders.h>
#include <stdlib.h>

enum { CELL_WIDTH = 10, CELL_HEIGHT = 20 };

static ChafaTermInfo *new_info(void)
{
    gchar **environment = g_get_environ();
    ChafaTermInfo *info =
        chafa_term_db_detect(chafa_term_db_get_default(), environment);

    g_strfreev(environment);
    return info;
}

enum picture_kind terminal_picture_kind(void)
{
    ChafaTermInfo *info;
    enum picture_kind kind = PICTURE_NONE;

    if (getenv("TMUX") != NULL || getenv("STY") != NULL)
        return PICTURE_NONE;
    info = new_info();
    if (chafa_term_info_have_seq(info,
                                 CHAFA_TERM_SEQ_BEGIN_KITTY_IMMEDIATE_IMAGE_V1))
        kind = PICTURE_KITTY;
    else if (chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_BEGIN_SIXELS))
        kind = PICTURE_SIXEL;
    chafa_term_info_unref(info);
    return kind;
}

static ChafaCanvas *new_canvas(const struct canvas_area *area)
{
    ChafaCanvasConfig *config = chafa_canvas_config_new();
    ChafaCanvas *canvas;

    chafa_canvas_config_set_geometry(config, area->columns, area->rows);
    chafa_canvas_config_set_cell_geometry(config, CELL_WIDTH, CELL_HEIGHT);
    chafa_canvas_config_set_canvas_mode(config, CHAFA_CANVAS_MODE_TRUECOLOR);
    chafa_canvas_config_set_pixel_mode(config,
                                       terminal_picture_kind() == PICTURE_KITTY
                                           ? CHAFA_PIXEL_MODE_KITTY
                                           : CHAFA_PIXEL_MODE_SIXELS);
    canvas = chafa_canvas_new(config);
    chafa_canvas_config_unref(config);
    return canvas;
}

static guint8 *new_rgba(struct Pix *pix)
{
    int width = pixGetWidth(pix), height = pixGetHeight(pix);
    guint8 *rgba = g_malloc((size_t)width * (size_t)height * 4), *at = rgba;

    for (int y = 0; y < height; y++) {
        const l_uint32 *line = pixGetData(pix) + y * pixGetWpl(pix);
        for (int x = 0; x < width; x++, at += 4) {
            at[0] = (guint8)(line[x] >> 24);
            at[1] = (guint8)(line[x] >> 16);
            at[2] = (guint8)(line[x] >> 8);
            at[3] = 255;
        }
    }
    return rgba;
}

void terminal_picture_show(FILE *out, const struct canvas_picture *picture)
{
    ChafaCanvas *canvas = new_canvas(&picture->area);
    ChafaTermInfo *info = new_info();
    guint8 *rgba = new_rgba(picture->pix);
    GString *text;

    chafa_canvas_draw_all_pixels(
        canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED, rgba, pixGetWidth(picture->pix),
        pixGetHeight(picture->pix), pixGetWidth(picture->pix) * 4);
    text = chafa_canvas_print(canvas, info);
    /* Save the cursor, go there, draw, come back. */
    fprintf(out, "\0337\033[%d;%dH", picture->area.row + 1,
            picture->area.column + 1);
    (void)fwrite(text->str, 1, text->len, out);
    fputs("\0338", out);
    g_string_free(text, TRUE);
    g_free(rgba);
    chafa_term_info_unref(info);
    chafa_canvas_unref(canvas);
}

void terminal_picture_wipe(FILE *out)
{
    /* Sixels go when characters are painted over them. */
    if (terminal_picture_kind() == PICTURE_KITTY)
        fputs("\033_Ga=d\033\\", out);
}
