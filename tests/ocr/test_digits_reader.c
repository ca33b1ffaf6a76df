/* The built-in model on cells drawn for the test, print and pen strokes, and
 * how its opinion goes together with another engine's. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cell_drawing.h"
#include "ocr/digit_opinion.h"
#include "ocr/digits/digit_reader.h"

static struct digit_reader *reader;

static int open_reader(void **state)
{
    (void)state;
    return digit_reader_open(NULL, &reader, NULL) != ST_OK;
}

static int close_reader(void **state)
{
    (void)state;
    digit_reader_close(&reader);
    return 0;
}

/* Cleans and reads the one cell of the drawing, and ends it. */
static void read_cell(struct drawing **drawing, const char *symbols,
                      struct digit_answer *answer)
{
    struct ocr_cell cell = {.quad = drawing_quad(0, 0)};
    struct reading reading = {0};
    struct field field = {.cell = &cell, .reading = &reading, .open = true};
    struct page page;

    drawing_finish(drawing, &page);
    assert_int_equal(field_prepare(&field, &page), ST_OK);
    digit_reader_read_cell(reader, &field.patch, &field.blobs, 0, symbols,
                           answer);
    field_release(&field);
    drawing_clear_page(&page);
}

static void reads_print(void **unused)
{
    static const char *const fonts[] = {"DejaVu Sans 20", "DejaVu Serif 20",
                                        "DejaVu Sans Mono 18"};
    static const char *const texts[] = {"1602", "27", "9.05", "83%", "5"};
    int read = 0;

    (void)unused;
    for (size_t f = 0; f < sizeof fonts / sizeof fonts[0]; f++)
        for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++, read++) {
            struct drawing *drawing = drawing_new(1, 1);
            struct digit_answer answer;
            double sum;
            drawing_write(drawing, 0, 0, fonts[f], texts[t]);
            read_cell(&drawing, NULL, &answer);
            assert_true(answer.n > 0);
            assert_string_equal(answer.guess[0].text, texts[t]);
            assert_true(answer.guess[0].probability > 0.5);
            sum = answer.p_empty;
            for (int i = 0; i < answer.n; i++)
                sum += answer.guess[i].probability;
            assert_true(sum <= 1.0001);
        }
    assert_int_equal(read, 15);
}

/* 1 4 7, each of straight strokes as a clerk in a hurry would make them. */
static void reads_strokes_of_a_pen(void **unused)
{
    struct drawing *drawing = drawing_new(1, 1);
    struct digit_answer answer;

    (void)unused;
    drawing_stroke(drawing, 0, 0, 24, 14, 21, 46, 3);
    drawing_stroke(drawing, 0, 0, 52, 13, 42, 35, 3);
    drawing_stroke(drawing, 0, 0, 42, 35, 64, 34, 3);
    drawing_stroke(drawing, 0, 0, 57, 26, 55, 47, 3);
    drawing_stroke(drawing, 0, 0, 78, 15, 99, 14, 3);
    drawing_stroke(drawing, 0, 0, 99, 14, 86, 46, 3);
    read_cell(&drawing, NULL, &answer);
    assert_true(answer.n > 0);
    assert_string_equal(answer.guess[0].text, "147");
}

static void blank_cell_is_empty(void **unused)
{
    struct drawing *drawing = drawing_new(1, 1);
    struct digit_answer answer;

    (void)unused;
    read_cell(&drawing, NULL, &answer);
    assert_int_equal(answer.n, 0);
    assert_true(answer.p_empty == 1);
}

static void only_the_symbols_asked_for(void **unused)
{
    struct drawing *drawing = drawing_new(1, 1);
    struct digit_answer answer;

    (void)unused;
    drawing_write(drawing, 0, 0, "DejaVu Sans 20", "9.05");
    read_cell(&drawing, "0123456789", &answer);
    for (int i = 0; i < answer.n; i++)
        assert_null(strchr(answer.guess[i].text, '.'));
}

/* A figure with a line through it, and what was written beside it. */
static void sees_what_was_struck_out(void **unused)
{
    struct drawing *drawing = drawing_new(1, 1);
    struct digit_answer answer;

    (void)unused;
    drawing_write(drawing, 0, 0, "DejaVu Sans 20", "38  64");
    drawing_stroke(drawing, 0, 0, 8, 32, 62, 29, 2);
    read_cell(&drawing, "0123456789#", &answer);
    assert_true(answer.n > 0);
    assert_string_equal(answer.guess[0].text, "#64");
}

