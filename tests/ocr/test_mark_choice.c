/* Printed choices that are ticked, circled or crossed, and boxes. */
#include <setjmp.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "cell_drawing.h"
#include "open_reader.h"

enum { MOST = 10 };

static const char FONT[] = "Noto Serif CJK SC 11";
static const char *const RESULTS[] = {"合格", "不合格"};
static const char *const BOX[] = {"√"};
/* Everybody's tick and circle is another one: @way turns and moves it. */
static void draw_tick(struct drawing *d, int column, double x, double y,
                      int way)
{
    double dx = way % 5 - 2.0, dy = way % 3 - 1.0;

    drawing_stroke(d, column, 0, x - 8 + dx, y + dy, x - 2, y + 8 + dy, 2.4);
    drawing_stroke(d, column, 0, x - 2, y + 8 + dy, x + 12 + dx, y - 12 - dy,
                   2.4);
}

static void draw_cross(struct drawing *d, int column, double x, double y,
                       int way)
{
    double r = 8 + way % 3;

    drawing_stroke(d, column, 0, x - r, y - r, x + r, y + r - 1, 2.4);
    drawing_stroke(d, column, 0, x - r, y + r, x + r + 1, y - r, 2.4);
}

static void draw_circle(struct drawing *d, int column, double x, double y,
                        int way)
{
    enum { PIECES = 24 };
    double rx = 22 + way % 4, ry = 14 + way % 3;

    for (int i = 0; i < PIECES; i++) {
        double a = 6.2832 * i / PIECES, b = 6.2832 * (i + 1) / PIECES;
        drawing_stroke(d, column, 0, x + rx * cos(a), y + ry * sin(a),
                       x + rx * cos(b), y + ry * sin(b), 2.2);
    }
}

static void read_row(struct drawing **drawing, const char *const *words,
                     size_t n_words, size_t n, struct reading *readings)
{
    struct ocr_cell cells[MOST] = {0};
    struct page page;
    struct fault fault;

    assert_true(n <= MOST);
    drawing_finish(drawing, &page);
    for (size_t i = 0; i < n; i++) {
        cells[i].quad = drawing_quad((int)i, 0);
        cells[i].type = (struct value_type){.kind = VALUE_CODE,
                                            .words = words,
                                            .n_words = n_words,
                                            .words_only = true,
                                            .marked = true};
    }
    assert_int_equal(ocr_read_cells(reader, &page, cells, n, readings, &fault),
                     ST_OK);
    drawing_clear_page(&page);
    for (size_t i = 0; i < n; i++)
        print_message("%zu: %s %s %.3f by %s\n", i,
                      ocr_state_text(readings[i].state),
                      readings[i].candidates[0].value,
                      readings[i].candidates[0].score, readings[i].engine);
}

static void expect(const struct reading *reading, const char *value)
{
    assert_string_equal(reading->engine, "mark");
    assert_string_equal(reading->candidates[0].value, value);
    assert_int_equal(reading->state,
                     value[0] == '\0' ? READ_BLANK : READ_VALUE);
    assert_true(reading->candidates[0].score > 0.8);
}

static void a_marked_word_is_the_value(void **state)
{
    static const char *const WANT[MOST] = {"合格", "不合格", "合格", "",
                                           "合格", "合格",   "不合格", "合格"};
    struct drawing *d = drawing_new(9, 1);
    struct reading readings[9];

    (void)state;
    for (int i = 0; i < 9; i++) {
        drawing_write_at(d, i, 0, 32, 31, FONT, "合格");
        drawing_write_at(d, i, 0, 92, 31, FONT, "不合格");
    }
    draw_tick(d, 0, 34, 28, 0);
    draw_circle(d, 1, 92, 31, 1);
    draw_circle(d, 2, 32, 31, 2);
    drawing_stroke(d, 3, 0, 60, 48, 62, 49, 2.5); /* a speck */
    draw_cross(d, 4, 32, 31, 3);
    draw_tick(d, 5, 30, 31, 4);
    draw_tick(d, 6, 95, 30, 5);
    draw_circle(d, 7, 33, 30, 6);
    draw_tick(d, 8, 32, 30, 7); /* both: nobody can tell */
    draw_tick(d, 8, 94, 31, 8);
    read_row(&d, RESULTS, 2, 9, readings);
    for (int i = 0; i < 8; i++)
        expect(&readings[i], WANT[i]);
    assert_true(readings[8].candidates[0].score < 0.2);
}

static void boxes_are_ticked_or_empty(void **state)
{
    static const bool TICKED[8] = {true, false, false, true,
                                   false, true, false, false};
    struct drawing *d = drawing_new(8, 1);
    struct reading readings[8];

    (void)state;
    for (int i = 0; i < 8; i++)
        drawing_write(d, i, 0, "Noto Sans CJK SC 16", "□");
    draw_tick(d, 0, 65, 31, 1);
    drawing_stroke(d, 1, 0, 62, 30, 64, 31, 2.5); /* specks in and beside it */
    drawing_stroke(d, 2, 0, 30, 20, 31, 21, 3);
    draw_cross(d, 3, 65, 31, 2);
    draw_tick(d, 5, 68, 29, 4);
    read_row(&d, BOX, 1, 8, readings);
    for (int i = 0; i < 8; i++)
        expect(&readings[i], TICKED[i] ? BOX[0] : "");
}

/* Nothing is printed: whoever filled the form wrote the word. */
static void a_written_word_is_read_as_a_word(void **state)
{
    static const char *const WROTE[4] = {"合格", "不合格", "合格", "合格"};
    struct drawing *d = drawing_new(4, 1);
    struct reading readings[4];

    (void)state;
    for (int i = 0; i < 4; i++)
        drawing_write_at(d, i, 0, 50 + 11 * i, 26 + 4 * (i % 3),
                         "AR PL UKai CN 15", WROTE[i]);
    read_row(&d, RESULTS, 2, 4, readings);
    for (int i = 0; i < 4; i++) {
        assert_string_equal(readings[i].engine, "tesseract-chi");
        assert_string_equal(readings[i].candidates[0].value, WROTE[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_marked_word_is_the_value),
        cmocka_unit_test(boxes_are_ticked_or_empty),
        cmocka_unit_test(a_written_word_is_read_as_a_word),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
