/* Tables of coloured scans: rules in colour, and coloured pens that draw what
 * looks like rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <leptonica/allheaders.h>

#include "forms/grid.h"
#include "grid_paper.h"

enum { N_X = 13, N_Y = 9, COLUMN = 100, ROW = 70, LEFT = 150, TOP = 150 };
enum { INK = 128, WIDE_DASH = 80 };
static const unsigned BLACK = 0x10101000, RED = 0xc81e2800;
static const unsigned DARK_RED = 0x70222a00; /* of little colour */
static const unsigned GREEN = 0x1e8c3c00, BLUE = 0x1e32c800;

/* A scan on which layers of ink are laid. */
static PIX *white_scan(void)
{
    PIX *scan = pixCreate(PAPER_WIDTH, PAPER_HEIGHT, 32);

    (void)pixSetAll(scan);
    (void)pixSetResolution(scan, 200, 200);
    return scan;
}

/* What is dark on @layer in one colour; ends @layer. */
static void lay(PIX *scan, struct paper *layer, unsigned colour)
{
    for (int y = 0; y < PAPER_HEIGHT; y++)
        for (int x = 0; x < PAPER_WIDTH; x++) {
            l_uint32 level = 255;

            (void)pixGetPixel(layer->image, x, y, &level);
            if (level < INK)
                (void)pixSetPixel(scan, x, y, colour);
        }
    paper_clear(layer);
}

static void lay_rules(PIX *scan, unsigned colour)
{
    struct paper layer = paper_new((struct paper_bend){0});
    double x[N_X], y[N_Y];

    for (int i = 0; i < N_X; i++)
        x[i] = LEFT + COLUMN * i;
    for (int i = 0; i < N_Y; i++)
        y[i] = TOP + ROW * i;
    paper_table(&layer, x, N_X, y, N_Y, 0);
    lay(scan, &layer, colour);
}

/* Figures in every cell of the rows from @from to before @to. */
static void lay_figures(PIX *scan, int from, int to, unsigned colour)
{
    struct paper layer = paper_new((struct paper_bend){0});

    for (int r = from; r < to; r++)
        for (int c = 0; c + 1 < N_X; c++)
            paper_write(&layer, LEFT + COLUMN * c + 20, TOP + ROW * r + 25, 3);
    lay(scan, &layer, colour);
}

/* A dash in every cell of the row. */
static void lay_dashes(PIX *scan, int row, unsigned colour)
{
    struct paper layer = paper_new((struct paper_bend){0});
    double y = TOP + ROW * row + ROW / 2.0;

    for (int c = 0; c + 1 < N_X; c++) {
        double x = LEFT + COLUMN * c + (COLUMN - WIDE_DASH) / 2.0;

        paper_rule(&layer, x, y, x + WIDE_DASH, y, 0);
    }
    lay(scan, &layer, colour);
}

/* A stroke as a figure 1 in every cell of the column but the first. */
static void lay_ones(PIX *scan, int column, unsigned colour)
{
    struct paper layer = paper_new((struct paper_bend){0});
    double x = LEFT + COLUMN * column + COLUMN / 2.0;

    for (int r = 1; r + 1 < N_Y; r++)
        paper_rule(&layer, x, TOP + ROW * r + 6, x, TOP + ROW * (r + 1) - 6, 0);
    lay(scan, &layer, colour);
}

/* Ends @scan. */
static struct page make(PIX *scan)
{
    struct fault fault = {""};
    struct page page;

