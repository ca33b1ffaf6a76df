/* Chinese numerals and tallies, printed and drawn stroke by stroke. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "cell_drawing.h"
#include "open_reader.h"

enum { MOST = 12 };

/* Reads @n cells of row 0 as counts and ends the drawing. */
static void read_row(struct drawing **drawing, enum value_writing writing,
                     size_t n, struct reading *readings)
{
    struct ocr_cell cells[MOST] = {0};
    struct page page;
    struct fault fault;

    assert_true(n <= MOST);
    drawing_finish(drawing, &page);
    for (size_t i = 0; i < n; i++) {
        cells[i].quad = drawing_quad((int)i, 0);
        cells[i].type = (struct value_type){.kind = VALUE_COUNT,
                                            .writing = writing};
    }
    assert_int_equal(ocr_read_cells(reader, &page, cells, n, readings, &fault),
                     ST_OK);
    drawing_clear_page(&page);
}

static void expect(const struct reading *reading, const char *value,
                   const char *text)
{
    print_message("%s as %s: %s as %s, %.3f by %s\n", value, text,
                  reading->candidates[0].value, reading->candidates[0].text,
                  reading->candidates[0].score, reading->engine);
    assert_int_equal(reading->state, READ_VALUE);
    assert_string_equal(reading->candidates[0].value, value);
    assert_string_equal(reading->candidates[0].text, text);
}

static void printed_numerals_are_read(void **state)
{
    static const char *const FONTS[] = {"AR PL UKai CN 20", "AR PL UMing CN 20",
                                        "Noto Sans CJK SC 18"};
    static const struct {
        const char *text, *value;
    } ROWS[] = {
        {"十二", "12"},   {"七", "7"},       {"三十六", "36"}, {"廿三", "23"},
        {"一百〇五", "105"}, {"四十", "40"}, {"九", "9"},      {"二", "2"},
    };
    enum { N = sizeof ROWS / sizeof *ROWS };
    struct reading readings[N];

    (void)state;
    for (size_t f = 0; f < sizeof FONTS / sizeof *FONTS; f++) {
        struct drawing *d = drawing_new(N, 1);
        for (int i = 0; i < N; i++)
            drawing_write(d, i, 0, FONTS[f], ROWS[i].text);
        read_row(&d, WRITTEN_NUMERALS, N, readings);
        for (int i = 0; i < N; i++)
            expect(&readings[i], ROWS[i].value, ROWS[i].text);
    }
}

/* One stroke is a one here, and no dash. */
static void a_lone_bar_is_one(void **state)
{
    struct drawing *d = drawing_new(2, 1);
    struct reading readings[2];

    (void)state;
    drawing_write(d, 0, 0, "AR PL UKai CN 20", "一");
    drawing_write(d, 1, 0, "AR PL UKai CN 20", "十一");
    read_row(&d, WRITTEN_NUMERALS, 2, readings);
    expect(&readings[0], "1", "一");
    expect(&readings[1], "11", "十一");
}

/* The first @strokes of 正 at @x: a bar, the stem, its short arm, the left
 * stem, the foot. */
static void draw_strokes(struct drawing *d, int column, double x, int strokes)
{
    static const double STROKE[5][4] = {
        {0, 1, 22, 0},      {11, 1, 11, 26},  {11, 13, 20, 12},
        {3, 11, 3, 26},     {-2, 27, 25, 26},
    };

    for (int i = 0; i < strokes; i++)
        drawing_stroke(d, column, 0, x + STROKE[i][0], 17 + STROKE[i][1],
                       x + STROKE[i][2], 17 + STROKE[i][3], 2.4);
}

static void draw_tally(struct drawing *d, int column, int count)
{
    double x = 18;

    for (; count > 0; count -= 5, x += 33)
        draw_strokes(d, column, x, count > 5 ? 5 : count);
}

static void tallies_are_counted(void **state)
{
    static const struct {
        int count;
        const char *text, *value;
    } ROWS[] = {
        {5, "正", "5"},      {7, "正丅", "7"},      {8, "正下", "8"},
        {9, "正止", "9"},    {10, "正正", "10"},    {13, "正正下", "13"},
        {3, "下", "3"},      {15, "正正正", "15"},
    };
    enum { N = sizeof ROWS / sizeof *ROWS };
    struct drawing *d = drawing_new(N, 1);
    struct reading readings[N];

    (void)state;
    for (int i = 0; i < N; i++)
        draw_tally(d, i, ROWS[i].count);
    read_row(&d, WRITTEN_TALLY, N, readings);
    for (int i = 0; i < N; i++)
        expect(&readings[i], ROWS[i].value, ROWS[i].text);
}

/* Where the form expects figures, a numeral among them is seen all the same,
 * and figures stay figures. */
static void numerals_stand_among_figures(void **state)
{
    struct drawing *d = drawing_new(7, 1);
    struct reading readings[7];

    (void)state;
    drawing_write(d, 0, 0, "DejaVu Serif 22", "12");
    drawing_write(d, 1, 0, "AR PL UKai CN 20", "三十六");
    drawing_write(d, 2, 0, "DejaVu Serif 22", "7");
    drawing_write(d, 3, 0, "DejaVu Serif 22", "111");
    draw_tally(d, 4, 14);
    drawing_stroke(d, 5, 0, 50, 31, 76, 30, 3);
    drawing_write(d, 6, 0, "DejaVu Serif 22", "1602");
    read_row(&d, WRITTEN_FIGURES, 7, readings);
    expect(&readings[0], "12", "12");
    expect(&readings[1], "36", "三十六");
    expect(&readings[2], "7", "7");
    expect(&readings[3], "111", "111");
    expect(&readings[4], "14", "正正止");
    assert_int_equal(readings[5].state, READ_DASH);
    expect(&readings[6], "1602", "1602");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printed_numerals_are_read),
        cmocka_unit_test(a_lone_bar_is_one),
        cmocka_unit_test(tallies_are_counted),
        cmocka_unit_test(numerals_stand_among_figures),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