/* Strokes at random: most of them spell nothing for sure. */
static void scribble(struct drawing *drawing, unsigned *random)
{
    int at[8];

    for (int i = 0; i < 8; i++) {
        *random = *random * 1664525U + 1013904223U;
        at[i] = (int)(*random >> 16) % 36;
    }
    drawing_stroke(drawing, 0, 0, 20 + at[0], 12 + at[1], 20 + at[2],
                   12 + at[3], 3);
    drawing_stroke(drawing, 0, 0, 50 + at[4], 12 + at[5], 50 + at[6],
                   12 + at[7], 3);
}

/* What is doubtful is looked at more than once; the answer, the same field
 * read again and the surprise all speak of the mean. */
static void doubt_is_shared_by_all_answers(void **unused)
{
    unsigned random = 7;
    int doubtful = 0;

    (void)unused;
    for (int i = 0; i < 40; i++) {
        struct drawing *drawing = drawing_new(1, 1);
        struct digit_answer answer, again;
        double p, sum;
        scribble(drawing, &random);
        read_cell(&drawing, NULL, &answer);
        digit_reader_read_again(reader, NULL, &again);
        assert_int_equal(again.n, answer.n);
        sum = answer.p_empty;
        for (int k = 0; k < answer.n; k++)
            sum += answer.guess[k].probability;
        assert_true(sum <= 1.0001);
        if (answer.n == 0 || answer.guess[0].probability > 0.8)
            continue;
        p = exp(-digit_reader_surprise(reader, answer.guess[0].text));
        assert_true(fabs(p - answer.guess[0].probability) < 0.02);
        assert_string_equal(again.guess[0].text, answer.guess[0].text);
        doubtful++;
    }
    assert_true(doubtful >= 5);
}

static struct digit_opinion opinion_of(const char *text, double score)
{
    struct digit_opinion opinion = {.n = 1};

    strcpy(opinion.candidate[0].text, text);
    strcpy(opinion.candidate[0].value, text);
    opinion.candidate[0].score = score;
    return opinion;
}

static struct reading reading_of(const char *text, double score)
{
    struct reading reading = {.n_candidates = 1};

    strcpy(reading.candidates[0].text, text);
    strcpy(reading.candidates[0].value, text);
    reading.candidates[0].score = score;
    return reading;
}

static void two_that_agree_are_surer(void **unused)
{
    struct digit_opinion opinion = opinion_of("12", 0.8);
    struct reading reading = reading_of("12", 0.7);

    (void)unused;
    digit_opinion_join(&opinion, 0.9, &reading);
    assert_int_equal(reading.n_candidates, 1);
    assert_true(reading.candidates[0].score > 0.85);
    assert_true(reading.candidates[0].score <= 1);
}

/* On handwriting Tesseract is rarely right, on print nearly always. */
static void trust_decides_between_two(void **unused)
{
    struct digit_opinion opinion = opinion_of("72", 0.6);
    struct reading print = reading_of("12", 0.9);
    struct reading hand = reading_of("12", 0.9);

    (void)unused;
    digit_opinion_join(&opinion, 0.95, &print);
    assert_int_equal(print.n_candidates, 2);
    assert_string_equal(print.candidates[0].value, "12");
    digit_opinion_join(&opinion, 0.4, &hand);
    assert_int_equal(hand.n_candidates, 2);
    assert_string_equal(hand.candidates[0].value, "72");
    assert_string_equal(hand.candidates[1].value, "12");
}

static void sure_means_sure(void **unused)
{
    struct digit_opinion sure = opinion_of("72", 0.99);
    struct digit_opinion unsure = opinion_of("72", 0.9);
    struct digit_opinion dash = {.p_dash = 0.98};

    (void)unused;
    assert_true(digit_opinion_is_sure(&sure));
    assert_false(digit_opinion_is_sure(&unsure));
    assert_true(digit_opinion_is_sure(&dash));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_print),
        cmocka_unit_test(reads_strokes_of_a_pen),
        cmocka_unit_test(blank_cell_is_empty),
        cmocka_unit_test(only_the_symbols_asked_for),
        cmocka_unit_test(sees_what_was_struck_out),
        cmocka_unit_test(doubt_is_shared_by_all_answers),
        cmocka_unit_test(two_that_agree_are_surer),
        cmocka_unit_test(trust_decides_between_two),
        cmocka_unit_test(sure_means_sure),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
