#include "written_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <pango/pangocairo.h>

#include "ocr/digits/digit_symbols.h"

/* Families named by pattern; each in some weights and slopes. */
static const char *const LEARN[] = {
    "Nimbus Sans", "Nimbus Roman", "Nimbus Mono PS", "Nimbus Sans Narrow",
    "C059", "P052", "URW Gothic", "DejaVu Sans", "DejaVu Sans Mono",
    "DejaVu Serif", "Noto Sans CJK SC", "Noto Serif CJK SC",
    "Noto Sans Mono CJK SC", "AR PL UKai CN", "AR PL UMing CN",
    "Noto Mono", "Noto Sans Mono", "Liberation Sans Narrow",
};
/* Never learned from: what print of other faces costs is measured on them. */
static const char *const TEST[] = {
    "URW Bookman", "Liberation Serif", "Liberation Mono", "Liberation Sans",
    "Droid Sans Fallback",
};

/* Digits to learn from are laid out at this height and drawn at any: to look
 * up a font for every height would take longer than all the rest. Those that a
 * model is measured on are few, and laid out as high as they are drawn. */
static const float LAYOUT_PX = 40;

struct font {
    PangoFontDescription *description;
    float digit_share; /* height of a digit / font size */
};

enum { STYLES = 4, MOST_FONTS = 18 * STYLES };

struct print_fonts {
    int n;
    bool as_drawn; /* laid out as high as drawn */
    struct font font[MOST_FONTS];
    PangoContext *context;
};

/* True when the family is installed, not replaced by another. */
static bool is_installed(PangoContext *context, const char *family)
{
    PangoFontFamily **families = NULL;
    int n = 0;
    bool found = false;

    pango_context_list_families(context, &families, &n);
    for (int i = 0; i < n && !found; i++)
        found = strcmp(pango_font_family_get_name(families[i]), family) == 0;
    g_free(families);
    return found;
}

static float measure_digit(PangoContext *context,
                           const PangoFontDescription *description)
{
    PangoLayout *layout = pango_layout_new(context);
    PangoRectangle ink;

    pango_layout_set_font_description(layout, description);
    pango_layout_set_text(layout, "0", -1);
    pango_layout_get_pixel_extents(layout, &ink, NULL);
    g_object_unref(layout);
    return (float)ink.height / 100;
}

static void add_font(struct print_fonts *fonts, const char *family, int style)
{
    struct font *font = &fonts->font[fonts->n];
    PangoFontDescription *d = pango_font_description_new();

    pango_font_description_set_family(d, family);
    pango_font_description_set_absolute_size(d, 100 * PANGO_SCALE);
    if (style % 2 == 1)
        pango_font_description_set_weight(d, PANGO_WEIGHT_BOLD);
    if (style / 2 == 1)
        pango_font_description_set_style(d, PANGO_STYLE_ITALIC);
    font->digit_share = measure_digit(fonts->context, d);
    font->description = d;
    if (font->digit_share > 0.3F)
        fonts->n++;
    else
        pango_font_description_free(d);
}

enum status print_fonts_open(enum glyph_share share, struct print_fonts **out,
                             struct fault *fault)
{
    const char *const *families = share == SHARE_TEST ? TEST : LEARN;
    size_t n = share == SHARE_TEST ? sizeof TEST / sizeof TEST[0]
                                   : sizeof LEARN / sizeof LEARN[0];
    struct print_fonts *fonts = calloc(1, sizeof *fonts);

