/* Pages that bear several tables, drawn and read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "drawn_tables.h"
#include "forms/print.h"
#include "forms/sheet.h"
#include "ocr/reader.h"
#include "scan/page.h"
#include "world.h"

enum { WIDE = 3508, TALL = 3000, LEFT = 200, TOP = 120, GAP = 130 };

/* Figures that a pen may leave in doubt are not what is asked here. */
enum { FEW = 2 };

static const char JUNE[] =
    "unit,青石镇\nyear,2025\nmonth,6\n\n"
    "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
    "上河村,1245,312,250,12,118,105,15,3,2,1,44\n"
    "梨树沟村,987,240,201,9,99,84,9,1,4,0,31\n"
    "石盘村,1530,388,301,21,140,122,18,5,3,2,58\n"
    "合计,3762,940,752,42,357,311,42,9,9,3,133\n";
static const char JULY[] =
    "unit,青石镇\nyear,2025\nmonth,7\n\n"
    "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
    "上河村,1246,313,251,13,118,105,15,4,3,1,45\n"
    "梨树沟村,984,239,200,8,99,84,9,1,4,0,31\n"
    "石盘村,1532,388,301,21,140,122,18,5,3,2,60\n"
    "合计,3762,940,752,42,357,311,42,10,10,3,136\n";
static const char MIGRANTS[] =
    "unit,青石镇\nyear,2025\nmonth,6\n\n"
    "unit,c1,c2,c3\n上河村,45,31,40\n梨树沟村,27,20,26\n石盘村,63,44,51\n"
    "合计,135,95,117\n";

static const struct form *form_of(const struct world *world, const char *id)
{
    return form_catalogue_lookup(&world->catalogue, id);
}

static const struct drawn_cut ALL = {.part = DRAWN_ALL};

static void read_all(struct world *world, const struct drawn *drawn,
                     struct sheet_set *set)
{
    struct page page = {0};
    struct fault fault = {""};

