/* Tables over several pages, from the image to the archive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pile.h"

#define COLUMNS "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
#define HEAD "unit,青石镇\nyear,2025\nmonth,6\n"

static const char FIRST[] =
    HEAD "\n" COLUMNS "上河村,1245,312,250,12,118,105,15,3,2,1,44\n"
         "梨树沟村,987,240,201,9,99,84,9,1,4,0,31\n"
         "石盘村,1530,388,301,21,140,122,18,5,3,2,58\n";
static const char SECOND[] =
    "title,乡（镇）人口计生基本情况一览表（续表）\nyear,\n\n" COLUMNS
    "青泥村,1100,270,220,11,104,92,13,2,1,1,40\n"
    "柳湾村,860,205,166,8,80,70,8,1,2,0,25\n"
    "杨家坪村,740,190,150,6,74,63,7,2,1,0,22\n";
static const char THIRD[] =
    "title,乡（镇）人口计生基本情况一览表（续表）\nyear,\n\n" COLUMNS
    "花石村,905,221,180,10,86,74,10,3,2,1,30\n"
    "合计,7367,1826,1468,77,701,610,80,17,15,5,250\n";
static const char WHOLE[] =
    HEAD "\n" COLUMNS "上河村,1245,312,250,12,118,105,15,3,2,1,44\n"
         "梨树沟村,987,240,201,9,99,84,9,1,4,0,31\n"
         "合计,2232,552,451,21,217,189,24,4,6,1,75\n";

/* 续表 on the second and third page, the total on the last one. */
static void pages_that_say_so_are_joined(void **state)
{
    struct pile_sheets sheets;

    (void)state;
    (void)pile_take_page("1.png", FIRST, DRAWN_ALL);
    (void)pile_take_page("2.png", SECOND, DRAWN_ALL);
    (void)pile_take_page("3.png", THIRD, DRAWN_ALL);
    pile_read(false);
    assert_int_equal(pile.totals.joined, 3);
    sheets = pile_sheets();
    assert_int_equal(sheets.n, 3);
    pile_expect_joined(&sheets, 0, 2);
    assert_int_equal(pile_findings("A1").n, 0);
    assert_int_equal(pile_findings("P4").n, 0);
    pile_expect_figure("population", "7367", "3.png");
    pile_expect_sound();
}

static enum status count_row(const struct db_cell *cell, void *context)
{
    int *n_rows = context;

    *n_rows += cell->row > 0;
    return ST_OK;
}

static void rows_of_all_pages_are_there_once(void **state)
{
    struct db_filter filter = {
        .unit = "青石镇", .period = "2025-06", .row = -1, .column = "c1"};
    int n_rows = 0;

    (void)state;
    (void)pile_take_page("1.png", FIRST, DRAWN_ALL);
    (void)pile_take_page("2.png", SECOND, DRAWN_ALL);
    pile_read(false);
    pile_must(
        db_each_cell(pile.archive, filter, count_row, &n_rows, &pile.fault));
    assert_int_equal(n_rows, 6);
}

/* Nothing but the row of column numbers stands over the second page. */
static void a_page_without_a_head_goes_on(void **state)
{
    struct pile_sheets sheets;

    (void)state;
    (void)pile_take_page("1.png", FIRST, DRAWN_ALL);
    (void)pile_take_page("2.png", SECOND, DRAWN_NUMBERS);
    (void)pile_take_page("3.png", THIRD, DRAWN_NUMBERS);
    pile_read(false);
    sheets = pile_sheets();
    assert_int_equal(pile.totals.refused, 0);
    assert_int_equal(sheets.n, 3);
    pile_expect_joined(&sheets, 0, 2);
    assert_int_equal(pile_findings("A1").n, 0);
    pile_expect_sound();
}

/* The header is printed anew, the title is not. */
static void a_page_with_a_header_only_goes_on(void **state)
{
    struct pile_sheets sheets;

    (void)state;
    (void)pile_take_page("1.png", FIRST, DRAWN_ALL);
    (void)pile_take_page("2.png", SECOND, DRAWN_TABLE);
    (void)pile_take_page("3.png", THIRD, DRAWN_TABLE);
    pile_read(false);
    sheets = pile_sheets();
    assert_int_equal(sheets.n, 3);
    pile_expect_joined(&sheets, 0, 2);
    pile_expect_sound();
}

