/* An archive where nobody may write. Root may write everywhere, so what is tried
 * here is tried by a child without root's rights. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/digest.h"
#include "db/migrations.h"
#include "sample_sheet.h"
#include "temp_folder.h"

enum { NOBODY = 65534 };

static char folder[TEMP_PATH], archive_path[TEMP_PATH], file_path[TEMP_PATH];

/* With a sheet in it, so that there is something to read. */
static int set_up(void **state)
{
    struct fault fault;
    struct sample sample;
    struct db_archive *archive;
    int64_t page;

    (void)state;
    temp_folder_make(folder);
    assert_int_equal(chmod(folder, 0755), 0);
    /* a name that an URI must write otherwise */
    temp_path(archive_path, folder, "a #1?b%2");
    temp_path(file_path, archive_path, "archive.db");
    assert_int_equal(db_create(archive_path,
                               (struct db_init_options){.keep_personal = true},
                               &fault),
                     ST_OK);
    assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
    page = sample_take(archive, folder, "a.png", "an image");
    sample_make(&sample);
    assert_int_equal(db_store_outcome(archive, page, &sample.outcome, &fault),
                     ST_OK);
    db_close(&archive);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    assert_int_equal(chmod(archive_path, 0755), 0);
    temp_folder_remove(folder);
    return 0;
}

static void forbid_writing(void)
{
    assert_int_equal(chmod(file_path, 0444), 0);
    assert_int_equal(chmod(archive_path, 0555), 0);
}

/* @try runs in a child that has nobody's rights; it says what is wrong, or
 * NULL. */
