/* A sheet that is scanned anew takes the old page's place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "db/connection.h"
#include "sample_sheet.h"
#include "temp_archive.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct sample sample;
static int64_t old, new;

static int set_up(void **state)
{
    (void)state;
    if (temp_archive_make(folder, archive_path, &archive, &fault) != 0)
        return 1;
    sample_make(&sample);
    old = sample_take(archive, folder, "a.png", "a");
    new = sample_take(archive, folder, "b.png", "b");
    return db_store_outcome(archive, old, &sample.outcome, &fault) != ST_OK;
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

static void must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s", fault.text);
}

static void decide(int row, const char *column, const char *value,
                   enum verdict_status status)
{
    must(db_decide(archive, sample_cell_id(archive, row, column, NULL), value,
                   status, "li", "seen on paper", &fault));
}

static void read_page(int64_t page)
{
    must(db_store_outcome(archive, page, &sample.outcome, &fault));
}

static void expect_cell(int row, const char *column, const char *source,
                        const char *value, enum verdict_status status)
{
    struct db_cell cell;

    assert_true(sample_cell_id(archive, row, column, &cell) > 0);
    assert_string_equal(cell.source, source);
    assert_string_equal(cell.value, value);
    assert_int_equal(cell.status, status);
}

static void say(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

static void expect_sound(void)
{
    if (db_verify(archive, say, NULL, &fault) != ST_OK)
        fail_msg("%s", fault.text);
}

struct sheets {
    int n;
    struct db_sheet sheet[8];
};

static enum status keep_sheet(const struct db_sheet *sheet, void *context)
{
    struct sheets *sheets = context;

    assert_true(sheets->n < 8);
    sheets->sheet[sheets->n++] = *sheet;
    return ST_OK;
}

static struct sheets all_sheets(void)
{
    struct sheets sheets = {0};

    must(db_each_sheet(archive, DB_FILTER_ALL, keep_sheet, &sheets, &fault));
    return sheets;
}

static int64_t count_cells(void)
{
    struct db_counts counts;

    must(db_count(archive, &counts, &fault));
    return counts.cells;
}

static void old_page_counts_until_the_new_is_read(void **state)
{
    struct sheets sheets;

    (void)state;
    must(db_replace_page(archive, old, new, &fault));
    expect_cell(1, "c1", "a.png", "12", VERDICT_REVIEW);
    assert_int_equal(count_cells(), SAMPLE_CELLS);
    sample_move(&sample, 40);
    read_page(new);
    expect_cell(1, "c1", "b.png", "12", VERDICT_REVIEW);
    assert_int_equal(count_cells(), SAMPLE_CELLS);
    sheets = all_sheets();
    assert_int_equal(sheets.n, 2);
    assert_int_equal(sheets.sheet[0].state, DB_PAGE_REPLACED);
    assert_string_equal(sheets.sheet[0].form, "");
    assert_string_equal(sheets.sheet[0].reason, "replaced by b.png page 1");
    assert_string_equal(sheets.sheet[1].form, "T1");
    expect_sound();
}

static void a_refused_rescan_changes_nothing(void **state)
{
    struct db_outcome refused = {.state = DB_PAGE_REFUSED,
                                 .reason = "no form fits"};

    (void)state;
    must(db_replace_page(archive, old, new, &fault));
    must(db_store_outcome(archive, new, &refused, &fault));
    expect_cell(1, "c1", "a.png", "12", VERDICT_REVIEW);
    assert_int_equal(all_sheets().sheet[0].state, DB_PAGE_READ);
    expect_sound();
}

/* Another form, or another unit's sheet of another period: a wrong file. */
static void another_sheet_replaces_nothing(void **state)
{
    (void)state;
    must(db_replace_page(archive, old, new, &fault));
    snprintf(sample.sheet.unit, sizeof sample.sheet.unit, "别村");
    snprintf(sample.sheet.period, sizeof sample.sheet.period, "1999-01");
    read_page(new);
    assert_int_equal(all_sheets().sheet[0].state, DB_PAGE_READ);
    assert_int_equal(count_cells(), 2 * SAMPLE_CELLS);
}

static void decisions_stay_where_the_ink_reads_the_same(void **state)
{
    struct db_cell cell;

    (void)state;
    decide(1, "c1", "17", VERDICT_CORRECTED);
    decide(2, "c1", "30", VERDICT_CONFIRMED);
    must(db_replace_page(archive, old, new, &fault));
    sample_move(&sample, 300); /* nothing lies where it lay */
    read_page(new);
    expect_cell(1, "c1", "b.png", "17", VERDICT_CORRECTED);
    expect_cell(2, "c1", "b.png", "30", VERDICT_CONFIRMED);
    (void)sample_cell_id(archive, 1, "c1", &cell);
    assert_string_equal(cell.why, "kept from a.png page 1: seen on paper");
    expect_sound();
    read_page(new); /* and again */
    expect_cell(1, "c1", "b.png", "17", VERDICT_CORRECTED);
    expect_sound();
}

