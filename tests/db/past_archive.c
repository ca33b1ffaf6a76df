#include "past_archive.h"

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

enum { GOLDEN_VERSION = 7, TEXT_MAX = 65536 };

struct past past;

void past_run(sqlite3 *sql, const char *text)
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

    temp_path(originals, past.archive_path, "originals");
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

void past_make(int version)
{
    sqlite3 *sql;
    char stamp[128], path[TEMP_PATH], *golden = read_golden();

    temp_folder_make(past.folder);
    temp_path(past.archive_path, past.folder, "archive");
    temp_path(past.file_path, past.archive_path, "archive.db");
    temp_path(path, past.archive_path, "originals");
    assert_int_equal(mkdir(past.archive_path, 0777), 0);
    assert_int_equal(mkdir(path, 0777), 0);
    assert_int_equal(sqlite3_open(past.file_path, &sql), SQLITE_OK);
    for (int i = 0; i < version; i++) {
        if (i == GOLDEN_VERSION)
            past_run(sql, golden);
        past_run(sql, db_migration(i));
    }
    if (version == GOLDEN_VERSION)
        past_run(sql, golden);
    snprintf(stamp, sizeof stamp,
             "PRAGMA application_id = %d; PRAGMA user_version = %d",
             DB_APPLICATION_ID, version);
    past_run(sql, stamp);
    write_originals(sql);
    sqlite3_close(sql);
    free(golden);
}

int past_step(const char *migration)
{
    for (int i = 0; i < db_newest_version(); i++)
        if (db_migration(i) == migration)
            return i;
    fail_msg("no such step");
    return 0;
}

void past_remove(void)
{
    temp_folder_remove(past.folder);
}

char *past_ask(const char *query)
{
    char *text = NULL;
    size_t size;
    sqlite3 *sql;
    sqlite3_stmt *s = NULL;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    assert_int_equal(sqlite3_open(past.file_path, &sql), SQLITE_OK);
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

void past_migrate(struct db_archive **archive)
{
    if (db_open(past.archive_path, archive, &past.fault) != ST_OK)
        fail_msg("%s", past.fault.text);
}
