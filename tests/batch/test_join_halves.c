/* A table that lies across two pages, scanned one by one: from the images to
 * the report. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/print.h"
#include "pile.h"
#include "report/export.h"

#define COLUMNS "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
#define HEAD "unit,青石镇\nyear,2025\nmonth,6\n"

static const char JUNE[] =
    HEAD "\n" COLUMNS "上河村,1245,312,250,12,118,105,15,3,2,1,44\n"
         "梨树沟村,987,240,201,9,99,84,9,1,4,0,31\n"
         "石盘村,1530,388,301,21,140,122,18,5,3,2,58\n"
         "合计,3762,940,752,42,357,311,42,9,9,3,133\n";
/* What goes on after the first four pages. */
static const char FIRST[] =
    HEAD "\n" COLUMNS "上河村,1245,312,250,12,118,105,15,3,2,1,44\n"
         "梨树沟村,987,240,201,9,99,84,9,1,4,0,31\n"
         "石盘村,1530,388,301,21,140,122,18,5,3,2,58\n";
static const char SECOND[] =
    "title,（续表）乡（镇）人口计生基本情况一览表\nyear,\n\n" COLUMNS
    "花石村,905,221,180,10,86,74,10,3,2,1,30\n"
    "合计,4667,1161,932,52,443,385,52,12,11,4,163\n";
/* One row fewer than June. */
static const char SHORT[] =
    HEAD "\n" COLUMNS "上河村,1245,312,250,12,118,105,15,3,2,1,44\n"
         "石盘村,1530,388,301,21,140,122,18,5,3,2,58\n"
         "合计,3762,940,752,42,357,311,42,9,9,3,133\n";

static const struct drawn_cut LEFT_HALF = {.part = DRAWN_ALL, .last = "c5"};
static const struct drawn_cut RIGHT_HALF = {.part = DRAWN_TABLE, .first = "c6"};
static const struct drawn_cut RIGHT_NUMBERS = {.part = DRAWN_NUMBERS,
                                               .first = "c6"};

struct seen {
    int n, out_of_order;
    int last_row;
    char left_source[64], right_source[64], label[SHEET_UNIT_MAX];
};

static enum status look(const struct db_cell *cell, void *context)
{
    struct seen *seen = context;
    int row = cell->rows_before + cell->row;

    if (cell->row == 0)
        return ST_OK;
    seen->n++;
    seen->out_of_order += row < seen->last_row;
    seen->last_row = row;
    if (row != 2)
        return ST_OK;
    if (strcmp(cell->column, "c5") == 0)
        snprintf(seen->left_source, sizeof seen->left_source, "%.60s",
                 cell->source);
    if (strcmp(cell->column, "c6") == 0) {
        snprintf(seen->right_source, sizeof seen->right_source, "%.60s",
                 cell->source);
        snprintf(seen->label, sizeof seen->label, "%s", cell->row_label);
    }
    return ST_OK;
}

/* All cells of the table, row by row, each on its own page. */
static void expect_cells(int n, const char *left, const char *right)
{
    struct db_filter filter = {
        .unit = "青石镇", .period = "2025-06", .row = -1};
    struct seen seen = {.n = 0};

    pile_must(db_each_cell(pile.archive, filter, look, &seen, &pile.fault));
    assert_int_equal(seen.n, n);
    assert_int_equal(seen.out_of_order, 0);
    assert_string_equal(seen.left_source, left);
    assert_string_equal(seen.right_source, right);
    assert_string_equal(seen.label, "梨树沟村");
}

/* The exported table has a line a row, with the columns of both halves. */
static void expect_table_rows(void)
{
    struct report_export_options options = {.filter = DB_FILTER_ALL,
                                            .form = REPORT_CSV};
    char *text = NULL;
    size_t size, lines = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    assert_true(report_export_parse("table:F5", &options));
    pile_must(report_write_export(pile.archive, options, out, &pile.fault));
    fclose(out);
    for (const char *at = text; *at != '\0'; at++)
        lines += *at == '\n';
    assert_int_equal(lines, 1 + 4);
    assert_non_null(strstr(text, "上河村,1245,312,250,12,118,105,15,3,2,1,44"));
    free(text);
}

