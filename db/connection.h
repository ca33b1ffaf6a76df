/* What the files of this room share: the handle and how it is opened. */
#ifndef TZ_DB_CONNECTION_H
#define TZ_DB_CONNECTION_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "db/archive.h"
#include "db/idle_statements.h"

/* The folder's own path; what is stored below it adds at most 100 bytes. */
enum { DB_FOLDER_MAX = 3900, DB_PATH_MAX = 4096 };

enum { DB_BUSY_MS = 30000 };

/* "TZhg": tells our file from any other SQLite file. */
enum { DB_APPLICATION_ID = 0x545A6867 };

struct db_archive {
    sqlite3 *sql;
    struct db_idle_statements idle;
    char folder[DB_FOLDER_MAX];
    char forms_folder[DB_PATH_MAX];
    bool keep_personal;
    int reading_fd; /* holds the lock of db_lock_reading(); -1: none */
    bool swept; /* leftovers of a killed scan were looked for */
};

/** db_open() with another patience than DB_BUSY_MS; for tests. */
MUST_CHECK enum status db_open_waiting(const char *folder, int busy_ms,
                                       struct db_archive **out,
                                       struct fault *fault);

/** Now, in UTC: 2026-01-02T03:04:05Z. */
void db_now(char *at, size_t size);

/** The program itself, as history names it: "taizhang 0.1.0". */
const char *db_program(void);

#endif
