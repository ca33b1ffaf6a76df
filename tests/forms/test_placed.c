/* Pages whose frame nobody finds are read between four corners given by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <leptonica/allheaders.h>

#include "forms/definition.h"
#include "forms/grid.h"
#include "forms/print.h"
#include "forms/sheet.h"
#include "ocr/reader.h"
#include "scan/corner_map.h"
#include "scan/page.h"
#include "world.h"

static const char FILL[] =
    "unit,青石镇计生办\nyear,2025\nmonth,12\nform_no,计生月1表\n\n"
    "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
    "上河村,1024,256,198,7,88,99,4,3,1,2,36\n"
    "梨树沟村,893,230,178,9,75,91,3,0,1,1,21\n"
    "石盘村,1120,319,240,5,102,128,5,2,2,2,40\n"
    "桃花村,1208,322,251,6,107,132,6,3,1,4,41\n"
    "合计,4245,1127,867,27,372,450,18,8,5,9,138\n";
enum { ROWS = 5, FIGURES = 55, NEAR_PX = 12 };

/* A drawn page, where its table lies on it, and what was written. */
struct paper {
    PIX *image;
    struct scan_quad corners; /* px of image */
    struct form_truth *truth;
};

static struct scan_quad find_corners(PIX *image)
{
    struct fault fault = {""};
    struct page page = {0};
    struct grid_set set = {0};
    struct scan_quad quad;

    assert_int_equal(scan_make_page(image, &page, &fault), ST_OK);
    assert_int_equal(grid_find(&page, &set, &fault), ST_OK);
    assert_int_equal(set.n_grids, 1);
    quad = grid_quad(&set.grids[0], 0, 0, set.grids[0].n_rows,
                     set.grids[0].n_columns);
    for (int i = 0; i < 4; i++)
        quad.corner[i] = scan_to_original(&page, quad.corner[i]);
    grid_set_clear(&set);
    scan_page_clear(&page);
    return quad;
}

static struct paper draw(const struct world *world,
                         struct form_print_style style)
{
    const struct form *form = form_catalogue_lookup(&world->catalogue, "F5");
    struct form_print_style clean = style;
    struct form_fill *fill = NULL;
    struct fault fault = {""};
    struct paper paper = {NULL, {{{0, 0}}}, NULL};
    PIX *whole = NULL;

    clean.broken_share = 0;
    assert_int_equal(
        form_fill_parse(FILL, sizeof FILL - 1, "fill", &fill, &fault), ST_OK);
    assert_int_equal(form_print(form, fill, clean, &whole, NULL, &fault),
                     ST_OK);
    assert_int_equal(
        form_print(form, fill, style, &paper.image, &paper.truth, &fault),
        ST_OK);
    paper.corners = find_corners(whole);
    pixDestroy(&whole);
    form_fill_free(&fill);
    return paper;
}

static void clear(struct paper *paper)
{
    pixDestroy(&paper->image);
    form_truth_free(&paper->truth);
}

static struct form_print_style plain_style(void)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;

    style.dpi = 200;
    return style;
}

/* White out a strip of @px around the way from corner @a to @b. */
static void wipe_side(const struct paper *paper, int a, int b, int px)
{
    struct scan_point p = paper->corners.corner[a];
    struct scan_point q = paper->corners.corner[b];
    int x = (int)(p.x < q.x ? p.x : q.x) - px;
    int y = (int)(p.y < q.y ? p.y : q.y) - px;
    int w = abs((int)(p.x - q.x)) + 2 * px, h = abs((int)(p.y - q.y)) + 2 * px;

    pixRasterop(paper->image, x, y, w, h, PIX_SET, NULL, 0, 0);
}

static enum status read(struct world *world, const struct paper *paper,
                        const char *id, const struct scan_quad *corners,
                        struct sheet *sheet, struct page *page,
                        struct fault *fault)
{
    struct sheet_set set;
    enum status rc;

