/* Figures that were struck out, with the new one above, beside, or in red. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <leptonica/allheaders.h>

#include "cell_drawing.h"
#include "open_reader.h"

enum { N = 6 };

static const char FONT[] = "DejaVu Sans 14", SMALL[] = "DejaVu Sans 12";
static const char *const PLAIN[N] = {"120", "48", "7", "905", "33", "64"};
/* A row of cells; those whose @is_plain is set hold PLAIN. */
static struct drawing *draw_row(const bool *is_plain)
{
    struct drawing *d = drawing_new(N, 1);

    for (int i = 0; i < N; i++)
        if (is_plain[i])
            drawing_write(d, i, 0, FONT, PLAIN[i]);
    return d;
}

static void read_page(const struct page *page, struct reading readings[N])
{
    struct ocr_cell cells[N] = {0};
    struct fault fault;

    for (int i = 0; i < N; i++) {
        cells[i].quad = drawing_quad(i, 0);
        cells[i].type = (struct value_type){.kind = VALUE_COUNT};
    }
    assert_int_equal(ocr_read_cells(reader, page, cells, N, readings, &fault),
                     ST_OK);
    for (int i = 0; i < N; i++)
        print_message("%d: %s %s, old %s\n", i,
                      ocr_state_text(readings[i].state),
                      readings[i].candidates[0].value, readings[i].old);
}

static void expect_plain(const struct reading *readings, const bool *is_plain)
{
    for (int i = 0; i < N; i++) {
        if (!is_plain[i])
            continue;
        assert_int_equal(readings[i].state, READ_VALUE);
        assert_string_equal(readings[i].candidates[0].value, PLAIN[i]);
        assert_string_equal(readings[i].old, "");
    }
}

/* What stood under a stroke can be seen but for a figure: a bar through the
 * middle of 3, 6, 8 or 9 takes with it what tells them from 0. */
static void expect_nearly(const char *seen, const char *was)
{
    int wrong = 0;

    assert_int_equal(strlen(seen), strlen(was));
    for (size_t i = 0; was[i] != '\0'; i++)
        wrong += seen[i] != was[i];
    assert_true(wrong <= 1);
}

static void expect_struck(const struct reading *reading, const char *value,
                          const char *old)
{
    assert_int_equal(reading->state, READ_STRUCK);
    assert_string_equal(reading->candidates[0].value, value);
    expect_nearly(reading->old, old);
}

static void a_correction_may_stand_above(void **state)
{
    static const bool is_plain[N] = {true, true, false, true, false, true};
    struct drawing *d = draw_row(is_plain);
    struct reading readings[N];
    struct page page;

    (void)state;
    for (int i = 2; i <= 4; i += 2) {
        drawing_write_at(d, i, 0, 65, 18, SMALL, i == 2 ? "316" : "57");
        drawing_write_at(d, i, 0, 65, 44, SMALL, i == 2 ? "421" : "75");
        drawing_stroke(d, i, 0, 38, 45, 92, 42, 2.2);
    }
    drawing_finish(&d, &page);
    read_page(&page, readings);
    drawing_clear_page(&page);
    expect_plain(readings, is_plain);
    expect_struck(&readings[2], "316", "421");
    expect_struck(&readings[4], "57", "75");
}

static void a_correction_may_stand_beside(void **state)
{
    static const bool is_plain[N] = {true, false, true, true, true, false};
    struct drawing *d = draw_row(is_plain);
    struct reading readings[N];
    struct page page;

    (void)state;
    drawing_write_at(d, 1, 0, 38, 31, FONT, "154");
    drawing_stroke(d, 1, 0, 14, 32, 62, 31, 2.2);
    drawing_write_at(d, 1, 0, 94, 31, FONT, "155");
    drawing_write_at(d, 5, 0, 38, 31, FONT, "29");
    drawing_stroke(d, 5, 0, 20, 32, 56, 30, 2.2);
    drawing_write_at(d, 5, 0, 94, 31, FONT, "27");
    drawing_finish(&d, &page);
    read_page(&page, readings);
    drawing_clear_page(&page);
    expect_plain(readings, is_plain);
    expect_struck(&readings[1], "155", "154");
    expect_struck(&readings[5], "27", "29");
}

/* Red is lifted off for the seals' sake; black alone shows the old figure. */
static void a_correction_may_be_red(void **state)
{
    static const bool is_plain[N] = {true, true, true, false, true, true};
    struct drawing *black = draw_row(is_plain), *all = draw_row(is_plain);
    struct reading readings[N], readings_of_grey[N];
    struct page page, with_red;

    (void)state;
    drawing_write_at(black, 3, 0, 38, 31, FONT, "152");
    drawing_write_at(all, 3, 0, 38, 31, FONT, "152");
    drawing_stroke(all, 3, 0, 14, 32, 62, 31, 2.2);
    drawing_write_at(all, 3, 0, 94, 31, FONT, "162");
    /* Part of a seal over a plain figure changes nothing. */
    drawing_stroke(all, 1, 0, 2, 10, 128, 52, 5);
    drawing_finish(&black, &page);
    drawing_finish(&all, &with_red);
    pixDestroy(&page.grey);
    page.grey = pixClone(with_red.grey);
    page.colour = pixConvertTo32(with_red.grey);
    read_page(&page, readings);
    /* of a scan without colour only seals are lifted, no pen */
    pixDestroy(&page.colour);
    read_page(&page, &readings_of_grey[0]);
    drawing_clear_page(&page);
    drawing_clear_page(&with_red);
    expect_plain(readings, is_plain);
    expect_struck(&readings[3], "162", "152");
    assert_string_equal(readings_of_grey[3].candidates[0].text, "152");
}

/* The correction stands off the black figure and is kept as a red pen's, the
 * strike lies on it and went with the seals. */
static void only_the_strike_may_have_been_lifted(void **state)
{
    static const bool is_plain[N] = {true, false, true, false, true, true};
    struct drawing *black = draw_row(is_plain), *all = draw_row(is_plain);
    struct reading readings[N];
    struct page page, with_red;

    (void)state;
    drawing_write_at(black, 1, 0, 38, 31, FONT, "152");
    drawing_write_at(black, 1, 0, 94, 31, FONT, "162");
    drawing_write_at(all, 1, 0, 38, 31, FONT, "152");
    drawing_write_at(all, 1, 0, 94, 31, FONT, "162");
    drawing_stroke(all, 1, 0, 14, 32, 62, 31, 2.2);
    drawing_write_at(black, 3, 0, 65, 18, SMALL, "316");
    drawing_write_at(black, 3, 0, 65, 44, SMALL, "421");
    drawing_write_at(all, 3, 0, 65, 18, SMALL, "316");
    drawing_write_at(all, 3, 0, 65, 44, SMALL, "421");
    drawing_stroke(all, 3, 0, 38, 45, 92, 42, 2.2);
    drawing_finish(&black, &page);
    drawing_finish(&all, &with_red);
    pixDestroy(&page.grey);
    page.grey = pixClone(with_red.grey);
    page.colour = pixConvertTo32(with_red.grey);
    read_page(&page, readings);
    pixDestroy(&page.colour);
    drawing_clear_page(&page);
    drawing_clear_page(&with_red);
    expect_plain(readings, is_plain);
    expect_struck(&readings[1], "162", "152");
    expect_struck(&readings[3], "316", "421");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_correction_may_stand_above),
        cmocka_unit_test(a_correction_may_stand_beside),
        cmocka_unit_test(a_correction_may_be_red),
        cmocka_unit_test(only_the_strike_may_have_been_lifted),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
