#include "db/archive.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/decision_row.h"
#include "db/digest.h"
#include "db/history.h"
#include "db/statement.h"
#include "db/stored_names.h"

enum status db_find_decided_cell(struct db_archive *archive, int64_t cell_id,
                                 struct decision *d, struct fault *fault)
{
    char state[16];
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "look for a cell",
        "SELECT n.page_id, o.name, p.number, n.form, n.row, n.column_code,"
        " n.x, n.y, n.w, n.h, n.value, n.state, n.personal, s.number"
        " FROM cell_now n JOIN sheet s ON s.id = n.sheet_id"
        " JOIN page p ON p.id = n.page_id"
        " JOIN original o ON o.id = p.original_id WHERE n.id = ?1",
        &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, cell_id);
    rc = db_step(&s, fault);
    if (rc == ST_NONE)
        rc = fault_set(fault, ST_NONE,
                       "cell %lld is gone: its page was read again",
                       (long long)cell_id);
    if (rc != ST_OK)
        goto done;
    d->page_id = db_column_int64(&s, 0);
    db_column_text(&s, 1, d->source, sizeof d->source);
    d->page = db_column_int(&s, 2);
    db_column_text(&s, 3, d->form, sizeof d->form);
    d->row = db_column_int(&s, 4);
    db_column_text(&s, 5, d->column, sizeof d->column);
    d->box = (struct scan_box){db_column_int(&s, 6), db_column_int(&s, 7),
                               db_column_int(&s, 8), db_column_int(&s, 9)};
    db_column_text(&s, 10, d->standing, sizeof d->standing);
    db_column_text(&s, 11, state, sizeof state);
    d->state = db_reading_state_of(state);
    d->personal = db_column_bool(&s, 12);
    d->number = db_column_int(&s, 13);
done:
    db_finish(&s);
    return rc;
}

/* What the ink is does not change by a new value, unless they contradict. */
static enum reading_state state_after(enum reading_state state,
                                      const char *value)
{
    if (value[0] == '\0')
        return state == READ_DASH ? READ_DASH : READ_BLANK;
    if (state == READ_STRUCK || state == READ_DITTO)
        return state;
    return state == READ_ZERO && strcmp(value, "0") == 0 ? READ_ZERO
                                                         : READ_VALUE;
}

static enum status check_words(const struct decision *d, struct fault *fault)
{
    if (d->status != VERDICT_CONFIRMED && d->status != VERDICT_CORRECTED)
        return fault_set(fault, ST_INPUT,
                         "a person can confirm or correct, nothing else");
    if (d->value == NULL && d->status == VERDICT_CORRECTED)
        return fault_set(fault, ST_INPUT, "a correction needs a value");
    if (d->value != NULL &&
        (strlen(d->value) >= OCR_TEXT_MAX || !text_is_utf8(d->value)))
        return fault_set(fault, ST_INPUT, "the value is too long or no text");
    if (!text_is_utf8(d->who) || !text_is_utf8(d->why) ||
        strlen(d->who) >= 64 || strlen(d->why) >= 200)
        return fault_set(fault, ST_INPUT, "the words are too long or no text");
    return ST_OK;
}

/* @d holds the standing cell by now; settles value and state. */
static enum status settle_value(const struct db_archive *archive,
                                struct decision *d, struct fault *fault)
{
    if (d->status == VERDICT_CONFIRMED) {
        if (d->value == NULL)
            d->value = d->standing;
        if (strcmp(d->value, d->standing) != 0)
            return fault_set(fault, ST_INPUT,
                             "%s page %d, row %d %s cannot be confirmed as "
                             "\"%s\": it stands as \"%s\"",
                             d->source, d->page, d->row, d->column, d->value,
                             d->standing);
    } else {
        d->state = state_after(d->state, d->value);
    }
    if (d->personal && d->value[0] != '\0' && !archive->keep_personal)
        return fault_set(fault, ST_INPUT,
                         "column %s is personal, and this archive keeps "
                         "nothing personal",
                         d->column);
    return ST_OK;
}

