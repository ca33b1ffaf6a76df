/* One table across two pages of an open book, drawn and read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "drawn_tables.h"
#include "forms/print.h"
#include "forms/print_fill.h"
#include "forms/sheet.h"
#include "ocr/reader.h"
#include "scan/page.h"
#include "world.h"

enum { WIDE = 3508, TALL = 3000, BOTTOM = 2000 };

/* Figures that a pen may leave in doubt are not what is asked here. */
enum { FEW = 2 };

static const char JUNE[] = "unit,青石镇\nyear,2025\nmonth,6\n\n"
                           "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
                           "上河村,1245,312,250,12,118,105,15,3,2,1,44\n"
                           "梨树沟村,987,240,201,9,99,84,9,1,4,0,31\n"
                           "石盘村,1530,388,301,21,140,122,18,5,3,2,58\n"
                           "合计,3762,940,752,42,357,311,42,9,9,3,133\n";

static const struct form *form_of(const struct world *world, const char *id)
{
    return form_catalogue_lookup(&world->catalogue, id);
}

/* A band that darkens towards its middle, as between the pages of a book. */
static void shade(PIX *image, int left, int right)
{
    double middle = (left + right) / 2.0, half = (right - left) / 2.0;

    for (int x = left; x < right; x++) {
        double away = x < middle ? middle - x : x - middle;
        l_uint32 dark = (l_uint32)(90 + 165 * away / half);
        for (int y = 0; y < pixGetHeight(image); y++) {
            l_uint32 value = 255;
            (void)pixGetPixel(image, x, y, &value);
            if (value > dark)
                (void)pixSetPixel(image, x, y, dark);
        }
    }
}

struct halves {
    struct drawn_cut left, right;
    bool swapped;   /* the right half is drawn on the left */
    double lean[2]; /* degrees, of the left and of the right page */
    double curl;    /* px that lines bow towards the gutter */
    const char *left_csv, *right_csv;
};

static const struct halves PLAIN = {
    .left = {.part = DRAWN_ALL, .last = "c5"},
    .right = {.part = DRAWN_TABLE, .first = "c6"},
    .left_csv = JUNE,
    .right_csv = JUNE};

/* Lines run straight and then bend down into the gutter, which is at the right
 * of a left page and at the left of a right one. */
static void curl(PIX *image, bool left, double depth)
{
    PIX *flat = pixCopy(NULL, image);
    int w = pixGetWidth(image), h = pixGetHeight(image);

    pixSetAll(image);
    for (int x = 0; x < w; x++) {
        double to_gutter = left ? (double)x / w : 1 - (double)x / w;
        double down = to_gutter < 0.5
                          ? 0
                          : depth * (to_gutter - 0.5) * (to_gutter - 0.5) * 4;
        pixRasterop(image, x, (int)lround(down), 1, h, PIX_SRC, flat, x, 0);
    }
    pixDestroy(&flat);
}

/* How high a part of the form is drawn. */
static int height_of(const struct form *form, const char *csv,
                     struct drawn_cut cut)
{
    struct drawn drawn;
    int height;

    drawn_start(&drawn, WIDE, TALL);
    height = (int)drawn_add(&drawn, form, csv, cut, 100, 0).y;
    drawn_end(&drawn);
    return height;
}

/* Each page is drawn, bent and turned by itself and laid into the book; the
 * tables end at one height. */
static PIX *draw_book(const struct world *world, const struct halves *halves)
{
    PIX *book = pixCreate(2 * WIDE, TALL, 8);

    pixSetAll(book);
    pixSetResolution(book, 300, 300);
    for (int side = 0; side < 2; side++) {
        bool is_right = (side == 1) != halves->swapped;
        const struct form *form = form_of(world, "F5");
        const char *csv = is_right ? halves->right_csv : halves->left_csv;
        struct drawn_cut cut = is_right ? halves->right : halves->left;
        struct drawn drawn;
        PIX *turned;
        drawn_start(&drawn, WIDE, TALL);
        (void)drawn_add(&drawn, form, csv, cut,
                        side == 1 ? 120 : WIDE - (is_right ? 1600 : 2100),
                        BOTTOM - height_of(form, csv, cut));
        if (halves->curl > 0)
            curl(drawn.image, side == 0, halves->curl);
        turned = pixRotate(drawn.image,
                           (l_float32)(halves->lean[side] * 3.14159265 / 180),
                           L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0);
        pixRasterop(book, side * WIDE, 0, WIDE, TALL, PIX_SRC, turned, 0, 0);
        pixDestroy(&turned);
        drawn_end(&drawn);
    }
    shade(book, WIDE - 60, WIDE + 60);
    return book;
}

