#include "cell_scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

/* The cell on the canvas, px. */
struct cell {
    float left, top, right, bottom;
};

enum rule_kind { RULE_SOLID, RULE_DOTTED, RULE_FAINT, RULE_BROKEN, RULE_NONE };

static void draw_rule(struct ink_canvas *page, struct train_random *random,
                      enum rule_kind kind, float x0, float y0, float x1,
                      float y1)
{
    float length = hypotf(x1 - x0, y1 - y0);
    float radius = train_random_between(random, 0.4F, 1.8F);
    float dark = kind == RULE_FAINT ? train_random_between(random, 0.2F, 0.5F)
                                    : train_random_between(random, 0.6F, 1);
    float step = kind == RULE_DOTTED ? train_random_between(random, 4, 9) : 24;
    float fill = kind == RULE_DOTTED ? 0.15F : 1;

    if (kind == RULE_NONE)
        return;
    for (float at = 0; at < length; at += step) {
        float a = at / length;
        float b = fminf((at + fill * step) / length, 1);
        if (kind == RULE_BROKEN && train_random_chance(random, 0.25F))
            continue;
        ink_canvas_pen(page, x0 + a * (x1 - x0), y0 + a * (y1 - y0), radius,
                       x0 + b * (x1 - x0), y0 + b * (y1 - y0), radius, dark);
    }
}

static enum rule_kind draw_kind(struct train_random *random)
{
    static const float often[] = {58, 10, 10, 10, 12};
    return (enum rule_kind)train_random_choose(random, often, 5);
}

static void draw_rules(struct ink_canvas *page, struct train_random *random,
                       struct cell c, bool unruled)
{
    /* Rows without rules still have one here and there, under a group. */
    enum rule_kind level = unruled && train_random_chance(random, 0.75F)
                               ? RULE_NONE
                               : draw_kind(random);
    enum rule_kind upright = draw_kind(random);
    float tilt = train_random_normal(random, 0.8F);
    float w = (float)page->w, h = (float)page->h;

    draw_rule(page, random, level, 0, c.top - tilt, w, c.top + tilt);
    draw_rule(page, random, level, 0, c.bottom - tilt, w, c.bottom + tilt);
    draw_rule(page, random, upright, c.left + tilt, 0, c.left - tilt, h);
    draw_rule(page, random, upright, c.right + tilt, 0, c.right - tilt, h);
}

/* Dots or a line to write on, inside the cell. */
static void draw_leader(struct ink_canvas *page, struct train_random *random,
                        struct cell c)
{
    float y = c.bottom - train_random_between(random, 0.08F, 0.3F) *
                             (c.bottom - c.top);

    draw_rule(page, random,
              train_random_chance(random, 0.7F) ? RULE_DOTTED : RULE_FAINT,
              c.left, y, c.right, y);
}

static void draw_specks(struct ink_canvas *page, struct train_random *random,
                        struct cell c, int n)
{
    for (int i = 0; i < n; i++) {
        float x = train_random_between(random, c.left, c.right);
        float y = train_random_between(random, c.top, c.bottom);
        float r = train_random_between(random, 0.4F, 1.6F);
        ink_canvas_pen(page, x, y, r, x + train_random_normal(random, 1.5F),
                       y + train_random_normal(random, 1.5F), r,
                       train_random_between(random, 0.3F, 1));
    }
}

/* The cell next door's writing, which may poke into ours. */
static void lay_neighbour(struct ink_canvas *page, struct train_random *random,
                          const struct ink_canvas *neighbour, struct cell c)
{
    struct ink_area e = ink_canvas_extent(neighbour, 0.3F);
    float gap = train_random_between(random, -0.12F, 0.3F) * (c.bottom - c.top);
    float x, y;

    if (e.w == 0)
        return;
    if (train_random_chance(random, 0.6F)) { /* above or below */
        x = train_random_between(random, c.left - (float)e.w / 2,
                                 c.right - (float)e.w / 2);
        y = train_random_chance(random, 0.5F) ? c.top - gap - (float)e.h
                                              : c.bottom + gap;
    } else {
        y = (c.top + c.bottom - (float)e.h) / 2;
        x = train_random_chance(random, 0.5F) ? c.left - gap - (float)e.w
                                              : c.right + gap;
    }
    ink_canvas_lay(page, neighbour, (int)x - e.x, (int)y - e.y);
}