void db_bind_cell(struct db_statement *s, int at, const struct decision *cell)
{
    db_bind_int(s, at, cell->page_id);
    db_bind_text(s, at + 1, cell->form);
    db_bind_int(s, at + 2, cell->row);
    db_bind_text(s, at + 3, cell->column);
    db_bind_int(s, at + 4, cell->box.x);
    db_bind_int(s, at + 5, cell->box.y);
    db_bind_int(s, at + 6, cell->box.w);
    db_bind_int(s, at + 7, cell->box.h);
    db_bind_int(s, at + 8, cell->number);
}

static enum status insert_decision(struct db_archive *archive,
                                   const struct decision *d, int64_t *id,
                                   struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare_told(
        archive, "store a decision",
        "INSERT INTO decision (who, at, history_id, page_id, form, row,"
        " column_code, x, y, w, h, sheet, value, state, status, why,"
        " as_written) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
        " ?12, ?13, ?14, ?15, ?16, ?17)",
        d->who, &s, fault);

    if (rc != ST_OK)
        goto done;
    if (d->at != NULL)
        db_bind_text(&s, 2, d->at);
    db_bind_cell(&s, 4, d);
    db_bind_text(&s, 13, d->value);
    db_bind_text(&s, 14, db_reading_state_name(d->state));
    db_bind_text(&s, 15, db_verdict_status_name(d->status));
    db_bind_text(&s, 16, d->why);
    db_bind_int(&s, 17, d->as_written);
    rc = db_run(&s, fault);
    *id = sqlite3_last_insert_rowid(archive->sql);
done:
    db_finish(&s);
    return rc;
}

/* It was made by a decision on another cell. */
static enum status insert_like(struct db_archive *archive, int64_t id,
                               int64_t confirmed_id, struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "store a decision",
                   "INSERT INTO settled_alike (id, confirmed_id)"
                   " VALUES (?1, ?2)",
                   &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, id);
        db_bind_int(&s, 2, confirmed_id);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

/* The row names its step before the step is there (the key is checked at the
 * commit), because the step carries the row's digest. */
static enum status tell_decision(struct db_archive *archive,
                                 const struct decision *d, int64_t decision_id,
                                 struct fault *fault)
{
    char digest[DB_DIGEST_SIZE], why[256], table[24] = "";
    enum status rc = db_digest_decision(archive, decision_id, digest, fault);

    if (rc != ST_OK)
        return rc;
    if (d->number > 1)
        snprintf(table, sizeof table, "table %d: ", d->number);
    snprintf(why, sizeof why, "%s%s%s%s", table,
             db_verdict_status_name(d->status), d->why[0] == '\0' ? "" : ": ",
             d->why);
    return db_add_step(
        archive,
        &(struct db_step_taken){.who = d->told == NULL ? d->who : d->told,
                                .what = "decide",
                                .page_id = d->page_id,
                                .source = d->source,
                                .page = d->page,
                                .row = d->row,
                                .column = d->column,
                                .before = d->standing,
                                .after = d->value,
                                .why = why,
                                .digest = digest},
        NULL, fault);
}

enum status db_add_decision(struct db_archive *archive,
                            const struct decision *d, struct fault *fault)
{
    int64_t id = 0;
    enum status rc = insert_decision(archive, d, &id, fault);

    if (rc == ST_OK && d->like != 0)
        rc = insert_like(archive, id, d->like, fault);
    return rc == ST_OK ? tell_decision(archive, d, id, fault) : rc;
}

static enum status decide(struct db_archive *archive, int64_t cell_id,
                          struct decision *d, struct fault *fault)
{
    enum status rc = db_find_decided_cell(archive, cell_id, d, fault);

    if (rc == ST_OK)
        rc = settle_value(archive, d, fault);
    return rc == ST_OK ? db_add_decision(archive, d, fault) : rc;
}

enum status db_decide(struct db_archive *archive, int64_t cell_id,
                      const char *value, enum verdict_status status,
                      const char *who, const char *why, struct fault *fault)
{
    char login[64];
    struct decision d = {.value = value,
                         .status = status,
                         .who = who == NULL ? login : who,
                         .why = why == NULL ? "" : why};
    enum status rc;

    db_login(login, sizeof login);
    rc = check_words(&d, fault);
    if (rc == ST_OK)
        rc = db_begin(archive, "store a decision", fault);
    if (rc != ST_OK)
        return rc;
    rc = decide(archive, cell_id, &d, fault);
    return db_end(archive, "store a decision", rc, fault);
}
