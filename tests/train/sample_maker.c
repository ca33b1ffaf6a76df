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
#include "strike_strokes.h"
#include "string_splice.h"

struct sample_maker {
    const struct glyph_store *store;
    struct print_fonts *fonts;
    struct train_random random;
    struct ink_canvas line, neighbour, page;
    struct string_splice splice;
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
    struct page page = {.grey = grey, .black = grey};
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

/* What stands beside a figure that was made void: its left end at @x, its foot
 * at @foot; the page serves as scrap paper. */
static void write_beside(struct sample_maker *maker, struct ink_canvas *canvas,
                         const char *text, float x, float foot, float height)
{
    struct ink_canvas *scrap = &maker->page;
    struct ink_area e;

    if (train_random_chance(&maker->random, 0.7F)) {
        hand_line_write(scrap, &maker->random, maker->store, text, height);
        ink_canvas_lay(canvas, scrap, (int)x, (int)(foot - 1.6F * height));
        return;
    }
    print_line_write(scrap, &maker->random, maker->fonts, text, height);
    e = ink_canvas_extent(scrap, 0.3F);
    ink_canvas_lay(canvas, scrap, (int)(x + 0.5F * height) - e.x,
                   (int)foot - e.y - e.h);
}

/* A printed figure that a pen made void, and what was written beside it. */
static void write_struck_print(struct sample_maker *maker,
                               struct ink_canvas *canvas, const char *text,
                               float height)
{
    struct train_random *random = &maker->random;
    struct ink_canvas *scrap = &maker->page;
    char figure[16];
    struct ink_area e;

    snprintf(figure, sizeof figure, "%d",
             2 + train_random_below(random, train_random_chance(random, 0.5F)
                                                ? 98
                                                : 998));
    print_line_write(scrap, random, maker->fonts, figure, height);
    e = ink_canvas_extent(scrap, 0.3F);
    ink_canvas_clear(canvas, (int)((float)e.w + 7 * height),
                     (int)(2.6F * height));
    ink_canvas_lay(canvas, scrap, (int)(0.8F * height) - e.x,
                   (int)(0.8F * height) - e.y);
    e.x = (int)(0.8F * height);
    e.y = e.x;
    strike_out(canvas, random, e,
               height * train_random_between(random, 0.025F, 0.06F));
    write_beside(maker, canvas, text + 1,
                 (float)(e.x + e.w) +
                     height * train_random_between(random, 0, 0.5F),
                 (float)(e.y + e.h), height);
}

static void write_line(struct sample_maker *maker, struct ink_canvas *canvas,
                       enum sample_kind kind, const char *text, float height)
{
    if (kind == SAMPLE_PRINT && text[0] == '#')
        write_struck_print(maker, canvas, text, height);
    else if (kind == SAMPLE_PRINT)
        print_line_write(canvas, &maker->random, maker->fonts, text, height);
    else
        hand_line_write(canvas, &maker->random, maker->store, text, height);
}

/* The line that is written, in a cell. */
static bool draw_scene(struct sample_maker *maker, enum sample_kind kind,
                       float height, struct cell_scene *scene)
{
    struct train_random *random = &maker->random;
    bool crowded = train_random_chance(random, 0.25F);

    if (crowded) {
        char text[WRITTEN_TEXT_MAX];
        written_digits_draw(random, text);
        write_line(maker, &maker->neighbour, kind, text, height);
    }
    return cell_scene_draw(&maker->page, random, &maker->line,
                           crowded ? &maker->neighbour : NULL, height, scene);
}

static bool set_in_scene(struct sample_maker *maker, enum sample_kind kind,
                         float height, struct digit_sample *sample)
{
    struct cell_scene scene;

    return draw_scene(maker, kind, height, &scene) &&
           finish(maker, &scene, height, sample);
}

static bool draw_written(struct sample_maker *maker, enum sample_kind kind,
                         const char *text, float *height,
                         struct cell_scene *scene)
{
    struct train_random *random = &maker->random;