static unsigned char noise_of(struct train_random *random)
{
    /* Sum of four bytes: close enough to a bell. */
    uint64_t bits = train_random_bits(random);
    int sum = (int)(bits >> 8 & 255) + (int)(bits >> 16 & 255) +
              (int)(bits >> 24 & 255) + (int)(bits >> 32 & 255);
    return (unsigned char)(sum / 4);
}

/* A tile of noise is drawn once and looked at from random places. */
enum { NOISE_SIZE = 1 << 16 };
static unsigned char noise_tile[NOISE_SIZE];

static void make_noise_tile(void)
{
    struct train_random random = train_random_new(7);

    if (noise_tile[0] != 0)
        return;
    for (int i = 0; i < NOISE_SIZE; i++)
        noise_tile[i] = noise_of(&random);
    noise_tile[0] = 128;
}

struct look {
    float paper, ink;       /* grey values */
    float slope_x, slope_y; /* of the light, grey values across the image */
    float noise;            /* deviation, grey values */
    float grain;            /* share of ink that the grain takes */
    bool bilevel;
    float level;            /* between ink (0) and paper (1) */
    int jpeg;               /* quality, 0: none */
};

static struct look draw_look(struct train_random *random)
{
    struct look look = {
        .paper = train_random_between(random, 185, 255),
        .noise = train_random_between(random, 0, 7),
        .level = train_random_between(random, 0.38F, 0.65F),
    };

    look.ink = look.paper * train_random_between(random, 0, 0.5F);
    if (train_random_chance(random, 0.05F)) /* a dry pen, a third copy */
        look.ink = look.paper * train_random_between(random, 0.5F, 0.72F);
    look.bilevel = train_random_chance(random, 0.2F);
    if (train_random_chance(random, 0.3F)) {
        look.slope_x = train_random_normal(random, 8);
        look.slope_y = train_random_normal(random, 8);
    }
    if (train_random_chance(random, 0.2F))
        look.grain = train_random_between(random, 0.2F, 0.8F);
    if (train_random_chance(random, 0.15F))
        look.jpeg = 35 + train_random_below(random, 50);
    return look;
}

static struct Pix *through_jpeg(struct Pix *pix, int quality)
{
    l_uint8 *bytes = NULL;
    size_t size = 0;
    struct Pix *out;

    if (pixWriteMemJpeg(&bytes, &size, pix, quality, 0) != 0)
        return pix;
    out = pixReadMemJpeg(bytes, size, 0, 1, NULL, 0);
    lept_free(bytes);
    if (out == NULL)
        return pix;
    pixDestroy(&pix);
    return out;
}

static unsigned char grey_of(const struct look *look, float ink, float x, float y,
                   int noise, int grain)
{
    float share = ink * (1 - look->grain * (float)grain / 255);
    float paper = look->paper + look->slope_x * (x - 0.5F) +
                  look->slope_y * (y - 0.5F);
    float v = paper + (look->ink - look->paper) * share +
              look->noise * (float)(noise - 128) / 37;

    if (look->bilevel)
        v = v > look->ink + look->level * (look->paper - look->ink) ? 255 : 0;
    return (unsigned char)(v < 0 ? 0 : v > 255 ? 255 : v);
}

