#include "db/archive.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/digest.h"
#include "db/file_sync.h"
#include "db/history.h"
#include "db/statement.h"

enum { FILE_NAME_MAX = 96, EXTENSION_MAX = 5 };

/* A file on its way in. */
struct incoming {
    const char *path;
    int n_pages;
    char name[256]; /* base name, valid UTF-8 */
    char sha256[DB_DIGEST_SIZE];
    char file[FILE_NAME_MAX]; /* below originals/: ab/abcdef....png */
    int64_t bytes;
    char who[64];
};

/* Names are shown and exported as UTF-8; bytes that mean nothing become '?'. */
static void set_name(struct incoming *in)
{
    const char *slash = strrchr(in->path, '/');
    const char *name = slash == NULL ? in->path : slash + 1;

    (void)text_copy(in->name, sizeof in->name, name);
    if (text_is_utf8(name) || text_from_gb(in->name, sizeof in->name, name))
        return;
    snprintf(in->name, sizeof in->name, "%s", name);
    for (char *c = in->name; *c != '\0'; c++)
        if ((unsigned char)*c >= 0x80)
            *c = '?';
}

/* The ending helps people who look into the folder; odd ones are dropped. */
static void set_file(struct incoming *in)
{
    char ending[EXTENSION_MAX + 2] = "";
    const char *dot = strrchr(in->name, '.');
    size_t n = dot == NULL ? 0 : strlen(dot + 1);

    if (n >= 1 && n <= EXTENSION_MAX) {
        ending[0] = '.';
        for (size_t i = 1; i <= n; i++) {
            if (!isalnum((unsigned char)dot[i])) {
                ending[0] = '\0';
                break;
            }
            ending[i] = (char)tolower((unsigned char)dot[i]);
        }
    }
    snprintf(in->file, sizeof in->file, "%.2s/%s%s", in->sha256, in->sha256,
             ending);
}

/* ST_NONE when no original with that digest is recorded. */
static enum status find_known(struct db_archive *archive, const char *sha256,
                              char *name, size_t size, char file[FILE_NAME_MAX],
                              struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "look for an original",
                                "SELECT name, file FROM original"
                                " WHERE sha256 = ?1",
                                &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_text(&s, 1, sha256);
    rc = db_step(&s, fault);
    if (rc == ST_OK) {
        db_column_text(&s, 0, name, size);
        db_column_text(&s, 1, file, FILE_NAME_MAX);
    }
done:
    db_finish(&s);
    return rc;
}

static enum status store_file(struct db_archive *archive,
                              const struct incoming *in, const char *file,
                              struct fault *fault)
{
    char folder[DB_PATH_MAX], sha256[DB_DIGEST_SIZE];
    int64_t bytes;

    snprintf(folder, sizeof folder, "%s/originals", archive->folder);
    return db_copy_synced(in->path, folder, file, 0444, in->sha256, sha256,
                          &bytes, fault);
}

/* True when the stored file is there and is what its name says. */
static bool is_whole(struct db_archive *archive, const char *file,
                     const char *sha256)
{
    char path[DB_PATH_MAX], hex[DB_DIGEST_SIZE];
    int64_t bytes;

    snprintf(path, sizeof path, "%s/originals/%s", archive->folder, file);
    return db_digest_file(path, -1, hex, &bytes, NULL) == ST_OK &&
           strcmp(hex, sha256) == 0;
}

/* The same file came again while the stored one is lost or damaged. */
static enum status restore_file(struct db_archive *archive,
                                const struct incoming *in, const char *file,
                                struct fault *fault)
{
    enum status rc = store_file(archive, in, file, fault);

    if (rc != ST_OK)
        return rc;
    rc = db_begin(archive, "restore an original", fault);
    if (rc != ST_OK)
        return rc;
    rc = db_add_step(
        archive,
        &(struct db_step_taken){.who = in->who,
                                .what = "restore",
                                .source = in->name,
                                .after = in->sha256,
                                .why = "the stored file was lost or damaged",
                                .digest = in->sha256},
        NULL, fault);
    return db_end(archive, "restore an original", rc, fault);
}

static enum status insert_original(struct db_archive *archive,
                                   const struct incoming *in, int64_t *id,
                                   struct fault *fault)
{
    char at[32];
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "record an original",
        "INSERT INTO original (sha256, name, file, bytes, taken_at, taken_by)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &s, fault);

    if (rc != ST_OK)
        goto done;
    db_now(at, sizeof at);
    db_bind_text(&s, 1, in->sha256);
    db_bind_text(&s, 2, in->name);
    db_bind_text(&s, 3, in->file);
    db_bind_int(&s, 4, in->bytes);
    db_bind_text(&s, 5, at);
    db_bind_text(&s, 6, in->who);
    rc = db_run(&s, fault);
    *id = sqlite3_last_insert_rowid(archive->sql);
done:
    db_finish(&s);
    return rc;
}