/* Title, unit and month on every page: other rows, and no total until the last.
 */
static void a_page_with_a_full_head_goes_on(void **state)
{
    static const char again[] =
        HEAD "\n" COLUMNS "花石村,905,221,180,10,86,74,10,3,2,1,30\n"
             "合计,4667,1161,932,52,443,385,52,12,11,4,163\n";
    struct pile_sheets sheets;

    (void)state;
    (void)pile_take_page("1.png", FIRST, DRAWN_ALL);
    (void)pile_take_page("2.png", again, DRAWN_ALL);
    pile_read(false);
    sheets = pile_sheets();
    assert_int_equal(sheets.n, 2);
    pile_expect_joined(&sheets, 0, 1);
    assert_int_equal(pile_findings("A1").n, 0);
    pile_expect_sound();
}

/* The same month scanned twice is not a longer month. */
static void a_twin_is_not_joined(void **state)
{
    struct pile_sheets sheets;

    (void)state;
    (void)pile_take_page("1.png", WHOLE, DRAWN_ALL);
    (void)pile_take_page("2.png", FIRST, DRAWN_ALL);
    pile_read(false);
    sheets = pile_sheets();
    assert_int_equal(pile.totals.joined, 0);
    assert_true(sheets.all[1].whole_id == sheets.all[1].id);
    pile_expect_sound();
}

/* July with its head cut off is not June's second page: it has June's rows. */
static void a_lost_head_is_not_joined(void **state)
{
    struct pile_sheets sheets;

    (void)state;
    (void)pile_take_page("1.png", WHOLE, DRAWN_ALL);
    (void)pile_take_page("2.png", WHOLE, DRAWN_TABLE);
    pile_read(false);
    sheets = pile_sheets();
    assert_int_equal(sheets.n, 2);
    assert_string_equal(sheets.all[1].period, "");
    assert_true(sheets.all[1].whole_id == sheets.all[1].id);
}

/* A wrong total on the last page names rows of the pages before. */
static void a_wrong_total_is_found_across_pages(void **state)
{
    static const char wrong[] =
        "title,乡（镇）人口计生基本情况一览表（续表）\nyear,\n\n" COLUMNS
        "花石村,905,221,180,10,86,74,10,3,2,1,30\n"
        "合计,5667,1161,932,52,443,385,52,12,11,4,163\n";
    struct pile_words words;

    (void)state;
    (void)pile_take_page("1.png", FIRST, DRAWN_ALL);
    (void)pile_take_page("2.png", wrong, DRAWN_ALL);
    pile_read(false);
    words = pile_findings("A1");
    assert_int_equal(words.n, 1);
    assert_string_equal(words.law, "total of c1");
    assert_int_equal(words.row, 2);
    assert_non_null(strstr(words.cells, "1.png:1/1:c1"));
    assert_non_null(strstr(words.cells, "1.png:1/3:c1"));
    pile_expect_sound();
}

static void a_missing_first_page_is_told(void **state)
{
    struct pile_words words;

    (void)state;
    (void)pile_take_page("1.png", WHOLE, DRAWN_ALL);
    (void)pile_take_page("2.png", SECOND, DRAWN_ALL);
    pile_read(false);
    words = pile_findings("P4");
    assert_int_equal(words.n, 1);
    assert_non_null(strstr(words.text, "no page before it"));
    /* Told once, however often it is looked at. */
    pile_read(false);
    assert_int_equal(pile.totals.joined, 0);
    assert_int_equal(pile_findings("P4").n, 1);
    pile_expect_sound();
}

/* Page 2 of 3 was not scanned. */
static void a_missing_middle_page_is_told(void **state)
{
    struct pile_words words;

    (void)state;
    for (int i = 1; i <= 3; i += 2) {
        struct drawn drawn;
        char name[16];
        drawn_start(&drawn, WIDE, TALL);
        (void)drawn_add(&drawn, form_catalogue_lookup(&pile.catalogue, "F5"),
                        i == 1 ? FIRST : THIRD,
                        (struct drawn_cut){.part = DRAWN_ALL}, LEFT, TOP);
        drawn_note(&drawn, form_catalogue_lookup(&pile.catalogue, "F5"),
                   i == 1 ? "第1页 共3页" : "第3页 共3页", LEFT, 1700);
        snprintf(name, sizeof name, "%d.png", i);
        (void)pile_take(&drawn, name);
        drawn_end(&drawn);
    }
    pile_read(false);
    words = pile_findings("P4");
    assert_int_equal(words.n, 2); /* behind the one, before the other */
    assert_non_null(strstr(words.text, "Pages 2 to 2 are missing"));
    assert_int_equal(pile_sheets().n, 2);
    pile_expect_sound();
}