    *height = kind == SAMPLE_PRINT ? train_random_between(random, 12, 44)
                                   : train_random_between(random, 18, 56);
    write_line(maker, &maker->line, kind, text, *height);
    return draw_scene(maker, kind, *height, scene);
}

static bool draw_empty(struct sample_maker *maker, float *height,
                       struct cell_scene *scene)
{
    *height = train_random_between(&maker->random, 14, 50);
    return cell_scene_draw_empty(&maker->page, &maker->random, *height, scene);
}

/* The waves of a whole line: several times those of a digit. */
static struct ink_bend draw_line_bend(struct train_random *random, float wide)
{
    struct ink_bend bend = {0};
    float most = train_random_between(random, 0, 0.07F);

    for (int k = 0; k < 4; k++) {
        bool across = k == 0 || k == 1; /* moves ink along the line ... */
        bool along = k == 1 || k == 2;  /* ... as a wave that runs along it */
        bend.height[k] = train_random_between(random, 0, most) /
                         (across ? wide : 1.0F);
        bend.turns[k] = train_random_between(random, 0.3F, 1.1F) *
                        (along ? wide : 1.0F);
        bend.phase[k] = train_random_between(random, 0, 6.2832F);
    }
    return bend;
}

/* A dash, or a point and a dash, behind the amount, so that nobody adds a
 * digit. What is written is added to @text. */
static void close_amount(struct sample_maker *maker, float x, float y,
                         float height, char *text, size_t size)
{
    struct train_random *random = &maker->random;
    const char *tail = train_random_chance(random, 0.4F) ? ".-" : "-";
    struct hand_style style = hand_style_draw(random);

    if (strlen(text) + strlen(tail) >= size)
        return;
    strcat(text, tail);
    for (; *tail != '\0'; tail++)
        x += hand_strokes_write(&maker->line, random, &style, *tail, x, y,
                                height);
}

/* The digits of a real string, bent, in a drawn cell. */
static bool draw_string_in_cell(struct sample_maker *maker,
                                const struct ink_stamp *stamp,
                                struct digit_sample *sample)
{
    struct train_random *random = &maker->random;
    float height = train_random_between(random, 18, 56);
    float wide = (float)stamp->w / (float)stamp->h;
    struct ink_setting setting = {
        .bend = draw_line_bend(random, wide),
        .h = height * train_random_between(random, 1.05F, 1.3F),
        .shear = train_random_between(random, -0.2F, 0.25F),
        .turn = train_random_normal(random, 0.02F),
        .weight = train_random_between(random, -0.4F, 0.6F),
    };

    setting.w = setting.h * wide * train_random_between(random, 0.8F, 1.2F);
    ink_canvas_clear(&maker->line, (int)(setting.w + 4 * height),
                     (int)(2.6F * height));
    ink_canvas_stamp(&maker->line, stamp, setting,
                     setting.w / 2 + 0.7F * height, 1.3F * height);
    if (train_random_chance(random, 0.2F))
        close_amount(maker, setting.w + 0.9F * height,
                     1.3F * height + setting.h / 2, height, sample->text,
                     sizeof sample->text);
    return set_in_scene(maker, SAMPLE_HAND, height, sample);
}

/* The page as it was drawn, neither aged nor scanned again. */
static struct Pix *take_page(const struct ink_canvas *page)
{
    struct Pix *pix = pixCreate(page->w, page->h, 8);

    for (int y = 0; y < page->h && pix != NULL; y++) {
        l_uint32 *line = pixGetData(pix) +
                         (size_t)y * (size_t)pixGetWpl(pix);
        for (int x = 0; x < page->w; x++)
            SET_DATA_BYTE(line, x,
                          (l_uint8)(255 * (1 - page->ink[y * page->w + x])));
    }
    return pix;
}

/* A real string as the cheque has it, with all that lies round it: leaned,
 * bent and scaled. */
static bool draw_string_as_it_is(struct sample_maker *maker,
                                 const struct stored_string *s,
                                 struct digit_sample *sample)
{
    struct train_random *random = &maker->random;
    float size = train_random_between(random, 0.5F, 1.3F);
    struct ink_setting setting = {
        .bend = draw_line_bend(random, (float)s->whole.w / (float)s->whole.h),
        .h = size * (float)s->whole.h,
        .w = size * (float)s->whole.w * train_random_between(random, 0.8F, 1.2F),
        .shear = train_random_between(random, -0.2F, 0.25F),
        .turn = train_random_normal(random, 0.01F),
        .weight = train_random_between(random, -0.3F, 0.4F),
    };
    double w = (double)setting.w + 24, h = (double)setting.h + 8;
    struct scan_quad quad = {{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    struct Pix *grey;
    bool found;

