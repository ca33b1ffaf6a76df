/*
 * screen_picture OUT.png < `tmux capture-pane -e -p`: a terminal's screen as a
 * picture, for the README and for whoever wants to see what a change does.
 * Colours of the 256, bold, dim, underline and reverse are understood.
 */
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum {
    CELL_WIDTH = 10,
    CELL_HEIGHT = 20,
    MARGIN = 8,
    LINES_MAX = 200,
    LINE_BYTES = 65536
};

struct look {
    int fg, bg; /* -1: the terminal's own */
    int bold, dim, reverse, underline;
};

static const struct look PLAIN = {.fg = -1, .bg = -1};

static void set_colour(cairo_t *cairo, int colour, int own)
{
    static const unsigned char basic[16][3] = {
        {0x1e, 0x1e, 0x1e}, {0xe0, 0x56, 0x4e}, {0x5f, 0xb3, 0x5f},
        {0xd7, 0xaf, 0x5f}, {0x5f, 0x87, 0xd7}, {0xaf, 0x5f, 0xaf},
        {0x4f, 0xb3, 0xbf}, {0xd0, 0xd0, 0xd0}, {0x70, 0x70, 0x70},
        {0xff, 0x6e, 0x67}, {0x87, 0xd7, 0x87}, {0xff, 0xd7, 0x87},
        {0x87, 0xaf, 0xff}, {0xd7, 0x87, 0xd7}, {0x87, 0xd7, 0xdf},
        {0xff, 0xff, 0xff}};
    static const int steps[6] = {0, 95, 135, 175, 215, 255};
    int r, g, b;

    if (colour < 0)
        colour = own;
    if (colour < 16) {
        r = basic[colour][0], g = basic[colour][1], b = basic[colour][2];
    } else if (colour < 232) {
        r = steps[(colour - 16) / 36];
        g = steps[(colour - 16) / 6 % 6];
        b = steps[(colour - 16) % 6];
    } else {
        r = g = b = 8 + 10 * (colour - 232);
    }
    cairo_set_source_rgb(cairo, r / 255.0, g / 255.0, b / 255.0);
}

/* One ESC [ ... m; returns what comes after it. */
static const char *take_escape(const char *at, struct look *look)
{
    long codes[32] = {0};
    int n = 0;

    if (at[1] != '[')
        return at + 2;
    at += 2;
    while (*at != '\0' && *at != 'm' && n < 32) {
        char *end;
        codes[n++] = strtol(at, &end, 10);
        at = end == at ? at + 1 : end;
        if (*at == ';')
            at++;
    }
    for (int i = 0; i < (n == 0 ? 1 : n); i++) {
        if (codes[i] == 0)
            *look = PLAIN;
        else if (codes[i] == 1)
            look->bold = 1;
        else if (codes[i] == 2)
            look->dim = 1;
        else if (codes[i] == 4)
            look->underline = 1;
        else if (codes[i] == 7)
            look->reverse = 1;
        else if (codes[i] == 22)
            look->bold = look->dim = 0;
        else if (codes[i] == 24)
            look->underline = 0;
        else if (codes[i] == 27)
            look->reverse = 0;
        else if (codes[i] >= 30 && codes[i] <= 37)
            look->fg = (int)codes[i] - 30;
        else if (codes[i] >= 90 && codes[i] <= 97)
            look->fg = (int)codes[i] - 82;
        else if (codes[i] == 39)
            look->fg = -1;
        else if (codes[i] >= 40 && codes[i] <= 47)
            look->bg = (int)codes[i] - 40;
        else if (codes[i] >= 100 && codes[i] <= 107)
            look->bg = (int)codes[i] - 92;
        else if (codes[i] == 49)
            look->bg = -1;
        else if ((codes[i] == 38 || codes[i] == 48) && i + 2 < n &&
                 codes[i + 1] == 5) {
            *(codes[i] == 38 ? &look->fg : &look->bg) = (int)codes[i + 2];
            i += 2;
        }
    }
    return *at == 'm' ? at + 1 : at;
}