/* What a person decided stands; a part that is read again is joined again. */
static void reading_again_changes_nothing(void **state)
{
    struct db_filter filter = {.row = 1, .column = "c1"};
    struct pile_sheets sheets;
    size_t n_before;

    (void)state;
    (void)filter;
    (void)pile_take_page("1.png", FIRST, DRAWN_ALL);
    (void)pile_take_page("2.png", THIRD, DRAWN_ALL);
    pile_read(false);
    n_before = (size_t)pile_findings("A1").n;
    pile_read(true);
    sheets = pile_sheets();
    assert_int_equal(sheets.n, 2);
    pile_expect_joined(&sheets, 0, 1);
    assert_int_equal(pile_findings("A1").n, n_before);
    pile_read(false);
    assert_int_equal(pile.totals.joined, 0);
    pile_expect_sound();
}

/* The page that was missing comes in anew, in its place. */
static void a_new_scan_of_a_part_is_joined(void **state)
{
    struct pile_sheets sheets;
    int64_t old, new;

    (void)state;
    (void)pile_take_page("1.png", FIRST, DRAWN_ALL);
    old = pile_take_page("2.png", SECOND, DRAWN_ALL);
    (void)pile_take_page("3.png", THIRD, DRAWN_ALL);
    pile_read(false);
    new = pile_take_page("2b.png", SECOND, DRAWN_TABLE);
    pile_must(db_replace_page(pile.archive, old, new, &pile.fault));
    pile_read(false);
    sheets = pile_sheets();
    assert_int_equal(sheets.n, 4);
    assert_int_equal(sheets.all[1].state, DB_PAGE_REPLACED);
    assert_string_equal(sheets.all[3].source, "2b.png");
    assert_true(sheets.all[3].whole_id == sheets.all[0].id);
    assert_true(sheets.all[2].whole_id == sheets.all[0].id);
    assert_int_equal(pile_findings("A1").n, 0);
    assert_int_equal(pile_findings("P4").n, 0);
    pile_expect_sound();
}

/* What follows no table stays refused, with the reason it had. */
static void a_page_that_follows_nothing_is_refused(void **state)
{
    struct db_page page;

    (void)state;
    (void)pile_take_page("1.png", SECOND, DRAWN_NUMBERS);
    pile_read(false);
    assert_int_equal(pile.totals.refused, 1);
    pile_must(db_find_named_page(pile.archive, "1.png", &page, &pile.fault));
    assert_int_equal(page.state, DB_PAGE_REFUSED);
    assert_true(page.reason[0] != '\0');
}

int main(void)
{
#define WITH_ARCHIVE(test)                                                     \
    cmocka_unit_test_setup_teardown(test, pile_set_up, pile_tear_down)
    const struct CMUnitTest tests[] = {
        WITH_ARCHIVE(pages_that_say_so_are_joined),
        WITH_ARCHIVE(rows_of_all_pages_are_there_once),
        WITH_ARCHIVE(a_page_without_a_head_goes_on),
        WITH_ARCHIVE(a_page_with_a_header_only_goes_on),
        WITH_ARCHIVE(a_page_with_a_full_head_goes_on),
        WITH_ARCHIVE(a_twin_is_not_joined),
        WITH_ARCHIVE(a_lost_head_is_not_joined),
        WITH_ARCHIVE(a_wrong_total_is_found_across_pages),
        WITH_ARCHIVE(a_missing_first_page_is_told),
        WITH_ARCHIVE(a_missing_middle_page_is_told),
        WITH_ARCHIVE(reading_again_changes_nothing),
        WITH_ARCHIVE(a_new_scan_of_a_part_is_joined),
        WITH_ARCHIVE(a_page_that_follows_nothing_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
