/*
 * hash(n) = SHA-256(hash(n - 1), every other column of row n as text). Whoever
 * changes, drops or swaps an old row breaks the chain at that place. It does
 * not stop somebody who rewrites every row from there on: for that, keep a copy
 * of the last hash somewhere else.
 */
#include "db/history.h"

#include <stdio.h>
#include <string.h>

#include "db/connection.h"
#include "db/statement.h"

enum { HASHED_COLUMNS = 13, NUMBER_SIZE = 24 };

static void hash_texts(const char *previous, const char *const *texts,
                       char hash[DB_DIGEST_SIZE])
{
    struct sha256_ctx ctx;

    sha256_init(&ctx);
    db_digest_text(&ctx, previous);
    for (int i = 0; i < HASHED_COLUMNS; i++)
        db_digest_text(&ctx, texts[i] == NULL ? "" : texts[i]);
    db_digest_hex(&ctx, hash);
}

/* The last step's number and hash; 0 and "" when there is none yet. */
static enum status find_end(struct db_archive *archive, int64_t *id,
                            char hash[DB_DIGEST_SIZE], struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "read the history's end",
        "SELECT id, hash FROM history ORDER BY id DESC LIMIT 1", &s, fault);

    *id = 0;
    hash[0] = '\0';
    if (rc != ST_OK)
        goto done;
    rc = db_step(&s, fault);
    if (rc == ST_OK) {
        *id = db_column_int64(&s, 0);
        db_column_text(&s, 1, hash, DB_DIGEST_SIZE);
    }
done:
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

/* Texts bound to INTEGER columns become numbers again: their affinity does
 * that, and reading them as text gives the same digits back. */
static enum status insert_texts(struct db_archive *archive,
                                const char *const *texts, const char *hash,
                                struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "add to the history",
        "INSERT INTO history (id, at, who, what, page_id, source, page, row,"
        " column_code, before, after, why, digest, hash) VALUES"
        " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        &s, fault);

    if (rc != ST_OK)
        goto done;
    for (int i = 0; i < HASHED_COLUMNS; i++)
        db_bind_text(&s, i + 1, texts[i]);
    db_bind_text(&s, HASHED_COLUMNS + 1, hash);
    rc = db_run(&s, fault);
done:
    db_finish(&s);
    return rc;
}

static enum status ask_coming_step(struct db_archive *archive, int64_t *id,
                                   struct fault *fault)
{
    return db_ask_int(archive, "add to the history",
                      "SELECT coalesce(max(id), 0) + 1 FROM history", id,
                      fault);
}

enum status db_prepare_told(struct db_archive *archive, const char *doing,
                            const char *sql, const char *who,
                            struct db_statement *out, struct fault *fault)
{
    char at[32];
    int64_t step = 0;
    enum status rc;

    *out = (struct db_statement){0};
    rc = ask_coming_step(archive, &step, fault);
    if (rc == ST_OK)
        rc = db_prepare(archive, doing, sql, out, fault);
    if (rc != ST_OK)
        return rc;
    db_now(at, sizeof at);
    db_bind_text(out, 1, who);
    db_bind_text(out, 2, at);
    db_bind_int(out, 3, step);
    return ST_OK;
}

enum status db_add_step(struct db_archive *archive,
                        const struct db_step_taken *step, int64_t *id,
                        struct fault *fault)
{
    char at[32], number[NUMBER_SIZE], page_id[NUMBER_SIZE], page[NUMBER_SIZE];
    char row[NUMBER_SIZE], previous[DB_DIGEST_SIZE], hash[DB_DIGEST_SIZE];
    int64_t last;
    enum status rc = find_end(archive, &last, previous, fault);

    if (rc != ST_OK)
        return rc;
    db_now(at, sizeof at);
    snprintf(number, sizeof number, "%lld", (long long)last + 1);
    snprintf(page_id, sizeof page_id, "%lld", (long long)step->page_id);
    snprintf(page, sizeof page, "%d", step->page);
    snprintf(row, sizeof row, "%d", step->row);
    const char *const texts[HASHED_COLUMNS] = {
        number,
        at,
        step->who == NULL ? db_program() : step->who,
        step->what,
        step->page_id == 0 ? NULL : page_id,
        or_empty(step->source),
        page,
        row,
        or_empty(step->column),
        or_empty(step->before),
        or_empty(step->after),
        or_empty(step->why),
        or_empty(step->digest),
    };
    hash_texts(previous, texts, hash);
    if (id != NULL)
        *id = last + 1;
    return insert_texts(archive, texts, hash, fault);
}