    *out = NULL;
    if (fonts == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for fonts");
    fonts->as_drawn = share == SHARE_TEST;
    fonts->context =
        pango_font_map_create_context(pango_cairo_font_map_get_default());
    for (size_t i = 0; i < n; i++)
        for (int style = 0; style < STYLES; style++)
            if (is_installed(fonts->context, families[i]))
                add_font(fonts, families[i], style);
    if (fonts->n == 0) {
        print_fonts_close(&fonts);
        return fault_set(fault, ST_LIB, "none of the fonts is installed");
    }
    *out = fonts;
    return ST_OK;
}

void print_fonts_close(struct print_fonts **fonts)
{
    if (*fonts == NULL)
        return;
    for (int i = 0; i < (*fonts)->n; i++)
        pango_font_description_free((*fonts)->font[i].description);
    g_object_unref((*fonts)->context);
    free(*fonts);
    *fonts = NULL;
}

/* Copy an A8 surface into the canvas. */
static void take_surface(struct ink_canvas *canvas, cairo_surface_t *surface)
{
    const unsigned char *data;
    int stride = cairo_image_surface_get_stride(surface);

    cairo_surface_flush(surface);
    data = cairo_image_surface_get_data(surface);
    for (int y = 0; y < canvas->h; y++)
        for (int x = 0; x < canvas->w; x++)
            canvas->ink[y * canvas->w + x] =
                (float)data[y * stride + x] / 255;
}

/* A needle printer's dots: ink only near the points of a lattice. */
static void make_dots(struct ink_canvas *canvas, float pitch)
{
    for (int y = 0; y < canvas->h; y++)
        for (int x = 0; x < canvas->w; x++) {
            float dx = fmodf((float)x, pitch) - pitch / 2;
            float dy = fmodf((float)y, pitch) - pitch / 2;
            float near = 1.15F - hypotf(dx, dy) / (0.62F * pitch);
            canvas->ink[y * canvas->w + x] *= fmaxf(0.15F, fminf(near * 1.6F, 1));
        }
}

static bool is_mono(const PangoFontDescription *description)
{
    return strstr(pango_font_description_get_family(description), "Mono") !=
           NULL;
}

enum zero { ZERO_PLAIN, ZERO_SLASHED, ZERO_DOTTED };

static enum zero draw_zero(struct train_random *random,
                           const PangoFontDescription *description)
{
    static const float mono[] = {40, 25, 35}, others[] = {88, 5, 7};

    return (enum zero)train_random_choose(
        random, is_mono(description) ? mono : others, 3);
}

static void mark_zero(cairo_t *cairo, enum zero zero, double left, double top,
                      double w, double height, double size)
{
    if (zero == ZERO_SLASHED) {
        cairo_set_line_width(cairo, 0.6 * size * height);
        cairo_move_to(cairo, left + 0.25 * w, top + 0.88 * height);
        cairo_line_to(cairo, left + 0.75 * w, top + 0.12 * height);
        cairo_stroke(cairo);
        return;
    }
    cairo_save(cairo);
    cairo_translate(cairo, left + 0.5 * w, top + 0.5 * height);
    cairo_scale(cairo, 0.8, 1.2);
    cairo_arc(cairo, 0, 0, 0.7 * size * height, 0, 6.2832);
    cairo_fill(cairo);
    cairo_restore(cairo);
}

/* A zero with a slash or a dot is usual on needle printers and terminals. */
static void mark_zeros(cairo_t *cairo, PangoLayout *layout, const char *text,
                       enum zero zero, double height, double size)
{
    double base = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;