static void as_nobody(const char *(*try)(void))
{
    int status;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        const char *wrong = NULL;

        if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
            wrong = "could not become nobody";
        if (wrong == NULL)
            wrong = try();
        if (wrong != NULL)
            fprintf(stderr, "%s\n", wrong);
        _exit(wrong == NULL ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void digest(char hex[DB_DIGEST_SIZE])
{
    int64_t bytes;

    assert_int_equal(db_digest_file(file_path, -1, hex, &bytes, NULL), ST_OK);
}

static struct db_archive *archive; /* of the child */
static char said[512];

static const char *open_it(void)
{
    struct fault fault = {""};

    if (db_open_to_read(archive_path, &archive, &fault) == ST_OK)
        return db_is_read_only(archive) ? NULL : "it is not read-only";
    (void)snprintf(said, sizeof said, "%s", fault.text);
    return said;
}

static void complain(const char *line, void *context)
{
    (void)context;
    (void)snprintf(said, sizeof said, "%s", line);
}

static const char *reads(void)
{
    struct fault fault = {""};
    struct db_counts counts = {0};
    const char *wrong = open_it();

    if (wrong != NULL)
        return wrong;
    if (db_count(archive, &counts, &fault) != ST_OK || counts.sheets != 1)
        return "its sheet is not seen";
    if (!db_keeps_personal(archive))
        return "its settings are not seen";
    if (db_verify(archive, complain, NULL, &fault) != ST_OK)
        return said[0] != '\0' ? said : fault.text[0] == '\0' ? "?" : "verify";
    if (db_note_export(archive, "cells csv", false, &fault) != ST_OK)
        return "an export is refused";
    if (db_note_export(archive, "cells csv", true, &fault) != ST_IO)
        return "persons leave without a step in the history";
    if (db_was_changed(archive))
        return "it is said to be changed";
    db_close(&archive);
    return NULL;
}

static void reads_what_it_may_not_write(void **state)
{
    char before[DB_DIGEST_SIZE], after[DB_DIGEST_SIZE];
    int n = temp_count_files(archive_path);

    (void)state;
    digest(before);
    forbid_writing();
    as_nobody(reads);
    digest(after);
    assert_string_equal(before, after);
    assert_int_equal(temp_count_files(archive_path), n);
}

static const char *is_refused_to_write(void)
{
    struct fault fault = {""};

    if (db_open(archive_path, &archive, &fault) != ST_IO)
        return "it may be written";
    return strstr(fault.text, "cannot write") == NULL ? "it says no reason"
                                                      : NULL;
}

static void is_not_written(void **state)
{
    (void)state;
    forbid_writing();
    as_nobody(is_refused_to_write);
}

/* A clerk's program has it open and has not folded its log in yet. */
static void sees_what_is_in_the_log(void **state)
{
    struct fault fault;
    struct db_archive *clerk;

    (void)state;
    assert_int_equal(db_open(archive_path, &clerk, &fault), ST_OK);
    assert_int_equal(db_note_export(clerk, "cells csv", false, &fault), ST_OK);
    forbid_writing();
    as_nobody(reads);
    db_close(&clerk);
}

static const char *misses_the_log(void)
{
    const char *wrong = open_it();

    if (wrong == NULL)
        return "it reads without the last changes";
    return strstr(wrong, "archive.db-wal") == NULL ? wrong : NULL;
}

/* What a crash leaves, copied without the file that only a computer's memory
 * is good for. */
static void does_not_read_past_a_log(void **state)
{
    char log[TEMP_PATH];

    (void)state;
    temp_path(log, archive_path, "archive.db-wal");
    temp_write(log, "log", 3);
    forbid_writing();
    as_nobody(misses_the_log);
}

static const char *is_too_old(void)
{
    const char *wrong = open_it();

    if (wrong == NULL)
        return "an old schema is read";
    return strstr(wrong, "older taizhang") == NULL ? wrong : NULL;
}

static void does_not_migrate(void **state)
{
    char pragma[64];
    sqlite3 *sql;

    (void)state;
    snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d",
             db_newest_version() - 1);
    assert_int_equal(sqlite3_open(file_path, &sql), SQLITE_OK);
    assert_int_equal(sqlite3_exec(sql, pragma, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(sql);
    forbid_writing();
    as_nobody(is_too_old);
}

static int changed_pipe[2], done_pipe[2];

static const char *notices_a_change(void)
{
    char byte;
    const char *wrong = open_it();

    if (wrong != NULL)
        return wrong;
    if (write(done_pipe[1], "o", 1) != 1 || read(changed_pipe[0], &byte, 1) != 1)
        return "no word from the writer";
    return db_was_changed(archive) ? NULL : "a change was not noticed";
}

/* The writer's child waits until the reader has it open. */
static void says_that_it_was_changed(void **state)
{
    char byte;
    struct fault fault;
    struct db_archive *clerk;
    pid_t writer;

    (void)state;
    if (geteuid() != 0)
        skip(); /* only root can write where the child cannot */
    assert_int_equal(pipe(changed_pipe), 0);
    assert_int_equal(pipe(done_pipe), 0);
    forbid_writing();
    writer = fork();
    assert_true(writer >= 0);
    if (writer == 0) {
        if (read(done_pipe[0], &byte, 1) != 1 ||
            db_open(archive_path, &clerk, &fault) != ST_OK ||
            db_note_export(clerk, "cells csv", false, &fault) != ST_OK)
            _exit(1);
        db_close(&clerk);
        _exit(write(changed_pipe[1], "c", 1) == 1 ? 0 : 1);
    }
    as_nobody(notices_a_change);
    assert_int_equal(waitpid(writer, NULL, 0), writer);
    close(changed_pipe[0]), close(changed_pipe[1]);
    close(done_pipe[0]), close(done_pipe[1]);
}

static void writes_where_it_may(void **state)
{
    struct fault fault;

    (void)state;
    assert_int_equal(db_open_to_read(archive_path, &archive, &fault), ST_OK);
    assert_false(db_is_read_only(archive));
    assert_int_equal(db_note_export(archive, "cells csv", true, &fault), ST_OK);
    assert_false(db_was_changed(archive));
    db_close(&archive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_ARCHIVE(test)                                                     \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_ARCHIVE(reads_what_it_may_not_write),
        WITH_ARCHIVE(is_not_written),
        WITH_ARCHIVE(sees_what_is_in_the_log),
        WITH_ARCHIVE(does_not_read_past_a_log),
        WITH_ARCHIVE(does_not_migrate),
        WITH_ARCHIVE(says_that_it_was_changed),
        WITH_ARCHIVE(writes_where_it_may),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