enum status db_note_export(struct db_archive *archive, const char *what,
                           bool with_personal, struct fault *fault)
{
    char who[64];
    enum status rc;

    if (with_personal && !archive->keep_personal)
        return fault_set(fault, ST_INPUT,
                         "this archive keeps no personal columns; only one "
                         "made with 'taizhang init --keep-personal' does");
    if (archive->read_only && with_personal)
        return fault_set(fault, ST_IO,
                         "personal columns leave only where the history can "
                         "record it, and this archive can only be read");
    if (archive->read_only)
        return ST_OK;
    rc = db_begin(archive, "record an export", fault);
    if (rc != ST_OK)
        return rc;
    db_login(who, sizeof who);
    rc = db_add_step(archive,
                     &(struct db_step_taken){
                         .who = who,
                         .what = "export",
                         .after = with_personal ? "with personal columns" : "",
                         .why = what},
                     NULL, fault);
    return db_end(archive, "record an export", rc, fault);
}

/* One row against the one before it; says what is wrong with it. */
static bool row_holds(const struct db_statement *s, int64_t expected,
                      const char *previous, char *line, size_t size)
{
    const char *texts[HASHED_COLUMNS];
    char hash[DB_DIGEST_SIZE], stored[DB_DIGEST_SIZE];

    if (db_column_int64(s, 0) != expected) {
        snprintf(line, size, fault_words("history: step %lld is missing"),
                 (long long)expected);
        return false;
    }
    for (int i = 0; i < HASHED_COLUMNS; i++)
        texts[i] = (const char *)sqlite3_column_text(s->stmt, i);
    hash_texts(previous, texts, hash);
    db_column_text(s, HASHED_COLUMNS, stored, sizeof stored);
    if (strcmp(hash, stored) == 0)
        return true;
    snprintf(line, size,
             fault_words("history: step %lld was changed afterwards"),
             (long long)expected);
    return false;
}

/* AUTOINCREMENT remembers the highest number ever given, so that steps cut
 * off at the end are missed too. */
static enum status check_end(struct db_archive *archive, int64_t last,
                             void (*complain)(const char *, void *),
                             void *context, int *n_broken, struct fault *fault)
{
    char line[128];
    int64_t given = 0;
    enum status rc =
        db_ask_int(archive, "verify the history",
                   "SELECT coalesce((SELECT seq FROM sqlite_sequence"
                   " WHERE name = 'history'), 0)",
                   &given, fault);

    if (rc != ST_OK || given == last)
        return rc;
    snprintf(line, sizeof line,
             fault_words("history: ends at step %lld, but %lld were made"),
             (long long)last, (long long)given);
    complain(line, context);
    *n_broken += 1;
    return ST_OK;
}

enum status db_verify_history(struct db_archive *archive,
                              void (*complain)(const char *line, void *),
                              void *context, int *n_broken, struct fault *fault)
{
    char previous[DB_DIGEST_SIZE] = "", line[128];
    int64_t last = 0;
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "verify the history",
        "SELECT id, at, who, what, page_id, source, page, row, column_code,"
        " before, after, why, digest, hash FROM history ORDER BY id",
        &s, fault);

    *n_broken = 0;
    if (rc != ST_OK)
        goto done;
    while ((rc = db_step(&s, fault)) == ST_OK) {
        if (!row_holds(&s, last + 1, previous, line, sizeof line)) {
            complain(line, context);
            *n_broken += 1;
        }
        /* Go on from what is there: one break is one line. */
        last = db_column_int64(&s, 0);
        db_column_text(&s, HASHED_COLUMNS, previous, sizeof previous);
    }
    if (rc == ST_NONE)
        rc = check_end(archive, last, complain, context, n_broken, fault);
done:
    db_finish(&s);
    return rc;
}
