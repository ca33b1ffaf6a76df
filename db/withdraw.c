/*
 * Taking back: a row says that a decision or a keying counts no more; what
 * held before it holds again. Nothing is removed.
 */
#include "db/tasks.h"

#include <stdio.h>
#include <string.h>

#include "db/connection.h"
#include "db/digest.h"
#include "db/history.h"
#include "db/keying.h"
#include "db/settle_alike.h"
#include "db/statement.h"

/* The last word of ?1 that still counts. A decision that the program carried
 * over from another page was not said by the person here. */
static const char LAST_WORD[] =
    "SELECT d.id, 0, d.history_id, d.page_id, d.form, d.row, d.column_code,"
    " d.value, o.name, p.number, d.sheet FROM decision d"
    " JOIN history h ON h.id = d.history_id AND h.who = d.who"
    " JOIN page p ON p.id = d.page_id JOIN original o ON o.id = p.original_id"
    " WHERE d.who = ?1 AND NOT EXISTS"
    "  (SELECT 1 FROM withdrawal w WHERE w.decision_id = d.id)"
    " AND NOT " DB_IS_ALIKE("d.id")
    " UNION ALL "
    "SELECT 0, k.id, k.history_id, k.page_id, k.form, k.row, k.column_code,"
    " k.value, o.name, p.number, k.sheet FROM keying_now k"
    " JOIN page p ON p.id = k.page_id JOIN original o ON o.id = p.original_id"
    " WHERE k.who = ?1 ORDER BY 3 DESC LIMIT 1";

struct last_word {
    int64_t decision_id, keying_id, page_id;
    char form[FORM_ID_MAX];
    int number; /* of the table on the page */
};

static void read_word(const struct db_statement *s, struct last_word *word,
                      struct db_withdrawn *out)
{
    word->decision_id = db_column_int64(s, 0);
    word->keying_id = db_column_int64(s, 1);
    word->page_id = db_column_int64(s, 3);
    db_column_text(s, 4, word->form, sizeof word->form);
    out->row = db_column_int(s, 5);
    db_column_text(s, 6, out->column, sizeof out->column);
    db_column_text(s, 7, out->value, sizeof out->value);
    db_column_text(s, 8, out->source, sizeof out->source);
    out->page = db_column_int(s, 9);
    word->number = db_column_int(s, 10);
}

static enum status find_last(struct db_archive *archive, const char *who,
                             struct last_word *last, struct db_withdrawn *out,
                             struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "look for the last word", LAST_WORD, &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_text(&s, 1, who);
    rc = db_step(&s, fault);
    if (rc == ST_NONE)
        rc = fault_set(fault, ST_NONE, "there is nothing to take back");
    if (rc != ST_OK)
        goto done;
    read_word(&s, last, out);
done:
    db_finish(&s);
    return rc;
}

static enum status insert_withdrawal(struct db_archive *archive,
                                     const struct last_word *last,
                                     const char *who, char *digest,
                                     struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare_told(
        archive, "take a word back",
        "INSERT INTO withdrawal (who, at, history_id, decision_id, keying_id)"
        " VALUES (?1, ?2, ?3, nullif(?4, 0), nullif(?5, 0))",
        who, &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 4, last->decision_id);
    db_bind_int(&s, 5, last->keying_id);
    rc = db_run(&s, fault);
    if (rc == ST_OK)
        rc = db_digest_withdrawal(
            archive, sqlite3_last_insert_rowid(archive->sql), digest, fault);
done:
    db_finish(&s);
    return rc;
}

/* The cell in that place today, 0 when there is none, and what it is now. */
static enum status find_cell_now(struct db_archive *archive,
                                 const struct last_word *last,
                                 struct db_withdrawn *out, char *value,
                                 size_t size, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "look for a cell",
        "SELECT id, value FROM cell_now WHERE page_id = ?1 AND form = ?2"
        " AND row = ?3 AND column_code = ?4 AND sheet = ?5",
        &s, fault);

    out->cell_id = 0;
    value[0] = '\0';
    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, last->page_id);
    db_bind_text(&s, 2, last->form);
    db_bind_int(&s, 3, out->row);
    db_bind_text(&s, 4, out->column);
    db_bind_int(&s, 5, last->number);
    rc = db_step(&s, fault);
    if (rc == ST_OK) {
        out->cell_id = db_column_int64(&s, 0);
        db_column_text(&s, 1, value, size);
    }
