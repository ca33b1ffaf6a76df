#include "sample_maker.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "cell_scene.h"
#include "hand_strokes.h"
#include "ocr/digits/digit_canon.h"
#include "ocr/field.h"

struct sample_maker {
    const struct glyph_store *store;
    struct print_fonts *fonts;
    struct train_random random;
    struct ink_canvas line, neighbour, page;
};

enum status sample_maker_open(const struct glyph_store *store,
                              enum glyph_share share, uint64_t seed,
                              struct sample_maker **out, struct fault *fault)
{
    struct sample_maker *maker = calloc(1, sizeof *maker);
    enum status rc;

    *out = NULL;
    if (maker == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for samples");
    maker->store = store;
    maker->random = train_random_new(seed);
    rc = print_fonts_open(share, &maker->fonts, fault);
    if (rc != ST_OK) {
        sample_maker_close(&maker);
        return rc;
    }
    *out = maker;
    return ST_OK;
}

void sample_maker_close(struct sample_maker **maker)
{
    if (*maker == NULL)
        return;
    print_fonts_close(&(*maker)->fonts);
    free(*maker);
    *maker = NULL;
}

bool sample_clean(struct Pix *grey, const struct scan_quad *quad, bool unruled,
                  int glyph_px, bool keep_dots, struct digit_strip *strip)
{
    struct ocr_cell cell = {.quad = *quad, .unruled = unruled};
    struct reading reading = {0};
    struct page page = {.black = grey};
    struct field field = {.cell = &cell, .reading = &reading, .open = true};
    bool found = false;

    if (field_prepare(&field, &page) == ST_OK && field.open) {
        cell_blobs_drop_specks(&field.blobs, &field.patch, glyph_px,
                               keep_dots);
        found = digit_canon(&field.patch, &field.blobs, glyph_px, strip);
    }
    field_release(&field);
    return found;
}

/* Where marks must survive they are kept; elsewhere specks may or may not. */
static bool draw_keep_dots(struct train_random *random, const char *text)
{
    return strpbrk(text, ".,-%") != NULL || train_random_chance(random, 0.5F);
}

static bool finish(struct sample_maker *maker, struct cell_scene *scene,
                   float height, struct digit_sample *sample)
{
    struct train_random *random = &maker->random;
    int glyph_px = (int)(height * train_random_between(random, 0.85F, 1.15F));
    bool found;

    if (train_random_chance(random, 0.15F))
        glyph_px = 0;
    found = sample_clean(scene->grey, &scene->quad, scene->unruled, glyph_px,
                         draw_keep_dots(random, sample->text), &sample->strip);
    pixDestroy(&scene->grey);
    return found;
}

static void write_line(struct sample_maker *maker, struct ink_canvas *canvas,
                       enum sample_kind kind, const char *text, float height)
{
    if (kind == SAMPLE_PRINT)
        print_line_write(canvas, &maker->random, maker->fonts, text, height);
    else
        hand_line_write(canvas, &maker->random, maker->store, text, height);
}

static bool draw_written(struct sample_maker *maker, enum sample_kind kind,
                         struct digit_sample *sample)
{
    struct train_random *random = &maker->random;
    float height = kind == SAMPLE_PRINT
                       ? train_random_between(random, 12, 44)
                       : train_random_between(random, 18, 56);
    bool crowded = train_random_chance(random, 0.25F);
    struct cell_scene scene;

    write_line(maker, &maker->line, kind, sample->text, height);
    if (crowded) {
        char text[WRITTEN_TEXT_MAX];
        written_digits_draw(random, text);
        write_line(maker, &maker->neighbour, kind, text, height);
    }
    if (!cell_scene_draw(&maker->page, random, &maker->line,
                         crowded ? &maker->neighbour : NULL, height, &scene))
        return false;
    return finish(maker, &scene, height, sample);
}

static bool draw_empty(struct sample_maker *maker, struct digit_sample *sample)
{
    float height = train_random_between(&maker->random, 14, 50);
    struct cell_scene scene;

    sample->text[0] = '\0';
    if (!cell_scene_draw_empty(&maker->page, &maker->random, height, &scene))
        return false;
    return finish(maker, &scene, height, sample);
}

/* A real string, leaned, stretched and scaled. */
static struct Pix *bend(struct train_random *random, struct Pix *grey)
{
    int paper = 255;
    float lean = train_random_between(random, -0.2F, 0.25F);
    float size = train_random_between(random, 0.5F, 1.3F);
    float wide = size * train_random_between(random, 0.85F, 1.2F);
    struct Pix *scaled, *framed, *out;
    l_uint32 first = 0;

