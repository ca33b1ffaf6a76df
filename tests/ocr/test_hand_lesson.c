/* A hand that nobody else writes is learned from some dozen cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/sanitized.h"
#include "ocr/digits/strip_variant.h"
#include "ocr/hand_lesson.h"

enum { CELLS = 60, BYTES = 1 << 20 };

static const char PATH[] = TZ_BINARY_DIR "/test_hand_lesson.bin";
static const char AGAIN[] = TZ_BINARY_DIR "/test_hand_lesson_again.bin";

static struct hand_cell cells[CELLS];

static void fill(struct digit_strip *strip, int x, int y, int w, int h)
{
    for (int dy = 0; dy < h; dy++)
        memset(strip->ink + (y + dy) * strip->width + x, 255, (size_t)w);
}

/* Signs that stand for no digit anywhere else: 3 is three level bars, 5 a
 * frame with a bar through it, 8 two blocks. */
static void write_digit(struct digit_strip *strip, char digit, int x)
{
    switch (digit) {
    case '3':
        for (int i = 0; i < 3; i++)
            fill(strip, x, 4 + 12 * i, 16, 4);
        break;
    case '5':
        fill(strip, x, 2, 16, 3);
        fill(strip, x, 31, 16, 3);
        fill(strip, x, 2, 3, 32);
        fill(strip, x + 13, 2, 3, 32);
        fill(strip, x + 6, 8, 4, 20);
        break;
    default:
        fill(strip, x, 4, 14, 11);
        fill(strip, x, 21, 14, 11);
        break;
    }
}

static void write_cell(const char *text, enum hand_use use,
                       struct hand_cell *cell)
{
    *cell = (struct hand_cell){.use = use, .state = READ_VALUE,
                               .type = {.kind = VALUE_COUNT}};
    snprintf(cell->value, sizeof cell->value, "%s", text);
    cell->strip.width = 8 + 24 * (int)strlen(text);
    for (int i = 0; text[i] != '\0'; i++)
        write_digit(&cell->strip, text[i], 6 + 24 * i);
}

static int write_cells(void **state)
{
    static const char *const texts[] = {"3",  "5",  "8",  "35", "58",
                                        "83", "53", "38", "55", "88"};

    (void)state;
    for (int i = 0; i < CELLS; i++)
        write_cell(texts[i % 10], i % 5 == 4 ? HAND_JUDGE : HAND_LEARN,
                   &cells[i]);
    return 0;
}

static size_t read_file(const char *path, unsigned char *bytes)
{
    FILE *file = fopen(path, "rb");
    size_t n;

    assert_non_null(file);
    n = fread(bytes, 1, BYTES, file);
    fclose(file);
    return n;
}

static void a_strange_hand_is_learned(void **state)
{
    struct hand_figures before, after;

    (void)state;
    assert_int_equal(hand_lesson_judge(NULL, cells, CELLS, &before, NULL),
                     ST_OK);
    assert_int_equal(before.n_learned, 48);
    assert_int_equal(before.n_judged, 12);
    assert_true(before.right < 6);
    assert_int_equal(hand_lesson_learn(NULL, cells, CELLS, PATH, NULL), ST_OK);
    assert_int_equal(hand_lesson_judge(PATH, cells, CELLS, &after, NULL),
                     ST_OK);
    assert_true(after.right >= 11);
    assert_true(after.surprise < before.surprise);
    assert_true(hand_figures_better(&before, &after));
    assert_false(hand_figures_better(&after, &before));
    assert_int_equal(unlink(PATH), 0);
}

static void the_same_lesson_gives_the_same_weights(void **state)
{
    static unsigned char once[BYTES], twice[BYTES];
    size_t n;

    (void)state;
    if (SANITIZED)
        skip(); /* a lesson takes a minute there, and one was just given */
    assert_int_equal(hand_lesson_learn(NULL, cells, 5, PATH, NULL), ST_OK);
    assert_int_equal(hand_lesson_learn(NULL, cells, 5, AGAIN, NULL), ST_OK);
    n = read_file(PATH, once);
    assert_true(n > 1000);
    assert_int_equal(read_file(AGAIN, twice), n);
    assert_memory_equal(once, twice, n);
    assert_int_equal(unlink(PATH), 0);
    assert_int_equal(unlink(AGAIN), 0);
}