    if (scan_make_page(scan, &page, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    pixDestroy(&scan);
    return page;
}

static void assert_whole_table(const struct page *page)
{
    struct grid_set set;
    struct fault fault = {""};

    assert_int_equal(grid_find(page, &set, &fault), ST_OK);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_rows, N_Y - 1);
    assert_int_equal(set.grids[0].n_columns, N_X - 1);
    assert_int_equal(set.grids[0].n_cells, (N_Y - 1) * (N_X - 1));
    grid_set_clear(&set);
}

/* Black pixels of a cell's middle. */
static int ink_of_cell(const struct page *page, int row, int column)
{
    BOX *box = boxCreate(LEFT + COLUMN * column + 8, TOP + ROW * row + 5,
                         COLUMN - 16, ROW - 10);
    PIX *cell = pixClipRectangle(page->ink, box, NULL);
    l_int32 n = 0;

    (void)pixCountPixels(cell, &n, NULL);
    pixDestroy(&cell);
    boxDestroy(&box);
    return n;
}

/* Black rules and heads; what is written in red is to come. */
static PIX *black_table(void)
{
    PIX *scan = white_scan();

    lay_rules(scan, BLACK);
    lay_figures(scan, 0, 1, BLACK);
    return scan;
}

/* Dashes in red ink lie as a broken rule does. They are none, and are on the
 * page to be read. */
static void test_a_row_of_red_dashes_is_no_rule(void **state)
{
    PIX *scan = black_table();
    struct page page;

    (void)state;
    lay_dashes(scan, 2, DARK_RED);
    lay_dashes(scan, 5, DARK_RED);
    page = make(scan);
    assert_non_null(page.bare);
    assert_whole_table(&page);
    for (int c = 0; c + 1 < N_X; c++)
        assert_true(ink_of_cell(&page, 5, c) > WIDE_DASH);
    assert_int_equal(ink_of_cell(&page, 3, 6), 0);
    scan_page_clear(&page);
}

/* The same of ones, down a column. */
static void test_a_column_of_red_ones_is_no_rule(void **state)
{
    PIX *scan = black_table();
    struct page page;

    (void)state;
    lay_ones(scan, 4, DARK_RED);
    page = make(scan);
    assert_non_null(page.bare);
    assert_whole_table(&page);
    for (int r = 1; r + 1 < N_Y; r++)
        assert_true(ink_of_cell(&page, r, 4) > ROW / 2);
    scan_page_clear(&page);
}

/* The rules are black, the figures red: rows and columns are found, and that a
 * page was turned changes nothing. */
static void test_black_table_filled_in_red(void **state)
{
    PIX *scan = black_table();
    struct page page;

    (void)state;
    lay_figures(scan, 1, N_Y - 1, RED);
    page = make(scan);
    assert_whole_table(&page);
    assert_int_equal(scan_turn_page(&page, 180, NULL), ST_OK);
    assert_whole_table(&page);
    scan_page_clear(&page);
}

/* The paper is printed in colour and filled in with black or coloured ink. */
static void test_coloured_rules_make_a_table(void **state)
{
    static const struct {
        unsigned rules, figures;
    } PAPERS[] = {{RED, BLACK}, {GREEN, BLACK}, {BLUE, BLACK},
                  {RED, RED},   {BLUE, RED},    {GREEN, BLUE}};

    (void)state;
    for (size_t i = 0; i < sizeof PAPERS / sizeof *PAPERS; i++) {
        PIX *scan = white_scan();
        struct page page;

        lay_rules(scan, PAPERS[i].rules);
        lay_figures(scan, 0, N_Y - 1, PAPERS[i].figures);
        page = make(scan);
        assert_whole_table(&page);
        scan_page_clear(&page);
    }
}

/* A box in black for a name, below a table in colour, is not all. */
static void test_black_box_beside_coloured_rules(void **state)
{
    const double x[] = {150, 400, 650}, y[] = {850, 950};
    PIX *scan = white_scan();
    struct paper box = paper_new((struct paper_bend){0});
    struct page page;
    struct grid_set set;
    struct fault fault = {""};

    (void)state;
    paper_table(&box, x, 3, y, 2, 0);
    paper_write(&box, 180, 890, 5);
    paper_write(&box, 430, 890, 5);
    lay(scan, &box, BLACK);
    lay_rules(scan, GREEN);
    lay_figures(scan, 0, N_Y - 1, BLACK);
    page = make(scan);
    assert_int_equal(grid_find(&page, &set, &fault), ST_OK);
    assert_int_equal(set.n_grids, 2);
    assert_int_equal(set.grids[0].n_cells, (N_Y - 1) * (N_X - 1));
    assert_int_equal(set.grids[1].n_cells, 2);
    grid_set_clear(&set);
    scan_page_clear(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_row_of_red_dashes_is_no_rule),
        cmocka_unit_test(test_a_column_of_red_ones_is_no_rule),
        cmocka_unit_test(test_black_table_filled_in_red),
        cmocka_unit_test(test_coloured_rules_make_a_table),
        cmocka_unit_test(test_black_box_beside_coloured_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