static enum status insert_pages(struct db_archive *archive, int64_t original_id,
                                int n_pages, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "record a page",
                                "INSERT INTO page (original_id, number, state)"
                                " VALUES (?1, ?2, 'waiting')",
                                &s, fault);

    for (int i = 1; rc == ST_OK && i <= n_pages; i++) {
        db_bind_int(&s, 1, original_id);
        db_bind_int(&s, 2, i);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

/* Two files of one name are allowed, but people tell pages by name. */
static enum status count_name(struct db_archive *archive, const char *name,
                              int64_t *n, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "look for an original",
                                "SELECT count(*) FROM original"
                                " WHERE name = ?1",
                                &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_text(&s, 1, name);
    rc = db_step(&s, fault);
    if (rc == ST_OK)
        *n = db_column_int64(&s, 0);
done:
    db_finish(&s);
    return rc;
}

static enum status record(struct db_archive *archive, struct incoming *in,
                          struct fault *fault)
{
    char why[128];
    int64_t id = 0, same_name = 0;
    enum status rc = count_name(archive, in->name, &same_name, fault);

    if (rc == ST_OK)
        rc = insert_original(archive, in, &id, fault);
    if (rc == ST_OK)
        rc = insert_pages(archive, id, in->n_pages, fault);
    if (rc != ST_OK)
        return rc;
    snprintf(why, sizeof why, "%d page%s%s", in->n_pages,
             in->n_pages == 1 ? "" : "s",
             same_name == 0 ? ""
                            : "; warning: a different file of this name came "
                              "before");
    return db_add_step(archive,
                       &(struct db_step_taken){.who = in->who,
                                               .what = "take",
                                               .source = in->name,
                                               .after = in->sha256,
                                               .why = why,
                                               .digest = in->sha256},
                       NULL, fault);
}

/*
 * The file first, its row second: a kill between the two leaves a file that
 * the next try finds in place, never a row without its file.
 */
static enum status take_new(struct db_archive *archive, struct incoming *in,
                            enum db_taken *taken, struct fault *fault)
{
    char path[DB_PATH_MAX], name[256], file[FILE_NAME_MAX];
    enum status rc = store_file(archive, in, in->file, fault);

    if (rc != ST_OK)
        return rc;
    rc = db_begin(archive, "record an original", fault);
    if (rc == ST_OK) {
        /* Another program may have taken the same file in since we looked. */
        rc = find_known(archive, in->sha256, name, sizeof name, file, fault);
        if (rc == ST_OK)
            *taken = DB_TAKEN_ALREADY;
        else if (rc == ST_NONE)
            rc = record(archive, in, fault);
        rc = db_end(archive, "record an original", rc, fault);
    }
    if (rc != ST_OK && find_known(archive, in->sha256, name, sizeof name, file,
                                  NULL) == ST_NONE) {
        snprintf(path, sizeof path, "%s/originals/%s", archive->folder,
                 in->file);
        (void)unlink(path);
    }
    return rc;
}

static void sweep_once(struct db_archive *archive)
{
    char folder[DB_PATH_MAX];

    if (archive->swept)
        return;
    archive->swept = true;
    snprintf(folder, sizeof folder, "%s/originals", archive->folder);
    db_sweep_incoming(folder);
}

enum status db_take_original(struct db_archive *archive, const char *path,
                             int n_pages, enum db_taken *taken, char *known_as,
                             size_t size, struct fault *fault)
{
    char name[256], file[FILE_NAME_MAX];
    struct incoming in = {.path = path, .n_pages = n_pages};
    struct stat info;
    enum status rc;

    *taken = DB_TAKEN_NEW;
    if (known_as != NULL && size > 0)
        known_as[0] = '\0';
    if (n_pages < 1)
        return fault_set(fault, ST_INPUT, "%s holds no image", path);
    /* A pipe would keep us waiting for ever. */
    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode))
        return fault_set(fault, ST_INPUT, "%s is not a file", path);
    sweep_once(archive);
    rc = db_digest_file(path, -1, in.sha256, &in.bytes, fault);
    if (rc != ST_OK)
        return rc;
    set_name(&in);
    set_file(&in);
    db_login(in.who, sizeof in.who);
    rc = find_known(archive, in.sha256, name, sizeof name, file, fault);
    if (rc == ST_NONE)
        return take_new(archive, &in, taken, fault);
    if (rc != ST_OK)
        return rc;
    *taken = DB_TAKEN_ALREADY;
    if (known_as != NULL)
        (void)text_copy(known_as, size, name);
    if (!is_whole(archive, file, in.sha256))
        rc = restore_file(archive, &in, file, fault);
    return rc;
}
