/*
 * A template is a row of points "x y" in hundredths of the digit's box (y
 * down), joined by a smooth curve; "|" lifts the pen, "^" makes the point
 * before it a corner.
 */
#include "hand_strokes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { VARIANTS = 9, MOST_POINTS = 32, CURVE_STEPS = 6 };

static const char SYMBOLS[] = "0123456789.,-/%\"oabcdefghijHKWNSLYMDTUVZ$";
/* Whose variants are drawn one by one. */
enum { FIGURES = 15 };

static const char *const TEMPLATES[][VARIANTS] = {
    {"55 0 15 18 2 55 20 92 52 100 85 82 97 45 82 10 55 0",
     "45 2 8 28 4 72 42 99 86 76 94 30 60 2 40 4",
     "60 3 22 12 3 50 12 88 50 99 88 86 98 48 80 12 50 0 38 8",
     "50 0 5 30 5 72 50 100 95 70 95 28 50 0 | 85 8 12 94",
     "70 10 40 0 8 35 10 85 50 98 90 70 88 25 62 5 52 16"},
    {"52 0 50 100",
     "66 0 36 100",
     "18 26 56 0 ^ 54 100",
     "0 46 70 0 ^ 64 100",
     "6 62 82 0 ^ 70 52 58 100",
     "20 28 52 0 ^ 52 100 | 16 100 88 100",
     "40 2 50 50 44 100",
     "0 60 40 30 74 0 ^ 40 100",
     "0 88 64 0 ^ 54 100"},
    {"4 24 42 0 84 18 66 54 2 99 ^ 98 98",
     "6 20 48 0 88 24 54 66 8 95 14 80 50 88 100 97",
     "10 18 46 2 76 22 58 60 24 92 4 92 12 78 42 90 70 100 98 84",
     "2 30 30 2 78 10 80 42 40 78 2 98 ^ 50 94 96 100",
     "8 14 50 -2 90 16 74 50 36 80 6 100 ^ 94 92 98 84",
     "12 34 14 12 46 0 82 16 76 44 0 100 ^ 100 96"},
    {"6 14 48 0 86 20 42 45 88 68 52 100 0 86",
     "4 2 90 0 ^ 40 40 ^ 92 64 56 100 2 90",
     "10 10 52 0 80 16 56 42 34 45 78 54 84 82 40 100 2 86",
     "0 18 40 -2 78 14 44 44 20 48 70 50 90 76 40 102 -4 92",
     "4 4 82 2 ^ 46 42 84 56 80 90 30 100 4 88"},
    {"50 0 2 66 ^ 100 62 | 74 30 66 100",
     "16 0 6 54 ^ 96 50 | 82 4 76 100",
     "80 100 80 0 ^ 0 70 ^ 100 68",
     "22 4 6 46 40 52 82 40 | 86 8 62 100",
     "60 0 0 70 ^ 98 70 | 66 0 66 100",
     "12 6 8 50 46 56 92 48 | 84 0 80 52 84 100",
     "70 0 10 60 30 66 100 58 | 70 34 60 100"},
    {"20 0 12 42 ^ 60 38 92 68 52 100 0 88 | 20 0 96 0",
     "92 2 26 0 ^ 14 44 60 40 86 70 46 100 0 86",
     "30 4 16 42 60 44 82 74 42 100 2 92 | 30 4 100 -6",
     "28 0 20 46 ^ 66 44 84 74 44 98 4 86 | 26 2 88 6",
     "94 -4 34 2 ^ 18 40 58 36 96 60 70 98 20 100 0 84",
     "24 0 8 48 ^ 44 38 88 52 80 92 24 100 -4 82 | 30 10 100 8"},
    {"74 0 22 34 4 74 44 100 86 76 52 52 10 72",
     "60 0 16 44 10 88 58 100 80 70 44 55 12 80",
     "90 6 50 0 10 48 18 94 68 96 86 66 46 50 10 66",
     "48 0 22 40 8 76 30 100 72 92 80 64 50 54 20 70 14 82",
     /* not closed */
     "70 0 26 24 4 62 14 92 50 100 92 88",
     "56 0 20 34 4 76 28 98 70 96 90 76 78 62",
     "80 2 40 22 12 62 20 96 60 100 84 80 70 58 36 58 14 76",
     "40 -4 14 50 20 98 78 94 84 62 50 52 18 74"},
    {"0 4 96 0 ^ 52 50 36 100",
     "0 14 4 2 94 0 ^ 50 52 34 100 | 20 50 84 48",
     "0 16 34 0 62 8 100 0 ^ 60 50 42 100",
     "0 0 90 0 ^ 30 100 | 24 52 82 46",
     "4 22 4 2 ^ 92 2 ^ 60 36 46 100",
     "0 6 98 2 ^ 64 46 22 100",
     "0 10 50 4 96 0 ^ 70 40 52 100 | 36 44 92 50"},
    {"76 12 40 0 14 20 50 46 86 74 46 100 10 78 46 48 82 20 70 8",
     "50 46 20 20 50 0 80 20 50 46 8 76 50 100 92 76 50 46",
     "84 6 44 0 22 22 74 62 76 90 40 100 16 82 40 54 88 16 80 4",
     "60 44 24 30 30 4 66 2 78 24 50 46 14 70 26 98 70 98 84 72 58 46",
     "80 14 54 2 20 12 30 38 72 58 84 86 50 100 14 88 24 62 66 40 86 20",
     "40 44 20 16 56 -2 80 18 44 46 6 80 44 102 86 80 46 46"},
    {"86 20 50 0 10 25 40 50 85 25 80 60 66 100",
     "80 10 30 4 14 40 60 46 86 10 76 70 40 100 4 90",
     "84 16 50 0 12 30 50 52 86 20 ^ 80 100",
     "90 22 56 -2 16 18 30 46 78 40 90 12 86 50 70 84 30 102",
     "76 8 36 2 16 30 44 50 80 30 82 4 ^ 72 100",
     "92 26 60 2 12 20 26 50 74 44 92 16 70 60 30 104"},
    {"50 96 51 97", "44 90 54 98", "48 95 60 95"},
    {"60 92 40 116", "50 90 58 100 30 120", "52 94 44 110", "60 86 26 130",
     "54 82 62 96 22 136"},
    {"0 52 98 50", "0 56 100 48", "0 50 50 46 100 54",
     "0 44 100 40 | 4 62 96 58"},
    {"90 -8 10 108", "76 -4 24 104", "100 0 0 100"},
    {"20 4 4 20 18 36 34 20 20 4 | 90 2 10 98 | 80 64 64 80 80 98 96 80 80 64",
     "24 0 8 16 20 34 36 18 24 0 | 84 0 20 100 | 78 66 66 84 82 100 92 82 78 66"},
    /* 〃 */
    {"30 14 16 46 | 74 14 60 46", "24 30 16 64 | 62 28 54 62",
     "26 8 34 22 20 44 | 70 8 78 22 62 44", "30 30 30 62 | 66 30 66 62",
     "20 34 32 60 | 56 32 68 58"},
    /* 〇 一 ... 十 */
    {"50 8 10 26 6 70 50 96 94 70 92 26 50 8"},
    {"0 54 100 46", "0 46 50 50 100 44", "0 56 30 50 100 50"},
    {"18 22 82 18 | 0 84 100 80", "22 28 74 22 ^ 4 82 | 4 84 100 78"},
    {"12 10 88 6 | 20 50 80 46 | 0 94 100 90",
     "18 12 82 8 ^ 26 50 | 26 50 76 46 ^ 2 92 | 2 92 100 88"},
    {"6 12 12 90 | 6 12 94 10 ^ 88 90 | 36 14 34 46 22 60 | 62 14 62 48 80 50 "
     "| 12 84 88 82"},
    {"10 8 90 6 | 46 8 34 94 | 20 48 76 44 ^ 72 94 | 0 96 100 94",
     "14 10 86 6 | 50 8 40 96 | 24 50 78 46 ^ 66 94 | 4 98 98 92"},
    {"46 0 58 16 | 0 34 100 30 | 34 52 8 98 | 62 50 94 98",
     "50 0 56 18 | 4 38 98 32 | 30 56 4 96 | 66 54 96 92"},
    {"0 46 100 30 | 46 0 44 84 ^ 60 96 96 94 94 76",
     "4 52 96 34 | 40 0 42 80 58 98 98 90"},
    {"36 10 28 50 2 96 | 58 6 70 50 98 96", "40 14 4 92 | 60 10 96 94"},
    {"0 32 66 28 ^ 62 84 ^ 84 96 98 92 96 74 | 36 0 32 50 0 98"},
    {"0 42 100 38 | 50 0 50 100", "0 46 98 40 | 48 2 52 100 44 92"},
    /* 百 千 万 廿 卅 两 */
    {"0 6 100 4 | 50 6 36 30 | 18 32 20 98 | 18 32 84 30 ^ 82 98 | 20 62 80 60 "
     "| 20 92 80 92"},
    {"72 2 24 16 | 0 46 100 42 | 50 12 50 100"},
    {"0 10 100 8 | 42 10 38 50 4 98 | 40 40 82 38 ^ 76 92 ^ 60 84"},
    {"0 38 100 34 | 28 6 28 92 | 72 4 72 92 | 28 92 72 90"},
    {"0 46 100 42 | 22 14 20 60 6 98 | 50 12 50 90 | 78 8 78 98"},
    {"0 6 100 4 | 12 28 12 98 | 12 28 88 28 ^ 88 94 76 90 | 34 8 34 50 22 80 "
     "| 34 54 46 74 | 64 8 64 50 54 80 | 64 54 78 74"},
    /* 年 月 日 */
    {"28 0 4 28 | 20 18 90 16 | 24 42 80 40 | 26 42 24 66 | 0 68 100 64 "
     "| 56 18 56 100",
     "34 0 10 30 | 30 18 84 14 | 34 40 78 36 | 30 40 28 66 | 2 70 98 62 "
     "| 58 16 54 102"},
    {"24 4 22 60 4 98 | 24 4 84 4 ^ 82 90 ^ 68 86 | 26 34 80 34 | 24 62 80 60",
     "28 4 26 50 8 96 | 28 4 82 2 ^ 80 94 70 88 | 30 30 74 50"},
    {"16 4 18 98 | 16 4 84 4 ^ 82 98 | 18 50 82 48 | 18 92 82 90",
     "18 4 20 94 ^ 80 92 82 6 20 6 | 22 48 78 46"},
    /* 正 and its beginnings */
    {"6 4 94 4 | 50 4 50 96 | 52 46 86 44 | 22 42 22 96 | 0 98 100 96"},
    {"6 4 94 4 | 50 4 50 96"},
    {"6 4 94 4 | 50 4 50 96 | 52 46 86 44"},
    {"6 4 94 4 | 50 4 50 96 | 52 46 86 44 | 22 42 22 96"},
    /* a yen sign, which is a yuan's too */
    {"6 0 50 46 94 0 | 50 46 50 100 | 12 52 88 50 | 12 74 88 72",
     "10 2 48 44 90 -2 | 48 44 46 102 | 16 60 84 56 | 18 78 80 76",
     "4 0 52 48 ^ 98 2 | 52 48 52 98 | 20 62 86 62"},
};