static void a_changed_cell_is_asked_again(void **state)
{
    struct db_cell cell;

    (void)state;
    decide(1, "c1", "17", VERDICT_CORRECTED);
    must(db_replace_page(archive, old, new, &fault));
    sample_set(&sample, sample_at(1, 1), "99");
    for (int times = 0; times < 2; times++) {
        read_page(new);
        expect_cell(1, "c1", "b.png", "99", VERDICT_REVIEW);
        (void)sample_cell_id(archive, 1, "c1", &cell);
        assert_non_null(strstr(cell.why, "corrected as \"17\" by li on a.png"));
        expect_sound();
    }
    decide(1, "c1", "99", VERDICT_CONFIRMED);
    read_page(new);
    expect_cell(1, "c1", "b.png", "99", VERDICT_CONFIRMED);
    expect_sound();
}

static void other_rows_keep_no_decision(void **state)
{
    struct db_cell cell;

    (void)state;
    decide(1, "c1", "17", VERDICT_CORRECTED);
    must(db_replace_page(archive, old, new, &fault));
    sample.sheet.n_rows = SAMPLE_ROWS - 1;
    sample.sheet.n_cells = sample.result.n_verdicts =
        SAMPLE_CELLS - SAMPLE_COLUMNS;
    sample.result.n_findings = 0;
    read_page(new);
    expect_cell(1, "c1", "b.png", "12", VERDICT_REVIEW);
    (void)sample_cell_id(archive, 1, "c1", &cell);
    assert_non_null(strstr(cell.why, "has other rows now"));
    expect_sound();
}

/* A rescan that is refused, and a third that is read. */
static void decisions_go_over_a_refused_page(void **state)
{
    struct db_outcome refused = {.state = DB_PAGE_REFUSED,
                                 .reason = "no form fits"};
    int64_t third = sample_take(archive, folder, "c.png", "c");

    (void)state;
    decide(1, "c1", "17", VERDICT_CORRECTED);
    must(db_replace_page(archive, old, new, &fault));
    must(db_store_outcome(archive, new, &refused, &fault));
    must(db_replace_page(archive, new, third, &fault));
    read_page(third);
    expect_cell(1, "c1", "c.png", "17", VERDICT_CORRECTED);
    assert_int_equal(count_cells(), SAMPLE_CELLS);
    expect_sound();
}

static void no_two_pages_replace_each_other(void **state)
{
    (void)state;
    must(db_replace_page(archive, old, new, &fault));
    assert_int_equal(db_replace_page(archive, new, old, &fault), ST_INPUT);
    assert_int_equal(db_replace_page(archive, old, 99, &fault), ST_NONE);
    assert_int_equal(db_replace_page(archive, 99, new, &fault), ST_NONE);
}

static void the_same_sheet_is_noticed(void **state)
{
    struct db_page twin;

    (void)state;
    assert_int_equal(db_find_twin(archive, old, 1, &twin, &fault), ST_NONE);
    read_page(new);
    assert_int_equal(db_find_twin(archive, new, 1, &twin, &fault), ST_OK);
    assert_int_equal(twin.id, old);
    must(db_replace_page(archive, old, new, &fault));
    assert_int_equal(db_find_twin(archive, new, 1, &twin, &fault), ST_NONE);
    assert_int_equal(db_find_twin(archive, old, 1, &twin, &fault), ST_NONE);
}

static void a_file_is_found_by_what_it_holds(void **state)
{
    struct db_page page;
    char path[TEMP_PATH];

    (void)state;
    temp_path(path, folder, "another name.png");
    temp_write(path, "b", 1);
    assert_int_equal(db_find_taken_page(archive, path, 1, &page, &fault),
                     ST_OK);
    assert_int_equal(page.id, new);
    assert_int_equal(db_find_taken_page(archive, path, 2, &page, &fault),
                     ST_NONE);
    temp_write(path, "x", 1);
    assert_int_equal(db_find_taken_page(archive, path, 1, &page, &fault),
                     ST_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_ARCHIVE(test)                                                     \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_ARCHIVE(old_page_counts_until_the_new_is_read),
        WITH_ARCHIVE(a_refused_rescan_changes_nothing),
        WITH_ARCHIVE(another_sheet_replaces_nothing),
        WITH_ARCHIVE(decisions_stay_where_the_ink_reads_the_same),
        WITH_ARCHIVE(a_changed_cell_is_asked_again),
        WITH_ARCHIVE(other_rows_keep_no_decision),
        WITH_ARCHIVE(decisions_go_over_a_refused_page),
        WITH_ARCHIVE(no_two_pages_replace_each_other),
        WITH_ARCHIVE(the_same_sheet_is_noticed),
        WITH_ARCHIVE(a_file_is_found_by_what_it_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
