/*
 * A pen's hand. Digits and the marks of tables are strokes: a few points that
 * a smooth curve runs through, moved a little for every glyph, slanted, and
 * drawn with a round pen. No font writes like that: in a font the same digit is
 * the same twice. Chinese characters come from a Kai font, each one turned,
 * sized and shifted by a little.
 */
#include "forms/print_text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

enum { STROKES_MAX = 4, POINTS_MAX = 12, VARIANTS_MAX = 3 };

/* x to the right from 0, y down from 0 (top) to 1 (foot of a digit). */
struct stroke {
    int n;
    double at[POINTS_MAX][2];
};

struct glyph {
    const char *text;
    double width;
    int n_variants;
    struct {
        int n;
        struct stroke strokes[STROKES_MAX];
    } variants[VARIANTS_MAX];
};

static const struct glyph GLYPHS[] = {
    {"0", 0.6, 2,
     {{1, {{9, {{.36, .04}, {.13, .18}, {.04, .55}, {.16, .92}, {.36, .96},
                {.53, .68}, {.52, .28}, {.40, .07}, {.27, .06}}}}},
      {1, {{8, {{.42, .10}, {.25, .02}, {.07, .30}, {.07, .74}, {.25, .98},
                {.49, .76}, {.52, .32}, {.36, .03}}}}}}},
    {"1", 0.36, 3,
     {{1, {{3, {{.22, .02}, {.18, .52}, {.13, 1.0}}}}},
      {1, {{3, {{.20, .00}, {.19, .50}, {.18, .99}}}}},
      {2, {{2, {{.07, .22}, {.23, .02}}},
           {3, {{.23, .02}, {.20, .50}, {.17, 1.0}}}}}}},
    {"2", 0.6, 2,
     {{2, {{6, {{.07, .24}, {.20, .04}, {.42, .07}, {.49, .27}, {.34, .58},
                {.05, .96}}},
           {3, {{.05, .96}, {.28, .91}, {.56, .96}}}}},
      {1, {{9, {{.08, .20}, {.26, .02}, {.47, .14}, {.42, .42}, {.20, .78},
                {.06, .93}, {.12, .80}, {.30, .92}, {.57, .90}}}}}}},
    {"3", 0.56, 2,
     {{2, {{5, {{.08, .12}, {.28, .02}, {.46, .17}, {.40, .38}, {.20, .46}}},
           {6, {{.20, .46}, {.43, .53}, {.52, .74}, {.38, .95}, {.17, .98},
                {.03, .86}}}}},
      {3, {{2, {{.08, .06}, {.48, .04}}}, {2, {{.48, .04}, {.22, .42}}},
           {6, {{.22, .42}, {.44, .48}, {.51, .70}, {.40, .93}, {.18, .99},
                {.04, .88}}}}}}},
    {"4", 0.62, 2,
     {{3, {{3, {{.28, .03}, {.17, .35}, {.04, .64}}},
           {3, {{.04, .64}, {.30, .61}, {.59, .61}}},
           {3, {{.42, .34}, {.40, .66}, {.36, 1.03}}}}},
      {3, {{2, {{.42, .02}, {.04, .68}}}, {2, {{.04, .68}, {.60, .65}}},
           {2, {{.42, .02}, {.39, 1.0}}}}}}},
    {"5", 0.58, 2,
     {{3, {{3, {{.16, .05}, {.13, .26}, {.10, .45}}},
           {6, {{.10, .45}, {.29, .37}, {.49, .50}, {.51, .75}, {.34, .96},
                {.05, .92}}},
           {3, {{.16, .05}, {.34, .06}, {.55, .02}}}}},
      {2, {{7, {{.20, .06}, {.12, .42}, {.32, .38}, {.50, .55}, {.47, .82},
                {.28, .98}, {.05, .94}}},
           {2, {{.20, .06}, {.54, .05}}}}}}},
    {"6", 0.58, 2,
     {{1, {{9, {{.42, .02}, {.20, .25}, {.07, .60}, {.12, .90}, {.31, .99},
                {.49, .83}, {.45, .61}, {.26, .55}, {.10, .71}}}}},
      {1, {{8, {{.30, .00}, {.12, .40}, {.07, .75}, {.24, .99}, {.46, .84},
                {.40, .58}, {.20, .60}, {.09, .80}}}}}}},
    {"7", 0.58, 2,
     {{2, {{3, {{.04, .09}, {.30, .07}, {.55, .05}}},
           {4, {{.55, .05}, {.40, .40}, {.28, .72}, {.23, 1.02}}}}},
      {3, {{3, {{.06, .18}, {.07, .06}, {.53, .05}}},
           {3, {{.53, .05}, {.34, .50}, {.22, 1.0}}},
           {2, {{.16, .50}, {.48, .47}}}}}}},
    {"8", 0.56, 2,
     {{1, {{11, {{.44, .14}, {.27, .02}, {.11, .16}, {.20, .38}, {.41, .58},
                 {.47, .82}, {.29, .98}, {.09, .85}, {.14, .62}, {.39, .36},
                 {.46, .14}}}}},
      {2, {{7, {{.28, .02}, {.12, .18}, {.28, .42}, {.44, .22}, {.30, .02},
                {.22, .06}, {.16, .12}}},
           {7, {{.28, .42}, {.07, .70}, {.25, .98}, {.49, .76}, {.30, .44},
                {.22, .46}, {.15, .54}}}}}}},
    {"9", 0.56, 2,
     {{2, {{7, {{.48, .18}, {.31, .02}, {.11, .15}, {.10, .40}, {.27, .50},
                {.46, .31}, {.48, .18}}},
           {3, {{.48, .16}, {.45, .52}, {.34, 1.02}}}}},
      {1, {{9, {{.49, .22}, {.30, .03}, {.09, .20}, {.15, .47}, {.36, .44},
                {.49, .18}, {.48, .55}, {.38, .90}, {.18, 1.00}}}}}}},
    {".", 0.26, 1, {{1, {{2, {{.10, .96}, {.12, .99}}}}}}},
    {",", 0.26, 1, {{1, {{2, {{.14, .92}, {.06, 1.12}}}}}}},
    {"-", 0.6, 1, {{1, {{3, {{.06, .56}, {.30, .53}, {.54, .55}}}}}}},
    {"—", 0.8, 2,
     {{1, {{3, {{.04, .56}, {.40, .53}, {.76, .55}}}}},
      {1, {{3, {{.06, .52}, {.36, .55}, {.70, .51}}}}}}},
    {"/", 0.5, 1, {{1, {{2, {{.46, .02}, {.04, 1.0}}}}}}},
    {"%", 0.8, 1,
     {{3, {{5, {{.20, .05}, {.08, .2}, {.2, .36}, {.32, .2}, {.20, .05}}},
           {2, {{.64, .02}, {.12, 1.0}}},
           {5, {{.58, .64}, {.46, .8}, {.58, .96}, {.70, .8}, {.58, .64}}}}}}},
    {"〃", 0.5, 1,
     {{2, {{2, {{.20, .26}, {.10, .52}}}, {2, {{.40, .26}, {.30, .54}}}}}}},
};

