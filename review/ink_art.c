/*
 * The picture is brought to exactly 8 x 16 px a character before chafa sees
 * it, so that how strokes are thinned out is ours: an averaged stroke one
 * third of a px wide would fade into the paper.
 */
#include "review/ink_art.h"

#include <chafa.h>
#include <leptonica/allheaders.h>
#include <string.h>

enum { CHARACTER_WIDTH = 8, CHARACTER_HEIGHT = 16 };

/* A stroke becomes so much of a dot wide; and paper that is white as snow
 * tires the eye on a dark screen. */
static const double WIDENED = 0.5;
static const float PAPER = 0.86f;
enum { DOT_COLOUR = 16, PAPER_COLOUR = 253 }; /* of the 256 */

/* The largest area of the picture's shape within @area. */
static struct canvas_area fit(struct canvas_area area, int width, int height)
{
    double by_width = (double)area.columns * CHARACTER_WIDTH / width;
    double by_height = (double)area.rows * CHARACTER_HEIGHT / height;
    double scale = by_width < by_height ? by_width : by_height;
    struct canvas_area in = area;

    in.columns = (int)(width * scale / CHARACTER_WIDTH + 0.5);
    in.rows = (int)(height * scale / CHARACTER_HEIGHT + 0.5);
    in.columns = in.columns < 1 ? 1 : in.columns;
    in.rows = in.rows < 1 ? 1 : in.rows;
    in.column += (area.columns - in.columns) / 2;
    in.row += (area.rows - in.rows) / 2;
    return in;
}

static ChafaSymbolMap *new_symbols(enum ink_symbols symbols)
{
    ChafaSymbolMap *map = chafa_symbol_map_new();

    chafa_symbol_map_add_by_tags(map, CHAFA_SYMBOL_TAG_SPACE);
    if (symbols == INK_BRAILLE)
        chafa_symbol_map_add_by_tags(map, CHAFA_SYMBOL_TAG_BRAILLE);
    else if (symbols == INK_ASCII)
        chafa_symbol_map_add_by_tags(map, CHAFA_SYMBOL_TAG_ASCII);
    else
        chafa_symbol_map_add_by_tags(
            map, CHAFA_SYMBOL_TAG_SOLID | CHAFA_SYMBOL_TAG_HALF |
                     CHAFA_SYMBOL_TAG_QUAD | CHAFA_SYMBOL_TAG_BLOCK);
    return map;
}

/* Dots are ink or paper: shades between them would blur what is that small. */
static bool has_shades(struct ink_style style)
{
    return style.colours && style.symbols != INK_BRAILLE;
}

static ChafaCanvas *new_chafa(int columns, int rows, struct ink_style style)
{
    ChafaCanvasConfig *config = chafa_canvas_config_new();
    ChafaSymbolMap *map = new_symbols(style.symbols);
    ChafaCanvas *canvas;

    chafa_canvas_config_set_geometry(config, columns, rows);
    chafa_canvas_config_set_cell_geometry(config, CHARACTER_WIDTH,
                                          CHARACTER_HEIGHT);
    chafa_canvas_config_set_symbol_map(config, map);
    chafa_canvas_config_set_canvas_mode(
        config, has_shades(style) ? CHAFA_CANVAS_MODE_INDEXED_240
                                  : CHAFA_CANVAS_MODE_FGBG);
    chafa_canvas_config_set_dither_mode(config, CHAFA_DITHER_MODE_NONE);
    chafa_canvas_config_set_preprocessing_enabled(config, FALSE);
    /* Among shades half the search finds as good a character. */
    chafa_canvas_config_set_work_factor(config,
                                        has_shades(style) ? 0.5f : 1.0f);
    /* Without colours ink is the foreground, whatever that is. */
    chafa_canvas_config_set_fg_color(config, 0x000000);
    chafa_canvas_config_set_bg_color(config, 0xffffff);
    canvas = chafa_canvas_new(config);
    chafa_symbol_map_unref(map);
    chafa_canvas_config_unref(config);
    return canvas;
}

/* Rows of RGB, as chafa takes them. */
static guint8 *new_rgb(struct Pix *pix)
{
    int width = pixGetWidth(pix), height = pixGetHeight(pix);
    guint8 *rgb = g_malloc((size_t)width * (size_t)height * 3), *at = rgb;

    for (int y = 0; y < height; y++) {
        const l_uint32 *line = pixGetData(pix) + y * pixGetWpl(pix);
        for (int x = 0; x < width; x++, at += 3) {
            at[0] = (guint8)(line[x] >> 24);
            at[1] = (guint8)(line[x] >> 16);
            at[2] = (guint8)(line[x] >> 8);
        }
    }
    return rgb;
}

