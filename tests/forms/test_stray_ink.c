/* Strokes drawn over the lines of a page whose cells are known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/definition.h"
#include "forms/print.h"
#include "forms/sheet.h"
#include "ocr/reader.h"
#include "scan/page.h"

static const char FILL[] =
    "unit,青石镇计生办\nyear,2025\nmonth,12\nform_no,计生月1表\n\n"
    "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
    "上河村,1024,256,198,7,88,99,4,3,1,2,36\n"
    "梨树沟村,893,230,178,9,75,91,3,0,1,1,21\n"
    "石盘村,1120,319,240,5,102,128,5,2,2,2,40\n"
    "合计,3037,805,616,21,265,318,12,5,4,5,97\n";

struct world {
    struct form_catalogue catalogue;
    const struct form *form;
    struct ocr_reader *reader;
    PIX *image;
    struct form_truth *truth;
    struct sheet sheet;
};

static int open_world(void **state)
{
    static struct world world;
    struct fault fault = {""};

    assert_int_equal(form_catalogue_load(NULL, &world.catalogue, &fault),
                     ST_OK);
    assert_int_equal(ocr_reader_open(&world.reader, &fault), ST_OK);
    world.form = form_catalogue_lookup(&world.catalogue, "F5");
    *state = &world;
    return 0;
}

static int close_world(void **state)
{
    struct world *world = *state;

    ocr_reader_close(&world->reader);
    form_catalogue_clear(&world->catalogue);
    return 0;
}

static int draw(void **state)
{
    struct world *world = *state;
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct form_fill *fill = NULL;
    struct fault fault = {""};

    style.dpi = 200;
    assert_int_equal(
        form_fill_parse(FILL, sizeof FILL - 1, "fill", &fill, &fault), ST_OK);
    assert_int_equal(form_print(world->form, fill, style, &world->image,
                                &world->truth, &fault),
                     ST_OK);
    form_fill_free(&fill);
    return 0;
}

static int wipe(void **state)
{
    struct world *world = *state;

    sheet_clear(&world->sheet);
    pixDestroy(&world->image);
    form_truth_free(&world->truth);
    return 0;
}

/* A black box, @x and @y from a corner of a cell (0 top left ... 3 bottom
 * left). */
static void ink(struct world *world, int row, const char *column, int corner,
                int x, int y, int w, int h)
{
    const struct form_truth_cell *cell =
        form_truth_lookup(world->truth, row, column);
    int left = (int)cell->quad.corner[corner].x + x;
    int top = (int)cell->quad.corner[corner].y + y;

    for (int j = top; j < top + h; j++)
        for (int i = left; i < left + w; i++)
            pixSetPixel(world->image, i, j, 0);
}

