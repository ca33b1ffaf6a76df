/*
 * Does the archive still say what it was told? Four questions: is the database
 * sound, is every original what its SHA-256 says, is the history unbroken, and
 * do sheets, decisions and page states agree with what the history recorded
 * when they were stored. Nothing is repaired here and nothing is written.
 */
#include "db/archive.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "db/connection.h"
#include "db/digest.h"
#include "db/file_sync.h"
#include "db/history.h"
#include "db/statement.h"
#include "db/placement.h"
#include "db/verify_hands.h"

struct verifier {
    struct db_archive *archive;
    void (*complain)(const char *line, void *);
    void *context;
    int n_complaints;
    struct fault *fault;
};

static void say(struct verifier *v, const char *line)
{
    v->complain(line, v->context);
    v->n_complaints++;
}

/* Run a query that gives a row a disagreement; @format takes its four
 * columns. */
static enum status say_rows(struct verifier *v, const char *format,
                            const char *sql)
{
    char line[768], texts[4][256];
    struct db_statement s;
    enum status rc = db_prepare(v->archive, "verify", sql, &s, v->fault);

    while (db_next(&s, &rc, v->fault)) {
        for (int i = 0; i < 4; i++)
            db_column_text(&s, i, texts[i], sizeof texts[i]);
        snprintf(line, sizeof line, fault_words(format), texts[0], texts[1],
                 texts[2], texts[3]);
        say(v, line);
    }
    db_finish(&s);
    return rc;
}

static enum status verify_database(struct verifier *v)
{
    enum status rc = say_rows(v, FAULT_WORDS("database: %s"),
                              "SELECT integrity_check, '', '', '' FROM"
                              " pragma_integrity_check"
                              " WHERE integrity_check <> 'ok'");

    if (rc == ST_OK)
        rc = say_rows(v, FAULT_WORDS("database: row %s of %s points to no row "
                                     "of %s"),
                      "SELECT rowid, \"table\", parent, ''"
                      " FROM pragma_foreign_key_check");
    return rc;
}

static void verify_file(struct verifier *v, const char *name, const char *file,
                        const char *sha256)
{
    char path[DB_PATH_MAX], hex[DB_DIGEST_SIZE], line[768];
    struct fault fault;
    int64_t bytes;

    snprintf(path, sizeof path, "%s/originals/%s", v->archive->folder, file);
    if (db_digest_file(path, -1, hex, &bytes, &fault) != ST_OK)
        snprintf(line, sizeof line, fault_words("original of %s: %s"), name,
                 fault.text);
    else if (strcmp(hex, sha256) != 0)
        snprintf(line, sizeof line,
                 fault_words("original of %s: originals/%s was changed (its "
                             "SHA-256 is %s)"),
                 name, file, hex);
    else
        return;
    say(v, line);
}

static enum status verify_originals(struct verifier *v)
{
    char name[256], file[128], sha256[DB_DIGEST_SIZE];
    struct db_statement s;
    enum status rc = db_prepare(v->archive, "verify originals",
                                "SELECT name, file, sha256 FROM original"
                                " ORDER BY id",
                                &s, v->fault);

    while (db_next(&s, &rc, v->fault)) {
        db_column_text(&s, 0, name, sizeof name);
        db_column_text(&s, 1, file, sizeof file);
        db_column_text(&s, 2, sha256, sizeof sha256);
        verify_file(v, name, file, sha256);
    }
    db_finish(&s);
    return rc;
}

/* A file that a killed scan stored and did not get round to record. */
static enum status verify_known(struct verifier *v, const char *folder,
                                const char *name)
{
    char file[600], line[800];
    struct db_statement s;
    enum status rc =
        db_prepare(v->archive, "verify originals",
                   "SELECT 1 FROM original WHERE file = ?1", &s, v->fault);

    if (rc == ST_OK) {
        snprintf(file, sizeof file, "%s/%s", folder, name);
        db_bind_text(&s, 1, file);
        rc = db_step(&s, v->fault);
    }
    db_finish(&s);
    if (rc != ST_NONE)
        return rc;
    snprintf(line, sizeof line,
             fault_words("originals/%s: nothing in the archive knows this "
                         "file (when a scan was interrupted, take its file in "
                         "again)"),
             file);
    say(v, line);
    return ST_OK;
}

