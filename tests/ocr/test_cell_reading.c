#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"
#include "cell_drawing.h"
#include "open_reader.h"

static const char FONT[] = "DejaVu Serif 22";

/* Reads @n cells of row 0. */
static void read_page_row(const struct page *page,
                          const struct value_type *type, size_t n,
                          struct reading *readings)
{
    struct ocr_cell cells[16] = {0};
    struct fault fault;

    assert_true(n <= 16);
    for (size_t i = 0; i < n; i++) {
        cells[i].quad = drawing_quad((int)i, 0);
        cells[i].type = *type;
    }
    assert_int_equal(ocr_read_cells(reader, page, cells, n, readings, &fault),
                     ST_OK);
}

/* The same, and ends the drawing. */
static void read_row(struct drawing **drawing, const struct value_type *type,
                     size_t n, struct reading *readings)
{
    struct page page;

    drawing_finish(drawing, &page);
    read_page_row(&page, type, n, readings);
    drawing_clear_page(&page);
}

static void counts_are_read(void **state)
{
    static const char *const TEXTS[] = {"1602", "408", "319", "11", "4",
                                        "1", "1000", "27", "5", "960"};
    enum { N = sizeof TEXTS / sizeof *TEXTS };
    struct value_type type = {.kind = VALUE_COUNT};
    struct drawing *d = drawing_new(N, 1);
    struct reading readings[N];
    (void)state;
    for (int i = 0; i < N; i++)
        drawing_write(d, i, 0, FONT, TEXTS[i]);
    read_row(&d, &type, N, readings);
    for (int i = 0; i < N; i++) {
        print_message("%s: %s\n", TEXTS[i], readings[i].candidates[0].value);
        assert_int_equal(readings[i].state, READ_VALUE);
        assert_string_equal(readings[i].candidates[0].value, TEXTS[i]);
        assert_true(readings[i].ink > 0);
    }
}

static void marks_are_told_from_values(void **state)
{
    struct value_type type = {.kind = VALUE_COUNT};
    struct drawing *d = drawing_new(6, 1);
    struct reading readings[6];
    (void)state;
    /* 0: nothing; 1: a speck; 2: a dash; 3: a slash; 4: a ditto; 5: 0 */
    drawing_stroke(d, 1, 0, 30, 40, 31, 41, 3);
    drawing_stroke(d, 2, 0, 50, 31, 76, 30, 3);
    drawing_stroke(d, 3, 0, 52, 44, 76, 18, 3);
    drawing_stroke(d, 4, 0, 60, 38, 63, 26, 3);
    drawing_stroke(d, 4, 0, 68, 38, 71, 26, 3);
    drawing_write(d, 5, 0, FONT, "0");
    read_row(&d, &type, 6, readings);
    assert_int_equal(readings[0].state, READ_BLANK);
    assert_int_equal(readings[1].state, READ_BLANK);
    assert_int_equal(readings[2].state, READ_DASH);
    assert_string_equal(readings[2].candidates[0].text, "—");
    assert_int_equal(readings[3].state, READ_DASH);
    assert_string_equal(readings[3].candidates[0].text, "/");
    assert_int_equal(readings[4].state, READ_DITTO);
    assert_int_equal(readings[5].state, READ_ZERO);
    for (int i = 0; i < 5; i++)
        assert_string_equal(readings[i].candidates[0].value, "");
}

static void neighbours_and_rules_stay_outside(void **state)
{
    struct value_type type = {.kind = VALUE_COUNT};
    struct drawing *d = drawing_new(4, 1);
    struct reading readings[4];
    (void)state;
    /* A thick rule on the left edge, a stroke that pokes in from the right
     * neighbour by a third, and a rule that is thicker in one part. */
    drawing_stroke(d, 0, 0, 1, 0, 1, CELL_H, 6);
    drawing_write(d, 0, 0, FONT, "37");
    drawing_stroke(d, 1, 0, CELL_W - 8, 30, CELL_W + 16, 30, 3);
    drawing_stroke(d, 3, 0, 20, 1, 60, 1, 3);
    read_row(&d, &type, 4, readings);
    assert_string_equal(readings[0].candidates[0].value, "37");
    assert_int_equal(readings[1].state, READ_BLANK);
    assert_int_equal(readings[2].state, READ_DASH);
    assert_int_equal(readings[3].state, READ_BLANK);
}

