#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/digest.h"
#include "db/migrations.h"
#include "sample_sheet.h"
#include "temp_folder.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH], file_path[TEMP_PATH];

static int set_up(void **state)
{
    (void)state;
    temp_folder_make(folder);
    temp_path(archive_path, folder, "archive");
    temp_path(file_path, archive_path, "archive.db");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    temp_folder_remove(folder);
    return 0;
}

static void create(bool keep_personal)
{
    struct fault fault;

    assert_int_equal(
        db_create(archive_path,
                  (struct db_init_options){.keep_personal = keep_personal},
                  &fault),
        ST_OK);
}

/* Every refusal is one line that names the archive. */
static void expect_refusal(enum status wanted, const char *words)
{
    struct fault fault = {""};
    struct db_archive *archive = (struct db_archive *)&fault;

    assert_int_equal(db_open_waiting(archive_path, 50, &archive, &fault),
                     wanted);
    assert_null(archive);
    if (strstr(fault.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", fault.text, words);
    assert_null(strchr(fault.text, '\n'));
}

static void makes_and_opens(void **state)
{
    struct fault fault;
    struct db_archive *archive;
    char path[TEMP_PATH];

    (void)state;
    for (int keep = 0; keep <= 1; keep++) {
        create(keep);
        assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
        assert_int_equal(db_keeps_personal(archive), keep);
        assert_string_equal(db_folder(archive), archive_path);
        temp_path(path, archive_path, "forms");
        assert_string_equal(db_forms_folder(archive), path);
        assert_int_equal(access(path, W_OK), 0);
        db_close(&archive);
        assert_null(archive);
        db_close(&archive);
        temp_folder_remove(archive_path);
    }
}

static void leaves_only_the_archive(void **state)
{
    (void)state;
    create(false);
    assert_int_equal(temp_count_files(archive_path), 1);
}

static void refuses_a_second_one(void **state)
{
    struct fault fault;

    (void)state;
    create(false);
    assert_int_equal(
        db_create(archive_path, (struct db_init_options){0}, &fault), ST_INPUT);
    assert_non_null(strstr(fault.text, "already"));
}

static void refuses_a_file_in_the_way(void **state)
{
    struct fault fault;

    (void)state;
    temp_write(archive_path, "x", 1);
    assert_int_equal(
        db_create(archive_path, (struct db_init_options){0}, &fault), ST_IO);
    assert_non_null(strstr(fault.text, "in the way"));
    expect_refusal(ST_NONE, "no archive in");
}

static void says_how_to_make_one(void **state)
{
    (void)state;
    expect_refusal(ST_NONE, "taizhang init");
}

static void refuses_what_is_not_ours(void **state)
{
    sqlite3 *sql;

    (void)state;
    assert_int_equal(mkdir(archive_path, 0777), 0);
    temp_write(file_path, "", 0);
    expect_refusal(ST_INPUT, "not a taizhang archive");
    temp_write(file_path, "this is a letter and not a database, for sure.....",
               50);
    expect_refusal(ST_INPUT, "not a taizhang archive");
    assert_int_equal(unlink(file_path), 0);
    assert_int_equal(sqlite3_open(file_path, &sql), SQLITE_OK);
    assert_int_equal(sqlite3_exec(sql,
                                  "PRAGMA user_version = 3;"
                                  "CREATE TABLE t (a)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(sql);
    expect_refusal(ST_INPUT, "not a taizhang archive");
}

static void leaves_a_newer_one_untouched(void **state)
{
    char before[DB_DIGEST_SIZE], after[DB_DIGEST_SIZE];
    int64_t bytes;
    sqlite3 *sql;

    (void)state;
    create(false);
    assert_int_equal(sqlite3_open(file_path, &sql), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(sql, "PRAGMA user_version = 999", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(sql);
    assert_int_equal(db_digest_file(file_path, -1, before, &bytes, NULL),
                     ST_OK);
    expect_refusal(ST_INPUT, "newer taizhang");
    assert_int_equal(db_digest_file(file_path, -1, after, &bytes, NULL), ST_OK);
    assert_string_equal(before, after);
}

/* A file as a program of that schema version left it. */
static void make_past_version(int version)
{
    char pragma[256], originals[TEMP_PATH];
    sqlite3 *sql;

    assert_int_equal(mkdir(archive_path, 0777), 0);
    temp_path(originals, archive_path, "originals");
    assert_int_equal(mkdir(originals, 0777), 0);
    assert_int_equal(sqlite3_open(file_path, &sql), SQLITE_OK);
    for (int i = 0; i < version; i++)
        assert_int_equal(sqlite3_exec(sql, db_migration(i), NULL, NULL, NULL),
                         SQLITE_OK);
    snprintf(pragma, sizeof pragma,
             "PRAGMA application_id = %d; PRAGMA user_version = %d;"
             "INSERT INTO archive VALUES (1, '2026-01-01T00:00:00Z', 1);",
             DB_APPLICATION_ID, version);
    assert_int_equal(sqlite3_exec(sql, pragma, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(sql);
}

static void migrates_every_past_version(void **state)
{
    struct fault fault;
    struct sample sample;

    (void)state;
    assert_true(db_newest_version() >= 5);
    for (int version = 1; version <= db_newest_version(); version++) {
        struct db_archive *archive;
        int64_t page;

        make_past_version(version);
        assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
        assert_true(db_keeps_personal(archive));
        page = sample_take(archive, folder, "a.png", "an image");
        sample_make(&sample);
        assert_int_equal(
            db_store_outcome(archive, page, &sample.outcome, &fault), ST_OK);
        db_close(&archive);
        assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
        assert_true(sample_cell_id(archive, 1, "c1", NULL) > 0);
        db_close(&archive);
        temp_folder_remove(archive_path);
    }
}

static void says_that_it_is_held(void **state)
{
    struct fault fault;
    struct db_archive *archive;
    sqlite3 *other;
    enum db_taken taken;
    char path[TEMP_PATH];

    (void)state;
    create(false);
    assert_int_equal(sqlite3_open(file_path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(db_open_waiting(archive_path, 50, &archive, &fault),
                     ST_OK);
    temp_path(path, folder, "a.png");
    temp_write(path, "abc", 3);
    assert_int_equal(
        db_take_original(archive, path, 1, &taken, NULL, 0, &fault), ST_BUSY);
    assert_non_null(strstr(fault.text, "another program holds the archive"));
    /* Nothing half: neither the row nor the file. */
    temp_path(path, archive_path, "originals");
    assert_int_equal(temp_count_files(path), 0);
    db_close(&archive);
    sqlite3_close(other);
}

/* What a disk of @bytes would leave of an archive. */
static void create_with_room(rlim_t bytes)
{
    struct fault fault = {""};
    struct rlimit old, small;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = (struct rlimit){bytes, old.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_not_equal(
        db_create(archive_path, (struct db_init_options){0}, &fault), ST_OK);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_true(fault.text[0] != '\0');
}

static void leaves_nothing_on_a_full_disk(void **state)
{
    char path[TEMP_PATH];

    (void)state;
    for (rlim_t bytes = 0; bytes <= 16384; bytes += 8192) {
        create_with_room(bytes);
        assert_int_equal(access(archive_path, F_OK), -1);
    }
    /* a folder that was there stays, with what is in it */
    assert_int_equal(mkdir(archive_path, 0777), 0);
    create_with_room(0);
    assert_int_equal(access(archive_path, F_OK), 0);
    temp_path(path, archive_path, "originals");
    assert_int_equal(access(path, F_OK), -1);
    temp_path(path, archive_path, "forms");
    assert_int_equal(mkdir(path, 0777), 0);
    create_with_room(0);
    assert_int_equal(access(path, F_OK), 0);
}

struct told {
    int times, seconds;
    char folder[TEMP_PATH];
};

static void note_waiting(const char *of, int seconds, void *context)
{
    struct told *told = context;

    told->times++;
    told->seconds = seconds;
    snprintf(told->folder, sizeof told->folder, "%s", of);
}

/* A wait that nobody notices is not told of; a longer one once. */
static void tells_that_it_waits(void **state)
{
    static const struct {
        int busy_ms, told;
    } waits[] = {{20, 0}, {2000, 1}};
    struct fault fault;
    struct db_archive *archive;
    sqlite3 *other;

    (void)state;
    create(false);
    assert_int_equal(sqlite3_open(file_path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL),
                     SQLITE_OK);
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        struct told told = {0};
        struct db_waiting_teller before = db_set_waiting_teller(
            (struct db_waiting_teller){note_waiting, &told});

        assert_null(before.tell);
        assert_int_equal(db_open_waiting(archive_path, waits[i].busy_ms,
                                         &archive, &fault),
                         ST_OK);
        assert_int_equal(db_note_export(archive, "cells", false, &fault),
                         ST_BUSY);
        assert_int_equal(told.times, waits[i].told);
        if (told.times > 0) {
            assert_int_equal(told.seconds, waits[i].busy_ms / 1000);
            assert_string_equal(told.folder, archive_path);
        }
        db_close(&archive);
        assert_ptr_equal(db_set_waiting_teller(before).context, &told);
    }
    sqlite3_close(other);
}

static void says_that_it_is_damaged(void **state)
{
    FILE *file;

    (void)state;
    create(false);
    file = fopen(file_path, "r+b");
    assert_non_null(file);
    /* Past SQLite's header page: its schema. */
    for (long at = 100; at < 4096; at++) {
        fseek(file, at, SEEK_SET);
        fputc(0xA5, file);
    }
    fclose(file);
    expect_refusal(ST_DB, "damaged");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_FOLDER(makes_and_opens),
        WITH_FOLDER(leaves_only_the_archive),
        WITH_FOLDER(refuses_a_second_one),
        WITH_FOLDER(refuses_a_file_in_the_way),
        WITH_FOLDER(says_how_to_make_one),
        WITH_FOLDER(refuses_what_is_not_ours),
        WITH_FOLDER(leaves_a_newer_one_untouched),
        WITH_FOLDER(migrates_every_past_version),
        WITH_FOLDER(says_that_it_is_held),
        WITH_FOLDER(tells_that_it_waits),
        WITH_FOLDER(leaves_nothing_on_a_full_disk),
        WITH_FOLDER(says_that_it_is_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
