/* Cells that no engine could read, told by those on the page that it could. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "ocr/word_likeness.h"

enum { SIDE = 40, MOST = 24 };

static const char *const WORDS[] = {"男", "女"};
static struct ocr_cell cell = {
    .type = {.kind = VALUE_CODE, .words = WORDS, .n_words = 2,
             .words_only = true}};

static struct field fields[MOST];
static struct reading readings[MOST];
static unsigned char ink[MOST][SIDE * SIDE];
static size_t n;

static int start(void **state)
{
    (void)state;
    memset(fields, 0, sizeof fields);
    memset(readings, 0, sizeof readings);
    memset(ink, 0, sizeof ink);
    n = 0;
    return 0;
}

/* Bars that lie (the first word) or stand, not twice at the same place. */
static void draw(unsigned char *to, bool standing, int shift)
{
    for (int bar = 0; bar < 3; bar++)
        for (int along = 4; along < 34; along++)
            for (int thick = 0; thick < 4; thick++) {
                int across = 5 + 11 * bar + thick + shift % 3;
                int x = standing ? across : along + shift % 2;
                int y = standing ? along + shift % 2 : across;
                to[y * SIDE + x] = 1;
            }
}

/* @word  index of what was read; -1: nothing */
static void add(bool standing, int word, double score)
{
    struct field *field = &fields[n];

    draw(ink[n], standing, (int)n);
    *field = (struct field){.cell = &cell, .reading = &readings[n],
                            .open = word < 0};
    field->patch = (struct cell_patch){.w = SIDE, .h = SIDE, .right = SIDE,
                                       .bottom = SIDE, .ink = ink[n]};
    field->blobs.n = 1;
    field->blobs.blob[0] = (struct cell_blob){.w = SIDE, .h = SIDE};
    readings[n].state = READ_VALUE;
    if (word >= 0) {
        readings[n].n_candidates = 1;
        strcpy(readings[n].candidates[0].text, WORDS[word]);
        strcpy(readings[n].candidates[0].value, WORDS[word]);
        readings[n].candidates[0].score = score;
    }
    n++;
}

static void unread_cells_are_told_by_their_looks(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        add(false, 0, 0.99);
        add(true, 1, 0.99);
    }
    add(false, -1, 0);
    add(true, 0, 0.5); /* read wrongly, and not surely */
    assert_int_equal(word_likeness_weigh(fields, n), ST_OK);
    assert_string_equal(readings[12].candidates[0].value, "男");
    assert_string_equal(readings[13].candidates[0].value, "女");
    assert_false(fields[12].open);
    for (size_t i = 12; i < n; i++) {
        assert_true(readings[i].candidates[0].score > 0.9);
        assert_true(readings[i].candidates[0].score < 0.99);
    }
    assert_true(readings[0].candidates[0].score == 0.99);
}

static void few_examples_leave_it_asked(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        add(false, 0, 0.99);
        add(true, 1, 0.99);
    }
    add(true, -1, 0);
    assert_int_equal(word_likeness_weigh(fields, n), ST_OK);
    assert_string_equal(readings[4].candidates[0].value, "女");
    assert_true(readings[4].candidates[0].score <= 0.95);
}

static void one_word_alone_tells_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++)
        add(false, 0, 0.99);
    add(true, -1, 0);
    assert_int_equal(word_likeness_weigh(fields, n), ST_OK);
    assert_int_equal(readings[6].n_candidates, 0);
    assert_true(fields[6].open);
}

static void examples_that_contradict_tell_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        add(i % 2 == 0, 0, 0.99);
        add(i % 2 == 0, 1, 0.99);
    }
    add(true, -1, 0);
    assert_int_equal(word_likeness_weigh(fields, n), ST_OK);
    assert_int_equal(readings[12].n_candidates, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(unread_cells_are_told_by_their_looks, start),
        cmocka_unit_test_setup(few_examples_leave_it_asked, start),
        cmocka_unit_test_setup(one_word_alone_tells_nothing, start),
        cmocka_unit_test_setup(examples_that_contradict_tell_nothing, start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