static void a_struck_value_keeps_both(void **state)
{
    struct value_type type = {.kind = VALUE_COUNT};
    struct drawing *d = drawing_new(8, 1);
    struct reading readings[8];
    (void)state;
    for (int i = 0; i < 7; i++) {
        static const char *const TEXTS[] = {"94", "85", "63", "12",
                                            "94", "85", "34"};
        drawing_write(d, i, 0, "DejaVu Serif 18", TEXTS[i]);
    }
    drawing_write(d, 7, 0, "DejaVu Serif 18", "85 94");
    drawing_stroke(d, 7, 0, 20, 31, 66, 30, 2.5);
    read_row(&d, &type, 8, readings);
    for (int i = 0; i < 7; i++)
        assert_int_equal(readings[i].state, READ_VALUE);
    assert_int_equal(readings[7].state, READ_STRUCK);
    assert_string_equal(readings[7].candidates[0].value, "94");
    assert_true(readings[7].old[0] != '\0');
}

/* The other side's writing is a fifth as dark as this side's. */
static void what_shines_through_is_no_writing(void **state)
{
    struct value_type type = {.kind = VALUE_TEXT};
    struct drawing *d = drawing_new(6, 1);
    struct reading readings[6];
    (void)state;
    for (int i = 0; i < 6; i++) {
        drawing_shade(d, i == 2 || i == 4 ? 0.8 : i == 5 ? 0.5 : 0.1);
        drawing_write(d, i, 0, "Noto Serif CJK SC 15", "镇卫生院");
    }
    read_row(&d, &type, 6, readings);
    for (int i = 0; i < 6; i++)
        assert_int_equal(readings[i].state,
                         i == 2 || i == 4 ? READ_BLANK : READ_VALUE);
    assert_string_equal(readings[5].candidates[0].value, "镇卫生院");
}

/* Figures as high as their field, faint among others that are not: their
 * strokes reach from edge to edge as a ring does. */
static void faint_high_figures_stay(void **state)
{
    struct value_type type = {.kind = VALUE_COUNT};
    struct drawing *d = drawing_new(6, 1);
    struct reading readings[6];

    (void)state;
    for (int i = 0; i < 6; i++) {
        drawing_shade(d, i == 2 ? 0.55 : 0.1);
        drawing_write(d, i, 0, "DejaVu Sans 54", i % 2 == 0 ? "14" : "71");
    }
    drawing_shade(d, 0.1);
    read_row(&d, &type, 6, readings);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(readings[i].state, READ_VALUE);
        assert_string_equal(readings[i].candidates[0].value,
                            i % 2 == 0 ? "14" : "71");
    }
}

/* A grey ring over three fields, of which one is empty; a dark line through a
 * field is no ring. */
static void the_ring_of_a_grey_seal_is_no_writing(void **state)
{
    struct value_type type = {.kind = VALUE_TEXT};
    struct drawing *d = drawing_new(6, 1);
    struct reading readings[6];
    (void)state;
    for (int i = 0; i < 6; i++)
        if (i != 3)
            drawing_write(d, i, 0, "Noto Serif CJK SC 15", "镇卫生院");
    drawing_shade(d, 0.75);
    drawing_stroke(d, 3, 0, -10, 12, CELL_W + 10, 50, 5);
    drawing_shade(d, 0.1);
    read_row(&d, &type, 6, readings);
    for (int i = 0; i < 6; i++)
        assert_int_equal(readings[i].state, i == 3 ? READ_BLANK : READ_VALUE);
    assert_string_equal(readings[5].candidates[0].value, "镇卫生院");
}