    assert_int_equal(scan_make_page(paper->image, page, fault), ST_OK);
    rc = sheet_read_placed(page, &world->catalogue, id, corners, false,
                           world->reader, &set, fault);
    if (rc == ST_OK) {
        assert_int_equal(set.n_sheets, 1);
        *sheet = set.sheets[0];
        free(set.sheets);
    }
    if (rc != ST_OK)
        print_message("%s\n", fault->text);
    return rc;
}

/* The cell's middle is the drawn one's: nothing is shifted. */
static void expect_in_place(const struct sheet_cell *got,
                            const struct form_truth_cell *want)
{
    const struct scan_point *c = want->quad.corner;
    double x = (c[0].x + c[1].x + c[2].x + c[3].x) / 4;
    double y = (c[0].y + c[1].y + c[2].y + c[3].y) / 4;

    assert_true(fabs(got->box.x + got->box.w / 2.0 - x) < NEAR_PX);
    assert_true(fabs(got->box.y + got->box.h / 2.0 - y) < NEAR_PX);
}

/* Every cell in its place, and what was written is read. */
static void expect_figures(struct world *world, const struct paper *paper)
{
    const struct form *form = form_catalogue_lookup(&world->catalogue, "F5");
    struct sheet sheet = {0};
    struct page page = {0};
    struct fault fault = {""};
    int right = 0;

    assert_int_equal(
        read(world, paper, "F5", &paper->corners, &sheet, &page, &fault),
        ST_OK);
    assert_int_equal(sheet.n_rows, ROWS);
    for (size_t i = 0; i < paper->truth->n_cells; i++) {
        const struct form_truth_cell *want = &paper->truth->cells[i];
        int column = form_find_column(form, want->column);
        const struct sheet_cell *got = sheet_lookup(&sheet, want->row, column);
        if (want->row == 0 || column == 0)
            continue;
        assert_non_null(got);
        if (strcmp(got->reading.candidates[0].value, want->value) == 0)
            right++;
        else
            print_message("row %d %s: \"%s\", want \"%s\"\n", want->row,
                          want->column, got->reading.candidates[0].value,
                          want->value);
        expect_in_place(got, want);
    }
    /* What a broken rule leaves in a cell may be read as a digit. */
    assert_true(right >= FIGURES - 1);
    assert_string_equal(sheet.form, "F5");
    assert_int_equal(sheet.rows[ROWS - 1].kind, SHEET_ROW_TOTAL);
    sheet_clear(&sheet);
    scan_page_clear(&page);
}

/* The same page without placing it: refused, or there would be no need. */
static void expect_refused_unplaced(struct world *world,
                                    const struct paper *paper)
{
    struct sheet sheet = {0};
    struct page page = {0};
    struct fault fault = {""};

    assert_int_equal(scan_make_page(paper->image, &page, &fault), ST_OK);
    assert_int_equal(sheet_read(&page, &world->catalogue, NULL, false,
                                world->reader, &sheet, &fault),
                     ST_DOUBT);
    sheet_clear(&sheet);
    scan_page_clear(&page);
}

static void a_whole_page_is_read_between_its_corners(void **state)
{
    struct paper paper = draw(*state, plain_style());

    expect_figures(*state, &paper);
    clear(&paper);
}

static void a_page_without_a_frame_is_read(void **state)
{
    struct form_print_style style = plain_style();
    struct paper paper;
    struct scan_point *c;

    style.broken_share = 0.4;
    paper = draw(*state, style);
    c = paper.corners.corner;
    wipe_side(&paper, 0, 1, 5);
    wipe_side(&paper, 1, 2, 5);
    wipe_side(&paper, 2, 3, 5);
    wipe_side(&paper, 3, 0, 5);
    /* and a fold that took the header's rules and words away */
    pixRasterop(paper.image, (int)c[0].x, (int)c[0].y,
                (int)((c[1].x - c[0].x) * 0.3), 90, PIX_SET, NULL, 0, 0);
    expect_refused_unplaced(*state, &paper);
    expect_figures(*state, &paper);
    clear(&paper);
}

