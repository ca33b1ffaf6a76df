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
#include "db/file_sync.h"
#include "db/history.h"
#include "db/migrations.h"
#include "db/statement.h"

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

/* Connect to the file @name of @folder; nothing is written yet. */
static enum status connect_file(const char *folder, const char *name, int flags,
                                int busy_ms, struct db_archive **out,
                                struct fault *fault)
{
    char path[DB_PATH_MAX];
    struct db_archive *archive = calloc(1, sizeof *archive);
    enum status rc = ST_OK;

    if (archive == NULL)
        return fault_set(fault, ST_NOMEM, "open the archive: out of memory");
    archive->reading_fd = -1;
    if (!text_copy(archive->folder, sizeof archive->folder, folder)) {
        rc = fault_set(fault, ST_INPUT, "the archive's path is too long");
        goto done;
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(archive->forms_folder, sizeof archive->forms_folder, "%s/forms",
             folder);
    if (sqlite3_open_v2(path, &archive->sql, flags, NULL) != SQLITE_OK) {
        rc = fault_set(fault, ST_IO, "cannot open %s: %s", path,
                       archive->sql == NULL ? "out of memory"
                                            : sqlite3_errmsg(archive->sql));
        goto done;
    }
    sqlite3_extended_result_codes(archive->sql, 1);
    sqlite3_busy_timeout(archive->sql, busy_ms);
    /* Until we know that the file is ours, closing must not fold its log in. */
    sqlite3_db_config(archive->sql, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    *out = archive;
    archive = NULL;
done:
    db_close(&archive);
    return rc;
}

/* Settings that hold for a connection, not for the file; WAL holds for both.
 * FULL: what was said to be stored outlives a power cut. */
static enum status set_up(struct db_archive *archive, struct fault *fault)
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

static enum status check_identity(struct db_archive *archive,
                                  struct fault *fault)
{
    int64_t application = 0, version = 0;
    enum status rc = db_ask_int(archive, "open the archive",
                                "PRAGMA application_id", &application, fault);

    if (rc == ST_OK)
        rc = db_ask_int(archive, "open the archive", "PRAGMA user_version",
                        &version, fault);
    if (rc != ST_OK)
        return rc;
    if (application != DB_APPLICATION_ID || version < 1)
        return fault_set(fault, ST_INPUT,
                         "%s/archive.db is not a taizhang archive",
                         archive->folder);
    if (version > db_newest_version())
        return fault_set(fault, ST_INPUT,
                         "%s was made by a newer taizhang (schema %lld, this "
                         "one knows %d); open it with that one",
                         archive->folder, (long long)version,
                         db_newest_version());
    if (version == db_newest_version())
        return ST_OK;
    rc = set_up(archive, fault);
    return rc == ST_OK ? db_migrate(archive, fault) : rc;
}

/* A file that only root's rights would let us write is refused before SQLite
 * gets to say "attempt to write a readonly database". */
static enum status check_writable(const char *folder, struct fault *fault)
{
    char path[DB_PATH_MAX];
    struct stat info;

    if (snprintf(path, sizeof path, "%s/archive.db", folder) >= DB_FOLDER_MAX)
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
    if (access(folder, W_OK | X_OK) != 0 || access(path, R_OK | W_OK) != 0)
        return fault_set(fault, ST_IO, "cannot write to the archive %s: %s",
                         folder, strerror(errno));
    return ST_OK;
}

enum status db_open_waiting(const char *folder, int busy_ms,
                            struct db_archive **out, struct fault *fault)
{
    struct db_archive *archive = NULL;
    int64_t keep = 0;
    enum status rc = check_writable(folder, fault);

    *out = NULL;
    if (rc != ST_OK)
        return rc;
    rc = connect_file(folder, "archive.db", SQLITE_OPEN_READWRITE, busy_ms,
                      &archive, fault);
    if (rc == ST_OK)
        rc = check_identity(archive, fault);
    if (rc == ST_OK)
        rc = set_up(archive, fault);
    if (rc == ST_OK)
        rc = db_ask_int(archive, "open the archive",
                        "SELECT keep_personal FROM archive", &keep, fault);
    if (rc == ST_NONE)
        rc = fault_set(fault, ST_DB,
                       "%s/archive.db is damaged: its settings "
                       "are gone",
                       folder);
    if (rc != ST_OK) {
        db_close(&archive);
        return rc;
    }
    archive->keep_personal = keep != 0;
    *out = archive;
    return ST_OK;
}

enum status db_open(const char *folder, struct db_archive **out,
                    struct fault *fault)
{
    return db_open_waiting(folder, DB_BUSY_MS, out, fault);
}

/* ---- making one ---- */

/* The name under which a new file grows until it is whole. */
static const char GROWING[] = "archive.db.new";

static enum status make_folder(const char *path, struct fault *fault)
{
    struct stat info;

    if (mkdir(path, 0777) == 0)
        return ST_OK;
    if (errno == EEXIST && stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return ST_OK;
    return fault_set(fault, ST_IO, "cannot make the folder %s: %s", path,
                     errno == EEXIST ? "a file of that name is in the way"
                                     : strerror(errno));
}

static enum status make_folders(const char *folder, struct fault *fault)
{
    static const char *const below[] = {"originals", "forms"};
    char path[DB_PATH_MAX];
    enum status rc = make_folder(folder, fault);

    for (size_t i = 0; rc == ST_OK && i < sizeof below / sizeof *below; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, below[i]);
        rc = make_folder(path, fault);
    }
    return rc;
}

static enum status write_settings(struct db_archive *archive,
                                  struct db_init_options options,
                                  struct fault *fault)
{
    char at[32], who[64];
    struct db_statement s;
    enum status rc = db_prepare(archive, "make the archive",
                                "INSERT INTO archive (id, made_at,"
                                " keep_personal) VALUES (1, ?1, ?2)",
                                &s, fault);

    if (rc != ST_OK)
        goto done;
    db_now(at, sizeof at);
    db_login(who, sizeof who);
    db_bind_text(&s, 1, at);
    db_bind_int(&s, 2, options.keep_personal);
    rc = db_run(&s, fault);
    if (rc == ST_OK)
        rc = db_add_step(archive,
                         &(struct db_step_taken){.who = who,
                                                 .what = "init",
                                                 .after = options.keep_personal
                                                              ? "keep personal"
                                                              : "",
                                                 .why = db_program()},
                         NULL, fault);
done:
    db_finish(&s);
    return rc;
}

static enum status fill_new(struct db_archive *archive,
                            struct db_init_options options, struct fault *fault)
{
    char stamp[64];
    enum status rc = set_up(archive, fault);

    snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d",
             DB_APPLICATION_ID);
    if (rc == ST_OK)
        rc = db_execute(archive, "make the archive", stamp, fault);
    if (rc == ST_OK)
        rc = db_migrate(archive, fault);
    if (rc == ST_OK)
        rc = db_begin(archive, "make the archive", fault);
    if (rc != ST_OK)
        return rc;
    rc = write_settings(archive, options, fault);
    return db_end(archive, "make the archive", rc, fault);
}

static void remove_growing(const char *folder)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char path[DB_PATH_MAX];

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(path, sizeof path, "%s/%s%s", folder, GROWING, ends[i]);
        (void)unlink(path);
    }
}

enum status db_create(const char *folder, struct db_init_options options,
                      struct fault *fault)
{
    char path[DB_PATH_MAX], growing[DB_PATH_MAX];
    struct stat info;
    struct db_archive *archive = NULL;
    enum status rc;

    if (snprintf(path, sizeof path, "%s/archive.db", folder) >= DB_FOLDER_MAX)
        return fault_set(fault, ST_INPUT, "the archive's path is too long");
    if (stat(path, &info) == 0)
        return fault_set(fault, ST_INPUT, "there is an archive in %s already",
                         folder);
    snprintf(growing, sizeof growing, "%s/%s", folder, GROWING);
    rc = make_folders(folder, fault);
    if (rc != ST_OK)
        return rc;
    remove_growing(folder);
    rc = connect_file(folder, GROWING,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, DB_BUSY_MS,
                      &archive, fault);
    if (rc == ST_OK)
        rc = fill_new(archive, options, fault);
    /* Closing folds the log in; only a whole file gets the real name. */
    db_close(&archive);
    if (rc == ST_OK)
        rc = db_rename_synced(growing, path, fault);
    if (rc != ST_OK)
        remove_growing(folder);
    return rc;
}