static int variants_of(int symbol)
{
    int n = 0;

    while (n < VARIANTS && TEMPLATES[symbol][n] != NULL)
        n++;
    return n;
}

struct hand_style hand_style_draw(struct train_random *random)
{
    enum { BALL_PEN, PENCIL, FOUNTAIN, BRUSH };
    static const float often[] = {50, 15, 22, 13};
    struct hand_style style = {.taper = 0.15F, .darkness = 1};

    for (int s = 0; s < FIGURES; s++)
        style.variant[s] = train_random_below(random, variants_of(s));
    style.radius = train_random_between(random, 0.022F, 0.05F);
    style.pressure = train_random_between(random, 0, 0.2F);
    switch (train_random_choose(random, often, 4)) {
    case BALL_PEN:
        break;
    case PENCIL:
        style.radius = train_random_between(random, 0.025F, 0.06F);
        style.darkness = train_random_between(random, 0.6F, 0.9F);
        break;
    case FOUNTAIN:
        style.radius = train_random_between(random, 0.035F, 0.07F);
        style.pressure = train_random_between(random, 0.2F, 0.5F);
        style.taper = train_random_between(random, 0.2F, 0.7F);
        break;
    case BRUSH:
        style.radius = train_random_between(random, 0.06F, 0.11F);
        style.pressure = train_random_between(random, 0.3F, 0.6F);
        style.taper = train_random_between(random, 0.3F, 0.8F);
        break;
    }
    style.width = train_random_between(random, 0.4F, 0.8F);
    style.slant = train_random_between(random, -0.2F, 0.4F);
    style.wobble = train_random_between(random, 0.01F, 0.05F);
    return style;
}

