#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/migrations.h"
#include "sample_sheet.h"
#include "temp_folder.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH], file_path[TEMP_PATH];
static struct db_archive *archive;

static int set_up(void **state)
{
    struct fault fault;

    (void)state;
    temp_folder_make(folder);
    temp_path(archive_path, folder, "archive");
    temp_path(file_path, archive_path, "archive.db");
    return db_create(archive_path,
                     (struct db_init_options){.keep_personal = true},
                     &fault) != ST_OK ||
           db_open(archive_path, &archive, &fault) != ST_OK;
}

static int tear_down(void **state)
{
    (void)state;
    db_close(&archive);
    temp_folder_remove(folder);
    return 0;
}

/* All rows of a query, "a|b\nc|d\n", as an office's own tool would see them:
 * read only. free() it. */
static char *ask(sqlite3 *sql, const char *query)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    sqlite3_stmt *stmt = NULL;

    assert_non_null(out);
    if (sqlite3_prepare_v2(sql, query, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", query, sqlite3_errmsg(sql));
    while (sqlite3_step(stmt) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const unsigned char *one = sqlite3_column_text(stmt, i);
            fprintf(out, "%s%c", one != NULL ? (const char *)one : "NULL",
                    i + 1 < sqlite3_column_count(stmt) ? '|' : '\n');
        }
    sqlite3_finalize(stmt);
    fclose(out);
    return text;
}

static void expect(const char *query, const char *wanted)
{
    sqlite3 *sql = NULL;
    char *text;

    assert_int_equal(sqlite3_open_v2(file_path, &sql, SQLITE_OPEN_READONLY,
                                     NULL),
                     SQLITE_OK);
    text = ask(sql, query);
    assert_string_equal(text, wanted);
    free(text);
    sqlite3_close(sql);
}

static void store(struct sample *sample)
{
    struct fault fault = {""};
    int64_t page = sample_take(archive, folder, "a.png", "an image");

    if (db_store_outcome(archive, page, &sample->outcome, &fault) != ST_OK)
        fail_msg("%s", fault.text);
}

static void show_what_holds_today(void **state)
{
    struct sample sample;
    struct fault fault = {""};

    (void)state;
    sample_make(&sample);
    sample_set(&sample, sample_at(1, 1), "-12.5");
    sample_set(&sample, sample_at(2, 1), "3-4");
    sample_set(&sample, sample_at(2, 2), "770");
    store(&sample);
    assert_int_equal(db_decide(archive,
                               sample_cell_id(archive, 2, "c2", NULL), "777",
                               VERDICT_CORRECTED, "tester", NULL, &fault),
                     ST_OK);
    expect("SELECT source, page, state FROM office_page", "a.png|1|read\n");
    expect("SELECT form, rows, cells FROM office_sheet", "T1|3|11\n");
    expect("SELECT row_kind, number, typeof(number), status FROM office_cell"
           " WHERE row = 2 AND \"column\" = 'c2'",
           "body|777|integer|corrected\n");
    expect("SELECT value, number FROM office_cell"
           " WHERE \"column\" = 'c1' AND row < 3 ORDER BY row",
           "-12.5|-12.5\n3-4|NULL\n");
    expect("SELECT count(*) FROM office_number WHERE row_kind = 'total'",
           "2\n");
    expect("SELECT count(*) FROM office_queue WHERE status <> 'review'",
           "0\n");
    expect("SELECT count(*) FROM office_finding", "1\n");
    expect("SELECT before, after FROM office_history"
           " WHERE what = 'decide'",
           "770|777\n");
}

/* Also in an archive that keeps them: no cell, no label, no finding, no step of
 * the history tells a personal column. */
static void show_nobody(void **state)
{
    struct sample sample;
    struct fault fault = {""};

    (void)state;
    sample_make(&sample);
    sample.columns[0].personal = true;
    for (int row = 1; row <= SAMPLE_ROWS; row++)
        sample_set(&sample, sample_at(row, 0), "Wu Xiu");
    sample.columns[1].personal = true;
    store(&sample);
    assert_int_equal(db_decide(archive,
                               sample_cell_id(archive, 1, "unit", NULL),
                               "Wu Xiulan", VERDICT_CORRECTED, "tester",
                               "Wu Xiulan says so", &fault),
                     ST_OK);
    expect("SELECT count(*) FROM office_cell"
           " WHERE \"column\" IN ('c1') OR row > 0 AND \"column\" = 'unit'",
           "0\n");
    expect("SELECT DISTINCT row_label = '' FROM office_cell", "1\n");
    expect("SELECT count(*) FROM office_history WHERE before LIKE '%Wu%'"
           " OR after LIKE '%Wu%' OR why LIKE '%Wu%'",
           "0\n");
    expect("SELECT count(*) FROM finding", "1\n");
    expect("SELECT count(*) FROM office_finding", "0\n");
}

static void step_over(sqlite3 *sql, const char *text)
{
    char *error = NULL;

    if (sqlite3_exec(sql, text, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s", error);
}

/* An archive of the version before keeps every row and has the views. */
static void come_to_an_older_archive(void **state)
{
    sqlite3 *sql = NULL;
    char *text;
    int step = 0;

    (void)state;
    assert_int_equal(sqlite3_open(":memory:", &sql), SQLITE_OK);
    while (db_migration(step) != DB_MIGRATION_OFFICE_VIEWS)
        step_over(sql, db_migration(step++));
    step_over(
        sql,
        "INSERT INTO original VALUES (1, hex(zeroblob(32)), 'a.png', 'f', 1,"
        " 'then', 'who');"
        "INSERT INTO page (id, original_id, number, state)"
        " VALUES (1, 1, 1, 'read');"
        "INSERT INTO sheet VALUES (1, 1, 1, 'F5', 1, 'u', '2025-01', 'b', 1, '', 0,"
        " 1, 0, 0);"
        "INSERT INTO sheet_row VALUES (1, 1, 'total', 'all');"
        "INSERT INTO cell (id, sheet_id, row, column_order, column_code,"
        " is_label, personal, sensitive, x, y, w, h)"
        " VALUES (1, 1, 1, 0, 'c1', 0, 0, 0, 1, 2, 3, 4);"
        "INSERT INTO verdict VALUES (1, '42', 'value', 0.5, 'review', 'w');");
    step_over(sql, db_migration(step));
    text = ask(sql, "SELECT form, period, row_kind, number, x, h"
                    " FROM office_queue");
    assert_string_equal(text, "F5|2025-01|total|42|1|4\n");
    free(text);
    text = ask(sql, "SELECT (SELECT count(*) FROM cell),"
                    " (SELECT label FROM sheet_row)");
    assert_string_equal(text, "1|all\n");
    free(text);
    sqlite3_close(sql);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(show_what_holds_today, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(show_nobody, set_up, tear_down),
        cmocka_unit_test(come_to_an_older_archive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