    for (int i = 0; text[i] != '\0' && zero != ZERO_PLAIN; i++) {
        PangoRectangle at;
        if (text[i] != '0')
            continue;
        pango_layout_index_to_pos(layout, i, &at);
        mark_zero(cairo, zero, (double)at.x / PANGO_SCALE,
                  base - height, (double)at.width / PANGO_SCALE, height, size);
    }
}

static PangoLayout *set_text(struct train_random *random,
                             const struct print_fonts *fonts,
                             const struct font *font, const char *text,
                             float height)
{
    PangoLayout *layout = pango_layout_new(fonts->context);
    PangoFontDescription *d = pango_font_description_copy(font->description);

    pango_font_description_set_absolute_size(
        d, (double)(height / font->digit_share) * PANGO_SCALE);
    pango_layout_set_font_description(layout, d);
    pango_font_description_free(d);
    pango_layout_set_text(layout, text, -1);
    if (train_random_chance(random, 0.25F)) {
        PangoAttrList *list = pango_attr_list_new();
        float space = train_random_between(random, -0.04F, 0.25F) * height;
        pango_attr_list_insert(
            list, pango_attr_letter_spacing_new((int)(space * PANGO_SCALE)));
        pango_layout_set_attributes(layout, list);
        pango_attr_list_unref(list);
    }
    return layout;
}

/* Old tables set the decimal point at half height. The copy's "·" is two bytes
 * long. */
static const char *raise_points(struct train_random *random, const char *text,
                                char raised[2 * WRITTEN_TEXT_MAX])
{
    bool is_decimal = strchr(text, '.') != NULL &&
                      strchr(text, '.') == strrchr(text, '.');
    const char *point =
        is_decimal && train_random_chance(random, 0.2F) ? "·" : ".";
    char *to = raised;

    for (; *text != '\0'; text++)
        if (*text == '.')
            to = stpcpy(to, point);
        else if (*text == '$')
            to = stpcpy(to, "¥");
        else
            *to++ = *text;
    *to = '\0';
    return raised;
}

/* Worn type prints some parts of a digit faintly or not at all. */
static void wear(struct ink_canvas *canvas, struct train_random *random,
                 float height)
{
    struct ink_area e = ink_canvas_extent(canvas, 0.3F);
    int places = 1 + train_random_below(random, 2 + e.w / (int)height);

    for (int i = 0; i < places && e.w > 0; i++)
        ink_canvas_fade(canvas, (float)(e.x + train_random_below(random, e.w)),
                        (float)(e.y + train_random_below(random, e.h)),
                        height * train_random_between(random, 0.1F, 0.3F),
                        train_random_between(random, 0.4F, 1));
}

static bool has_signs(const char *text)
{
    return text[strspn(text, DIGIT_FIGURES "$")] != '\0';
}

static const struct font *choose_font(struct train_random *random,
                                      const struct print_fonts *fonts,
                                      const char *text)
{
    const struct font *font;
    const char *family;

    do {
        font = &fonts->font[train_random_below(random, fonts->n)];
        family = pango_font_description_get_family(font->description);
    } while (has_signs(text) && strstr(family, "CJK") == NULL &&
             strstr(family, "AR PL") == NULL);
    return font;
}

/* The symbols as characters. */
static const char *spell(struct train_random *random, const char *text,
                         char spelled[4 * WRITTEN_TEXT_MAX])
{
    if (!has_signs(text))
        return raise_points(random, text, spelled);
    word_signs_spell(random, text, spelled, 4 * WRITTEN_TEXT_MAX);
    return spelled;
}

void print_line_write(struct ink_canvas *canvas, struct train_random *random,
                      const struct print_fonts *fonts, const char *text,
                      float height)
{
    const struct font *font = choose_font(random, fonts, text);
    char raised[4 * WRITTEN_TEXT_MAX];
    float laid_out = fonts->as_drawn ? height : LAYOUT_PX;
    PangoLayout *layout = set_text(random, fonts, font,
                                   spell(random, text, raised), laid_out);
    double edge = 0.3 * (double)height, scale = (double)(height / laid_out);
    cairo_surface_t *surface;
    cairo_t *cairo;
    int w, h;

    pango_layout_get_pixel_size(layout, &w, &h);
    ink_canvas_clear(canvas, (int)(w * scale + 2 * edge),
                     (int)(h * scale + 2 * edge));
    surface = cairo_image_surface_create(CAIRO_FORMAT_A8, canvas->w, canvas->h);
    cairo = cairo_create(surface);
    cairo_translate(cairo, edge, edge);
    cairo_scale(cairo, scale, scale);
    cairo_move_to(cairo, 0, 0);
    pango_cairo_show_layout(cairo, layout);
    mark_zeros(cairo, layout, raised, draw_zero(random, font->description),
               (double)laid_out,
               (double)train_random_between(random, 0.12F, 0.2F));
    take_surface(canvas, surface);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    g_object_unref(layout);
    if (train_random_chance(random, 0.2F))
        wear(canvas, random, height);
    if (train_random_chance(random,
                            is_mono(font->description) ? 0.5F : 0.05F))
        make_dots(canvas, fmaxf(2, height / train_random_between(random, 7, 12)));
}