static enum status verify_folder(struct verifier *v, const char *name)
{
    char path[DB_PATH_MAX];
    struct dirent *entry;
    enum status rc = ST_OK;
    DIR *dir = NULL;

    if (snprintf(path, sizeof path, "%s/originals/%s", v->archive->folder,
                 name) < (int)sizeof path)
        dir = opendir(path);
    while (rc == ST_OK && dir != NULL && (entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.')
            rc = verify_known(v, name, entry->d_name);
    if (dir != NULL)
        closedir(dir);
    return rc;
}

static enum status verify_strays(struct verifier *v)
{
    char path[DB_PATH_MAX];
    struct dirent *entry;
    enum status rc = ST_OK;
    DIR *dir;

    snprintf(path, sizeof path, "%s/originals", v->archive->folder);
    dir = opendir(path);
    while (rc == ST_OK && dir != NULL && (entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.' &&
            strncmp(entry->d_name, DB_INCOMING, strlen(DB_INCOMING)) != 0)
            rc = verify_folder(v, entry->d_name);
    if (dir != NULL)
        closedir(dir);
    return rc;
}

/* Every original and page must have its "take", and the other way round. */
static enum status verify_taken(struct verifier *v)
{
    enum status rc = say_rows(
        v, FAULT_WORDS("original of %s: the history does not know it"),
        "SELECT name, '', '', ''"
        " FROM original o WHERE NOT EXISTS (SELECT 1 FROM history h"
        " WHERE h.what = 'take' AND h.digest = o.sha256)");

    if (rc == ST_OK)
        rc = say_rows(
            v,
            FAULT_WORDS("original of %s: taken in step %s, but gone from the "
                        "database"),
            "SELECT source, h.id, '', '' FROM history h"
            " WHERE what = 'take' AND NOT EXISTS (SELECT 1 FROM original o"
            " WHERE o.sha256 = h.digest)");
    return rc;
}

/* The step that last changed a page's state says what it must be now. */
static enum status verify_states(struct verifier *v)
{
    return say_rows(
        v, FAULT_WORDS("%s page %s: is %s, but the history says %s"),
        "SELECT o.name, p.number, p.state,"
        " CASE h.what WHEN 'read' THEN h.after ELSE 'waiting' END"
        " FROM page p JOIN original o ON o.id = p.original_id"
        " LEFT JOIN history h ON h.id = (SELECT max(g.id) FROM history g"
        "   WHERE g.page_id = p.id AND g.what IN ('read', 'force', 'place',"
        "     'replace'))"
        " WHERE p.state <> CASE h.what WHEN 'read' THEN h.after"
        "   ELSE 'waiting' END");
}

static enum status verify_sheet(struct verifier *v, int64_t page_id,
                                const char *name, int number,
                                const char *recorded)
{
    char digest[DB_DIGEST_SIZE], line[512];
    enum status rc = db_digest_page(v->archive, page_id, digest, v->fault);

    if (rc != ST_OK || strcmp(digest, recorded) == 0)
        return rc;
    snprintf(line, sizeof line,
             fault_words("%s page %d: readings or verdicts are not those that "
                         "the history recorded"),
             name, number);
    say(v, line);
    return ST_OK;
}

/* A page that was never read must have nothing: the digest of nothing. */
static enum status verify_sheets(struct verifier *v)
{
    char name[256], recorded[DB_DIGEST_SIZE], nothing[DB_DIGEST_SIZE];
    struct db_statement s = {0};
    enum status rc = db_digest_page(v->archive, 0, nothing, v->fault);

    if (rc == ST_OK)
        rc = db_prepare(
            v->archive, "verify sheets",
            "SELECT p.id, o.name, p.number, (SELECT h.digest FROM history h"
            "   WHERE h.page_id = p.id AND h.what IN ('read', 'weigh', 'settle',"
            "     'join')"
            "   ORDER BY h.id DESC LIMIT 1)"
            " FROM page p JOIN original o ON o.id = p.original_id"
            " ORDER BY p.id",
            &s, v->fault);
    while (db_next(&s, &rc, v->fault)) {
        db_column_text(&s, 1, name, sizeof name);
        db_column_text(&s, 3, recorded, sizeof recorded);
        rc = verify_sheet(v, db_column_int64(&s, 0), name, db_column_int(&s, 2),
                          recorded[0] == '\0' ? nothing : recorded);
    }
    db_finish(&s);
    return rc;
}

static enum status verify_decision(struct verifier *v, int64_t id,
                                   const char *recorded)
{
    char digest[DB_DIGEST_SIZE], line[128];
    enum status rc = db_digest_decision(v->archive, id, digest, v->fault);

    if (rc != ST_OK || strcmp(digest, recorded) == 0)
        return rc;
    snprintf(line, sizeof line,
             fault_words("decision %lld is not what the history recorded"),
             (long long)id);
    say(v, line);
    return ST_OK;
}

static enum status verify_decisions(struct verifier *v)
{
    char recorded[DB_DIGEST_SIZE];
    struct db_statement s;
    enum status rc = db_prepare(
        v->archive, "verify decisions",
        "SELECT d.id, coalesce(h.digest, '') FROM decision d LEFT JOIN history"
        " h ON h.id = d.history_id AND h.what = 'decide' ORDER BY d.id",
        &s, v->fault);

    while (rc == ST_OK && (rc = db_step(&s, v->fault)) == ST_OK) {
        db_column_text(&s, 1, recorded, sizeof recorded);
        rc = verify_decision(v, db_column_int64(&s, 0), recorded);
    }
    db_finish(&s);
    if (rc != ST_NONE)
        return rc;
    return say_rows(
        v, FAULT_WORDS("decision of step %s on %s page %s is gone"),
        "SELECT id, source, page, '' FROM history h"
        " WHERE what = 'decide' AND NOT EXISTS"
        " (SELECT 1 FROM decision d WHERE d.history_id = h.id)");
}

/* A table whose rows each have a step of their own that hashes them. */
struct told_table {
    const char *rows; /* id and recorded digest of each */
    enum status (*digest)(struct db_archive *, int64_t, char[DB_DIGEST_SIZE],
                          struct fault *);
    const char *changed, *gone, *missing; /* gone: lists steps without a row */
};

static enum status verify_told(struct verifier *v,
                               const struct told_table *table)
{
    char recorded[DB_DIGEST_SIZE], digest[DB_DIGEST_SIZE], line[128];
    struct db_statement s;
    enum status rc =
        db_prepare(v->archive, "verify decisions", table->rows, &s, v->fault);

    while (rc == ST_OK && (rc = db_step(&s, v->fault)) == ST_OK) {
        db_column_text(&s, 1, recorded, sizeof recorded);
        rc = table->digest(v->archive, db_column_int64(&s, 0), digest,
                           v->fault);
        if (rc != ST_OK || strcmp(digest, recorded) == 0)
            continue;
        snprintf(line, sizeof line, fault_words(table->changed),
                 (long long)db_column_int64(&s, 0));
        say(v, line);
    }
    db_finish(&s);
    return rc == ST_NONE ? say_rows(v, table->gone, table->missing) : rc;
}

static enum status verify_reviews(struct verifier *v)
{
    static const struct told_table tables[] = {
        {"SELECT k.id, coalesce(h.digest, '') FROM keying k LEFT JOIN history"
         " h ON h.id = k.history_id AND h.what = 'key' ORDER BY k.id",
         db_digest_keying,
         FAULT_WORDS("keying %lld is not what the history recorded"),
         FAULT_WORDS("keying of step %s on %s page %s is gone"),
         "SELECT id, source, page, '' FROM history h WHERE what = 'key' AND"
         " NOT EXISTS (SELECT 1 FROM keying k WHERE k.history_id = h.id)"},
        {"SELECT w.id, coalesce(h.digest, '') FROM withdrawal w LEFT JOIN"
         " history h ON h.id = w.history_id AND h.what = 'withdraw'"
         " ORDER BY w.id",
         db_digest_withdrawal,
         FAULT_WORDS("withdrawal %lld is not what the history recorded"),
         FAULT_WORDS("withdrawal of step %s on %s page %s is gone"),
         "SELECT id, source, page, '' FROM history h WHERE what = 'withdraw'"
         " AND NOT EXISTS"
         " (SELECT 1 FROM withdrawal w WHERE w.history_id = h.id)"},
    };
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < sizeof tables / sizeof *tables; i++)
        rc = verify_told(v, &tables[i]);
    return rc;
}

/* What stands in step and row must be the same words. */
static enum status verify_placements(struct verifier *v)
{
    enum status rc = say_rows(
        v, FAULT_WORDS("%s page %s: its table was placed, but not as the "
                       "history says"),
        "SELECT o.name, p.number, '', '' FROM placement l"
        " JOIN page p ON p.id = l.page_id"
        " JOIN original o ON o.id = p.original_id"
        " WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.id = l.history_id"
        "   AND h.what = 'place' AND h.page_id = l.page_id"
        "   AND h.after = " DB_PLACEMENT_WORDS ")");

    if (rc != ST_OK)
        return rc;
    return say_rows(v,
                    FAULT_WORDS("placement of step %s on %s page %s is gone"),
                    "SELECT id, source, page, '' FROM history h"
                    " WHERE what = 'place' AND NOT EXISTS"
                    " (SELECT 1 FROM placement l WHERE l.history_id = h.id)");
}

static enum status verify_replacements(struct verifier *v)
{
    enum status rc = say_rows(
        v, FAULT_WORDS("%s page %s: it was replaced, but not as the history "
                       "says"),
        "SELECT o.name, p.number, '', '' FROM replacement r"
        " JOIN page p ON p.id = r.old_page_id"
        " JOIN original o ON o.id = p.original_id"
        " WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.id = r.history_id"
        "   AND h.what = 'replace' AND h.page_id = r.new_page_id"
        "   AND h.before = o.name || ':' || p.number)");

    if (rc != ST_OK)
        return rc;
    return say_rows(v,
                    FAULT_WORDS("replacement of step %s by %s page %s is gone"),
                    "SELECT id, source, page, '' FROM history h"
                    " WHERE what = 'replace' AND NOT EXISTS"
                    " (SELECT 1 FROM replacement r WHERE r.history_id = h.id)");
}

static enum status verify_hands(struct verifier *v)
{
    return db_verify_hands(v->archive, v->complain, v->context,
                           &v->n_complaints, v->fault);
}

static enum status ask_all(struct verifier *v)
{
    static enum status (*const questions[])(struct verifier *) = {
        verify_database, verify_originals, verify_strays,    verify_taken,
        verify_states,   verify_sheets,    verify_decisions,
        verify_reviews,  verify_placements, verify_replacements,
        verify_hands,
    };
    int n_broken = 0;
    enum status rc = db_verify_history(v->archive, v->complain, v->context,
                                       &n_broken, v->fault);

    v->n_complaints += n_broken;
    for (size_t i = 0; rc == ST_OK && i < sizeof questions / sizeof *questions;
         i++)
        rc = questions[i](v);
    return rc;
}

enum status db_verify(struct db_archive *archive,
                      void (*complain)(const char *line, void *), void *context,
                      struct fault *fault)
{
    struct verifier v = {archive, complain, context, 0, fault};
    /* One transaction, so that a reading that goes on meanwhile is seen either
     * wholly or not at all. */
    enum status rc = db_execute(archive, "verify", "BEGIN", fault);

    if (rc != ST_OK)
        return rc;
    rc = db_end(archive, "verify", ask_all(&v), fault);
    if (rc != ST_OK)
        return rc;
    if (v.n_complaints > 0)
        return fault_set(fault, ST_INPUT, "%s: disagreements: %d",
                         archive->folder, v.n_complaints);
    return ST_OK;
}