    assert_int_equal(scan_make_page(drawn->image, &page, &fault), ST_OK);
    if (sheet_read_all(&page, &world->catalogue, NULL, false, world->reader,
                       set, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    scan_page_clear(&page);
}

static void expect_sheet(const struct world *world, const struct sheet *sheet,
                         const char *form, const char *unit,
                         const char *period, const struct form_truth *truth)
{
    assert_string_equal(sheet->form, form);
    assert_string_equal(sheet->unit, unit);
    assert_string_equal(sheet->period, period);
    assert_int_equal(sheet->n_rows, truth->n_rows);
    assert_in_range(drawn_count_wrong(form_of(world, form), sheet, truth, NULL,
                                      NULL),
                    0, FEW);
}

static void two_months_one_above_the_other(void **state)
{
    struct world *world = *state;
    const struct form *form = form_of(world, "F5");
    struct sheet_set set;
    struct drawn drawn;
    struct scan_point end;

    drawn_start(&drawn, WIDE, TALL);
    end = drawn_add(&drawn, form, JUNE, ALL, LEFT, TOP);
    (void)drawn_add(&drawn, form, JULY, ALL, LEFT, (int)end.y + GAP);
    read_all(world, &drawn, &set);
    assert_int_equal(set.n_sheets, 2);
    expect_sheet(world, &set.sheets[0], "F5", "青石镇", "2025-06",
                 drawn.truths[0]);
    expect_sheet(world, &set.sheets[1], "F5", "青石镇", "2025-07",
                 drawn.truths[1]);
    assert_int_equal(set.sheets[0].n_unread + set.sheets[1].n_unread, 0);
    sheet_set_clear(&set);
    drawn_end(&drawn);
}

static void two_forms_side_by_side(void **state)
{
    struct world *world = *state;
    struct sheet_set set;
    struct drawn drawn;
    struct scan_point end;

    drawn_start(&drawn, 2 * WIDE, TALL);
    end = drawn_add(&drawn, form_of(world, "F5"), JUNE, ALL, LEFT, TOP);
    (void)drawn_add(&drawn, form_of(world, "F5"), JULY, ALL,
                    (int)end.x + 2 * GAP, TOP);
    read_all(world, &drawn, &set);
    assert_int_equal(set.n_sheets, 2);
    expect_sheet(world, &set.sheets[0], "F5", "青石镇", "2025-06",
                 drawn.truths[0]);
    expect_sheet(world, &set.sheets[1], "F5", "青石镇", "2025-07",
                 drawn.truths[1]);
    sheet_set_clear(&set);
    drawn_end(&drawn);
}

static void two_forms_upside_down(void **state)
{
    struct world *world = *state;
    struct sheet_set set;
    struct drawn drawn;
    struct scan_point end;

    drawn_start(&drawn, WIDE, TALL);
    end = drawn_add(&drawn, form_of(world, "F5"), JUNE, ALL, LEFT, TOP);
    (void)drawn_add(&drawn, form_of(world, "F11"), MIGRANTS, ALL, LEFT,
                    (int)end.y + GAP);
    pixRotate180(drawn.image, drawn.image);
    read_all(world, &drawn, &set);
    assert_int_equal(set.n_sheets, 2);
    assert_string_equal(set.sheets[0].form, "F5");
    assert_string_equal(set.sheets[0].period, "2025-06");
    assert_string_equal(set.sheets[1].form, "F11");
    assert_int_equal(set.sheets[1].n_rows, drawn.truths[1]->n_rows);
    sheet_set_clear(&set);
    drawn_end(&drawn);
}

/* A header over the first holds for the second, another form. */
static void one_header_for_both(void **state)
{
    static const char bare[] = "measure,人\n\n"
        "unit,c1,c2,c3\n上河村,45,31,40\n梨树沟村,27,20,26\n石盘村,63,44,51\n"
        "合计,135,95,117\n";
    struct world *world = *state;
    struct drawn_cut table = {.part = DRAWN_TABLE};
    struct sheet_set set;
    struct drawn drawn;
    struct scan_point end;

    drawn_start(&drawn, WIDE, TALL);
    end = drawn_add(&drawn, form_of(world, "F5"), JUNE, ALL, LEFT, TOP);
    (void)drawn_add(&drawn, form_of(world, "F11"), bare, table, LEFT,
                    (int)end.y + GAP);
    read_all(world, &drawn, &set);
    assert_int_equal(set.n_sheets, 2);
    expect_sheet(world, &set.sheets[1], "F11", "青石镇", "2025-06",
                 drawn.truths[1]);
    sheet_set_clear(&set);
    drawn_end(&drawn);
}

/* What fits no form is told, beside what does. */
static void a_foreign_table_is_told(void **state)
{
    struct world *world = *state;
    struct sheet_set set;
    struct drawn drawn;
    struct scan_point end;
    int y;

    drawn_start(&drawn, WIDE, TALL);
    end = drawn_add(&drawn, form_of(world, "F5"), JUNE, ALL, LEFT, TOP);
    y = (int)end.y + GAP;
    for (int i = 0; i <= 6; i++)
        pixRasterop(drawn.image, LEFT, y + 90 * i, 2000, 5, PIX_CLR, NULL, 0, 0);
    for (int i = 0; i <= 8; i++)
        pixRasterop(drawn.image, LEFT + 250 * i, y, 5, 545, PIX_CLR, NULL, 0, 0);
    read_all(world, &drawn, &set);
    assert_int_equal(set.n_sheets, 1);
    assert_string_equal(set.sheets[0].period, "2025-06");
    assert_int_equal(set.sheets[0].n_unread, 1);
    assert_in_range(set.sheets[0].unread[0].y, y - 20, y + 20);
    sheet_set_clear(&set);
    drawn_end(&drawn);
}

/* Nothing says which month the second is of: it has none, rather than to be
 * taken for the first come twice. */
static void a_second_month_without_a_name(void **state)
{
    struct world *world = *state;
    const struct form *form = form_of(world, "F5");
    struct drawn_cut table = {.part = DRAWN_TABLE};
    struct sheet_set set;
    struct drawn drawn;
    struct scan_point end;

    drawn_start(&drawn, WIDE, TALL);
    end = drawn_add(&drawn, form, JUNE, ALL, LEFT, TOP);
    (void)drawn_add(&drawn, form, JULY, table, LEFT, (int)end.y + GAP);
    read_all(world, &drawn, &set);
    assert_int_equal(set.n_sheets, 2);
    assert_string_equal(set.sheets[0].period, "2025-06");
    assert_string_equal(set.sheets[1].unit, "青石镇");
    assert_string_equal(set.sheets[1].period, "");
    sheet_set_clear(&set);
    drawn_end(&drawn);
}

/* The frame of one cannot be found and is placed by hand: the other is still
 * read. */
static void a_placed_table_leaves_the_other(void **state)
{
    struct world *world = *state;
    const struct form *form = form_of(world, "F5");
    struct fault fault = {""};
    struct page page = {0};
    struct sheet_set set;
    struct drawn drawn;
    struct scan_point end;
    struct scan_quad corners;
    double top, bottom;

    drawn_start(&drawn, WIDE, TALL);
    end = drawn_add(&drawn, form, JUNE, ALL, LEFT, TOP);
    (void)drawn_add(&drawn, form, JULY, (struct drawn_cut){.part = DRAWN_TABLE},
                    LEFT, (int)end.y + GAP);
    top = end.y + GAP + 4;
    bottom = form_truth_lookup(drawn.truths[1], 4, "unit")->quad.corner[3].y;
    corners.corner[0] = (struct scan_point){LEFT + 4, top};
    corners.corner[1] = (struct scan_point){
        form_truth_lookup(drawn.truths[1], 1, "c11")->quad.corner[1].x, top};
    corners.corner[2] = (struct scan_point){corners.corner[1].x, bottom};
    corners.corner[3] = (struct scan_point){LEFT + 4, bottom};
    assert_int_equal(scan_make_page(drawn.image, &page, &fault), ST_OK);
    if (sheet_read_placed(&page, &world->catalogue, "F5", &corners, false,
                          world->reader, &set, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    assert_int_equal(set.n_sheets, 2);
    assert_string_equal(set.sheets[0].period, "2025-06");
    assert_in_range(drawn_count_wrong(form, &set.sheets[1], drawn.truths[1],
                                      NULL, NULL),
                    0, FEW);
    scan_page_clear(&page);
    sheet_set_clear(&set);
    drawn_end(&drawn);
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

/* A book that lies open: each page is a sheet of its own, and the shadow between
 * them is no column of either. */
static void two_facing_pages(void **state)
{
    struct world *world = *state;
    const struct form *form = form_of(world, "F5");
    struct sheet_set set;
    struct drawn drawn;
    struct scan_point end;

    drawn_start(&drawn, 2 * WIDE, TALL);
    end = drawn_add(&drawn, form, JUNE, ALL, LEFT, TOP);
    shade(drawn.image, (int)end.x + 20, (int)end.x + 2 * GAP - 20);
    (void)drawn_add(&drawn, form, JULY, ALL, (int)end.x + 2 * GAP, TOP);
    read_all(world, &drawn, &set);
    assert_int_equal(set.n_sheets, 2);
    expect_sheet(world, &set.sheets[0], "F5", "青石镇", "2025-06",
                 drawn.truths[0]);
    expect_sheet(world, &set.sheets[1], "F5", "青石镇", "2025-07",
                 drawn.truths[1]);
    sheet_set_clear(&set);
    drawn_end(&drawn);
}

/* Half a table, left or right, has not the form's columns: it is refused, and
 * no column is taken for another. */
static void half_a_table_is_refused(void **state)
{
    static const struct drawn_cut halves[] = {
        {.part = DRAWN_TABLE, .last = "c5"},
        {.part = DRAWN_TABLE, .first = "c6"},
        {.part = DRAWN_NUMBERS, .first = "c6"},
    };
    struct world *world = *state;

    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
        struct page page = {0};
        struct fault fault = {""};
        struct sheet_set set;
        struct drawn drawn;
        drawn_start(&drawn, WIDE, TALL);
        (void)drawn_add(&drawn, form_of(world, "F5"), JUNE, halves[i], LEFT,
                        TOP);
        assert_int_equal(scan_make_page(drawn.image, &page, &fault), ST_OK);
        assert_int_equal(sheet_read_all(&page, &world->catalogue, NULL, false,
                                        world->reader, &set, &fault),
                         ST_DOUBT);
        assert_true(fault.text[0] != '\0');
        assert_int_equal(sheet_read_continued(
                             &page, &world->catalogue,
                             &(struct sheet_before){.form = "F5", .n_rows = 4},
                             false, world->reader, &set, &fault),
                         ST_DOUBT);
        scan_page_clear(&page);
        drawn_end(&drawn);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_months_one_above_the_other),
        cmocka_unit_test(two_forms_side_by_side),
        cmocka_unit_test(two_forms_upside_down),
        cmocka_unit_test(one_header_for_both),
        cmocka_unit_test(a_foreign_table_is_told),
        cmocka_unit_test(a_second_month_without_a_name),
        cmocka_unit_test(two_facing_pages),
        cmocka_unit_test(half_a_table_is_refused),
        cmocka_unit_test(a_placed_table_leaves_the_other),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
