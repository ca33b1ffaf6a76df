/* What the files of this room share: the handle and how it is opened. */
#ifndef TZ_DB_CONNECTION_H
#define TZ_DB_CONNECTION_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

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
    bool read_only;      /* opened by db_open_to_read() where nobody may write */
    bool frozen;         /* ... and nobody was at work: SQLite takes no locks */
    struct stat as_found; /* archive.db when it was frozen */
    int busy_ms;         /* how long a lock is waited for */
    int64_t waits_since; /* ms of the monotonic clock */
    bool wait_told;
};

/** Connect to @file (a path or an URI, as @flags say) of the archive @folder;
 * nothing is written yet. ST_OK; ST_INPUT; ST_NOMEM; ST_IO. */
MUST_CHECK enum status db_connect(const char *folder, const char *file,
                                  int flags, int busy_ms,
                                  struct db_archive **out, struct fault *fault);

/** @folder holds an archive.db, whatever that is; its path in @path. ST_OK;
 * ST_NONE; ST_INPUT; ST_IO. */
MUST_CHECK enum status db_find_file(const char *folder, char path[DB_PATH_MAX],
                                    struct fault *fault);

/** Not by root's rights alone; errno says why not. */
bool db_may_write(const char *folder, const char *path);

/** Whether the file is ours and what schema it has. ST_OK; ST_INPUT; ST_DB. */
MUST_CHECK enum status db_check_identity(struct db_archive *archive,
                                         int *version, struct fault *fault);

/** What the archive was made with, into @archive. ST_OK; ST_DB. */
MUST_CHECK enum status db_load_settings(struct db_archive *archive,
                                        struct fault *fault);

/** Settings that hold for a connection, not for the file; WAL holds for both.
 * FULL: what was said to be stored outlives a power cut. */
MUST_CHECK enum status db_set_up(struct db_archive *archive,
                                 struct fault *fault);

/** db_open() with another patience than DB_BUSY_MS; for tests. */
MUST_CHECK enum status db_open_waiting(const char *folder, int busy_ms,
                                       struct db_archive **out,
                                       struct fault *fault);

/** Now, in UTC: 2026-01-02T03:04:05Z. */
void db_now(char *at, size_t size);

/** The program itself, as history names it: "taizhang 0.1.0". */
const char *db_program(void);

#endif
