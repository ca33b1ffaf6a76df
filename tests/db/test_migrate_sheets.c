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
#include <sys/stat.h>

#include "db/connection.h"
#include "db/migrations.h"
#include "db/statement.h"
#include "sample_sheet.h"
#include "temp_folder.h"

enum { PAST_VERSION = 7, TEXT_MAX = 65536 };

static char folder[TEMP_PATH], archive_path[TEMP_PATH], file_path[TEMP_PATH];
static struct fault fault;

static void run(sqlite3 *sql, const char *text)
{
    char *error = NULL;

    if (sqlite3_exec(sql, text, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s", error);
}

static char *read_golden(void)
{
    char *text = malloc(TEXT_MAX);
    FILE *file = fopen(TZ_SOURCE_DIR "/tests/db/golden/archive-7.sql", "r");
    size_t n;

    assert_non_null(text);
    assert_non_null(file);
    n = fread(text, 1, TEXT_MAX - 1, file);
    assert_true(n > 0 && n < TEXT_MAX - 1);
    text[n] = '\0';
    fclose(file);
    return text;
}

/* Originals lie where the database says, each with its one letter. */
static void write_originals(sqlite3 *sql)
{
    sqlite3_stmt *s = NULL;
    char originals[TEMP_PATH], path[TEMP_PATH], below[8];

    temp_path(originals, archive_path, "originals");
    assert_int_equal(sqlite3_prepare_v2(sql, "SELECT file, name FROM original",
                                        -1, &s, NULL),
                     SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW) {
        const char *file = (const char *)sqlite3_column_text(s, 0);
        const char *name = (const char *)sqlite3_column_text(s, 1);
        snprintf(below, sizeof below, "%.2s", file);
        temp_path(path, originals, below);
        assert_int_equal(mkdir(path, 0777), 0);
        temp_path(path, originals, file);
        temp_write(path, name, 1);
    }
    sqlite3_finalize(s);
}

static int set_up(void **state)
{
    sqlite3 *sql;
    char stamp[128], path[TEMP_PATH], *golden = read_golden();

    (void)state;
    temp_folder_make(folder);
    temp_path(archive_path, folder, "archive");
    temp_path(file_path, archive_path, "archive.db");
    temp_path(path, archive_path, "originals");
    assert_int_equal(mkdir(archive_path, 0777), 0);
    assert_int_equal(mkdir(path, 0777), 0);
    assert_int_equal(sqlite3_open(file_path, &sql), SQLITE_OK);
    for (int i = 0; i < PAST_VERSION; i++)
        run(sql, db_migration(i));
    run(sql, golden);
    snprintf(stamp, sizeof stamp,
             "PRAGMA application_id = %d; PRAGMA user_version = %d",
             DB_APPLICATION_ID, PAST_VERSION);
    run(sql, stamp);
    write_originals(sql);
    sqlite3_close(sql);
    free(golden);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    temp_folder_remove(folder);
    return 0;
}

/* Every row of a query as one text. New; free(). */
static char *ask(const char *query)
{
    char *text = NULL;
    size_t size;
    sqlite3 *sql;
    sqlite3_stmt *s = NULL;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    assert_int_equal(sqlite3_open(file_path, &sql), SQLITE_OK);
    if (sqlite3_prepare_v2(sql, query, -1, &s, NULL) != SQLITE_OK)
        fail_msg("%s: %s", query, sqlite3_errmsg(sql));
    while (sqlite3_step(s) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(s); i++)
            fprintf(out, "%s|", (const char *)sqlite3_column_text(s, i));
        fputc('\n', out);
    }
    sqlite3_finalize(s);
    sqlite3_close(sql);
    fclose(out);
    assert_true(strlen(text) > 0);
    return text;
}

static void migrate(struct db_archive **archive)
{
    if (db_open(archive_path, archive, &fault) != ST_OK)
        fail_msg("%s", fault.text);
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
         " FROM cell_now ORDER BY 1", NULL},
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
        before[i] = ask(queries[i][0]);
    migrate(&archive);
    db_close(&archive);
    for (size_t i = 0; i < N; i++) {
        char *after = ask(queries[i][1] ? queries[i][1] : queries[i][0]);
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
    migrate(&archive);
    if (db_verify(archive, say, NULL, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    db_close(&archive);
}

static void decisions_hold_and_new_ones_can_be_made(void **state)
{
    struct db_archive *archive;
    struct db_cell cell;
    int64_t id;

    (void)state;
    migrate(&archive);
    id = sample_cell_id(archive, 1, "c2", &cell);
    assert_int_equal(db_decide(archive, id, "4", VERDICT_CORRECTED, "li", "",
                               &fault),
                     ST_OK);
    assert_true(sample_cell_id(archive, 1, "c2", &cell) == id);
    assert_string_equal(cell.value, "4");
    assert_int_equal(db_verify(archive, say, NULL, &fault), ST_OK);
    db_close(&archive);
}

/* Dropping a table with the keys in force would empty those that point to it;
 * afterwards they must be in force again. */
static void keys_are_in_force_again(void **state)
{
    struct db_archive *archive;
    int64_t on = 0;

    (void)state;
    migrate(&archive);
    assert_int_equal(
        db_ask_int(archive, "ask", "PRAGMA foreign_keys", &on, &fault), ST_OK);
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
    assert_int_equal(sqlite3_open(file_path, &sql), SQLITE_OK);
    run(sql, "PRAGMA foreign_keys = OFF;"
             "DELETE FROM verdict WHERE cell_id = 1; DELETE FROM cell"
             " WHERE id = 1");
    sqlite3_close(sql);
    assert_int_equal(db_open(archive_path, &archive, &fault), ST_DB);
    assert_non_null(strstr(fault.text, "point to rows that are not there"));
    version = ask("PRAGMA user_version");
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