static void expect_one_table(struct drawn_cut right)
{
    struct pile_sheets sheets;

    (void)pile_take_cut("1.png", JUNE, LEFT_HALF);
    (void)pile_take_cut("2.png", JUNE, right);
    pile_read(false);
    assert_int_equal(pile.totals.refused, 0);
    sheets = pile_sheets();
    assert_int_equal(sheets.n, 2);
    pile_expect_joined(&sheets, 0, 1);
    assert_int_equal(pile_findings("P4").n, 0);
    assert_int_equal(pile_findings("A1").n, 0);
    assert_int_equal(pile_findings("A2").n, 0);
    expect_cells(4 * 12, "1.png", "2.png");
    pile_expect_figure("population", "3762", "1.png");
    pile_expect_figure("births", "9", "2.png");
    expect_table_rows();
    pile_expect_sound();
}

static void two_scans_are_one_table(void **state)
{
    (void)state;
    expect_one_table(RIGHT_HALF);
}

static void column_numbers_alone_are_enough(void **state)
{
    (void)state;
    expect_one_table(RIGHT_NUMBERS);
}

/* A law over columns of both halves: c3 = c4 + c5 + c6 + c7. */
static void a_wrong_sum_is_found_across_the_gutter(void **state)
{
    static const char wrong[] =
        HEAD "\n" COLUMNS "上河村,1245,312,250,12,118,105,15,3,2,1,44\n"
             "梨树沟村,987,240,261,9,99,84,9,1,4,0,31\n"
             "石盘村,1530,388,301,21,140,122,18,5,3,2,58\n"
             "合计,3762,940,812,42,357,311,42,9,9,3,133\n";
    struct pile_words words;

    (void)state;
    (void)pile_take_cut("1.png", wrong, LEFT_HALF);
    (void)pile_take_cut("2.png", JUNE, RIGHT_HALF);
    pile_read(false);
    words = pile_findings("A2");
    assert_true(words.n >= 1);
    assert_non_null(strstr(words.cells, "2.png:1/"));
    pile_expect_sound();
}

/* Two spreads of one table: the total is on the second. */
static void spreads_go_on(void **state)
{
    struct pile_sheets sheets;

    (void)state;
    (void)pile_take_cut("1.png", FIRST, LEFT_HALF);
    (void)pile_take_cut("2.png", FIRST, RIGHT_HALF);
    (void)pile_take_cut("3.png", SECOND, LEFT_HALF);
    (void)pile_take_cut("4.png", SECOND, RIGHT_HALF);
    pile_read(false);
    assert_int_equal(pile.totals.refused, 0);
    sheets = pile_sheets();
    assert_int_equal(sheets.n, 4);
    pile_expect_joined(&sheets, 0, 3);
    assert_int_equal(pile_findings("A1").n, 0);
    assert_int_equal(pile_findings("P4").n, 0);
    expect_cells(5 * 12, "1.png", "2.png");
    pile_expect_figure("births", "12", "4.png");
    pile_expect_sound();
}

static void a_missing_right_half_is_told(void **state)
{
    struct pile_words words;

    (void)state;
    (void)pile_take_cut("1.png", JUNE, LEFT_HALF);
    pile_read(false);
    words = pile_findings("P4");
    assert_int_equal(words.n, 1);
    assert_string_equal(words.text,
                        "The right half is missing (columns c6 to c11)");
    assert_int_equal(pile_findings("A2").n, 0); /* c6 and c7 are not known */
    /* Told once, and no more when it comes. */
    pile_read(false);
    assert_int_equal(pile_findings("P4").n, 1);
    (void)pile_take_cut("2.png", JUNE, RIGHT_HALF);
    pile_read(false);
    assert_int_equal(pile_findings("P4").n, 0);
    pile_expect_sound();
}