static void copy_character(ChafaCanvas *from, int x, int y,
                           struct ink_style style, struct canvas_cell *to)
{
    gint fg = -1, bg = -1;
    gunichar c = chafa_canvas_get_char_at(from, x, y);

    *to = (struct canvas_cell){.fg = -1, .bg = -1};
    to->text[g_unichar_to_utf8(c == 0 ? ' ' : c, to->text)] = '\0';
    if (!style.colours)
        return;
    if (!has_shades(style)) {
        to->fg = DOT_COLOUR;
        to->bg = PAPER_COLOUR;
        return;
    }
    chafa_canvas_get_raw_colors_at(from, x, y, &fg, &bg);
    to->fg = (short)fg;
    to->bg = (short)bg;
}

static void draw_characters(struct canvas *canvas, struct canvas_area in,
                            struct Pix *scaled, struct ink_style style)
{
    ChafaCanvas *art = new_chafa(in.columns, in.rows, style);
    guint8 *rgb = new_rgb(scaled);

    chafa_canvas_draw_all_pixels(art, CHAFA_PIXEL_RGB8, rgb,
                                 pixGetWidth(scaled), pixGetHeight(scaled),
                                 pixGetWidth(scaled) * 3);
    for (int y = 0; y < in.rows; y++)
        for (int x = 0; x < in.columns; x++) {
            struct canvas_cell *to =
                canvas_at(canvas, in.row + y, in.column + x);
            if (to != NULL)
                copy_character(art, x, y, style, to);
        }
    g_free(rgb);
    chafa_canvas_unref(art);
}

/* Shrinking averages a stroke with the paper around it until it is gone, so
 * strokes are widened first, to most of what will be one dot. */
static struct Pix *new_widened(struct Pix *grey, double pixels_a_dot)
{
    int size = (int)(pixels_a_dot * WIDENED);

    size = size > 15 ? 15 : size | 1;
    return size < 3 ? pixClone(grey) : pixErodeGray(grey, size, size);
}

/* To the size that is drawn, in grey, as 32 bpp; NULL without memory. */
static struct Pix *new_scaled(struct Pix *pix, int columns, int rows,
                              struct ink_style style)
{
    int dots = style.symbols == INK_BRAILLE ? 4 : 2; /* a character's height */
    double dot = (double)pixGetHeight(pix) / (rows * dots);
    struct Pix *grey = pixConvertTo8(pix, 0);
    struct Pix *wide = grey == NULL ? NULL : new_widened(grey, dot);
    float across = (float)columns * CHARACTER_WIDTH / (float)pixGetWidth(pix);
    float down = (float)rows * CHARACTER_HEIGHT / (float)pixGetHeight(pix);
    struct Pix *scaled = wide == NULL ? NULL : pixScale(wide, across, down);
    struct Pix *sized = scaled == NULL
                            ? NULL
                            : pixScaleToSize(scaled, columns * CHARACTER_WIDTH,
                                             rows * CHARACTER_HEIGHT);
    struct Pix *colour;

    if (sized != NULL && has_shades(style))
        (void)pixMultConstantGray(sized, PAPER);
    colour = sized == NULL ? NULL : pixConvertTo32(sized);
    pixDestroy(&sized);
    pixDestroy(&scaled);
    pixDestroy(&wide);
    pixDestroy(&grey);
    return colour;
}

struct canvas_area ink_draw(struct canvas *canvas, struct canvas_area area,
                            struct Pix *pix, struct ink_style style)
{
    struct canvas_area in = fit(area, pixGetWidth(pix), pixGetHeight(pix));
    struct Pix *scaled;

    if (style.symbols == INK_PIXELS) {
        if (canvas->n_pictures < CANVAS_PICTURES_MAX)
            canvas->pictures[canvas->n_pictures++] =
                (struct canvas_picture){in, pixConvertTo32(pix)};
        return in;
    }
    scaled = new_scaled(pix, in.columns, in.rows, style);
    if (scaled == NULL)
        return in;
    draw_characters(canvas, in, scaled, style);
    pixDestroy(&scaled);
    return in;
}
