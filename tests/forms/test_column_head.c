/* What is printed above columns, in the sentences of laws. */
#include "forms/column_head.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { N_COLUMNS = 7 };
static char births[] = "出生人数|出生", all[] = "计", boys[] = "男",
            girls[] = "女", end[] = "期末人口", mean[] = "平均",
            first[] = "一时", last[] = "二时";
static struct form_column columns[N_COLUMNS] = {
    {.code = "c1", .header = {births, all}},
    {.code = "c2", .header = {births, boys}},
    {.code = "c3", .header = {births, girls}},
    {.code = "c4", .header = {end}},
    {.code = "mean", .header = {mean}},
    {.code = "h1", .header = {first}},
    {.code = "h2", .header = {last}},
};
static struct form_column bare = {.code = "c9"};
static const struct form FORM = {.columns = columns, .n_columns = N_COLUMNS};

static char stock[] = "期末", people[] = "人口";
static struct form_column other_columns[] = {
    {.code = "c1", .header = {stock, people}},
    {.code = "c4", .header = {births, all}},
    {.code = "c5", .header = {births, boys}},
};
static struct form other = {.id = "F5", .columns = other_columns,
                            .n_columns = 3};
static struct form *all_forms[] = {&other};
static const struct form_catalogue CATALOGUE = {all_forms, 1};

static void expect_named(const char *text, const char *named)
{
    char out[200];

    columns_named(columns_among(&FORM, &CATALOGUE), text, out, sizeof out);
    assert_string_equal(out, named);
}

static void a_head_is_its_levels(void **state)
{
    char out[COLUMN_HEAD_MAX];

    (void)state;
    column_head(&columns[1], out, sizeof out);
    assert_string_equal(out, "出生人数·男");
    column_name(&columns[1], out, sizeof out);
    assert_string_equal(out, "出生人数·男 c2");
    column_head(&bare, out, sizeof out);
    assert_string_equal(out, "");
    column_name(&bare, out, sizeof out);
    assert_string_equal(out, "c9");
}

/* What does not fit is left out by whole levels, never within a character. */
static void a_long_head_is_cut_at_a_level(void **state)
{
    char out[16];

    (void)state;
    column_head(&columns[1], out, sizeof out);
    assert_string_equal(out, "出生人数");
}

static void columns_of_a_law_are_named(void **state)
{
    (void)state;
    expect_named("c1 = c2 + c3", "出生人数·计 c1 = 男 c2 + 女 c3");
    expect_named("c4 ≤ c1", "期末人口 c4 ≤ 出生人数·计 c1");
    expect_named("c2=c2", "出生人数·男 c2=男 c2");
    expect_named("c9 + c4", "c9 + 期末人口 c4");
    expect_named("c2 = *, c4 >= 3", "出生人数·男 c2 = *, 期末人口 c4 >= 3");
}

static void columns_of_other_forms_are_named(void **state)
{
    char out[200];

    (void)state;
    expect_named("c4 = last F5.c1", "期末人口 c4 = last 期末·人口 F5.c1");
    /* told whole where the column before is of another form */
    expect_named("c1 = all F5.c4 + c2",
                 "出生人数·计 c1 = all 出生人数·计 F5.c4 + 出生人数·男 c2");
    expect_named("c1 = F5.c4 + F5.c5",
                 "出生人数·计 c1 = 出生人数·计 F5.c4 + 男 F5.c5");
    expect_named("c4 = F9.c1 + F5.c9", "期末人口 c4 = F9.c1 + F5.c9");
    columns_named(columns_of(&FORM), "c4 = last F5.c1", out, sizeof out);
    assert_string_equal(out, "期末人口 c4 = last F5.c1");
}

static void functions_stay(void **state)
{
    (void)state;
    expect_named("mean = mean(h1..h2)", "平均 mean = mean(一时 h1..二时 h2)");
    expect_named("c4 = above c4 / 2.5",
                 "期末人口 c4 = above 期末人口 c4 / 2.5");
}

static void what_does_not_fit_stays_codes(void **state)
{
    char out[20];

    (void)state;
    columns_named(columns_of(&FORM), "c1 = c2 + c3", out, sizeof out);
    assert_string_equal(out, "c1 = c2 + c3");
    columns_named(columns_of(NULL), "c1 = c2 + c3", out, sizeof out);
    assert_string_equal(out, "c1 = c2 + c3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_is_its_levels),
        cmocka_unit_test(a_long_head_is_cut_at_a_level),
        cmocka_unit_test(columns_of_a_law_are_named),
        cmocka_unit_test(columns_of_other_forms_are_named),
        cmocka_unit_test(functions_stay),
        cmocka_unit_test(what_does_not_fit_stays_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