static void rows_that_do_not_agree_are_refused(void **state)
{
    struct db_page page;

    (void)state;
    (void)pile_take_cut("1.png", JUNE, LEFT_HALF);
    (void)pile_take_cut("2.png", SHORT, RIGHT_HALF);
    pile_read(false);
    assert_int_equal(pile.totals.refused, 1);
    pile_must(db_find_named_page(pile.archive, "2.png", &page, &pile.fault));
    assert_non_null(strstr(page.reason, "3 rows where the left half"));
    assert_int_equal(pile_findings("P4").n, 1);
}

/* The right half came first: it follows nothing. */
static void halves_the_wrong_way_round_are_not_joined(void **state)
{
    (void)state;
    (void)pile_take_cut("1.png", JUNE, RIGHT_HALF);
    (void)pile_take_cut("2.png", JUNE, LEFT_HALF);
    pile_read(false);
    assert_int_equal(pile.totals.refused, 1);
    assert_int_equal(pile.totals.read, 1);
    assert_int_equal(pile_findings("P4").n, 1);
    pile_expect_sound();
}

static void reading_again_changes_nothing(void **state)
{
    struct pile_sheets sheets;

    (void)state;
    (void)pile_take_cut("1.png", JUNE, LEFT_HALF);
    (void)pile_take_cut("2.png", JUNE, RIGHT_HALF);
    pile_read(false);
    pile_read(true);
    sheets = pile_sheets();
    assert_int_equal(sheets.n, 2);
    pile_expect_joined(&sheets, 0, 1);
    expect_cells(4 * 12, "1.png", "2.png");
    pile_read(false);
    assert_int_equal(pile.totals.joined, 0);
    pile_expect_sound();
}

/* Either half may be scanned anew. */
static void a_new_scan_of_a_half_takes_its_place(void **state)
{
    struct drawn drawn;
    int64_t left, right;

    (void)state;
    left = pile_take_cut("1.png", JUNE, LEFT_HALF);
    right = pile_take_cut("2.png", JUNE, RIGHT_HALF);
    pile_read(false);
    pile_must(db_replace_page(pile.archive, right,
                              pile_take_cut("2b.png", JUNE, RIGHT_NUMBERS),
                              &pile.fault));
    pile_read(false);
    expect_cells(4 * 12, "1.png", "2b.png");
    drawn_start(&drawn, WIDE, TALL);
    (void)drawn_add(&drawn, form_catalogue_lookup(&pile.catalogue, "F5"), JUNE,
                    LEFT_HALF, LEFT + 50, TOP + 50);
    pile_must(db_replace_page(pile.archive, left, pile_take(&drawn, "1b.png"),
                              &pile.fault));
    drawn_end(&drawn);
    pile_read(false);
    expect_cells(4 * 12, "1b.png", "2b.png");
    assert_int_equal(pile_findings("P4").n, 0);
    pile_expect_figure("births", "9", "2b.png");
    pile_expect_sound();
}

int main(void)
{
#define WITH_ARCHIVE(test)                                                     \
    cmocka_unit_test_setup_teardown(test, pile_set_up, pile_tear_down)
    const struct CMUnitTest tests[] = {
        WITH_ARCHIVE(two_scans_are_one_table),
        WITH_ARCHIVE(column_numbers_alone_are_enough),
        WITH_ARCHIVE(a_wrong_sum_is_found_across_the_gutter),
        WITH_ARCHIVE(spreads_go_on),
        WITH_ARCHIVE(a_missing_right_half_is_told),
        WITH_ARCHIVE(rows_that_do_not_agree_are_refused),
        WITH_ARCHIVE(halves_the_wrong_way_round_are_not_joined),
        WITH_ARCHIVE(reading_again_changes_nothing),
        WITH_ARCHIVE(a_new_scan_of_a_half_takes_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
