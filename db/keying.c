/* What is keyed without seeing what stands, and notes. */
#include "db/keying.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/digest.h"
#include "db/history.h"
#include "db/lease.h"
#include "db/statement.h"
#include "db/stored_names.h"
#include "db/tasks.h"

static const char *purpose_name(enum db_task_kind kind)
{
    switch (kind) {
    case DB_TASK_SECOND:
        return "second";
    case DB_TASK_THIRD:
        return "third";
    case DB_TASK_KNOWN:
        return "known";
    case DB_TASK_DOUBT:
    case DB_TASK_AUDIT:
        break;
    }
    return NULL;
}

static enum status insert_keying(struct db_archive *archive,
                                 const struct decision *cell,
                                 const char *purpose,
                                 const struct db_answer *word, const char *who,
                                 int64_t *id, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare_told(
        archive, "store a keying",
        "INSERT INTO keying (who, at, history_id, page_id, form, row,"
        " column_code, x, y, w, h, sheet, purpose, value, state, standing)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
        " ?15, ?16)",
        who, &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_cell(&s, 4, cell);
    db_bind_text(&s, 13, purpose);
    db_bind_text(&s, 14, word->value);
    db_bind_text(&s, 15, db_reading_state_name(word->state));
    db_bind_text(&s, 16, cell->standing);
    rc = db_run(&s, fault);
    *id = sqlite3_last_insert_rowid(archive->sql);
done:
    db_finish(&s);
    return rc;
}

static enum status tell(struct db_archive *archive, const struct decision *cell,
                        const char *what, const char *who, const char *after,
                        const char *why, const char *digest,
                        struct fault *fault)
{
    return db_add_step(archive,
                       &(struct db_step_taken){.who = who,
                                               .what = what,
                                               .page_id = cell->page_id,
                                               .source = cell->source,
                                               .page = cell->page,
                                               .row = cell->row,
                                               .column = cell->column,
                                               .before = cell->standing,
                                               .after = after,
                                               .why = why,
                                               .digest = digest},
                       NULL, fault);
}

static enum status add_keying(struct db_archive *archive,
                              const struct decision *cell, const char *purpose,
                              const struct db_answer *word, const char *who,
                              struct fault *fault)
{
    char digest[DB_DIGEST_SIZE], why[256];
    int64_t id = 0;
    enum status rc =
        insert_keying(archive, cell, purpose, word, who, &id, fault);

    if (rc == ST_OK)
        rc = db_digest_keying(archive, id, digest, fault);
    if (rc != ST_OK)
        return rc;
    snprintf(why, sizeof why, "%s%s%s", purpose,
             word->why == NULL || word->why[0] == '\0' ? "" : ": ",
             word->why == NULL ? "" : word->why);
    return tell(archive, cell, "key", who, word->value, why, digest, fault);
}

static enum status key_within(struct db_archive *archive, int64_t cell_id,
                              enum db_task_kind kind,
                              const struct db_answer *word, const char *who,
                              struct fault *fault)
{
    struct decision cell = {0};
    enum status rc =
        db_find_answered_cell(archive, cell_id, word, &cell, fault);

    if (rc == ST_OK)
        rc = add_keying(archive, &cell, purpose_name(kind), word, who, fault);
    if (rc == ST_OK && kind == DB_TASK_THIRD)
        rc = db_settle_within(archive, &cell, word, who, fault);
    return rc;
}

enum status db_key(struct db_archive *archive, int64_t cell_id,
                   enum db_task_kind kind, const struct db_answer *word,
                   struct fault *fault)
{
    char login[64];
    enum status rc;

    if (purpose_name(kind) == NULL)
        return fault_set(fault, ST_INPUT, "this cell is decided, not keyed");
    rc = db_begin(archive, "store a keying", fault);
    if (rc != ST_OK)
        return rc;
    db_login(login, sizeof login);
    rc = key_within(archive, cell_id, kind, word,
                    word->who == NULL ? login : word->who, fault);
    return db_end(archive, "store a keying", rc, fault);
}

enum status db_find_dispute(struct db_archive *archive, int64_t cell_id,
                            struct db_dispute *dispute, struct fault *fault)
{
    char state[16];
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "look for a dispute",
        "SELECT n.value, n.state, k.value, k.state FROM cell_now n"
        " JOIN keying_now k ON " DB_KEYED_HERE " AND k.purpose = 'second'"
        " WHERE n.id = ?1 ORDER BY k.id DESC LIMIT 1",
        &s, fault);

    *dispute = (struct db_dispute){0};
    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, cell_id);
    rc = db_step(&s, fault);
    for (int i = 0; rc == ST_OK && i < 2; i++) {
        db_column_text(&s, 2 * i, dispute->value[i], OCR_TEXT_MAX);
        db_column_text(&s, 2 * i + 1, state, sizeof state);
        dispute->state[i] = db_reading_state_of(state);
    }
    if (rc == ST_NONE)
        rc = fault_set(fault, ST_NONE, "cell %lld was not keyed twice",
                       (long long)cell_id);
done:
    db_finish(&s);
    return rc;
}

enum status db_note(struct db_archive *archive, int64_t cell_id,
                    const char *who, const char *note, struct fault *fault)
{
    struct decision cell = {0};
    enum status rc;

    if (!text_is_utf8(note) || strlen(note) >= OCR_TEXT_MAX)
        return fault_set(fault, ST_INPUT, "the words are too long or no text");
    rc = db_begin(archive, "store a note", fault);
    if (rc != ST_OK)
        return rc;
    rc = db_find_decided_cell(archive, cell_id, &cell, fault);
    if (rc == ST_OK)
        rc = tell(archive, &cell, "note", who, note, "", NULL, fault);
    return db_end(archive, "store a note", rc, fault);
}

enum status db_find_note(struct db_archive *archive, int64_t cell_id,
                         char *note, size_t size, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "look for a note",
        "SELECT h.after FROM cell_now n JOIN history h"
        " ON h.page_id = n.page_id AND h.what = 'note' AND h.row = n.row"
        " AND h.column_code = n.column_code WHERE n.id = ?1"
        " ORDER BY h.id DESC LIMIT 1",
        &s, fault);

    note[0] = '\0';
    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, cell_id);
    rc = db_step(&s, fault);
    if (rc == ST_OK)
        db_column_text(&s, 0, note, size);
done:
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}
