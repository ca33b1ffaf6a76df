#include "hand_strokes.h"
#include "strike_strokes.h"
#include "written_text.h"

#include <math.h>
#include <string.h>

static const float MOST_STRAY = 0.07F, MOST_WAY = 1.0F;

enum source { MNIST, AMOUNTS, STROKES, MIXED };

/* How a string is written; drawn once for each. */
struct manner {
    enum source source;
    struct hand_style style;
    float shear, gap, drift, weight, width, height, bend;
};

static struct manner draw_manner(struct train_random *random,
                                 const struct glyph_store *store, float height)
{
    const float often[] = {store->n_mnist > 0 ? 34.0F : 0,
                           store->n_amount > 0 ? 30.0F : 0, store->strokes,
                           store->n_mnist && store->n_amount ? 16.0F : 0};
    static const float gap_often[] = {5, 4, 3};
    struct manner m = {.style = hand_style_draw(random), .height = height,
                       .bend = store->bend};

    m.source = (enum source)train_random_choose(random, often, 4);
    m.shear = train_random_between(random, -0.15F, 0.4F);
    m.drift = train_random_normal(random, 0.03F) * height;
    m.weight = train_random_chance(random, 0.5F)
                   ? 0
                   : train_random_between(random, -0.4F, 0.6F);
    m.width = train_random_between(random, 0.8F, 1.2F);
    switch (train_random_choose(random, gap_often, 3)) {
    case 0:
        m.gap = train_random_between(random, -0.1F, 0.1F) * height;
        break;
    case 1:
        m.gap = train_random_between(random, 0.03F, 0.2F) * height;
        break;
    default:
        m.gap = train_random_between(random, 0.1F, 0.5F) * height;
        break;
    }
    return m;
}

/* A few thousand digits are few hands: bent a little, each of them is written
 * anew every time. */
static struct ink_bend draw_bend(struct train_random *random, float most)
{
    struct ink_bend bend = {0};

    if (most <= 0)
        return bend;
    most = train_random_between(random, 0, most);
    for (int k = 0; k < 4; k++) {
        /* Along its own axis a wave only stretches here and narrows there. */
        float share = k % 2 == 0 ? 1 : 0.6F;
        bend.height[k] = share * train_random_between(random, 0, most);
        bend.turns[k] = train_random_between(random, 0.3F, 1.1F);
        bend.phase[k] = train_random_between(random, 0, 6.2832F);
    }
    return bend;
}

/* Every part of a digit a little off by itself, and all of it part of the way
 * to another hand's. Returns how much wider that makes it. */
static float draw_drift(struct train_random *random,
                        const struct stored_glyph *glyph,
                        struct ink_drift *drift)
{
    float stray = train_random_between(random, 0, MOST_STRAY), way;
    const struct glyph_kin *kin;

    for (int i = 0; i < DRIFT_NODES; i++)
        for (int k = 0; k < DRIFT_NODES; k++) {
            drift->du[i][k] = train_random_normal(random, stray);
            drift->dv[i][k] = train_random_normal(random, stray);
        }
    if (glyph->n_kin == 0 || train_random_chance(random, 0.4F))
        return 1;
    kin = &glyph->kin[train_random_below(random, glyph->n_kin)];
    way = train_random_between(random, 0, MOST_WAY);
    ink_drift_add(drift, &kin->drift, way);
    return powf(kin->wider, way);
}

/* Returns how far the glyph reaches to the right. */
static float stamp_glyph(struct ink_canvas *canvas, struct train_random *random,
                         const struct stored_glyph *glyph,
                         const struct manner *m, float own_shear, float x,
                         float y)
{
    float h = m->height * train_random_between(random, 0.87F, 1.12F);
    float w = h * (float)glyph->stamp.w / (float)glyph->stamp.h * m->width *
              train_random_between(random, 0.9F, 1.1F);
    struct ink_setting setting = {
        .bend = draw_bend(random, m->bend),
        .h = h,
        .shear = own_shear * m->shear + train_random_normal(random, 0.06F),
        .turn = train_random_normal(random, 0.05F),
        .weight = m->weight,
    };
    float lean;

    if (m->bend > 0)
        w *= draw_drift(random, glyph, &setting.bend.drift);
    w = fminf(w, (glyph->digit == 1 ? 0.8F : 1.5F) * h);
    setting.w = fmaxf(w, 2);
    lean = fabsf(setting.shear) * h * 0.5F;
    ink_canvas_stamp(canvas, &glyph->stamp, setting, x + setting.w / 2 + lean,
                     y - m->height / 2 +
                         train_random_normal(random, 0.035F) * m->height);
    return setting.w + 1.2F * lean;
}

static const struct stored_glyph *choose_glyph(struct train_random *random,
                                               const struct glyph_store *store,
                                               enum source source, int digit)
{
    if (source == MNIST)
        return glyph_store_pick(store->mnist, store->n_mnist, digit, random);
    return glyph_store_pick(store->amount, store->n_amount, digit, random);
}

