/* Archives from before tables could go on over several pages, from before they
 * could lie across two, from before print was told from a pen, and from before
 * one word could settle several cells, lose nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "db/migrations.h"
#include "db/whole.h"
#include "past_archive.h"

static void say(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

static void expect_sound(struct db_archive *archive)
{
    if (db_verify(archive, say, NULL, &past.fault) != ST_OK)
        fail_msg("%s", past.fault.text);
}

/* Every query says the same before and after. */
static void expect_same(const char *const *queries, size_t n)
{
    char *before[16];
    struct db_archive *archive;

    assert_true(n <= sizeof before / sizeof *before);
    for (size_t i = 0; i < n; i++)
        before[i] = past_ask(queries[i]);
    past_migrate(&archive);
    expect_sound(archive);
    db_close(&archive);
    for (size_t i = 0; i < n; i++) {
        char *after = past_ask(queries[i]);
        assert_string_equal(after, before[i]);
        free(after);
        free(before[i]);
    }
}

static const char *const STAY[] = {
    ("SELECT id, page_id, number, form, unit, period, n_rows, laws_tried,"
     " laws_held FROM sheet ORDER BY id"),
    "SELECT * FROM sheet_row ORDER BY 1, 2",
    "SELECT * FROM cell ORDER BY id",
    "SELECT * FROM verdict ORDER BY 1",
    "SELECT id, value, status, decision_id FROM cell_now ORDER BY 1",
    "SELECT * FROM finding ORDER BY 1",
    "SELECT * FROM history ORDER BY 1",
    "SELECT * FROM sheet_pair ORDER BY 1, 2",
    "SELECT * FROM sheet_replaced ORDER BY 1",
    "SELECT * FROM office_cell ORDER BY cell_id",
};
enum { N_STAY = sizeof STAY / sizeof *STAY };

static int before_parts(void **state)
{
    (void)state;
    past_make(past_step(DB_MIGRATION_PARTS));
    return 0;
}

static int before_halves(void **state)
{
    (void)state;
    past_make(past_step(DB_MIGRATION_HALVES));
    return 0;
}

static int before_writing(void **state)
{
    (void)state;
    past_make(past_step(DB_MIGRATION_WRITING));
    return 0;
}

static int before_alike(void **state)
{
    (void)state;
    past_make(past_step(DB_MIGRATION_ALIKE));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    past_remove();
    return 0;
}

static void everything_stays(void **state)
{
    (void)state;
    expect_same(STAY, N_STAY);
}

/* A sheet of before is a whole one, whose unit and period are its own. */
static void old_sheets_are_whole_ones(void **state)
{
    struct db_archive *archive;
    struct db_part *parts = NULL;
    char *own, *stands = past_ask("SELECT unit, period FROM sheet ORDER BY id");
    size_t n = 0;

    (void)state;
    past_migrate(&archive);
    own = past_ask("SELECT own_unit, own_period FROM sheet ORDER BY id");
    assert_string_equal(own, stands);
    assert_int_equal(db_list_parts(archive, &parts, &n, &past.fault), ST_OK);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(parts[i].part, SHEET_WHOLE);
        assert_int_equal(parts[i].whole_id + parts[i].beside_id, 0);
        assert_int_equal(parts[i].first_column + parts[i].n_columns, 0);
        assert_int_equal(parts[i].joined, 0);
    }
    free(parts);
    free(own);
    free(stands);
    db_close(&archive);
}

/* Tables over several pages that were joined stay joined. */
static void joined_parts_stay_joined(void **state)
{
    static const char query[] =
        "SELECT id, part, whole_id, rows_before, joined, own_unit, own_period"
        " FROM sheet ORDER BY id";
    struct db_archive *archive;
    char *before, *after;
    sqlite3 *sql;

    (void)state;
    assert_int_equal(sqlite3_open(past.file_path, &sql), SQLITE_OK);
    past_run(sql, "UPDATE sheet SET whole_id = (SELECT min(id) FROM sheet),"
                  " rows_before = id, joined = 2");
    sqlite3_close(sql);
    before = past_ask(query);
    past_migrate(&archive);
    db_close(&archive);
    after = past_ask(query);
    assert_string_equal(after, before);
    free(before);
    free(after);
}

/* Nobody knows any more how a sheet of before is written. */
static void old_sheets_are_of_no_hand(void **state)
{
    struct db_archive *archive;
    char *hands;

    (void)state;
    past_migrate(&archive);
    hands = past_ask("SELECT count(*) > 0, count(*) FILTER (WHERE hand <> '')"
                     " FROM sheet");
    assert_non_null(strstr(hands, "1"));
    assert_non_null(strstr(hands, "0"));
    free(hands);
    db_close(&archive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everything_stays, before_parts,
                                        tear_down),
        cmocka_unit_test_setup_teardown(old_sheets_are_whole_ones, before_parts,
                                        tear_down),
        cmocka_unit_test_setup_teardown(everything_stays, before_halves,
                                        tear_down),
        cmocka_unit_test_setup_teardown(joined_parts_stay_joined, before_halves,
                                        tear_down),
        cmocka_unit_test_setup_teardown(everything_stays, before_writing,
                                        tear_down),
        cmocka_unit_test_setup_teardown(everything_stays, before_alike,
                                        tear_down),
        cmocka_unit_test_setup_teardown(old_sheets_are_of_no_hand,
                                        before_writing, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
