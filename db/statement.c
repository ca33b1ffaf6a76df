#include "db/statement.h"

#include <string.h>

#include "base/text.h"
#include "db/connection.h"

enum status db_sql_fault(sqlite3 *sql, const char *doing, struct fault *fault)
{
    int code = sqlite3_errcode(sql);
    const char *text = sqlite3_errmsg(sql);

    /* The low byte is the family of an extended code. */
    doing = fault_words(doing);
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fault_set(fault, ST_BUSY,
                         "%s: another program holds the archive; try again "
                         "when it is done",
                         doing);
    case SQLITE_FULL:
        return fault_set(fault, ST_IO,
                         "%s: the disk is full; make room and try again",
                         doing);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_IOERR:
        return fault_set(fault, ST_IO,
                         "%s: cannot read or write archive.db (%s)", doing,
                         text);
    case SQLITE_NOTADB:
        return fault_set(fault, ST_INPUT,
                         "%s: archive.db is not a taizhang archive (%s)", doing,
                         text);
    case SQLITE_CORRUPT:
        return fault_set(fault, ST_DB,
                         "%s: archive.db is damaged (%s); put back a copy",
                         doing, text);
    case SQLITE_NOMEM:
        return fault_set(fault, ST_NOMEM, "%s: out of memory", doing);
    default:
        return fault_set(fault, ST_DB, "%s: %s", doing, text);
    }
}

enum status db_prepare(struct db_archive *archive, const char *doing,
                       const char *sql, struct db_statement *out,
                       struct fault *fault)
{
    *out = (struct db_statement){.archive = archive,
                                 .stmt = db_idle_take(&archive->idle, sql),
                                 .doing = doing,
                                 .bind_rc = SQLITE_OK};
    if (out->stmt == NULL &&
        sqlite3_prepare_v3(archive->sql, sql, -1, SQLITE_PREPARE_PERSISTENT,
                           &out->stmt, NULL) != SQLITE_OK)
        return db_sql_fault(archive->sql, doing, fault);
    return ST_OK;
}

static void note_binding(struct db_statement *s, int rc)
{
    if (s->bind_rc == SQLITE_OK)
        s->bind_rc = rc;
}

void db_bind_text(struct db_statement *s, int at, const char *text)
{
    note_binding(s, sqlite3_bind_text(s->stmt, at, text, -1, SQLITE_TRANSIENT));
}

void db_bind_int(struct db_statement *s, int at, int64_t value)
{
    note_binding(s, sqlite3_bind_int64(s->stmt, at, value));
}

void db_bind_real(struct db_statement *s, int at, double value)
{
    note_binding(s, sqlite3_bind_double(s->stmt, at, value));
}

enum status db_step(struct db_statement *s, struct fault *fault)
{
    sqlite3 *sql = sqlite3_db_handle(s->stmt);

    if (s->bind_rc != SQLITE_OK)
        return fault_set(fault, s->bind_rc == SQLITE_NOMEM ? ST_NOMEM : ST_DB,
                         "%s: %s", fault_words(s->doing),
                         sqlite3_errstr(s->bind_rc));
    switch (sqlite3_step(s->stmt)) {
    case SQLITE_ROW:
        return ST_OK;
    case SQLITE_DONE:
        return ST_NONE;
    default:
        return db_sql_fault(sql, s->doing, fault);
    }
}

bool db_next(struct db_statement *s, enum status *rc, struct fault *fault)
{
    if (*rc != ST_OK)
        return false;
    *rc = db_step(s, fault);
    if (*rc != ST_NONE)
        return *rc == ST_OK;
    *rc = ST_OK;
    return false;
}

enum status db_run(struct db_statement *s, struct fault *fault)
{
    enum status rc = db_step(s, fault);

    db_reset(s);
    return rc == ST_NONE ? ST_OK : rc;
}

void db_reset(struct db_statement *s)
{
    /* The step has told its failure already; reset only repeats it. */
    (void)sqlite3_reset(s->stmt);
    (void)sqlite3_clear_bindings(s->stmt);
    s->bind_rc = SQLITE_OK;
}

void db_finish(struct db_statement *s)
{
    if (s->stmt != NULL)
        db_idle_give(&s->archive->idle, s->stmt);
    s->stmt = NULL;
}

void db_column_text(const struct db_statement *s, int at, char *to, size_t size)
{
    const char *text = (const char *)sqlite3_column_text(s->stmt, at);

    (void)text_copy(to, size, text == NULL ? "" : text);
}

int64_t db_column_int64(const struct db_statement *s, int at)
{
    return sqlite3_column_int64(s->stmt, at);
}

int db_column_int(const struct db_statement *s, int at)
{
    return sqlite3_column_int(s->stmt, at);
}

bool db_column_bool(const struct db_statement *s, int at)
{
    return sqlite3_column_int(s->stmt, at) != 0;
}

double db_column_real(const struct db_statement *s, int at)
{
    return sqlite3_column_double(s->stmt, at);
}

enum status db_execute(struct db_archive *archive, const char *doing,
                       const char *sql, struct fault *fault)
{
    if (sqlite3_exec(archive->sql, sql, NULL, NULL, NULL) != SQLITE_OK)
        return db_sql_fault(archive->sql, doing, fault);
    return ST_OK;
}

enum status db_ask_int(struct db_archive *archive, const char *doing,
                       const char *sql, int64_t *value, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, doing, sql, &s, fault);

    *value = 0;
    if (rc != ST_OK)
        goto done;
    rc = db_step(&s, fault);
    if (rc == ST_OK)
        *value = db_column_int64(&s, 0);
done:
    db_finish(&s);
    return rc;
}

enum status db_begin(struct db_archive *archive, const char *doing,
                     struct fault *fault)
{
    return db_execute(archive, doing, "BEGIN IMMEDIATE", fault);
}

enum status db_end(struct db_archive *archive, const char *doing,
                   enum status rc, struct fault *fault)
{
    if (rc == ST_OK)
        rc = db_execute(archive, doing, "COMMIT", fault);
    /* A disk that ran full may have rolled back already. */
    if (rc != ST_OK && sqlite3_get_autocommit(archive->sql) == 0)
        (void)sqlite3_exec(archive->sql, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}
