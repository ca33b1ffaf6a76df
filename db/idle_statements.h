/*
 * Compiled statements that wait to be used again. Storing a page runs the same
 * dozen statements for every page; compiling them anew took a third of that.
 */
#ifndef TZ_DB_IDLE_STATEMENTS_H
#define TZ_DB_IDLE_STATEMENTS_H

#include <sqlite3.h>

enum { DB_IDLE_MOST = 96 };

struct db_idle_statements {
    sqlite3_stmt *kept[DB_IDLE_MOST]; /* NULL: room for one */
    int next;                         /* goes when there is no room left */
};

/** The statement whose text is @sql, now the caller's; NULL: none waits. */
sqlite3_stmt *db_idle_take(struct db_idle_statements *idle, const char *sql);

/** Give @stmt back: reset, its values forgotten. NULL is nothing. */
void db_idle_give(struct db_idle_statements *idle, sqlite3_stmt *stmt);

/** Finalize all; before the connection is closed. */
void db_idle_clear(struct db_idle_statements *idle);

#endif
