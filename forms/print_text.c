#include "forms/print_text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

struct print_box print_box_union(struct print_box a, struct print_box b)
{
    double right, bottom;

    if (a.w <= 0)
        return b;
    if (b.w <= 0)
        return a;
    right = fmax(a.x + a.w, b.x + b.w);
    bottom = fmax(a.y + a.h, b.y + b.h);
    a.x = fmin(a.x, b.x);
    a.y = fmin(a.y, b.y);
    a.w = right - a.x;
    a.h = bottom - a.y;
    return a;
}

static const char *font_family(enum form_font font)
{
    switch (font) {
    case FORM_FONT_SONG:
        return "Noto Serif CJK SC";
    case FORM_FONT_MING:
        return "AR PL UMing CN";
    case FORM_FONT_HEI:
        return "Noto Sans CJK SC";
    case FORM_FONT_KAI:
    case FORM_FONT_HAND:
        return "AR PL UKai CN";
    case FORM_FONT_MONO:
        return "Noto Sans Mono CJK SC";
    }
    return "serif";
}

/* Sizes are absolute: one pango unit is one user unit of cairo, a point. */
static void set_font(PangoLayout *layout, const struct print_text_style *style,
                     double points)
{
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family(font, font_family(style->font));
    pango_font_description_set_weight(
        font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
}

/* Hinting would tie the places of glyphs to the resolution. */
static PangoLayout *new_layout(cairo_t *cr, const char *text,
                               const struct print_text_style *style)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    cairo_font_options_t *options = cairo_font_options_create();
    PangoContext *context = pango_layout_get_context(layout);

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    pango_layout_context_changed(layout);
    cairo_font_options_destroy(options);
    pango_layout_set_text(layout, text, -1);
    pango_layout_set_alignment(layout, style->align < 0.3 ? PANGO_ALIGN_LEFT
                                       : style->align > 0.7
                                           ? PANGO_ALIGN_RIGHT
                                           : PANGO_ALIGN_CENTER);
    set_font(layout, style, style->points);
    return layout;
}

static void measure(PangoLayout *layout, double *width, double *height)
{
    int w, h;

    pango_layout_get_size(layout, &w, &h);
    *width = (double)w / PANGO_SCALE;
    *height = (double)h / PANGO_SCALE;
}

/* 其中：计划内 breaks after the colon when it must break at all. */
static void break_at_colon(PangoLayout *layout, double room)
{
    const char *text = pango_layout_get_text(layout);
    const char *colon = strstr(text, "：");
    double width, height;
    char *broken;

    measure(layout, &width, &height);
    if (colon == NULL || colon[strlen("：")] == '\0' || width <= room)
        return;
    colon += strlen("：");
    broken = g_strdup_printf("%.*s\n%s", (int)(colon - text), text, colon);
    pango_layout_set_text(layout, broken, -1);
    g_free(broken);
}

/* Smaller until it fits; never below 4 points, where nobody reads it. */
static void fit(PangoLayout *layout, struct print_box box,
                const struct print_text_style *style)
{
    double width, height, points = style->points;

    if (style->wrap) {
        break_at_colon(layout, box.w);
        pango_layout_set_wrap(layout, PANGO_WRAP_CHAR);
        pango_layout_set_spacing(layout, -PANGO_SCALE);
        pango_layout_set_width(layout, (int)(box.w * PANGO_SCALE));
    }
    if (style->spill)
        return;
    measure(layout, &width, &height);
    while ((width > box.w + 0.01 || (style->wrap && height > box.h)) &&
           points > 4) {
        points *= 0.94;
        set_font(layout, style, points);
        measure(layout, &width, &height);
    }
}

static int lines_at(PangoLayout *layout, int width)
{
    pango_layout_set_width(layout, width);
    return pango_layout_get_line_count(layout);
}

/* Lines of about one length: the narrowest width that needs no more lines. The
 * narrower, the more lines there are. */
static void balance(PangoLayout *layout)
{
    int lines = pango_layout_get_line_count(layout);
    int width = pango_layout_get_width(layout), step = PANGO_SCALE / 2;
    int few = 0, many = (width - 1) / step + 1; /* steps narrower */

    while (lines > 1 && many - few > 1) {
        int middle = (few + many) / 2;

        if (lines_at(layout, width - middle * step) > lines)
            many = middle;
        else
            few = middle;
    }
    pango_layout_set_width(layout, width - few * step);
}

double print_text_width(cairo_t *cr, const char *text,
                        const struct print_text_style *style)
{
    PangoLayout *layout;
    double width, height;

    if (style->font == FORM_FONT_HAND)
        return print_hand_width(text, style->points);
    layout = new_layout(cr, text, style);
    measure(layout, &width, &height);
    g_object_unref(layout);
    return width;
}

struct print_box print_text_put(cairo_t *cr, const char *text,
                                struct print_box box,
                                const struct print_text_style *style,
                                struct print_random *random)
{
    PangoLayout *layout;
    PangoRectangle ink;
    double width, height, x, y;

    if (text[0] == '\0')
        return (struct print_box){box.x, box.y, 0, 0};
    if (style->font == FORM_FONT_HAND)
        return print_hand_put(cr, text, box, style, random);
    layout = new_layout(cr, text, style);
    fit(layout, box, style);
    if (style->wrap)
        balance(layout);
    measure(layout, &width, &height);
    if (style->wrap)
        width = (double)pango_layout_get_width(layout) / PANGO_SCALE;
    x = box.x + (box.w - width) * style->align;
    y = box.y + (box.h - height) / 2;
    if (style->wander > 0) {
        x += print_random_bell(random, style->wander / 2);
        y += print_random_bell(random, style->wander / 2);
    }
    cairo_set_source_rgb(cr, style->colour[0], style->colour[1],
                         style->colour[2]);
    cairo_move_to(cr, x, y);
    pango_cairo_show_layout(cr, layout);
    pango_layout_get_extents(layout, &ink, NULL);
    g_object_unref(layout);
    return (struct print_box){x + (double)ink.x / PANGO_SCALE,
                              y + (double)ink.y / PANGO_SCALE,
                              (double)ink.width / PANGO_SCALE,
                              (double)ink.height / PANGO_SCALE};
}