struct point {
    float x, y;
};

/* One stroke of the pen: points, and which of them are corners. */
struct stroke {
    int n;
    struct point at[MOST_POINTS];
    bool corner[MOST_POINTS];
};

/* Reads one stroke; returns what is left of the template, NULL at its end. */
static const char *next_stroke(const char *from, struct stroke *stroke)
{
    stroke->n = 0;
    while (*from != '\0' && *from != '|') {
        char *end;
        if (*from == ' ') {
            from++;
        } else if (*from == '^') {
            stroke->corner[stroke->n - 1] = true;
            from++;
        } else {
            float x = strtof(from, &end);
            float y = strtof(end, &end);
            stroke->corner[stroke->n] = false;
            stroke->at[stroke->n++] = (struct point){x / 100, y / 100};
            from = end;
        }
    }
    return *from == '|' ? from + 1 : NULL;
}

static float smooth(float a, float b, float c, float d, float t)
{
    return 0.5F * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t +
                   (3 * b - a - 3 * c + d) * t * t * t);
}

/* Catmull-Rom between points i and i + 1; a corner ends a curve. */
static struct point curve(const struct stroke *s, int i, float t)
{
    struct point b = s->at[i], c = s->at[i + 1];
    struct point a = i > 0 && !s->corner[i] ? s->at[i - 1] : b;
    struct point d = i + 2 < s->n && !s->corner[i + 1] ? s->at[i + 2] : c;

