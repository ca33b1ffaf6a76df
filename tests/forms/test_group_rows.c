/* A ledger of two groups is drawn; the grid knows its solid rules only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/group_rows.h"

enum { WIDTH = 400, HEIGHT = 1100, PITCH = 60, COLUMNS = 3 };
/* Solid rules: below five days, below two totals, twice; six days at last. */
static const int SOLID_Y[] = {20, 320, 440, 800, 920};

static void draw_line(PIX *ink, int y)
{
    for (int x = 30; x < WIDTH - 60; x += 40)
        pixRasterop(ink, x, y, 24, 22, PIX_SET, NULL, 0, 0);
}

static PIX *draw_ledger(void)
{
    PIX *ink = pixCreate(WIDTH, HEIGHT, 1);

    for (int i = 0; i < 5; i++)
        draw_line(ink, 20 + i * PITCH + 12 + i * 2);
    for (int i = 0; i < 2; i++)
        draw_line(ink, 320 + i * PITCH + 20);
    for (int i = 0; i < 6; i++)
        draw_line(ink, 440 + i * PITCH + 12 + i);
    for (int i = 0; i < 2; i++)
        draw_line(ink, 800 + i * PITCH + 20);
    return ink;
}

static struct grid solid_grid(double strength)
{
    int n = (int)(sizeof SOLID_Y / sizeof *SOLID_Y);
    struct grid grid = {.n_rows = n - 1, .n_columns = COLUMNS};

    grid.nodes = calloc((size_t)n * (COLUMNS + 1), sizeof *grid.nodes);
    grid.row_sources = calloc((size_t)n, sizeof *grid.row_sources);
    grid.row_strength = calloc((size_t)n, sizeof *grid.row_strength);
    grid.column_sources = calloc(COLUMNS + 1, sizeof *grid.column_sources);
    grid.column_strength = calloc(COLUMNS + 1, sizeof *grid.column_strength);
    grid.cells = calloc(1, sizeof *grid.cells);
    for (int r = 0; r < n; r++) {
        grid.row_strength[r] = strength;
        for (int c = 0; c <= COLUMNS; c++)
            grid.nodes[r * (COLUMNS + 1) + c] = (struct scan_point){
                10 + c * (WIDTH - 20) / COLUMNS, SOLID_Y[r]};
    }
    return grid;
}

static struct grid settle(double strength)
{
    struct form form = {.group_rows = 5, .group_totals = 2};
    struct page page = {.ink = draw_ledger()};
    struct grid grid = solid_grid(strength);

    assert_int_equal(group_rows_settle(&page, &form, &grid, NULL), ST_OK);
    pixDestroy(&page.ink);
    return grid;
}

static void clear(struct grid *grid)
{
    struct grid *held = malloc(sizeof *held);
    struct grid_set set = {held, 1};

    assert_non_null(held);
    *held = *grid;
    grid_set_clear(&set);
}

static void every_day_and_total_gets_its_row(void **state)
{
    struct grid grid = settle(1.0);
    PIX *ink = draw_ledger();
    (void)state;

    /* 5 + 2, then a last group of 6 + 2. */
    assert_int_equal(grid.n_rows, 15);
    assert_int_equal(grid.n_cells, 15 * COLUMNS);
    for (int r = 0; r <= grid.n_rows; r++) {
        double y = grid.nodes[r * (COLUMNS + 1)].y;
        l_uint32 value = 1;
        pixGetPixel(ink, 40, (int)y, &value);
        assert_int_equal(value, 0);
        if (r > 0)
            assert_true(y - grid.nodes[(r - 1) * (COLUMNS + 1)].y > 25);
    }
    assert_true(grid.nodes[14 * (COLUMNS + 1)].y > 820);
    pixDestroy(&ink);
    clear(&grid);
}

/* A line that was seen right above a solid rule, and leans: no cut leans with
 * it. */
static void rows_run_as_the_solid_rules_do(void **state)
{
    struct form form = {.group_rows = 5, .group_totals = 2};
    struct page page = {.ink = draw_ledger()};
    struct grid grid = solid_grid(1.0);
    size_t wide = COLUMNS + 1, n = (size_t)grid.n_rows + 1;

    (void)state;
    grid.nodes = realloc(grid.nodes, (n + 1) * wide * sizeof *grid.nodes);
    grid.row_sources =
        realloc(grid.row_sources, (n + 1) * sizeof *grid.row_sources);
    grid.row_strength =
        realloc(grid.row_strength, (n + 1) * sizeof *grid.row_strength);
    /* above the third rule */
    memmove(grid.nodes + 3 * wide, grid.nodes + 2 * wide,
            (n - 2) * wide * sizeof *grid.nodes);
    for (size_t c = 0; c < wide; c++)
        grid.nodes[2 * wide + c].y -= 14 + 4.0 * (double)c;
    for (size_t r = 0; r <= n; r++) {
        grid.row_sources[r] = r == 2 ? GRID_GAP : GRID_RULED;
        grid.row_strength[r] = r == 2 ? 0 : 1;
    }
    grid.n_rows++;
    assert_int_equal(group_rows_settle(&page, &form, &grid, NULL), ST_OK);
    assert_int_equal(grid.n_rows, 15);
    for (size_t r = 0; r <= 15; r++)
        for (size_t c = 1; c < wide; c++)
            assert_float_equal(grid.nodes[r * wide + c].y,
                               grid.nodes[r * wide].y, 0.5);
    pixDestroy(&page.ink);
    clear(&grid);
}

static void without_solid_rules_nothing_changes(void **state)
{
    struct grid grid = settle(0.2);
    (void)state;

    assert_int_equal(grid.n_rows, 4);
    clear(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_and_total_gets_its_row),
        cmocka_unit_test(rows_run_as_the_solid_rules_do),
        cmocka_unit_test(without_solid_rules_nothing_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
