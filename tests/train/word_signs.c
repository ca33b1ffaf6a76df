#include "word_signs.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <pango/pangocairo.h>

#include "ocr/digits/digit_net.h"
#include "ocr/digits/digit_symbols.h"

enum { FONTS = 4, WAYS = 3, SIZE_PX = 64, SYMBOLS = NET_CLASSES };

/* The brush hand counts twice. */
static const char *const FAMILY[FONTS] = {"AR PL UKai CN", "AR PL UKai TW",
                                          "AR PL UMing CN",
                                          "Noto Sans CJK SC"};

/* Further ways of writing a symbol, beside digit_symbol_text()'s. */
struct ways {
    char symbol;
    const char *text[WAYS];
};
static const struct ways MORE[] = {
    {'"', {"同上", "〃", "〃"}}, {'o', {"零", "〇", "○"}},
    {'a', {"壹", "一", "一"}},   {'b', {"贰", "二", "二"}},
    {'c', {"叁", "三", "三"}},   {'d', {"肆", "四", "四"}},
    {'e', {"伍", "五", "五"}},   {'f', {"陆", "六", "六"}},
    {'g', {"柒", "七", "七"}},   {'h', {"捌", "八", "八"}},
    {'i', {"玖", "九", "九"}},   {'j', {"拾", "十", "十"}},
    {'H', {"佰", "百", "百"}},   {'K', {"仟", "千", "千"}},
    {'W', {"萬", "万", "万"}},
};

struct word_signs {
    struct word_sign sign[SYMBOLS][WAYS + 1][FONTS];
};

static const char *way_of(char symbol, int way)
{
    if (way == 0)
        return digit_symbol_text(symbol);
    for (size_t i = 0; i < sizeof MORE / sizeof *MORE; i++)
        if (MORE[i].symbol == symbol)
            return MORE[i].text[way - 1];
    return digit_symbol_text(symbol);
}

const char *word_sign_choose(struct train_random *random, char symbol)
{
    int way = train_random_chance(random, 0.2F)
                  ? 1 + train_random_below(random, WAYS)
                  : 0;

    return way_of(symbol, way);
}

void word_signs_spell(struct train_random *random, const char *symbols,
                      char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (; *symbols != '\0'; symbols++) {
        const char *piece = word_sign_choose(random, *symbols);
        if (used + strlen(piece) >= size)
            return;
        used = (size_t)(stpcpy(text + used, piece) - text);
    }
}

/* What is darker than paper of the surface, as memory of its own. */
static void cut(cairo_surface_t *surface, float line_middle,
                struct word_sign *sign)
{
    const unsigned char *data = cairo_image_surface_get_data(surface);
    int w = cairo_image_surface_get_width(surface);
    int h = cairo_image_surface_get_height(surface);
    int stride = cairo_image_surface_get_stride(surface);
    int x0 = w, y0 = h, x1 = -1, y1 = -1;
    unsigned char *ink;

    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            if (data[y * stride + x] > 40) {
                x0 = x < x0 ? x : x0;
                x1 = x > x1 ? x : x1;
                y0 = y < y0 ? y : y0;
                y1 = y;
            }
    if (x1 < 0)
        return;
    sign->stamp.w = x1 - x0 + 1;
    sign->stamp.h = y1 - y0 + 1;
    ink = malloc((size_t)sign->stamp.w * (size_t)sign->stamp.h);
    for (int y = 0; y < sign->stamp.h && ink != NULL; y++)
        memcpy(ink + y * sign->stamp.w, data + (y + y0) * stride + x0,
               (size_t)sign->stamp.w);
    sign->stamp.ink = ink;
    sign->share = (float)sign->stamp.h / SIZE_PX;
    sign->middle = ((float)(y0 + y1 + 1) / 2 - line_middle) / SIZE_PX;
}

static void render(PangoContext *context, const char *family, const char *text,
                   struct word_sign *sign)
{
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_A8, 4 * SIZE_PX, 2 * SIZE_PX);
    cairo_t *cairo = cairo_create(surface);
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *d = pango_font_description_new();

    pango_font_description_set_family(d, family);
    pango_font_description_set_absolute_size(d, SIZE_PX * PANGO_SCALE);
    pango_layout_set_font_description(layout, d);
    pango_layout_set_text(layout, text, -1);
    if (pango_layout_get_unknown_glyphs_count(layout) == 0) {
        int line_height;
        pango_layout_get_pixel_size(layout, NULL, &line_height);
        cairo_move_to(cairo, SIZE_PX / 2, 0);
        pango_cairo_show_layout(cairo, layout);
        cairo_surface_flush(surface);
        cut(surface, (float)line_height / 2, sign);
    }
    pango_font_description_free(d);
    g_object_unref(layout);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
}

enum status word_signs_open(struct word_signs **out, struct fault *fault)
{
    struct word_signs *signs = calloc(1, sizeof *signs);
    PangoContext *context;

    *out = NULL;
    if (signs == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for signs");
    context =
        pango_font_map_create_context(pango_cairo_font_map_get_default());
    for (int s = 0; NET_ALPHABET[s] != '\0'; s++)
        for (int way = 0; way <= WAYS; way++)
            for (int f = 0; f < FONTS; f++)
                if (strchr(DIGIT_FIGURES DIGIT_STRUCK, NET_ALPHABET[s]) ==
                    NULL)
                    render(context, FAMILY[f], way_of(NET_ALPHABET[s], way),
                           &signs->sign[s][way][f]);
    g_object_unref(context);
    *out = signs;
    return ST_OK;
}

void word_signs_close(struct word_signs **signs)
{
    if (*signs == NULL)
        return;
    for (int s = 0; s < SYMBOLS; s++)
        for (int way = 0; way <= WAYS; way++)
            for (int f = 0; f < FONTS; f++)
                free((void *)(uintptr_t)(*signs)->sign[s][way][f].stamp.ink);
    free(*signs);
    *signs = NULL;
}

const struct word_sign *word_signs_pick(const struct word_signs *signs,
                                        struct train_random *random,
                                        char symbol)
{
    int way = train_random_chance(random, 0.2F)
                  ? 1 + train_random_below(random, WAYS)
                  : 0;
    int font = train_random_below(random, FONTS);
    const char *at = strchr(NET_ALPHABET, symbol);
    const struct word_sign *sign;

    /* A tally's strokes are no signs of a font. */
    if (at == NULL || strchr("UVZ", symbol) != NULL)
        return NULL;
    sign = &signs->sign[at - NET_ALPHABET][way][font];
    return sign->stamp.ink != NULL ? sign : NULL;
}
