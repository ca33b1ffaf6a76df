/*
 * One SQL statement and what it is for. Values go in by number, never by
 * pasting text; a failure says what was being done.
 */
#ifndef TZ_DB_STATEMENT_H
#define TZ_DB_STATEMENT_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct db_archive;

struct db_statement {
    struct db_archive *archive; /* keeps @stmt when it is finished */
    sqlite3_stmt *stmt;
    const char *doing; /* "store a cell": begins the fault's text */
    int bind_rc;       /* first failed binding, told by the next step */
};

/**
 * Compile @sql, or take it up again where it was compiled before. On failure
 * @out is zeroed; end it with db_finish() either way.
 *
 * Returns ST_OK, or what db_sql_fault() makes of SQLite's code.
 */
MUST_CHECK enum status db_prepare(struct db_archive *archive, const char *doing,
                                  const char *sql, struct db_statement *out,
                                  struct fault *fault);

/** Set parameter ?@at (from 1). NULL and NaN become SQL's NULL. */
void db_bind_text(struct db_statement *s, int at, const char *text);
void db_bind_int(struct db_statement *s, int at, int64_t value);
void db_bind_real(struct db_statement *s, int at, double value);

/** ST_OK: a row is there; ST_NONE: no more. */
MUST_CHECK enum status db_step(struct db_statement *s, struct fault *fault);

/**
 * The next row of a loop, while (db_next(&s, &rc, fault)) { ... rc = ...; }
 *
 * @rc  false at once unless it is ST_OK, so that a statement that could not be
 *      prepared has no rows, and a row that failed is the last. When all rows
 *      were there it stays ST_OK; else it is what failed.
 */
bool db_next(struct db_statement *s, enum status *rc, struct fault *fault);

/** Step a statement that gives no rows, and make it ready for the next. */
MUST_CHECK enum status db_run(struct db_statement *s, struct fault *fault);

/** Ready for the next values, the old ones forgotten. */
void db_reset(struct db_statement *s);
void db_finish(struct db_statement *s);

/** Columns from 0 of the row at hand; text is copied, NULL gives "" and 0. */
void db_column_text(const struct db_statement *s, int at, char *to,
                    size_t size);
int64_t db_column_int64(const struct db_statement *s, int at);
int db_column_int(const struct db_statement *s, int at);
bool db_column_bool(const struct db_statement *s, int at);
double db_column_real(const struct db_statement *s, int at);

/** Run statements that take no values and give no rows. */
MUST_CHECK enum status db_execute(struct db_archive *archive, const char *doing,
                                  const char *sql, struct fault *fault);

/** The number that a query of one row and column gives. */
MUST_CHECK enum status db_ask_int(struct db_archive *archive, const char *doing,
                                  const char *sql, int64_t *value,
                                  struct fault *fault);

/** Take the write lock at once, so that what is read next stays true. */
MUST_CHECK enum status db_begin(struct db_archive *archive, const char *doing,
                                struct fault *fault);

/**
 * Commit when @rc is ST_OK, else roll back and return @rc. A commit that fails
 * is rolled back too.
 */
MUST_CHECK enum status db_end(struct db_archive *archive, const char *doing,
                              enum status rc, struct fault *fault);

/**
 * Turn SQLite's last failure into a status and a sentence: ST_BUSY (locked by
 * another process), ST_IO (full, unwritable, unreadable), ST_INPUT (no
 * database at all), ST_NOMEM, else ST_DB.
 */
enum status db_sql_fault(sqlite3 *sql, const char *doing, struct fault *fault);

#endif