/* Marks are written low and close to the digit before them. */
static float write_symbol(struct ink_canvas *canvas,
                          struct train_random *random, const struct manner *m,
                          char symbol, float x, float y)
{
    struct hand_style style = m->style;
    float height = m->height * train_random_between(random, 0.9F, 1.1F);

    if (symbol == '.' || symbol == ',')
        style.radius *= train_random_between(random, 1, 1.8F);
    return hand_strokes_write(canvas, random, &style, symbol, x,
                              y + train_random_normal(random, 0.03F) * height,
                              height);
}

/* A sign of a font, bent until it looks written. A fifth larger than digits,
 * as people write them. */
static float stamp_sign(struct ink_canvas *canvas, struct train_random *random,
                        const struct word_sign *sign, const struct manner *m,
                        float x, float y)
{
    float size = m->height * train_random_between(random, 1.05F, 1.4F);
    float h = fmaxf(sign->share * size, 2);
    struct ink_setting setting = {
        .bend = draw_bend(random, 0.09F),
        .h = h,
        .w = fmaxf(h * (float)sign->stamp.w / (float)sign->stamp.h *
                       train_random_between(random, 0.85F, 1.15F), 2),
        .shear = 0.3F * m->shear + train_random_normal(random, 0.05F),
        .turn = train_random_normal(random, 0.05F),
        .weight = m->weight,
    };

    ink_canvas_stamp(canvas, &sign->stamp, setting, x + setting.w / 2,
                     y - m->height / 2 + sign->middle * size);
    return setting.w;
}

static bool is_sign(char symbol)
{
    return strchr("0123456789.,-/%#$", symbol) == NULL;
}

/* A digit in the string's hand. Returns how far it reaches to the right. */
static float write_digit(struct ink_canvas *canvas, struct train_random *random,
                         const struct glyph_store *store,
                         const struct manner *m, char digit, float x, float y)
{
    enum source source = m->source;

    if (source == MIXED)
        source = (enum source)train_random_below(random, 3);
    if (source == STROKES)
        return write_symbol(canvas, random, m, digit, x, y);
    return stamp_glyph(canvas, random,
                       choose_glyph(random, store, source, digit - '0'), m,
                       source == MNIST ? 1 : 0.4F, x, y);
}

/* A figure and the strokes that make it void. */
/* A lone 1 with a stroke through it is a 十 or a 4. */
static float write_struck(struct ink_canvas *canvas,
                          struct train_random *random,
                          const struct glyph_store *store,
                          const struct manner *m, float x, float y)
{
    int n = 1 + train_random_below(random, 3);
    float width = 0;

    for (int i = 0; i < n; i++) {
        int digit = train_random_below(random, 10);
        if (n == 1 && digit == 1)
            digit = 7;
        width += write_digit(canvas, random, store, m, (char)('0' + digit),
                             x + width, y) +
                 fmaxf(m->gap, 0);
    }
    strike_out(canvas, random, (struct ink_area){(int)x,
                                                 (int)(y - m->height),
                                                 (int)width,
                                                 (int)m->height},
               m->style.radius * m->height);
    return width + 0.12F * m->height;
}

static float write_sign(struct ink_canvas *canvas, struct train_random *random,
                        const struct glyph_store *store,
                        const struct manner *m, char symbol, float x, float y)
{
    const struct word_sign *sign =
        store->signs != NULL && train_random_chance(random, 0.5F)
            ? word_signs_pick(store->signs, random, symbol)
            : NULL;

    return sign != NULL ? stamp_sign(canvas, random, sign, m, x, y)
                        : write_symbol(canvas, random, m, symbol, x, y);
}

/* How much paper the text needs; a struck figure has up to three digits. */
static float paper_for(const char *text, const struct manner *m)
{
    float n = (float)strlen(text) + (text[0] == '#' ? 2 : 0);

    return n * (1.1F * m->height + fmaxf(m->gap, 0)) + 1.5F * m->height;
}

void hand_line_write(struct ink_canvas *canvas, struct train_random *random,
                     const struct glyph_store *store, const char *text,
                     float height)
{
    struct manner m = draw_manner(random, store, height);
    float x = 0.5F * height, y = 1.6F * height;
    int n = (int)strlen(text);

    ink_canvas_clear(canvas, (int)paper_for(text, &m), (int)(2.3F * height));
    for (int i = 0; i < n; i++) {
        if (text[i] >= '0' && text[i] <= '9')
            x += write_digit(canvas, random, store, &m, text[i], x, y);
        else if (text[i] == '#')
            x += write_struck(canvas, random, store, &m, x, y);
        else if (is_sign(text[i]))
            x += write_sign(canvas, random, store, &m, text[i], x, y);
        else
            x += write_symbol(canvas, random, &m, text[i], x, y);
        x += m.gap + train_random_normal(random, 0.04F) * height;
        y += m.drift;
    }
}
