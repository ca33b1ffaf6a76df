/*
 * An archive where nobody may write: a folder that belongs to somebody else, a
 * disc, a disk that is mounted so. SQLite wants two files beside a database
 * with a log, even to read it. Where somebody is at work with it they are there;
 * where nobody is, SQLite is told that nobody will write, and db_was_changed()
 * sees to it that this was so.
 */
#include "db/archive.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/migrations.h"
#include "db/statement.h"

enum { URI_MAX = 3 * DB_PATH_MAX + 64 };

bool db_is_read_only(const struct db_archive *archive)
{
    return archive->read_only;
}

/* Bytes of the file with that end beside archive.db; -1: there is none. */
static int64_t size_beside(const char *path, const char *end)
{
    char beside[DB_PATH_MAX + 8];
    struct stat info;

    snprintf(beside, sizeof beside, "%s%s", path, end);
    return stat(beside, &info) == 0 ? (int64_t)info.st_size : -1;
}

/* "file:///srv/a%20b/archive.db?immutable=1" */
static void name_frozen(const char *path, char uri[URI_MAX])
{
    static const char plain[] = "/._-";
    size_t n = (size_t)snprintf(uri, URI_MAX, "file:%s",
                                path[0] == '/' ? "//" : "");

    for (const unsigned char *p = (const unsigned char *)path; *p != '\0'; p++)
        n += (size_t)snprintf(uri + n, URI_MAX - n,
                              (*p >= '0' && *p <= '9') ||
                                      (*p >= 'A' && *p <= 'Z') ||
                                      (*p >= 'a' && *p <= 'z') ||
                                      strchr(plain, *p) != NULL
                                  ? "%c"
                                  : "%%%02X",
                              *p);
    snprintf(uri + n, URI_MAX - n, "?immutable=1");
}

static enum status connect_frozen(const char *folder, const char *path,
                                  struct db_archive **out, struct fault *fault)
{
    char uri[URI_MAX];
    struct stat info;
    enum status rc;

    name_frozen(path, uri);
    if (stat(path, &info) != 0)
        return fault_set(fault, ST_IO, "cannot open the archive %s: %s", folder,
                         strerror(errno));
    rc = db_connect(folder, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                    DB_BUSY_MS, out, fault);
    if (rc == ST_OK) {
        (*out)->frozen = true;
        (*out)->as_found = info;
    }
    return rc;
}

static enum status connect(const char *folder, const char *path,
                           struct db_archive **out, struct fault *fault)
{
    bool at_work = size_beside(path, "-shm") >= 0;

    if (!at_work && size_beside(path, "-wal") > 0)
        return fault_set(fault, ST_IO,
                         "cannot read the archive %s: its last changes stand "
                         "in archive.db-wal; use it once where it can be "
                         "written",
                         folder);
    if (!at_work)
        return connect_frozen(folder, path, out, fault);
    return db_connect(folder, path, SQLITE_OPEN_READONLY, DB_BUSY_MS, out,
                      fault);
}

static enum status make_ready(struct db_archive *archive, struct fault *fault)
{
    int version = 0;
    enum status rc = db_check_identity(archive, &version, fault);

    if (rc == ST_OK && version < db_newest_version())
        rc = fault_set(fault, ST_INPUT,
                       "%s was made by an older taizhang; use it once where it "
                       "can be written",
                       archive->folder);
    if (rc == ST_OK)
        rc = db_execute(archive, "open the archive",
                        "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;",
                        fault);
    return rc == ST_OK ? db_load_settings(archive, fault) : rc;
}

enum status db_open_to_read(const char *folder, struct db_archive **out,
                            struct fault *fault)
{
    char path[DB_PATH_MAX];
    struct db_archive *archive = NULL;
    enum status rc = db_find_file(folder, path, fault);

    *out = NULL;
    if (rc != ST_OK)
        return rc;
    if (db_may_write(folder, path))
        return db_open(folder, out, fault);
    if (access(folder, X_OK) != 0 || access(path, R_OK) != 0)
        return fault_set(fault, ST_IO, "cannot read the archive %s: %s", folder,
                         strerror(errno));
    rc = connect(folder, path, &archive, fault);
    if (rc == ST_OK) {
        archive->read_only = true;
        rc = make_ready(archive, fault);
    }
    if (rc != ST_OK)
        db_close(&archive);
    *out = archive;
    return rc;
}

bool db_was_changed(const struct db_archive *archive)
{
    char path[DB_PATH_MAX];
    struct stat now;

    if (!archive->frozen)
        return false;
    snprintf(path, sizeof path, "%s/archive.db", archive->folder);
    return stat(path, &now) != 0 || now.st_ino != archive->as_found.st_ino ||
           now.st_size != archive->as_found.st_size ||
           now.st_mtim.tv_sec != archive->as_found.st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != archive->as_found.st_mtim.tv_nsec ||
           size_beside(path, "-wal") > 0;
}