/* Where the page says that a dark seal lies. */
static void under_a_dark_seal_nothing_is_sure(void **state)
{
    struct value_type type = {.kind = VALUE_COUNT, .max_digits = 3};
    struct drawing *d = drawing_new(4, 1);
    struct reading readings[4], sealed[4];
    struct page page;
    (void)state;
    for (int i = 0; i < 3; i++)
        drawing_write(d, i, 0, FONT, "174");
    drawing_finish(&d, &page);
    read_page_row(&page, &type, 4, readings);
    page.seals = (struct scan_seals){.n = 1};
    page.seals.box[0] =
        (struct scan_box){(int)drawing_quad(2, 0).corner[0].x + 20, 0,
                          2 * CELL_W, 3 * CELL_H};
    read_page_row(&page, &type, 4, sealed);
    drawing_clear_page(&page);
    for (int i = 0; i < 4; i++) {
        double was = readings[i].candidates[0].score;
        double is = sealed[i].candidates[0].score;
        assert_string_equal(readings[i].candidates[0].value,
                            sealed[i].candidates[0].value);
        if (i < 2)
            assert_true(fabs(is - was) < 1e-9);
        else
            assert_true(was > 0.9 && is <= 0.5);
    }
}

static void points_and_percents_are_kept(void **state)
{
    static const char *const TEXTS[] = {"99.31%", "17%", "4.5%", "81.01%"};
    static const char *const WANTS[] = {"99.31", "17", "4.5", "81.01"};
    struct value_type type = {.kind = VALUE_PERCENT, .decimals = -1};
    struct drawing *d = drawing_new(4, 1);
    struct reading readings[4];
    (void)state;
    for (int i = 0; i < 4; i++)
        drawing_write(d, i, 0, FONT, TEXTS[i]);
    read_row(&d, &type, 4, readings);
    for (int i = 0; i < 4; i++)
        assert_string_equal(readings[i].candidates[0].value, WANTS[i]);
}

static void a_lost_point_is_put_back(void **state)
{
    static const char *const TEXTS[] = {"9·093", "0·118", "9·915", "0·447"};
    static const char *const WANTS[] = {"9.093", "0.118", "9.915", "0.447"};
    struct value_type type = {.kind = VALUE_DECIMAL, .decimals = 3,
                              .fixed_point = true, .max_digits = 4};
    struct drawing *d = drawing_new(4, 1);
    struct reading readings[4];
    (void)state;
    for (int i = 0; i < 4; i++)
        drawing_write(d, i, 0, FONT, TEXTS[i]);
    read_row(&d, &type, 4, readings);
    for (int i = 0; i < 4; i++)
        assert_string_equal(readings[i].candidates[0].value, WANTS[i]);
}

static void words_come_from_the_lexicon(void **state)
{
    static const char *const WORDS[] = {"东河村", "西河村", "南庄村"};
    struct value_type type = {.kind = VALUE_TEXT, .words = WORDS,
                              .n_words = 3, .words_only = true};
    struct drawing *d = drawing_new(3, 1);
    struct reading readings[3];
    (void)state;
    for (int i = 0; i < 3; i++)
        drawing_write(d, i, 0, "Noto Sans CJK SC 20", WORDS[i]);
    read_row(&d, &type, 3, readings);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(readings[i].state, READ_VALUE);
        assert_string_equal(readings[i].candidates[0].value, WORDS[i]);
    }
}

static void names_with_a_number_are_read_in_parts(void **state)
{
    static const char *const TEXTS[] = {"南庄村5组", "光明村3组", "太平村12组",
                                        "红星社区1组"};
    struct value_type type = {.kind = VALUE_TEXT, .numbered = "组|社"};
    struct drawing *d = drawing_new(4, 1);
    struct reading readings[4];
    (void)state;
    for (int i = 0; i < 4; i++)
        drawing_write(d, i, 0, "Noto Sans CJK SC 14", TEXTS[i]);
    read_row(&d, &type, 4, readings);
    for (int i = 0; i < 4; i++) {
        print_message("%s %s\n", readings[i].candidates[0].value,
                      readings[i].certainty);
        assert_string_equal(readings[i].candidates[0].value, TEXTS[i]);
        assert_int_equal(strlen(readings[i].certainty),
                         text_length(TEXTS[i]));
    }
}