/* Blocks and quarters are drawn as such: a font's own leave seams. */
static int draw_block(cairo_t *cairo, int32_t c, double x, double y, int width)
{
    static const int quarters[] = {/* U+2596 ... U+259F: ul ur ll lr */
                                   4, 8, 1, 13, 9, 7, 11, 2, 6, 14};
    double w = CELL_WIDTH * width, h = CELL_HEIGHT;
    int bits;

    if (c >= 0x2581 && c <= 0x2588) {
        double part = h * (c - 0x2580) / 8;
        cairo_rectangle(cairo, x, y + h - part, w, part);
    } else if (c >= 0x2589 && c <= 0x258F) {
        cairo_rectangle(cairo, x, y, w * (0x2590 - c) / 8, h);
    } else if (c == 0x2580) {
        cairo_rectangle(cairo, x, y, w, h / 2);
    } else if (c == 0x2590) {
        cairo_rectangle(cairo, x + w / 2, y, w / 2, h);
    } else if (c >= 0x2596 && c <= 0x259F) {
        bits = quarters[c - 0x2596];
        for (int i = 0; i < 4; i++)
            if (bits >> i & 1)
                cairo_rectangle(cairo, x + (i % 2) * w / 2, y + (i / 2) * h / 2,
                                w / 2, h / 2);
    } else {
        return 0;
    }
    cairo_fill(cairo);
    return 1;
}

static void draw_character(cairo_t *cairo, PangoLayout *layout,
                           const char *text, size_t length, int32_t c, double x,
                           double y, int width, const struct look *look)
{
    int fg = look->reverse ? (look->bg < 0 ? 0 : look->bg) : look->fg;
    int bg = look->reverse ? (look->fg < 0 ? 7 : look->fg) : look->bg;
    int ink_width, ink_height;

    set_colour(cairo, bg, 0);
    cairo_rectangle(cairo, x, y, CELL_WIDTH * width, CELL_HEIGHT);
    cairo_fill(cairo);
    set_colour(cairo, fg, look->dim ? 8 : look->bold ? 15 : 7);
    if (look->dim && fg < 0)
        cairo_set_source_rgb(cairo, 0.62, 0.62, 0.62);
    if (draw_block(cairo, c, x, y, width))
        return;
    pango_layout_set_markup(layout, "", 0);
    pango_layout_set_text(layout, text, (int)length);
    if (look->bold) {
        PangoAttrList *list = pango_attr_list_new();
        pango_attr_list_insert(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
        pango_layout_set_attributes(layout, list);
        pango_attr_list_unref(list);
    } else {
        pango_layout_set_attributes(layout, NULL);
    }
    pango_layout_get_pixel_size(layout, &ink_width, &ink_height);
    cairo_move_to(cairo, x + (CELL_WIDTH * width - ink_width) / 2.0,
                  y + (CELL_HEIGHT - ink_height) / 2.0);
    pango_cairo_show_layout(cairo, layout);
}

/* tmux writes a look where it changes, also from one line to the next. */
static int draw_line(cairo_t *cairo, PangoLayout *layout, const char *line,
                     int row, struct look *look)
{
    int column = 0;

    while (*line != '\0') {
        int32_t c;
        utf8proc_ssize_t length;
        int width;

        if (*line == '\033') {
            line = take_escape(line, look);
            continue;
        }
        length = utf8proc_iterate((const utf8proc_uint8_t *)line, -1, &c);
        if (length <= 0)
            break;
        width = utf8proc_charwidth(c);
        if (cairo != NULL && width > 0)
            draw_character(cairo, layout, line, (size_t)length, c,
                           MARGIN + column * CELL_WIDTH,
                           MARGIN + row * CELL_HEIGHT, width, look);
        column += width;
        line += length;
    }
    return column;
}

int main(int argc, char **argv)
{
    static char lines[LINES_MAX][LINE_BYTES];
    int n = 0, columns = 0;
    struct look look = PLAIN;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoLayout *layout;
    PangoFontDescription *font;

    if (argc != 2) {
        fputs("usage: screen_picture OUT.png < SCREEN\n", stderr);
        return 2;
    }
    while (n < LINES_MAX && fgets(lines[n], LINE_BYTES, stdin) != NULL) {
        int width;
        lines[n][strcspn(lines[n], "\n")] = '\0';
        width = draw_line(NULL, NULL, lines[n], n, &look);
        columns = width > columns ? width : columns;
        n++;
    }
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                         columns * CELL_WIDTH + 2 * MARGIN,
                                         n * CELL_HEIGHT + 2 * MARGIN);
    cairo = cairo_create(surface);
    set_colour(cairo, -1, 0);
    cairo_paint(cairo);
    layout = pango_cairo_create_layout(cairo);
    font = pango_font_description_from_string(
        "DejaVu Sans Mono, Noto Sans CJK SC 12");
    pango_layout_set_font_description(layout, font);
    look = PLAIN;
    for (int row = 0; row < n; row++)
        (void)draw_line(cairo, layout, lines[row], row, &look);
    if (cairo_surface_write_to_png(surface, argv[1]) != CAIRO_STATUS_SUCCESS) {
        fprintf(stderr, "screen_picture: %s cannot be written\n", argv[1]);
        return 1;
    }
    pango_font_description_free(font);
    g_object_unref(layout);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return 0;
}
