/* The words of the grid's cells are given, so that no engine is needed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "forms/layout_headers.h"

enum { COLUMNS = 4, CELLS = 10 };

/* 单位 | 人口 {男, 女} | 死亡 */
static struct form_column COLUMN_SET[COLUMNS] = {
    {.header = {"单位"}}, {.header = {"人口", "男"}},
    {.header = {"人口", "女"}}, {.header = {"死亡"}}};
static const struct form FORM = {.columns = COLUMN_SET, .n_columns = COLUMNS,
                                 .header_levels = 2};

/* The rule below 人口 is lost: its cell spans two columns and both levels, and
 * the first village stands right under it. */
static struct grid_cell CELL_SET[CELLS] = {
    {0, 0, 1, 1, {{{0, 0}}}}, {0, 1, 1, 2, {{{0, 0}}}},
    {0, 3, 1, 1, {{{0, 0}}}}, {1, 0, 1, 1, {{{0, 0}}}},
    {1, 1, 1, 1, {{{0, 0}}}}, {1, 2, 1, 1, {{{0, 0}}}},
    {1, 3, 1, 1, {{{0, 0}}}}, {2, 0, 1, 1, {{{0, 0}}}},
    {2, 1, 1, 1, {{{0, 0}}}}, {2, 2, 1, 1, {{{0, 0}}}}};
static const char *const READ[CELLS] = {"单位", "人口男女", "死亡", "上河村",
                                        "512", "498", "3", "柳湾村",
                                        "77", "81"};
static struct grid GRID = {.n_rows = 4, .n_columns = COLUMNS,
                           .cells = CELL_SET, .n_cells = CELLS};

static struct layout shortened(double enough, double headers)
{
    static char text[CELLS][TABLE_WORDS_MAX];
    static bool known[CELLS];
    struct table_words words = {.grid = &GRID, .words = text, .known = known};
    struct layout layout = {.form = &FORM, .grid = &GRID, .header_rows = 2,
                            .separators = {0, 1, 2, 3, 4}, .headers = headers};
    struct fault fault = {""};

    for (int i = 0; i < CELLS; i++) {
        snprintf(text[i], sizeof text[i], "%s", READ[i]);
        known[i] = true;
    }
    if (headers < 0)
        assert_int_equal(layout_read_headers(&layout, &words, &fault), ST_OK);
    else
        assert_int_equal(layout_shorten_header(&layout, &words, enough, &fault),
                         ST_OK);
    return layout;
}

static void the_lowest_headers_are_compared(void **state)
{
    (void)state;
    assert_true(shortened(0, -1).headers == 0); /* villages and figures */
}

static void a_header_ends_where_its_words_do(void **state)
{
    struct layout layout = shortened(0.6, 0);
    (void)state;
    /* only 单位 and 死亡 have a cell of their own there: too few to say */
    assert_int_equal(layout.header_rows, 2);
    CELL_SET[1].column_span = 1;
    layout = shortened(0.6, 0);
    assert_int_equal(layout.header_rows, 1);
    assert_true(layout.headers > 0.7);
    layout = shortened(0.9, 0);
    assert_int_equal(layout.header_rows, 2);
    assert_true(layout.headers == 0);
    CELL_SET[1].column_span = 2;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lowest_headers_are_compared),
        cmocka_unit_test(a_header_ends_where_its_words_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