static const double DIGIT_EM = 0.82;  /* a digit's height, of the size */
static const double SHAKE = 0.022;    /* of a digit's height, each point */

/* How this piece of writing goes: the same for all its glyphs. */
struct hand {
    double slant, pen, size;
};

static const struct glyph *find_glyph(const char *text)
{
    for (size_t i = 0; i < sizeof GLYPHS / sizeof *GLYPHS; i++)
        if (strncmp(text, GLYPHS[i].text, strlen(GLYPHS[i].text)) == 0)
            return &GLYPHS[i];
    return NULL;
}

static size_t character_bytes(const char *text)
{
    size_t n = 1;

    while (((unsigned char)text[n] & 0xc0) == 0x80)
        n++;
    return n;
}

static double character_width(const char *text, double points)
{
    const struct glyph *glyph = find_glyph(text);

    if (glyph != NULL)
        return glyph->width * DIGIT_EM * points;
    return ((unsigned char)text[0] < 0x80 ? 0.55 : 1.0) * points;
}

double print_hand_width(const char *text, double points)
{
    double width = 0;

    for (; *text != '\0'; text += character_bytes(text))
        width += character_width(text, points);
    return width;
}

/* Catmull-Rom through the points, as cubic Béziers; ends are doubled. */
static void trace(cairo_t *cr, int n, double at[POINTS_MAX][2])
{
    cairo_move_to(cr, at[0][0], at[0][1]);
    for (int i = 0; i + 1 < n; i++) {
        const double *before = at[i > 0 ? i - 1 : 0], *from = at[i];
        const double *to = at[i + 1], *after = at[i + 2 < n ? i + 2 : n - 1];
        cairo_curve_to(cr, from[0] + (to[0] - before[0]) / 6,
                       from[1] + (to[1] - before[1]) / 6,
                       to[0] - (after[0] - from[0]) / 6,
                       to[1] - (after[1] - from[1]) / 6, to[0], to[1]);
    }
}

