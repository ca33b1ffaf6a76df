/* An archive in which a page had one sheet becomes one in which it may have
 * several, and nothing of it is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/statement.h"
#include "past_archive.h"
#include "sample_sheet.h"

static int set_up(void **state)
{
    (void)state;
    past_make(7);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    past_remove();
    return 0;
}

/* The same rows before and after, whatever their key is called by now. */
static void every_row_stays(void **state)
{
    static const char *const queries[][2] = {
        {"SELECT * FROM cell ORDER BY id", NULL},
        {"SELECT * FROM sheet_row ORDER BY 1, 2", NULL},
        {"SELECT * FROM reading ORDER BY 1", NULL},
        {"SELECT * FROM candidate ORDER BY 1, 2", NULL},
        {"SELECT * FROM verdict ORDER BY 1", NULL},
        {"SELECT * FROM finding ORDER BY 1", NULL},
        {"SELECT * FROM finding_cell ORDER BY 1, 2", NULL},
        {"SELECT * FROM history ORDER BY 1", NULL},
        {"SELECT * FROM page ORDER BY 1", NULL},
        {"SELECT * FROM placement ORDER BY 1", NULL},
        {"SELECT * FROM replacement ORDER BY 1", NULL},
        {"SELECT * FROM page_replaced ORDER BY 1",
         "SELECT s.page_id, r.by_page_id FROM sheet_replaced r"
         " JOIN sheet s ON s.id = r.sheet_id ORDER BY 1"},
        {"SELECT *, 1, 0 FROM decision ORDER BY 1",
         "SELECT * FROM decision ORDER BY 1"},
        {"SELECT id, page_id, value, state, status, why, decision_id"
         " FROM cell_now ORDER BY 1",
         NULL},
        {"SELECT page_id, page_id, 1, form, unit, period, match_score, n_rows,"
         " laws_tried FROM sheet ORDER BY 1",
         "SELECT id, page_id, number, form, unit, period, match_score, n_rows,"
         " laws_tried FROM sheet ORDER BY 1"},
    };
    enum { N = sizeof queries / sizeof *queries };
    char *before[N];
    struct db_archive *archive;

    (void)state;
    for (size_t i = 0; i < N; i++)
        before[i] = past_ask(queries[i][0]);
    past_migrate(&archive);
    db_close(&archive);
    for (size_t i = 0; i < N; i++) {
        char *after = past_ask(queries[i][1] ? queries[i][1] : queries[i][0]);
        assert_string_equal(after, before[i]);
        free(after);
        free(before[i]);
    }
}

static void say(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

/* Digests that the older program wrote into the history are still those of
 * what is stored. */
static void the_audit_chain_holds(void **state)
{
    struct db_archive *archive;

    (void)state;
    past_migrate(&archive);
    if (db_verify(archive, say, NULL, &past.fault) != ST_OK)
        fail_msg("%s", past.fault.text);
    db_close(&archive);
}

static void decisions_hold_and_new_ones_can_be_made(void **state)
{
    struct db_archive *archive;
    struct db_cell cell;
    int64_t id;

    (void)state;
    past_migrate(&archive);
    id = sample_cell_id(archive, 1, "c2", &cell);
    assert_int_equal(
        db_decide(archive, id, "4", VERDICT_CORRECTED, "li", "", &past.fault),
        ST_OK);
    assert_true(sample_cell_id(archive, 1, "c2", &cell) == id);
    assert_string_equal(cell.value, "4");
    assert_int_equal(db_verify(archive, say, NULL, &past.fault), ST_OK);
    db_close(&archive);
}

/* Dropping a table with the keys in force would empty those that point to it;
 * afterwards they must be in force again. */
static void keys_are_in_force_again(void **state)
{
    struct db_archive *archive;
    int64_t on = 0;

    (void)state;
    past_migrate(&archive);
    assert_int_equal(
        db_ask_int(archive, "ask", "PRAGMA foreign_keys", &on, &past.fault),
        ST_OK);
    assert_int_equal(on, 1);
    db_close(&archive);
}

/* A row that points nowhere is told, and the file stays as it was. */
static void refuses_what_points_nowhere(void **state)
{
    struct db_archive *archive;
    sqlite3 *sql;
    char *version;

    (void)state;
    assert_int_equal(sqlite3_open(past.file_path, &sql), SQLITE_OK);
    past_run(sql, "PRAGMA foreign_keys = OFF;"
                  "DELETE FROM verdict WHERE cell_id = 1; DELETE FROM cell"
                  " WHERE id = 1");
    sqlite3_close(sql);
    assert_int_equal(db_open(past.archive_path, &archive, &past.fault), ST_DB);
    assert_non_null(
        strstr(past.fault.text, "point to rows that are not there"));
    version = past_ask("PRAGMA user_version");
    assert_string_equal(version, "7|\n");
    free(version);
}

int main(void)
{
#define WITH_ARCHIVE(test)                                                     \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_ARCHIVE(every_row_stays),
        WITH_ARCHIVE(the_audit_chain_holds),
        WITH_ARCHIVE(decisions_hold_and_new_ones_can_be_made),
        WITH_ARCHIVE(keys_are_in_force_again),
        WITH_ARCHIVE(refuses_what_points_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