    if (pixGetPixel(grey, 0, 0, &first) == 0)
        paper = (int)first;
    scaled = pixScaleToSize(grey, (int)(wide * (float)pixGetWidth(grey)) + 1,
                            (int)(size * (float)pixGetHeight(grey)) + 1);
    framed = scaled != NULL
                 ? pixAddBorderGeneral(scaled, 12, 12, 4, 4, (l_uint32)paper)
                 : NULL;
    out = framed != NULL
              ? pixHShear(NULL, framed, pixGetHeight(framed) / 2,
                          (l_float32)lean, L_BRING_IN_WHITE)
              : NULL;
    pixDestroy(&scaled);
    pixDestroy(&framed);
    return out;
}

/* A dash, an equals sign or a point and a dash behind the amount, so that nobody
 * adds a digit. What is written is added to @text. */
static struct Pix *close_amount(struct sample_maker *maker, struct Pix *grey,
                                char *text, size_t size)
{
    struct train_random *random = &maker->random;
    float h = (float)pixGetHeight(grey), x = (float)pixGetWidth(grey);
    float tall = h * train_random_between(random, 0.6F, 0.9F);
    const char *tail = train_random_chance(random, 0.4F) ? ".-" : "-";
    struct hand_style style = hand_style_draw(random);
    struct Pix *wide = pixAddBorderGeneral(grey, 0, (int)(1.2F * h), 0, 0, 255);
    l_uint32 paper = 255, was;

    pixDestroy(&grey);
    if (wide == NULL || strlen(text) + 2 >= size)
        return wide;
    ink_canvas_clear(&maker->line, pixGetWidth(wide), pixGetHeight(wide));
    for (const char *s = tail; *s != '\0'; s++)
        x += hand_strokes_write(&maker->line, random, &style, *s, x,
                                0.95F * h, tall);
    (void)pixGetPixel(wide, 0, 0, &paper);
    for (int py = 0; py < maker->line.h; py++)
        for (int px = 0; px < maker->line.w; px++) {
            float ink = maker->line.ink[py * maker->line.w + px];
            (void)pixGetPixel(wide, px, py, &was);
            was = was > paper || px >= pixGetWidth(wide) - (int)(1.2F * h)
                      ? paper
                      : was;
            (void)pixSetPixel(wide, px, py,
                              (l_uint32)((float)was * (1 - 0.75F * ink)));
        }
    strcat(text, tail);
    return wide;
}

static bool draw_string(struct sample_maker *maker, struct digit_sample *sample)
{
    struct train_random *random = &maker->random;
    const struct stored_string *s =
        &maker->store->strings[train_random_below(random,
                                                  maker->store->n_strings)];
    struct scan_quad quad;
    struct Pix *bent = bend(random, s->grey);
    double w, h;
    bool found;

    snprintf(sample->text, sizeof sample->text, "%.*s", CTC_LONGEST, s->text);
    if (bent != NULL && train_random_chance(random, 0.25F))
        bent = close_amount(maker, bent, sample->text, sizeof sample->text);
    if (bent == NULL)
        return false;
    w = pixGetWidth(bent);
    h = pixGetHeight(bent);
    quad = (struct scan_quad){{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    found = sample_clean(bent, &quad, train_random_chance(random, 0.5F), 0, true,
                         &sample->strip);
    pixDestroy(&bent);
    return found;
}

bool sample_maker_draw(struct sample_maker *maker, enum sample_kind kind,
                       bool digits, struct digit_sample *sample)
{
    char text[WRITTEN_TEXT_MAX];

    switch (kind) {
    case SAMPLE_PRINT:
    case SAMPLE_HAND:
        if (digits)
            written_digits_draw(&maker->random, text);
        else
            written_text_draw(&maker->random, text);
        snprintf(sample->text, sizeof sample->text, "%.*s", CTC_LONGEST, text);
        return draw_written(maker, kind, sample);
    case SAMPLE_STRING:
        return draw_string(maker, sample);
    case SAMPLE_EMPTY:
        return draw_empty(maker, sample);
    }
    return false;
}

void sample_maker_next(struct sample_maker *maker, struct digit_sample *sample)
{
    const float often[] = {22, 54, maker->store->n_strings > 0 ? 20.0F : 0, 4};
    enum sample_kind kind;

    do
        kind = (enum sample_kind)train_random_choose(&maker->random, often, 4);
    while (!sample_maker_draw(maker, kind, false, sample));
}