static struct print_box put_strokes(cairo_t *cr, const struct glyph *glyph,
                                    double x, double foot, struct hand hand,
                                    struct print_random *random)
{
    int which = (int)print_random_below(random, (uint64_t)glyph->n_variants);
    double tall = DIGIT_EM * hand.size * (1 + print_random_bell(random, .03));
    double wide = DIGIT_EM * hand.size * (1 + print_random_bell(random, .05));
    double left, top, right, bottom;

    for (int s = 0; s < glyph->variants[which].n; s++) {
        const struct stroke *stroke = &glyph->variants[which].strokes[s];
        double at[POINTS_MAX][2] = {{0}};
        for (int i = 0; i < stroke->n; i++) {
            double up = 1 - stroke->at[i][1];
            at[i][0] = x + wide * (stroke->at[i][0] + hand.slant * up +
                                   print_random_bell(random, SHAKE));
            at[i][1] = foot - tall * (up + print_random_bell(random, SHAKE));
        }
        trace(cr, stroke->n, at);
    }
    cairo_set_line_width(cr, hand.pen);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke_extents(cr, &left, &top, &right, &bottom);
    cairo_stroke(cr);
    return (struct print_box){left, top, right - left, bottom - top};
}

static struct print_box put_character(cairo_t *cr, const char *text,
                                      size_t bytes, double x, double foot,
                                      struct hand hand,
                                      struct print_random *random)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *font =
        pango_font_description_from_string("AR PL UKai CN");
    double size = hand.size * (1 + print_random_bell(random, 0.03));
    double left, top, right, bottom;
    cairo_matrix_t slant;

    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text, (int)bytes);
    cairo_save(cr);
    cairo_translate(cr, x, foot + print_random_bell(random, 0.02 * size));
    cairo_rotate(cr, print_random_bell(random, 0.03));
    cairo_matrix_init(&slant, 1, 0, -hand.slant * 0.7, 1, 0, 0);
    cairo_transform(cr, &slant);
    cairo_move_to(cr, 0,
                  -(double)pango_layout_get_baseline(layout) / PANGO_SCALE);
    pango_cairo_layout_path(cr, layout);
    cairo_restore(cr);
    g_object_unref(layout);
    cairo_fill_extents(cr, &left, &top, &right, &bottom);
    cairo_fill(cr);
    return (struct print_box){left, top, right - left, bottom - top};
}

struct print_box print_hand_put(cairo_t *cr, const char *text,
                                struct print_box box,
                                const struct print_text_style *style,
                                struct print_random *random)
{
    struct print_box ink = {box.x, box.y, 0, 0};
    struct hand hand = {.slant = 0.12 + print_random_bell(random, 0.05),
                        .size = style->points};
    double width, x, foot, drift = print_random_bell(random, 0.03);

    cairo_new_path(cr);
    cairo_set_source_rgb(cr, style->colour[0], style->colour[1],
                         style->colour[2]);
    width = print_hand_width(text, hand.size) + hand.slant * hand.size * 0.6;
    if (width > box.w && !style->spill) {
        hand.size *= box.w / width;
        width = box.w;
    }
    hand.pen = hand.size * print_random_between(random, 0.062, 0.082);
    x = box.x + (box.w - width) * style->align +
        print_random_bell(random, style->wander / 2);
    foot = box.y + box.h / 2 + hand.size * DIGIT_EM / 2 +
           print_random_bell(random, style->wander / 2);
    for (; *text != '\0'; text += character_bytes(text)) {
        const struct glyph *glyph = find_glyph(text);
        struct print_box one =
            glyph != NULL ? put_strokes(cr, glyph, x, foot, hand, random)
                          : put_character(cr, text, character_bytes(text), x,
                                          foot, hand, random);
        ink = print_box_union(ink, one);
        x += character_width(text, hand.size) *
             (1 + print_random_bell(random, 0.03));
        foot += drift * hand.size * 0.3;
    }
    return ink;
}