done:
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

static enum status withdraw_one(struct db_archive *archive,
                                const struct last_word *last, const char *who,
                                struct db_withdrawn *out, struct fault *fault)
{
    char digest[DB_DIGEST_SIZE], now[OCR_TEXT_MAX];
    enum status rc = insert_withdrawal(archive, last, who, digest, fault);

    if (rc == ST_OK)
        rc = find_cell_now(archive, last, out, now, sizeof now, fault);
    if (rc != ST_OK)
        return rc;
    return db_add_step(archive,
                       &(struct db_step_taken){.who = who,
                                               .what = "withdraw",
                                               .page_id = last->page_id,
                                               .source = out->source,
                                               .page = out->page,
                                               .row = out->row,
                                               .column = out->column,
                                               .before = out->value,
                                               .after = now,
                                               .digest = digest},
                       NULL, fault);
}

/* The first cell that was settled with @confirmed_id and still is. */
static const char FIRST_ALIKE[] =
    "SELECT d.id, 0, d.history_id, d.page_id, d.form, d.row, d.column_code,"
    " d.value, o.name, p.number, d.sheet FROM settled_alike x"
    " JOIN decision d ON d.id = x.id JOIN page p ON p.id = d.page_id"
    " JOIN original o ON o.id = p.original_id WHERE x.confirmed_id = ?1"
    " AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.decision_id = d.id)"
    " ORDER BY d.id LIMIT 1";

static enum status find_alike(struct db_archive *archive, int64_t confirmed_id,
                              struct last_word *word, struct db_withdrawn *out,
                              struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "take a word back", FIRST_ALIKE, &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, confirmed_id);
        rc = db_step(&s, fault);
    }
    if (rc == ST_OK)
        read_word(&s, word, out);
    db_finish(&s);
    return rc;
}

static enum status withdraw_alike(struct db_archive *archive,
                                  int64_t confirmed_id, const char *who,
                                  int *n, struct fault *fault)
{
    struct last_word word = {0};
    struct db_withdrawn with = {0};
    enum status rc;

    *n = 0;
    while ((rc = find_alike(archive, confirmed_id, &word, &with, fault)) ==
           ST_OK) {
        rc = withdraw_one(archive, &word, who, &with, fault);
        if (rc != ST_OK)
            return rc;
        (*n)++;
    }
    return rc == ST_NONE ? ST_OK : rc;
}

/* The decision of a third person and the keying behind it go together. */
static enum status withdraw(struct db_archive *archive, const char *who,
                            struct db_withdrawn *out, struct fault *fault)
{
    struct last_word last = {0}, before = {0};
    struct db_withdrawn under = {0};
    struct fault ignored;
    enum status rc = find_last(archive, who, &last, out, fault);

    if (rc == ST_OK)
        rc = withdraw_one(archive, &last, who, out, fault);
    if (rc == ST_OK && last.decision_id != 0)
        rc = withdraw_alike(archive, last.decision_id, who, &out->alike, fault);
    if (rc != ST_OK || last.decision_id == 0)
        return rc;
    rc = find_last(archive, who, &before, &under, &ignored);
    if (rc == ST_OK && before.keying_id != 0 &&
        before.page_id == last.page_id && under.row == out->row &&
        strcmp(under.column, out->column) == 0)
        return withdraw_one(archive, &before, who, &under, fault);
    return rc == ST_NONE || rc == ST_OK ? ST_OK : rc;
}

enum status db_withdraw(struct db_archive *archive, const char *who,
                        struct db_withdrawn *out, struct fault *fault)
{
    enum status rc = db_begin(archive, "take a word back", fault);

    *out = (struct db_withdrawn){0};
    if (rc != ST_OK)
        return rc;
    return db_end(archive, "take a word back",
                  withdraw(archive, who, out, fault), fault);
}
