#include "db/archive.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/migrations.h"
#include "db/statement.h"
#include "db/waiting.h"

const struct db_filter DB_FILTER_ALL = {.row = -1};

void db_now(char *at, size_t size)
{
    struct tm utc;
    time_t now = time(NULL);

    at[0] = '\0';
    if (gmtime_r(&now, &utc) != NULL)
        (void)strftime(at, size, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

const char *db_program(void)
{
    return "taizhang " TZ_VERSION;
}

void db_login(char *who, size_t size)
{
    struct passwd entry, *found = NULL;
    char buffer[4096];

    if (getpwuid_r(geteuid(), &entry, buffer, sizeof buffer, &found) == 0 &&
        found != NULL)
        (void)text_copy(who, size, found->pw_name);
    else
        snprintf(who, size, "uid %lu", (unsigned long)geteuid());
}

const char *db_folder(const struct db_archive *archive)
{
    return archive->folder;
}

const char *db_forms_folder(const struct db_archive *archive)
{
    return archive->forms_folder;
}

void db_report_folder(const struct db_archive *archive, char *path,
                      size_t size)
{
    snprintf(path, size, "%s/report", archive->folder);
}

bool db_keeps_personal(const struct db_archive *archive)
{
    return archive->keep_personal;
}

void db_close(struct db_archive **archive)
{
    if (*archive == NULL)
        return;
    db_unlock_reading(*archive);
    db_idle_clear(&(*archive)->idle);
    (void)sqlite3_close_v2((*archive)->sql);
    free(*archive);
    *archive = NULL;
}

enum status db_connect(const char *folder, const char *file, int flags,
                       int busy_ms, struct db_archive **out,
                       struct fault *fault)
{
    struct db_archive *archive = calloc(1, sizeof *archive);
    enum status rc = ST_OK;

    if (archive == NULL)
        return fault_set(fault, ST_NOMEM, "open the archive: out of memory");
    archive->reading_fd = -1;
    if (!text_copy(archive->folder, sizeof archive->folder, folder)) {
        rc = fault_set(fault, ST_INPUT, "the archive's path is too long");
        goto done;
    }
    snprintf(archive->forms_folder, sizeof archive->forms_folder, "%s/forms",
             folder);
    if (sqlite3_open_v2(file, &archive->sql, flags, NULL) != SQLITE_OK) {
        rc = fault_set(fault, ST_IO, "cannot open %s: %s", file,
                       archive->sql == NULL ? "out of memory"
                                            : sqlite3_errmsg(archive->sql));
        goto done;
    }
    sqlite3_extended_result_codes(archive->sql, 1);
    db_wait_patiently(archive, busy_ms);
    /* Until we know that the file is ours, closing must not fold its log in. */
    sqlite3_db_config(archive->sql, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    *out = archive;
    archive = NULL;
done:
    db_close(&archive);
    return rc;
}

enum status db_set_up(struct db_archive *archive, struct fault *fault)
{
    sqlite3_db_config(archive->sql, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return db_execute(archive, "open the archive",
                      "PRAGMA journal_mode = WAL;"
                      "PRAGMA synchronous = FULL;"
                      "PRAGMA foreign_keys = ON;"
                      "PRAGMA recursive_triggers = ON;"
                      "PRAGMA trusted_schema = OFF;",
                      fault);
}

enum status db_check_identity(struct db_archive *archive, int *version,
                              struct fault *fault)
{
    int64_t application = 0, schema = 0;
    enum status rc = db_ask_int(archive, "open the archive",
                                "PRAGMA application_id", &application, fault);

    if (rc == ST_OK)
        rc = db_ask_int(archive, "open the archive", "PRAGMA user_version",
                        &schema, fault);
    if (rc != ST_OK)
        return rc;
    if (application != DB_APPLICATION_ID || schema < 1)
        return fault_set(fault, ST_INPUT,
                         "%s/archive.db is not a taizhang archive",
                         archive->folder);
    if (schema > db_newest_version())
        return fault_set(fault, ST_INPUT,
                         "%s was made by a newer taizhang (schema %lld, this "
                         "one knows %d); open it with that one",
                         archive->folder, (long long)schema,
                         db_newest_version());
    *version = (int)schema;
    return ST_OK;
}

enum status db_find_file(const char *folder, char path[DB_PATH_MAX],
                         struct fault *fault)
{
    struct stat info;

    if (snprintf(path, DB_PATH_MAX, "%s/archive.db", folder) >= DB_FOLDER_MAX)
        return fault_set(fault, ST_INPUT, "the archive's path is too long");
    if (stat(path, &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return fault_set(fault, ST_NONE,
                             "no archive in %s (make one with: taizhang init "
                             "%s)",
                             folder, folder);
        return fault_set(fault, ST_IO, "cannot open the archive %s: %s", folder,
                         strerror(errno));
    }
    if (!S_ISREG(info.st_mode))
        return fault_set(fault, ST_INPUT,
                         "%s is not a file; this is no taizhang archive", path);
    return ST_OK;
}

bool db_may_write(const char *folder, const char *path)
{
    return access(folder, W_OK | X_OK) == 0 && access(path, R_OK | W_OK) == 0;
}

enum status db_load_settings(struct db_archive *archive, struct fault *fault)
{
    int64_t keep = 0;
    enum status rc =
        db_ask_int(archive, "open the archive",
                   "SELECT keep_personal FROM archive", &keep, fault);

    if (rc == ST_NONE)
        return fault_set(fault, ST_DB,
                         "%s/archive.db is damaged: its settings are gone",
                         archive->folder);
    archive->keep_personal = keep != 0;
    return rc;
}

/* A file that is not ours is not touched, one that is new enough not migrated:
 * that would write. */
static enum status make_ready(struct db_archive *archive, struct fault *fault)
{
    int version = 0;
    enum status rc = db_check_identity(archive, &version, fault);

    if (rc == ST_OK)
        rc = db_set_up(archive, fault);
    if (rc == ST_OK && version < db_newest_version())
        rc = db_migrate(archive, fault);
    return rc == ST_OK ? db_load_settings(archive, fault) : rc;
}

enum status db_open_waiting(const char *folder, int busy_ms,
                            struct db_archive **out, struct fault *fault)
{
    char path[DB_PATH_MAX];
    struct db_archive *archive = NULL;
    enum status rc = db_find_file(folder, path, fault);

    *out = NULL;
    if (rc != ST_OK)
        return rc;
    /* Before SQLite gets to say "attempt to write a readonly database". */
    if (!db_may_write(folder, path))
        return fault_set(fault, ST_IO, "cannot write to the archive %s: %s",
                         folder, strerror(errno));
    rc = db_connect(folder, path, SQLITE_OPEN_READWRITE, busy_ms, &archive,
                    fault);
    if (rc == ST_OK)
        rc = make_ready(archive, fault);
    if (rc != ST_OK)
        db_close(&archive);
    *out = archive;
    return rc;
}

enum status db_open(const char *folder, struct db_archive **out,
                    struct fault *fault)
{
    return db_open_waiting(folder, DB_BUSY_MS, out, fault);
}
