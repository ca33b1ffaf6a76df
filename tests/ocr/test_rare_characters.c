/* Names with a character that the engine cannot say, drawn here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include <pango/pangocairo.h>

#include "ocr/rare_characters.h"

enum { WIDE = 320, HIGH = 80 };

static const struct ocr_cell CELL = {.type = {.kind = VALUE_TEXT}};
static unsigned char ink[WIDE * HIGH];
static struct rare_shapes *shapes;

static void speckle(unsigned seed)
{
    for (int i = 0; i < WIDE * HIGH / 60; i++) {
        seed = seed * 1664525u + 1013904223u;
        if (ink[(seed >> 8) % (WIDE * HIGH)] != 0)
            ink[(seed >> 8) % (WIDE * HIGH)] = 0;
    }
}

static struct scan_box draw(const char *font, const char *word)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, WIDE, HIGH);
    cairo_t *cairo = cairo_create(surface);
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *face = pango_font_description_from_string(font);
    const unsigned char *grey;
    int left = WIDE, right = 0, top = HIGH, bottom = 0;

    pango_layout_set_font_description(layout, face);
    pango_layout_set_text(layout, word, -1);
    cairo_move_to(cairo, 10, 6);
    pango_cairo_show_layout(cairo, layout);
    cairo_surface_flush(surface);
    grey = cairo_image_surface_get_data(surface);
    for (int y = 0; y < HIGH; y++)
        for (int x = 0; x < WIDE; x++) {
            ink[y * WIDE + x] =
                grey[y * cairo_image_surface_get_stride(surface) + x] > 110;
            if (ink[y * WIDE + x] == 0)
                continue;
            left = x < left ? x : left;
            right = x > right ? x : right;
            top = y < top ? y : top;
            bottom = y > bottom ? y : bottom;
        }
    pango_font_description_free(face);
    g_object_unref(layout);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return (struct scan_box){left, top, right - left + 1, bottom - top + 1};
}

static struct reading find(const char *font, const char *word, const char *read,
                           const char *certainty)
{
    struct reading reading = {.state = READ_VALUE, .n_candidates = 1};
    struct scan_box all = draw(font, word);
    struct field field = {.cell = &CELL, .reading = &reading};

    speckle(7);
    strcpy(reading.candidates[0].text, read);
    strcpy(reading.candidates[0].value, read);
    strcpy(reading.certainty, certainty);
    reading.candidates[0].score = 0.2;
    field.patch = (struct cell_patch){
        .w = WIDE, .h = HIGH, .right = WIDE, .bottom = HIGH, .ink = ink};
    field.blobs.n = 1;
    field.blobs.blob[0] =
        (struct cell_blob){.x = all.x, .y = all.y, .w = all.w, .h = all.h};
    assert_int_equal(rare_characters_find(&shapes, &field, 1), ST_OK);
    return reading;
}

static const char *const PRINTS[] = {
    "Noto Serif CJK SC 34px", "Noto Sans CJK SC 28px", "AR PL UKai CN 40px"};

static void a_rare_character_is_told_by_its_look(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof PRINTS / sizeof *PRINTS; i++) {
        struct reading r = find(PRINTS[i], "上塬村", "上震村", "919");

        assert_string_equal(r.candidates[0].value, "上塬村");
        assert_string_equal(r.candidates[0].text, "上塬村");
        assert_true(r.candidates[0].score > 0.5);
        assert_string_equal(r.candidates[1].value, "上震村");
    }
}

static void a_name_with_a_number_keeps_it(void **state)
{
    struct reading r = find(PRINTS[0], "西塬村4组", "西杖村4组", "90999");

    (void)state;
    assert_string_equal(r.candidates[0].value, "西塬村4组");
}

/* The engine may be in doubt about what it has a name for, or be wrong. */
static void what_the_engine_can_say_is_left_alone(void **state)
{
    static const char *const WORDS[] = {"上原村", "上河村", "上桥村", "上清村",
                                        "上家村", "上沟村", "上红村", "上柳村"};

    (void)state;
    for (size_t f = 0; f < sizeof PRINTS / sizeof *PRINTS; f++)
        for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
            struct reading r = find(PRINTS[f], WORDS[i], WORDS[i], "919");

            assert_string_equal(r.candidates[0].value, WORDS[i]);
            assert_int_equal(r.n_candidates, 1);
            r = find(PRINTS[f], WORDS[i], "上震村", "919");
            assert_string_equal(r.candidates[0].value, "上震村");
        }
}

static void what_was_read_surely_is_left_alone(void **state)
{
    struct reading r = find(PRINTS[0], "上塬村", "上震村", "999");

    (void)state;
    assert_string_equal(r.candidates[0].value, "上震村");
}

static int end(void **state)
{
    (void)state;
    rare_shapes_free(&shapes);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rare_character_is_told_by_its_look),
        cmocka_unit_test(a_name_with_a_number_keeps_it),
        cmocka_unit_test(what_the_engine_can_say_is_left_alone),
        cmocka_unit_test(what_was_read_surely_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, end);
}