static struct Pix *scan_as(const struct look *look,
                           const struct ink_canvas *page, unsigned at)
{
    struct Pix *pix = pixCreate(page->w, page->h, 8);

    if (pix == NULL)
        return NULL;
    for (int y = 0; y < page->h; y++) {
        l_uint32 *line = pixGetData(pix) +
                         (size_t)y * (size_t)pixGetWpl(pix);
        for (int x = 0; x < page->w; x++, at++) {
            int noise = noise_tile[at % NOISE_SIZE];
            /* grain is coarser than noise */
            int grain = noise_tile[(at / 2 + (unsigned)(y / 2) * 977U) %
                                   NOISE_SIZE];
            SET_DATA_BYTE(line, x,
                          grey_of(look, page->ink[y * page->w + x],
                                  (float)x / (float)page->w,
                                  (float)y / (float)page->h, noise, grain));
        }
    }
    return look->jpeg > 0 ? through_jpeg(pix, look->jpeg) : pix;
}

/* Counts of a small square of the page: px that are ink on paper, and those of
 * them that are black in the scan. */
struct square {
    int ink, black;
};

enum { SQUARE = 8 };

static struct square look_at_square(const struct ink_canvas *page,
                                    struct Pix *pix, int x0, int y0)
{
    struct square square = {0, 0};

    for (int y = y0; y < y0 + SQUARE && y < page->h; y++) {
        const l_uint32 *line = pixGetData(pix) +
                               (size_t)y * (size_t)pixGetWpl(pix);
        for (int x = x0; x < x0 + SQUARE && x < page->w; x++)
            if (page->ink[y * page->w + x] > 0.5F) {
                square.ink++;
                square.black += GET_DATA_BYTE(line, x) < 128;
            }
    }
    return square;
}

/* In black and white parts of the writing may be gone altogether. What nobody
 * can read teaches nothing and measures nothing. */
static bool loses_strokes(const struct ink_canvas *page, struct Pix *pix)
{
    int squares = 0, lost = 0;

    for (int y = 0; y < page->h; y += SQUARE)
        for (int x = 0; x < page->w; x += SQUARE) {
            struct square square = look_at_square(page, pix, x, y);
            if (square.ink < SQUARE)
                continue;
            squares++;
            lost += 4 * square.black < square.ink;
        }
    return 12 * lost > squares;
}

struct Pix *cell_scene_scan(struct ink_canvas *page,
                            struct train_random *random)
{
    enum { TRIES = 4 };
    struct look look = draw_look(random);
    unsigned at = (unsigned)train_random_bits(random);
    struct Pix *pix;

    make_noise_tile();
    if (train_random_chance(random, 0.35F))
        ink_canvas_weigh(page, train_random_between(random, -0.35F, 0.6F));
    if (train_random_chance(random, 0.75F))
        ink_canvas_blur(page, train_random_between(random, 0.3F, 1.1F));
    pix = scan_as(&look, page, at);
    for (int i = 0; i < TRIES && pix != NULL && look.bilevel &&
                    loses_strokes(page, pix); i++) {
        pixDestroy(&pix);
        look = draw_look(random);
        look.bilevel = i + 1 < TRIES;
        pix = scan_as(&look, page, at);
    }
    return pix;
}

static struct scan_quad draw_quad(struct train_random *random, struct cell c)
{
    /* At times the grid is what the eye would draw and not where the rule is. */
    float off = train_random_chance(random, 0.12F) ? 0.05F * (c.bottom - c.top)
                                                   : 1;
    double left = (double)(c.left + train_random_normal(random, off));
    double right = (double)(c.right + train_random_normal(random, off));
    double top = (double)(c.top + train_random_normal(random, off));
    double bottom = (double)(c.bottom + train_random_normal(random, off));
    double tilt = train_random_chance(random, 0.3F)
                      ? (double)train_random_normal(random, 1)
                      : 0;

    return (struct scan_quad){{{left, top - tilt},
                               {right, top + tilt},
                               {right, bottom + tilt},
                               {left, bottom - tilt}}};
}