static void dates_in_characters_keep_all_their_figures(void **state)
{
    static const char *const TEXTS[] = {"2025年7月18日", "2025年10月11日",
                                        "2025年3月7日", "2025年12月20日"};
    static const char *const WANTS[] = {"2025-07-18", "2025-10-11",
                                        "2025-03-07", "2025-12-20"};
    struct value_type type = {.kind = VALUE_DATE};
    struct drawing *d = drawing_new(4, 1);
    struct reading readings[4];
    (void)state;
    for (int i = 0; i < 4; i++)
        drawing_write(d, i, 0, "Noto Sans CJK SC 12", TEXTS[i]);
    read_row(&d, &type, 4, readings);
    for (int i = 0; i < 4; i++) {
        print_message("%s %f\n", readings[i].candidates[0].value,
                      readings[i].candidates[0].score);
        assert_string_equal(readings[i].candidates[0].value, WANTS[i]);
    }
}

static void personal_cells_are_not_looked_at(void **state)
{
    struct drawing *d = drawing_new(1, 1);
    struct ocr_cell cell = {.quad = drawing_quad(0, 0), .withheld = true};
    struct reading reading;
    struct page page;
    struct fault fault;
    (void)state;
    drawing_write(d, 0, 0, FONT, "12");
    drawing_finish(&d, &page);
    assert_int_equal(ocr_read_cells(reader, &page, &cell, 1, &reading, &fault),
                     ST_OK);
    assert_int_equal(reading.state, READ_WITHHELD);
    assert_int_equal(reading.n_candidates, 0);
    drawing_clear_page(&page);
}

static void a_field_off_the_page_is_illegible(void **state)
{
    struct drawing *d = drawing_new(1, 1);
    struct ocr_cell cell = {.quad = drawing_quad(50, 50)};
    struct reading reading;
    struct page page;
    struct fault fault;
    (void)state;
    drawing_finish(&d, &page);
    assert_int_equal(ocr_read_cells(reader, &page, &cell, 1, &reading, &fault),
                     ST_OK);
    assert_int_equal(reading.state, READ_ILLEGIBLE);
    drawing_clear_page(&page);
}

static void titles_are_read(void **state)
{
    struct drawing *d = drawing_new(3, 1);
    struct scan_quad quad = drawing_quad(0, 0);
    struct page page;
    struct fault fault;
    char text[64];
    double confidence;
    (void)state;
    drawing_write(d, 0, 0, "Noto Sans CJK SC 20", "期末人口");
    drawing_finish(&d, &page);
    assert_int_equal(ocr_read_words(reader, &page, &quad, 1, text, sizeof text,
                                    &confidence, &fault),
                     ST_OK);
    assert_string_equal(text, "期末人口");
    assert_true(confidence > 0.3 && confidence <= 1);
    quad = drawing_quad(1, 0);
    assert_int_equal(ocr_read_words(reader, &page, &quad, 1, text, sizeof text,
                                    NULL, &fault),
                     ST_OK);
    assert_string_equal(text, "");
    assert_true(ocr_reader_engine_seconds(reader) > 0);
    drawing_clear_page(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_read),
        cmocka_unit_test(marks_are_told_from_values),
        cmocka_unit_test(neighbours_and_rules_stay_outside),
        cmocka_unit_test(a_struck_value_keeps_both),
        cmocka_unit_test(what_shines_through_is_no_writing),
        cmocka_unit_test(faint_high_figures_stay),
        cmocka_unit_test(the_ring_of_a_grey_seal_is_no_writing),
        cmocka_unit_test(under_a_dark_seal_nothing_is_sure),
        cmocka_unit_test(points_and_percents_are_kept),
        cmocka_unit_test(a_lost_point_is_put_back),
        cmocka_unit_test(words_come_from_the_lexicon),
        cmocka_unit_test(names_with_a_number_are_read_in_parts),
        cmocka_unit_test(dates_in_characters_keep_all_their_figures),
        cmocka_unit_test(personal_cells_are_not_looked_at),
        cmocka_unit_test(a_field_off_the_page_is_illegible),
        cmocka_unit_test(titles_are_read),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
