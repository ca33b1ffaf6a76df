/* Which lines of a table of days are days, by what their labels say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "forms/numbered_rows.h"

enum { MOST = 40 };

/* A sign a line: '1' a day whose number was surely read, '?' one whose number
 * was not, 'x' a full line that is no day, '.' one that is nearly empty,
 * 'M' a row called a mean, '#' a day whose label is blank. Days are numbered as
 * they come. */
static int draw_rows(const char *lines, struct numbered_row rows[MOST])
{
    int n = (int)strlen(lines), day = 0;

    memset(rows, 0, MOST * sizeof *rows);
    for (int r = 0; r < n; r++) {
        char c = lines[r];
        bool is_day = c == '1' || c == '?' || c == '#';
        day += is_day;
        rows[r].is_row = c == '1' || c == '?' || c == 'M';
        rows[r].full = c != '.';
        rows[r].full_only = c == 'x' || c == '#' || c == '.';
        rows[r].number = c == '1' ? day : c == '?' ? 77 : 0;
        rows[r].sure = c == '1';
    }
    return n;
}

static void assert_kept(const char *lines, int most, const char *kept)
{
    struct numbered_row rows[MOST];
    int n = draw_rows(lines, rows);
    char got[MOST + 1] = "";

    numbered_rows_keep_full(rows, n, most);
    for (int r = 0; r < n; r++)
        got[r] = rows[r].is_row ? 'r' : '-';
    assert_string_equal(got, kept);
}

static void test_a_day_without_label_is_kept(void **state)
{
    (void)state;
    assert_kept("??????#????M", 13, "rrrrrrrrrrrr");
    assert_kept("111#111#11M", 0, "rrrrrrrrrrr");
}

static void test_headings_and_notes_are_no_days(void **state)
{
    (void)state;
    assert_kept("x????Mx", 20, "-rrrrr-");
    assert_kept("1x111M", 20, "r-rrrr");
}

static void test_specks_are_no_day(void **state)
{
    (void)state;
    assert_kept("????.???M", 20, "rrrr-rrrr");
}

/* The means of ten days: the days' numbers go on beside them. */
static void test_a_nameless_mean_is_no_day(void **state)
{
    (void)state;
    assert_kept("1111111111x1111M", 20, "rrrrrrrrrr-rrrrr");
    assert_kept("1111111111x1111M", 0, "rrrrrrrrrr-rrrrr");
}

static void test_no_more_rows_than_can_be(void **state)
{
    (void)state;
    assert_kept("??????x????M", 11, "rrrrrr-rrrrr");
    assert_kept("??????x????M", 0, "rrrrrr-rrrrr");
}

static void test_lines_above_the_first(void **state)
{
    struct numbered_row rows[MOST];
    int n = draw_rows("M111111", rows);

    (void)state;
    assert_int_equal(numbered_rows_before_first(rows, n), 1);
    n = draw_rows("1111111", rows);
    assert_int_equal(numbered_rows_before_first(rows, n), 0);
    n = draw_rows("1111111111M1111111111M1111111111", rows);
    assert_int_equal(numbered_rows_before_first(rows, n), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_day_without_label_is_kept),
        cmocka_unit_test(test_headings_and_notes_are_no_days),
        cmocka_unit_test(test_specks_are_no_day),
        cmocka_unit_test(test_a_nameless_mean_is_no_day),
        cmocka_unit_test(test_no_more_rows_than_can_be),
        cmocka_unit_test(test_lines_above_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