/* A cell of that size in the middle of a page with room round it. */
static bool lay_out(struct ink_canvas *page, float w, float h, struct cell *c)
{
    float margin = 0.4F * h + 8;

    if (w + 2 * margin >= CANVAS_WIDTH || h + 2 * margin >= CANVAS_HEIGHT)
        return false;
    ink_canvas_clear(page, (int)(w + 2 * margin), (int)(h + 2 * margin));
    *c = (struct cell){margin, margin, margin + w, margin + h};
    return true;
}

bool cell_scene_draw(struct ink_canvas *page, struct train_random *random,
                     const struct ink_canvas *line,
                     const struct ink_canvas *neighbour, float height,
                     struct cell_scene *scene)
{
    struct ink_area e = ink_canvas_extent(line, 0.3F);
    bool unruled = train_random_chance(random, 0.15F);
    float tall = fmaxf((float)e.h, 0.8F * height);
    float h = tall * (unruled ? train_random_between(random, 1.05F, 1.35F)
                              : train_random_between(random, 1.15F, 2.6F));
    float w = (float)e.w + train_random_between(random, 0.3F, 2.5F) * height;
    struct cell c;
    float x, y;

    if (e.w == 0 || !lay_out(page, w, h, &c))
        return false;
    x = c.left + train_random_between(random, 0.04F, 0.96F) *
                     (w - (float)e.w);
    y = c.top + (h - (float)e.h) / 2 +
        fminf(fmaxf(train_random_normal(random, 0.1F), -0.25F), 0.25F) *
            (h - 0.8F * (float)e.h);
    ink_canvas_lay(page, line, (int)x - e.x, (int)y - e.y);
    draw_rules(page, random, c, unruled);
    if (neighbour != NULL)
        lay_neighbour(page, random, neighbour, c);
    if (train_random_chance(random, 0.12F))
        draw_leader(page, random, c);
    if (train_random_chance(random, 0.12F))
        draw_specks(page, random, c, 1 + train_random_below(random, 5));
    scene->unruled = unruled;
    scene->quad = draw_quad(random, c);
    scene->grey = cell_scene_scan(page, random);
    return scene->grey != NULL;
}

/* A bit of rule that the grid did not find, somewhere at the edge. */
static void draw_remnant(struct ink_canvas *page, struct train_random *random,
                         struct cell c)
{
    float h = c.bottom - c.top, w = c.right - c.left;
    float x = train_random_between(random, c.left, c.right);
    float y = train_random_chance(random, 0.5F) ? c.top : c.bottom;
    float inside = train_random_between(random, -0.08F, 0.12F) * h;

    y += y < c.top + 1 ? inside : -inside;
    if (train_random_chance(random, 0.5F))
        draw_rule(page, random, RULE_SOLID, x, y,
                  x + train_random_between(random, 0.1F, 0.6F) * w, y);
    else
        draw_rule(page, random, RULE_SOLID,
                  train_random_chance(random, 0.5F) ? c.left + 4 : c.right - 4,
                  c.top, c.right - 4, c.top + 0.2F * h);
}

bool cell_scene_draw_empty(struct ink_canvas *page, struct train_random *random,
                           float height, struct cell_scene *scene)
{
    float h = height * train_random_between(random, 1.2F, 2.6F);
    float w = height * train_random_between(random, 1.5F, 6);
    struct cell c;

    if (!lay_out(page, w, h, &c))
        return false;
    scene->unruled = train_random_chance(random, 0.15F);
    draw_rules(page, random, c, scene->unruled);
    if (train_random_chance(random, 0.4F))
        draw_leader(page, random, c);
    if (train_random_chance(random, 0.35F))
        draw_remnant(page, random, c);
    draw_specks(page, random, c, 1 + train_random_below(random, 8));
    scene->quad = draw_quad(random, c);
    scene->grey = cell_scene_scan(page, random);
    return scene->grey != NULL;
}