static void corners_that_are_a_little_off_will_do(void **state)
{
    static const double off[4][2] = {{7, -6}, {-6, 5}, {6, 7}, {-7, -6}};
    struct paper paper = draw(*state, plain_style());

    for (int i = 0; i < 4; i++) {
        paper.corners.corner[i].x += off[i][0];
        paper.corners.corner[i].y += off[i][1];
    }
    expect_figures(*state, &paper);
    clear(&paper);
}

/* Corners and drawn cells go where the image's points go. */
static void move_points(struct paper *paper,
                        struct scan_point (*move)(struct scan_point,
                                                  const void *),
                        const void *how)
{
    for (int i = 0; i < 4; i++)
        paper->corners.corner[i] = move(paper->corners.corner[i], how);
    for (size_t i = 0; i < paper->truth->n_cells; i++)
        for (int k = 0; k < 4; k++) {
            struct scan_point *p = &paper->truth->cells[i].quad.corner[k];
            *p = move(*p, how);
        }
}

static struct scan_point move_by_map(struct scan_point at, const void *how)
{
    return corner_map_apply(how, at);
}

/* By a quarter clockwise; @how: the height before. */
static struct scan_point move_by_turn(struct scan_point at, const void *how)
{
    return (struct scan_point){*(const int *)how - at.y, at.x};
}