static void read_sheet(struct world *world)
{
    struct fault fault = {""};
    struct page page = {0};

    assert_int_equal(scan_make_page(world->image, &page, &fault), ST_OK);
    if (sheet_read(&page, &world->catalogue, "F5", false, world->reader,
                   &world->sheet, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    scan_page_clear(&page);
}

static int cell_at(const struct world *world, int row, const char *column)
{
    const struct sheet_cell *cell =
        sheet_lookup(&world->sheet, row, form_find_column(world->form, column));

    assert_non_null(cell);
    return (int)(cell - world->sheet.cells);
}

static const struct sheet_stray *between(const struct world *world, int a,
                                         int b)
{
    for (size_t i = 0; i < world->sheet.n_strays; i++) {
        const struct sheet_stray *stray = &world->sheet.strays[i];
        if ((stray->cell == a && stray->other == b) ||
            (stray->cell == b && stray->other == a))
            return stray;
    }
    return NULL;
}

static void a_clean_page_has_none(void **state)
{
    struct world *world = *state;

    read_sheet(world);
    assert_int_equal(world->sheet.n_strays, 0);
}

/* As a figure written into the gap between two rows. */
static void ink_on_a_rule_belongs_to_no_cell(void **state)
{
    struct world *world = *state;
    const struct sheet_stray *stray;
    const struct form_truth_cell *cell =
        form_truth_lookup(world->truth, 1, "c3");

    ink(world, 1, "c3", 3, 40, -16, 5, 32);
    read_sheet(world);
    assert_int_equal(world->sheet.n_strays, 1);
    stray = between(world, cell_at(world, 1, "c3"), cell_at(world, 2, "c3"));
    assert_non_null(stray);
    assert_false(stray->touches);
    assert_in_range(stray->box.x, (int)cell->quad.corner[3].x + 37,
                    (int)cell->quad.corner[3].x + 42);
    assert_in_range(stray->box.h, 28, 37);
}

static void writing_that_reaches_down_has_its_cell(void **state)
{
    struct world *world = *state;
    const struct sheet_stray *stray;

    ink(world, 2, "c6", 3, 30, -44, 5, 60);
    read_sheet(world);
    assert_int_equal(world->sheet.n_strays, 1);
    stray = &world->sheet.strays[0];
    assert_true(stray->touches);
    assert_int_equal(stray->cell, cell_at(world, 2, "c6"));
    assert_int_equal(stray->other, cell_at(world, 3, "c6"));
}

static void writing_that_reaches_sideways_too(void **state)
{
    struct world *world = *state;
    const struct sheet_stray *stray;

    ink(world, 3, "c9", 1, -40, 14, 55, 5);
    read_sheet(world);
    assert_int_equal(world->sheet.n_strays, 1);
    stray = &world->sheet.strays[0];
    assert_true(stray->touches);
    assert_int_equal(stray->cell, cell_at(world, 3, "c9"));
    assert_int_equal(stray->other, cell_at(world, 3, "c10"));
}

static void ink_across_the_frame_is_told(void **state)
{
    struct world *world = *state;
    const struct sheet_stray *stray;

    ink(world, 4, "c2", 3, 30, -18, 5, 36);
    read_sheet(world);
    assert_int_equal(world->sheet.n_strays, 1);
    stray = between(world, cell_at(world, 4, "c2"), -1);
    assert_non_null(stray);
    assert_false(stray->touches);
}

/* A slip of the pen, a fold, a speck on the rule: nothing to say. */
static void trifles_are_not_told(void **state)
{
    struct world *world = *state;

    ink(world, 2, "c6", 3, 30, -44, 5, 48);
    ink(world, 1, "c4", 0, 20, -300, 3, 700);
    ink(world, 1, "c8", 3, 30, -4, 6, 8);
    read_sheet(world);
    assert_int_equal(world->sheet.n_strays, 0);
}

/* Two pages' tables on one sheet of paper. */
static void a_second_table_is_told(void **state)
{
    struct world *world = *state;
    int w = pixGetWidth(world->image), h = pixGetHeight(world->image);
    PIX *both = pixCreate(w, 2 * h, pixGetDepth(world->image));

    pixSetAll(both);
    pixCopyResolution(both, world->image);
    pixRasterop(both, 0, 0, w, h, PIX_SRC, world->image, 0, 0);
    pixRasterop(both, 0, h, w, h, PIX_SRC, world->image, 0, 0);
    pixDestroy(&world->image);
    world->image = both;
    read_sheet(world);
    assert_int_equal(world->sheet.n_unread, 1);
    assert_true(world->sheet.unread[0].w > w / 2);
}

int main(void)
{
#define WITH_PAGE(test) cmocka_unit_test_setup_teardown(test, draw, wipe)
    const struct CMUnitTest tests[] = {
        WITH_PAGE(a_clean_page_has_none),
        WITH_PAGE(ink_on_a_rule_belongs_to_no_cell),
        WITH_PAGE(writing_that_reaches_down_has_its_cell),
        WITH_PAGE(writing_that_reaches_sideways_too),
        WITH_PAGE(ink_across_the_frame_is_told),
        WITH_PAGE(trifles_are_not_told),
        WITH_PAGE(a_second_table_is_told),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
