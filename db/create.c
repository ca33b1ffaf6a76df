/* Making an archive: it has its real name only when it is whole. */
#include "db/archive.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/file_sync.h"
#include "db/history.h"
#include "db/migrations.h"
#include "db/statement.h"

/* The name under which a new file grows until it is whole. */
static const char GROWING[] = "archive.db.new";

enum { FOLDERS = 3 };

/* Below the archive's own folder, which is the first. */
static const char *const FOLDER_NAMES[FOLDERS] = {"", "/originals", "/forms"};

static enum status make_folder(const char *path, bool *made,
                               struct fault *fault)
{
    struct stat info;

    *made = mkdir(path, 0777) == 0;
    if (*made || (errno == EEXIST && stat(path, &info) == 0 &&
                  S_ISDIR(info.st_mode)))
        return ST_OK;
    return fault_set(fault, ST_IO, "cannot make the folder %s: %s", path,
                     errno == EEXIST ? fault_words("a file of that name is in "
                                                   "the way")
                                     : strerror(errno));
}

static enum status make_folders(const char *folder, bool made[FOLDERS],
                                struct fault *fault)
{
    char path[DB_PATH_MAX];
    enum status rc = ST_OK;

    for (int i = 0; rc == ST_OK && i < FOLDERS; i++) {
        snprintf(path, sizeof path, "%s%s", folder, FOLDER_NAMES[i]);
        rc = make_folder(path, &made[i], fault);
    }
    return rc;
}

/* Those that were there before stay, whatever is in them. */
static void remove_folders(const char *folder, const bool made[FOLDERS])
{
    char path[DB_PATH_MAX];

    for (int i = FOLDERS - 1; i >= 0; i--) {
        snprintf(path, sizeof path, "%s%s", folder, FOLDER_NAMES[i]);
        if (made[i])
            (void)rmdir(path);
    }
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
    enum status rc = db_set_up(archive, fault);

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

/* The database, under its growing name until it is whole. */
static enum status make_file(const char *folder, const char *path,
                             struct db_init_options options,
                             struct fault *fault)
{
    char growing[DB_PATH_MAX];
    struct db_archive *archive = NULL;
    enum status rc;

    snprintf(growing, sizeof growing, "%s/%s", folder, GROWING);
    remove_growing(folder);
    rc = db_connect(folder, growing, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                    DB_BUSY_MS, &archive, fault);
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

enum status db_create(const char *folder, struct db_init_options options,
                      struct fault *fault)
{
    char path[DB_PATH_MAX];
    struct stat info;
    bool made[FOLDERS] = {false};
    enum status rc;

    if (snprintf(path, sizeof path, "%s/archive.db", folder) >= DB_FOLDER_MAX)
        return fault_set(fault, ST_INPUT, "the archive's path is too long");
    if (stat(path, &info) == 0)
        return fault_set(fault, ST_INPUT, "there is an archive in %s already",
                         folder);
    rc = make_folders(folder, made, fault);
    if (rc == ST_OK)
        rc = make_file(folder, path, options, fault);
    if (rc != ST_OK)
        remove_folders(folder, made);
    return rc;
}