    if (w >= CANVAS_WIDTH || h >= CANVAS_HEIGHT)
        return false;
    ink_canvas_clear(&maker->page, (int)w, (int)h);
    ink_canvas_stamp(&maker->page, &s->whole, setting, (float)w / 2,
                     (float)h / 2);
    grey = train_random_chance(random, 0.4F)
               ? cell_scene_scan(&maker->page, random)
               : take_page(&maker->page);
    found = grey != NULL &&
            sample_clean(grey, &quad, train_random_chance(random, 0.7F), 0,
                         true, &sample->strip);
    sample->marks_untold = true;
    pixDestroy(&grey);
    return found;
}

static bool draw_splice(struct sample_maker *maker, struct digit_sample *sample)
{
    struct string_splice *splice = &maker->splice;

    if (!string_splice_draw(maker->store, &maker->random, splice))
        return false;
    memcpy(sample->text, splice->text, strlen(splice->text) + 1);
    return draw_string_in_cell(maker, &splice->stamp, sample);
}

static bool draw_string(struct sample_maker *maker, struct digit_sample *sample)
{
    const struct stored_string *s =
        &maker->store->strings[train_random_below(&maker->random,
                                                  maker->store->n_strings)];

    if (train_random_chance(&maker->random, 0.4F))
        return draw_splice(maker, sample);
    snprintf(sample->text, sizeof sample->text, "%.*s", CTC_LONGEST, s->text);
    if (s->whole.ink == NULL ||
        (s->stamp.ink != NULL && train_random_chance(&maker->random, 0.5F)))
        return draw_string_in_cell(maker, &s->stamp, sample);
    return draw_string_as_it_is(maker, s, sample);
}

static void draw_text(struct sample_maker *maker, enum sample_text what,
                      struct digit_sample *sample)
{
    char text[WRITTEN_TEXT_MAX];

    switch (what) {
    case TEXT_DIGITS:
        written_digits_draw(&maker->random, text);
        break;
    case TEXT_FIGURES:
        written_text_draw(&maker->random, text);
        break;
    case TEXT_SIGNS:
        written_signs_draw(&maker->random, text);
        break;
    }
    snprintf(sample->text, sizeof sample->text, "%.*s", CTC_LONGEST, text);
}

static bool draw_cell(struct sample_maker *maker, enum sample_kind kind,
                      enum sample_text text, struct digit_sample *sample,
                      float *height, struct cell_scene *scene)
{
    bool drawn;

    sample->text[0] = '\0';
    if (kind == SAMPLE_EMPTY)
        return draw_empty(maker, height, scene);
    draw_text(maker, text, sample);
    drawn = draw_written(maker, kind, sample->text, height, scene);
    if (sample->text[0] == '$') /* is read past */
        memmove(sample->text, sample->text + 1, strlen(sample->text));
    return drawn;
}

bool sample_maker_draw_cell(struct sample_maker *maker, enum sample_kind kind,
                            enum sample_text text, struct digit_sample *sample,
                            struct cell_scene *scene)
{
    float height;

    return draw_cell(maker, kind, text, sample, &height, scene);
}

bool sample_maker_draw(struct sample_maker *maker, enum sample_kind kind,
                       enum sample_text text, struct digit_sample *sample)
{
    struct cell_scene scene;
    float height;

    sample->marks_untold = false;
    if (kind == SAMPLE_STRING)
        return draw_string(maker, sample);
    return draw_cell(maker, kind, text, sample, &height, &scene) &&
           finish(maker, &scene, height, sample);
}

void sample_maker_next(struct sample_maker *maker, struct digit_sample *sample)
{
    /* A net that saw less print takes a printed 1 for a rule, and one that saw
     * fewer remnants takes them for figures. */
    float often[] = {24, 52, 15, 9};
    enum sample_kind kind;
    enum sample_text text;

    if (maker->store->n_strings == 0)
        often[SAMPLE_STRING] = 0;
    do {
        kind = (enum sample_kind)train_random_choose(&maker->random, often, 4);
        text = train_random_chance(&maker->random, 0.2F) ? TEXT_SIGNS
                                                         : TEXT_FIGURES;
    } while (!sample_maker_draw(maker, kind, text, sample));
}