/* As a phone held aslant sees it: the far side is shorter. */
static void warp(struct paper *paper)
{
    int w = pixGetWidth(paper->image), h = pixGetHeight(paper->image);
    struct scan_quad from = {{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    struct scan_quad to = {{{0.10 * w, 0.02 * h},
                            {0.93 * w, 0.08 * h},
                            {0.99 * w, 0.98 * h},
                            {0.01 * w, 0.91 * h}}};
    struct corner_map map;
    PTA *src = ptaCreate(4), *dst = ptaCreate(4);
    PIX *warped;

    for (int i = 0; i < 4; i++) {
        ptaAddPt(src, (float)from.corner[i].x, (float)from.corner[i].y);
        ptaAddPt(dst, (float)to.corner[i].x, (float)to.corner[i].y);
    }
    warped = pixProjectivePta(paper->image, dst, src, L_BRING_IN_WHITE);
    assert_non_null(warped);
    pixCopyResolution(warped, paper->image);
    assert_true(corner_map_make(w, h, &to, &map));
    move_points(paper, move_by_map, &map);
    pixDestroy(&paper->image);
    paper->image = warped;
    ptaDestroy(&src);
    ptaDestroy(&dst);
}

static void a_photograph_held_aslant_is_read(void **state)
{
    struct paper paper = draw(*state, plain_style());

    warp(&paper);
    expect_figures(*state, &paper);
    clear(&paper);
}

static void the_corners_say_which_way_is_up(void **state)
{
    struct paper paper = draw(*state, plain_style());
    int h = pixGetHeight(paper.image);
    PIX *turned = pixRotateOrth(paper.image, 1);

    move_points(&paper, move_by_turn, &h);
    pixCopyResolution(turned, paper.image);
    pixDestroy(&paper.image);
    paper.image = turned;
    expect_figures(*state, &paper);
    clear(&paper);
}

static void expect_refusal(struct world *world, const struct paper *paper,
                           const struct scan_quad *corners, enum status wanted,
                           const char *words)
{
    struct sheet sheet = {0};
    struct page page = {0};
    struct fault fault = {""};

    assert_int_equal(read(world, paper, "F5", corners, &sheet, &page, &fault),
                     wanted);
    if (strstr(fault.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", fault.text, words);
    assert_null(sheet.cells);
    scan_page_clear(&page);
}

static void wrong_corners_are_refused(void **state)
{
    struct paper paper = draw(*state, plain_style());
    const struct scan_point *c = paper.corners.corner;
    struct scan_quad crossed = {{c[0], c[2], c[1], c[3]}};
    struct scan_quad mirrored = {{c[1], c[0], c[3], c[2]}};
    struct scan_quad outside = {{c[0], c[1], {c[2].x + 9000, c[2].y}, c[3]}};
    struct scan_quad point = {{c[0], c[0], c[0], c[0]}};
    struct scan_quad upside_down = {{c[2], c[3], c[0], c[1]}};
    double quarter = (c[1].x - c[0].x) / 4;
    struct scan_quad middle = {{{c[0].x + quarter, c[0].y},
                                {c[1].x - quarter, c[1].y},
                                {c[2].x - quarter, c[2].y},
                                {c[3].x + quarter, c[3].y}}};

    expect_refusal(*state, &paper, &crossed, ST_INPUT, "crosses over");
    expect_refusal(*state, &paper, &mirrored, ST_INPUT, "wrong way");
    expect_refusal(*state, &paper, &outside, ST_INPUT, "outside of the image");
    expect_refusal(*state, &paper, &point, ST_INPUT, "enclose no table");
    expect_refusal(*state, &paper, &upside_down, ST_DOUBT, "does not lie");
    expect_refusal(*state, &paper, &middle, ST_DOUBT, "does not lie");
    clear(&paper);
}

/* Corners of the left half of the columns: the half that its printed numbers
 * say, every cell in its place. */
static void half_of_the_columns_is_read_as_half(void **state)
{
    struct world *world = *state;
    const struct form *form = form_catalogue_lookup(&world->catalogue, "F5");
    struct paper paper = draw(world, plain_style());
    struct scan_quad half = paper.corners;
    struct sheet sheet = {0};
    struct page page = {0};
    struct fault fault = {""};
    int seen = 0;

    half.corner[1].x = (half.corner[0].x + half.corner[1].x) / 2;
    half.corner[2].x = (half.corner[3].x + half.corner[2].x) / 2;
    assert_int_equal(read(world, &paper, "F5", &half, &sheet, &page, &fault),
                     ST_OK);
    assert_int_equal(sheet.first_column, 0);
    assert_true(sheet.n_columns > 2 && sheet.n_columns < (int)form->n_columns);
    for (size_t i = 0; i < paper.truth->n_cells; i++) {
        const struct form_truth_cell *want = &paper.truth->cells[i];
        int column = form_find_column(form, want->column);
        const struct sheet_cell *got = sheet_lookup(&sheet, want->row, column);
        if (want->row == 0 || column == 0 || column + 1 >= sheet.n_columns)
            continue;
        assert_non_null(got);
        expect_in_place(got, want);
        seen++;
    }
    assert_true(seen > 0);
    sheet_clear(&sheet);
    scan_page_clear(&page);
    clear(&paper);
}

static void a_form_without_widths_is_refused(void **state)
{
    struct world *world = *state;
    struct paper paper = draw(world, plain_style());
    struct sheet sheet = {0};
    struct page page = {0};
    struct fault fault = {""};

    assert_int_equal(read(world, &paper, "congo-climate", &paper.corners,
                          &sheet, &page, &fault),
                     ST_INPUT);
    assert_non_null(strstr(fault.text, "how wide"));
    scan_page_clear(&page);
    clear(&paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_page_is_read_between_its_corners),
        cmocka_unit_test(a_page_without_a_frame_is_read),
        cmocka_unit_test(corners_that_are_a_little_off_will_do),
        cmocka_unit_test(a_photograph_held_aslant_is_read),
        cmocka_unit_test(the_corners_say_which_way_is_up),
        cmocka_unit_test(wrong_corners_are_refused),
        cmocka_unit_test(half_of_the_columns_is_read_as_half),
        cmocka_unit_test(a_form_without_widths_is_refused),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