static enum status read_book(struct world *world, const struct halves *halves,
                             struct sheet_set *set, struct fault *fault)
{
    PIX *book = draw_book(world, halves);
    struct page page = {0};
    enum status rc;

    assert_int_equal(scan_make_page(book, &page, fault), ST_OK);
    rc = sheet_read_all(&page, &world->catalogue, NULL, false, world->reader,
                        set, fault);
    scan_page_clear(&page);
    pixDestroy(&book);
    return rc;
}

static int count_misread(const struct form *form, const struct sheet *sheet,
                         const char *csv)
{
    struct form_fill *fill = NULL;
    struct fault fault = {""};
    int wrong = 0;

    assert_int_equal(form_fill_parse(csv, strlen(csv), form->id, &fill, &fault),
                     ST_OK);
    for (size_t r = 0; r < fill->n_rows; r++)
        for (size_t c = 0; c < form->n_columns; c++) {
            const char *want =
                form_fill_cell(fill, r, form->columns[c].code)->text;
            const struct sheet_cell *cell =
                sheet_lookup(sheet, (int)r + 1, (int)c);
            assert_non_null(cell);
            if (form->columns[c].type.kind == VALUE_TEXT ||
                strcmp(cell->reading.candidates[0].value, want) == 0)
                continue;
            wrong++;
            print_message("row %zu %s: \"%s\", want \"%s\"\n", r + 1,
                          form->columns[c].code,
                          cell->reading.candidates[0].value, want);
        }
    form_fill_free(&fill);
    return wrong;
}

/* Columns to c5 lie on the left of the gutter, the others on its right. */
static void expect_sides(const struct sheet *sheet, bool swapped)
{
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const struct sheet_cell *cell = &sheet->cells[i];
        bool is_right = cell->column > 5;
        if (cell->row == 0)
            continue;
        assert_int_equal(cell->box.x > WIDE, is_right != swapped);
    }
}

