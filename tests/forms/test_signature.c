#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "forms/signature.h"

/* 单位 | 人口 {男, 女} | 死亡 */
static struct form_column COLUMNS[] = {
    {.header = {"单位"}}, {.header = {"人口", "男"}},
    {.header = {"人口", "女"}}, {.header = {"死亡"}}};
static const struct form FORM = {.columns = COLUMNS, .n_columns = 4,
                                 .header_levels = 2};

/* What is asked of a layout whose header's first row has one cell from @first
 * on that spans @span columns. */
struct answer {
    double likeness;
    bool proves;
};

static struct answer ask(int first, int span, double misfit, int extra)
{
    struct grid_cell cells[] = {{.row = 0, .column = first, .row_span = 1,
                                 .column_span = span},
                                /* a wide remark in the body says nothing */
                                {.row = 3, .column = 0, .row_span = 1,
                                 .column_span = 4}};
    struct grid grid = {.n_rows = 5, .n_columns = 4, .cells = cells,
                        .n_cells = 2};
    struct layout layout = {.form = &FORM, .grid = &grid, .header_rows = 2,
                            .separators = {0, 1, 2, 3, 4}, .misfit = misfit,
                            .extra = extra};

    return (struct answer){signature_likeness(&layout),
                           signature_proves(&layout)};
}

static double likeness(int first, int span, double misfit)
{
    return ask(first, span, misfit, 0).likeness;
}

static void the_header_tree_and_widths_count(void **state)
{
    (void)state;
    assert_true(likeness(1, 2, 0) == 1);
    assert_true(fabs(likeness(1, 2, 0.25) - 0.75) < 1e-9);
    assert_true(likeness(1, 2, 0.7) == 0.5);
    assert_true(likeness(2, 2, 0) == 0.5);  /* under other columns */
    assert_true(likeness(1, 1, 0) == 0.5);  /* nothing spans */
    assert_true(likeness(1, 2, 1) == 1);    /* no widths are defined */
}

static void the_same_to_a_hair_proves_the_columns(void **state)
{
    (void)state;
    assert_true(ask(1, 2, 0.01, 0).proves);
    assert_false(ask(1, 2, 0.05, 0).proves); /* another printing, or shifted */
    assert_false(ask(1, 2, 0.01, 1).proves); /* one separator was dropped */
    assert_false(ask(2, 2, 0.01, 0).proves);
    assert_false(ask(1, 1, 0.01, 0).proves);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_tree_and_widths_count),
        cmocka_unit_test(the_same_to_a_hair_proves_the_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