static void cells_without_figures_teach_nothing(void **state)
{
    struct hand_cell some[3];
    struct hand_figures figures;
    struct fault fault = {""};

    (void)state;
    write_cell("5", HAND_LEARN, &some[0]);
    some[0].state = READ_DITTO;
    write_cell("8", HAND_LEARN, &some[1]);
    some[1].type.kind = VALUE_TEXT;
    write_cell("3", HAND_JUDGE, &some[2]);
    assert_int_equal(hand_lesson_learn(NULL, some, 3, PATH, &fault), ST_NONE);
    assert_true(fault.text[0] != '\0');
    assert_int_equal(hand_lesson_judge(NULL, some, 3, &figures, NULL), ST_OK);
    assert_int_equal(figures.n_learned, 0);
    assert_int_equal(figures.n_judged, 1);
}

static void better_leaves_sure_cells_alone(void **state)
{
    struct hand_figures before = {.n_judged = 10, .right = 5, .n_kept = 100,
                                  .surprise = 2};
    struct hand_figures after = before;

    (void)state;
    assert_false(hand_figures_better(&before, &after));
    after.surprise = 1.9;
    assert_true(hand_figures_better(&before, &after));
    after.right = 9;
    after.kept_changed = 3;
    assert_false(hand_figures_better(&before, &after));
    after.kept_changed = 2;
    assert_true(hand_figures_better(&before, &after));
    after.right = 4;
    assert_false(hand_figures_better(&before, &after));
}

static long ink_of(const struct digit_strip *strip)
{
    long sum = 0;

    for (int i = 0; i < STRIP_HEIGHT * strip->width; i++)
        sum += strip->ink[i];
    return sum;
}

static void variants_are_the_same_writing(void **state)
{
    static struct digit_strip to, again, blank = {.width = 9};
    const struct digit_strip *from = &cells[7].strip;
    int other = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 40; seed++) {
        strip_variant_draw(from, seed, &to);
        strip_variant_draw(from, seed, &again);
        assert_int_equal(to.width, again.width);
        assert_memory_equal(to.ink, again.ink,
                            (size_t)(STRIP_HEIGHT * to.width));
        assert_in_range(to.width, 8 * from->width / 10, 12 * from->width / 10);
        assert_in_range(ink_of(&to), ink_of(from) / 2, 2 * ink_of(from));
        other += to.width != from->width;
        strip_variant_draw(&blank, seed, &to);
        assert_int_equal(ink_of(&to), 0);
    }
    assert_true(other > 20);
}

static void a_stretched_strip_keeps_its_ink(void **state)
{
    static struct digit_strip to;
    const struct digit_strip *from = &cells[7].strip;

    (void)state;
    strip_variant_stretch(from, 1, 1, &to);
    assert_int_equal(to.width, from->width);
    assert_memory_equal(to.ink, from->ink,
                        (size_t)(STRIP_HEIGHT * from->width));
    strip_variant_stretch(from, 1.5F, 1, &to);
    assert_int_equal(to.width, (3 * from->width + 1) / 2);
    assert_in_range(ink_of(&to), 13 * ink_of(from) / 10,
                    17 * ink_of(from) / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_strange_hand_is_learned),
        cmocka_unit_test(the_same_lesson_gives_the_same_weights),
        cmocka_unit_test(cells_without_figures_teach_nothing),
        cmocka_unit_test(better_leaves_sure_cells_alone),
        cmocka_unit_test(variants_are_the_same_writing),
        cmocka_unit_test(a_stretched_strip_keeps_its_ink),
    };
    return cmocka_run_group_tests(tests, write_cells, NULL);
}
