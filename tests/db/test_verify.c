#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sample_sheet.h"
#include "temp_archive.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH], file_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct sample sample;

/* Two pages, one read twice, one refused; one decision; a third waits. */
static int set_up(void **state)
{
    struct db_outcome refused = {.state = DB_PAGE_REFUSED, .reason = "torn"};
    int64_t page;

    (void)state;
    if (temp_archive_make(folder, archive_path, &archive, &fault) != 0)
        return 1;
    temp_path(file_path, archive_path, "archive.db");
    sample_make(&sample);
    page = sample_take(archive, folder, "a.png", "a");
    for (int i = 0; i < 2; i++) {
        sample_set(&sample, sample_at(1, 1), i == 0 ? "1" : "2");
        assert_int_equal(
            db_store_outcome(archive, page, &sample.outcome, &fault), ST_OK);
    }
    assert_int_equal(db_decide(archive, sample_cell_id(archive, 2, "c1", NULL),
                               "31", VERDICT_CORRECTED, "li", "seen", &fault),
                     ST_OK);
    page = sample_take(archive, folder, "b.png", "b");
    assert_int_equal(db_store_outcome(archive, page, &refused, &fault), ST_OK);
    (void)sample_take(archive, folder, "c.png", "c");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

static void note_line(const char *line, void *context)
{
    char *said = context;

    strncat(said, line, 4000 - strlen(said));
    strncat(said, "\n", 4000 - strlen(said));
}

static void expect_complaint(const char *words)
{
    char said[4096] = "";

    assert_int_equal(db_verify(archive, note_line, said, &fault), ST_INPUT);
    if (strstr(said, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", said, words);
}

static int run_sql(const char *sql)
{
    sqlite3 *other;
    int rc;

    assert_int_equal(sqlite3_open(file_path, &other), SQLITE_OK);
    rc = sqlite3_exec(other, sql, NULL, NULL, NULL);
    sqlite3_close(other);
    return rc;
}

/* What somebody with a SQLite tool can do who takes the guards away. */
static void tamper(const char *sql)
{
    char all[1024];

    snprintf(all, sizeof all,
             "DROP TRIGGER history_no_update; DROP TRIGGER history_no_delete;"
             "DROP TRIGGER decision_no_update; DROP TRIGGER decision_no_delete;"
             "%s",
             sql);
    assert_int_equal(run_sql(all), SQLITE_OK);
}

static void finds_nothing_wrong(void **state)
{
    char said[4096] = "";

    (void)state;
    assert_int_equal(db_verify(archive, note_line, said, &fault), ST_OK);
    assert_string_equal(said, "");
}

static void only_adds_to_history(void **state)
{
    static const char *const attempts[] = {
        "UPDATE history SET why = 'other' WHERE id = 2",
        "DELETE FROM history WHERE id = 2",
        "DELETE FROM history",
        "INSERT OR REPLACE INTO history SELECT * FROM history WHERE id = 2",
        "UPDATE decision SET value = '5'",
        "DELETE FROM decision",
        "INSERT OR REPLACE INTO decision SELECT * FROM decision",
    };

    (void)state;
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        assert_int_equal(run_sql(attempts[i]), SQLITE_CONSTRAINT);
    finds_nothing_wrong(state);
}

static void finds_tampering(void **state)
{
    static const struct {
        const char *sql, *words;
    } cases[] = {
        {"UPDATE history SET why = 'other' WHERE id = 3", "step 3 was changed"},
        {"UPDATE history SET at = '2020' WHERE id = 1", "step 1 was changed"},
        {"DELETE FROM history WHERE id = 3", "step 3 is missing"},
        {"DELETE FROM history WHERE id = (SELECT max(id) FROM history)",
         "history: ends at"},
        {"UPDATE verdict SET value = '9' WHERE value = '2'",
         "a.png page 1: readings or verdicts"},
        {"UPDATE candidate SET text = 'x' WHERE rank = 2", "a.png page 1"},
        {"DELETE FROM finding", "a.png page 1"},
        {"DELETE FROM sheet", "a.png page 1"},
        {"UPDATE decision SET value = '32'", "decision 1 is not"},
        {"DELETE FROM decision", "decision of step"},
        {"UPDATE page SET state = 'read' WHERE id = 2",
         "b.png page 1: is read, but the history says refused"},
        {"UPDATE page SET state = 'blank' WHERE id = 3",
         "c.png page 1: is blank, but the history says waiting"},
        {"INSERT INTO original VALUES (9,"
         " '0123456789012345678901234567890123456789012345678901234567890123',"
         " 'x', 'x', 1, '', '')",
         "the history does not know it"},
        {"PRAGMA foreign_keys = OFF; DELETE FROM original WHERE id = 3",
         "gone from the database"},
        {"PRAGMA foreign_keys = OFF; DELETE FROM original WHERE id = 3",
         "points to no row of original"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%s\n", cases[i].sql);
        tamper(cases[i].sql);
        expect_complaint(cases[i].words);
        tear_down(state);
        set_up(state);
    }
}

static void first_path(char path[4096])
{
    struct db_page *pages;
    size_t n;

    assert_int_equal(db_list_pages(archive, true, &pages, &n, &fault), ST_OK);
    assert_true(n > 0);
    snprintf(path, 4096, "%s", pages[0].path);
    free(pages);
}

static void finds_a_flipped_byte(void **state)
{
    char path[4096];

    (void)state;
    first_path(path);
    assert_int_equal(chmod(path, 0644), 0);
    temp_write(path, "A", 1);
    expect_complaint("was changed (its SHA-256 is");
}

static void finds_a_lost_original(void **state)
{
    char path[4096];

    (void)state;
    first_path(path);
    assert_int_equal(unlink(path), 0);
    expect_complaint("original of a.png: cannot read");
}

static void finds_a_stray_file(void **state)
{
    char path[4096];

    (void)state;
    first_path(path);
    strcat(path, ".copy");
    temp_write(path, "a", 1);
    expect_complaint(".copy: nothing in the archive knows this file");
}

static void finds_a_damaged_index(void **state)
{
    (void)state;
    assert_int_equal(
        run_sql("PRAGMA writable_schema = ON;"
                "UPDATE sqlite_schema SET rootpage ="
                " (SELECT rootpage FROM sqlite_schema WHERE name ="
                "  'page_by_state') WHERE name = 'finding_cell_by_cell'"),
        SQLITE_OK);
    db_close(&archive);
    assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
    expect_complaint("database: ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_ARCHIVE(test)                                                     \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_ARCHIVE(finds_nothing_wrong),   WITH_ARCHIVE(only_adds_to_history),
        WITH_ARCHIVE(finds_tampering),       WITH_ARCHIVE(finds_a_flipped_byte),
        WITH_ARCHIVE(finds_a_lost_original), WITH_ARCHIVE(finds_a_stray_file),
        WITH_ARCHIVE(finds_a_damaged_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