    return (struct point){smooth(a.x, b.x, c.x, d.x, t),
                          smooth(a.y, b.y, c.y, d.y, t)};
}

/* The radius along the stroke: swinging with pressure, pointed at the end. */
static float radius_at(const struct hand_style *style, float along, float phase)
{
    float end = along > 0.7F ? (along - 0.7F) / 0.3F : 0;

    return style->radius * (1 + style->pressure *
                                    sinf(5 * along + phase)) *
           (1 - 0.75F * style->taper * end);
}

struct frame {
    float x, y, width, height, slant;
};

static struct point place(const struct frame *f, struct point p)
{
    return (struct point){
        f->x + f->width * p.x + f->slant * f->height * (1 - p.y),
        f->y - f->height * (1 - p.y),
    };
}

static void draw_stroke(struct ink_canvas *canvas, const struct stroke *s,
                        const struct hand_style *style, const struct frame *f,
                        float phase)
{
    struct point last = place(f, s->at[0]);
    float last_radius = radius_at(style, 0, phase) * f->height;

    for (int i = 0; i + 1 < s->n; i++)
        for (int k = 1; k <= CURVE_STEPS; k++) {
            float t = (float)k / CURVE_STEPS;
            float along = ((float)i + t) / (float)(s->n - 1);
            struct point now = place(f, curve(s, i, t));
            float radius =
                fmaxf(radius_at(style, along, phase) * f->height, 0.45F);
            ink_canvas_pen(canvas, last.x, last.y, last_radius, now.x, now.y,
                           radius, style->darkness);
            last = now;
            last_radius = radius;
        }
}

static bool is_word(char symbol)
{
    return strchr("oabcdefghijHKWNSLYMDTUVZ", symbol) != NULL;
}

/* Share of a digit's width that the symbol takes. */
static float share_of_width(char symbol)
{
    switch (symbol) {
    case '1':
        return 0.55F;
    case '.':
    case ',':
        return 0.25F;
    case '%':
        return 1.3F;
    case '-':
        return 0.8F;
    default:
        return 1;
    }
}

float hand_strokes_write(struct ink_canvas *canvas, struct train_random *random,
                         const struct hand_style *style, char symbol, float x,
                         float y, float height)
{
    int s = (int)(strchr(SYMBOLS, symbol) - SYMBOLS);
    int v = s < FIGURES && train_random_chance(random, 0.85F)
                ? style->variant[s]
                : train_random_below(random, variants_of(s));
    const char *left = TEMPLATES[s][v];
    float phase = train_random_between(random, 0, 6);
    float lean = style->slant + train_random_normal(random, 0.04F);
    struct frame frame = {x, y, height * style->width * share_of_width(symbol) *
                                    train_random_between(random, 0.88F, 1.12F),
                          height, lean};
    struct stroke stroke;

    if (is_word(symbol)) /* written square */
        frame.width = height * train_random_between(random, 0.75F, 1.15F);
    if (symbol == '/') /* lies flatter than any 1, however that leans */
        frame.width = height * train_random_between(random, 0.55F, 1.1F);

    if (lean < 0) /* the foot stands at x, the head to its left */
        frame.x -= lean * height;
    while (left != NULL) {
        left = next_stroke(left, &stroke);
        for (int i = 0; i < stroke.n; i++) {
            stroke.at[i].x += train_random_normal(random, style->wobble);
            stroke.at[i].y += train_random_normal(random, 0.8F * style->wobble);
        }
        draw_stroke(canvas, &stroke, style, &frame, phase);
    }
    return frame.width + fabsf(lean) * height * 0.6F;
}