static void expect_stitched(struct world *world, const struct halves *halves)
{
    const struct form *form = form_of(world, "F5");
    struct fault fault = {""};
    struct sheet_set set;

    if (read_book(world, halves, &set, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    assert_int_equal(set.n_sheets, 1);
    assert_string_equal(set.sheets[0].form, "F5");
    assert_int_equal(set.sheets[0].n_rows, 4);
    assert_int_equal(set.sheets[0].n_unread, 0);
    assert_int_equal(set.sheets[0].n_columns, 0);
    assert_int_equal(set.sheets[0].rows[3].kind, SHEET_ROW_TOTAL);
    expect_sides(&set.sheets[0], halves->swapped);
    assert_in_range(count_misread(form, &set.sheets[0], JUNE), 0, FEW);
    sheet_set_clear(&set);
}

static void a_table_across_the_gutter_is_one_sheet(void **state)
{
    struct world *world = *state;
    struct fault fault = {""};
    struct sheet_set set;

    expect_stitched(world, &PLAIN);
    assert_int_equal(read_book(world, &PLAIN, &set, &fault), ST_OK);
    assert_string_equal(set.sheets[0].unit, "青石镇");
    assert_string_equal(set.sheets[0].period, "2025-06");
    sheet_set_clear(&set);
}

static void a_book_that_lies_open_is_stitched(void **state)
{
    struct halves halves = PLAIN;

    halves.lean[0] = 1.2;
    halves.lean[1] = -0.9;
    expect_stitched(*state, &halves);
    halves.lean[0] = halves.lean[1] = 0;
    halves.curl = 40;
    expect_stitched(*state, &halves);
    halves.lean[0] = -0.8;
    halves.lean[1] = 1;
    expect_stitched(*state, &halves);
}

/* The numbers say which half is which, wherever it lies. */
static void halves_the_wrong_way_round_are_put_right(void **state)
{
    struct halves halves = PLAIN;

    halves.swapped = true;
    expect_stitched(*state, &halves);
}

/* Nothing but the column numbers on the right page. */
static void column_numbers_alone_stitch(void **state)
{
    struct halves halves = PLAIN;

    halves.right.part = DRAWN_NUMBERS;
    expect_stitched(*state, &halves);
}

static void rows_that_do_not_agree_are_refused(void **state)
{
    struct halves halves = PLAIN;
    struct fault fault = {""};
    struct sheet_set set;

    halves.right_csv = "unit,青石镇\nyear,2025\nmonth,6\n\n"
                       "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
                       "上河村,1245,312,250,12,118,105,15,3,2,1,44\n"
                       "石盘村,1530,388,301,21,140,122,18,5,3,2,58\n"
                       "合计,3762,940,752,42,357,311,42,9,9,3,133\n";
    assert_int_equal(read_book(*state, &halves, &set, &fault), ST_DOUBT);
    assert_non_null(strstr(fault.text, "has 4 rows and the right one 3"));
}

/* Corners of the body and header of what was drawn, px of the image. */
static struct scan_quad corners_of(const struct form_truth *truth,
                                   const char *first, const char *last,
                                   int n_rows, double top)
{
    struct scan_quad low = form_truth_lookup(truth, n_rows, first)->quad;
    struct scan_quad far = form_truth_lookup(truth, n_rows, last)->quad;

    return (struct scan_quad){{{low.corner[3].x, top},
                               {far.corner[2].x, top},
                               far.corner[2],
                               low.corner[3]}};
}

/* One half placed by hand; the other is beside it, or on another image. */
static void a_placed_half_finds_the_other(void **state)
{
    struct world *world = *state;
    const struct form *form = form_of(world, "F5");
    struct drawn_cut left = {.part = DRAWN_TABLE, .last = "c5"};
    struct drawn_cut right = {.part = DRAWN_TABLE, .first = "c6"};

    for (int both = 0; both <= 1; both++) {
        struct fault fault = {""};
        struct page page = {0};
        struct sheet_set set;
        struct drawn drawn;
        struct scan_quad corners;
        drawn_start(&drawn, 2 * WIDE, TALL);
        (void)drawn_add(&drawn, form, JUNE, right, WIDE + 100, 400);
        if (both)
            (void)drawn_add(&drawn, form, JUNE, left, WIDE - 2100, 400);
        corners = corners_of(drawn.truths[0], "c6", "c11", 4, 404);
        assert_int_equal(scan_make_page(drawn.image, &page, &fault), ST_OK);
        if (sheet_read_placed(&page, &world->catalogue, "F5", &corners, false,
                              world->reader, &set, &fault) != ST_OK)
            fail_msg("%s", fault.text);
        assert_int_equal(set.n_sheets, 1);
        assert_int_equal(set.sheets[0].n_rows, 4);
        assert_int_equal(set.sheets[0].first_column, both ? 0 : 6);
        assert_int_equal(set.sheets[0].n_columns, both ? 0 : 6);
        if (both)
            assert_in_range(count_misread(form, &set.sheets[0], JUNE), 0, FEW);
        sheet_set_clear(&set);
        scan_page_clear(&page);
        drawn_end(&drawn);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_across_the_gutter_is_one_sheet),
        cmocka_unit_test(a_book_that_lies_open_is_stitched),
        cmocka_unit_test(halves_the_wrong_way_round_are_put_right),
        cmocka_unit_test(column_numbers_alone_stitch),
        cmocka_unit_test(rows_that_do_not_agree_are_refused),
        cmocka_unit_test(a_placed_half_finds_the_other),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
