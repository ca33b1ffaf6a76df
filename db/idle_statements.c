#include "db/idle_statements.h"

#include <stddef.h>
#include <string.h>

sqlite3_stmt *db_idle_take(struct db_idle_statements *idle, const char *sql)
{
    for (int i = 0; i < DB_IDLE_MOST; i++) {
        sqlite3_stmt *stmt = idle->kept[i];

        if (stmt != NULL && strcmp(sqlite3_sql(stmt), sql) == 0) {
            idle->kept[i] = NULL;
            return stmt;
        }
    }
    return NULL;
}

static int find_room(struct db_idle_statements *idle)
{
    int oldest = idle->next;

    for (int i = 0; i < DB_IDLE_MOST; i++)
        if (idle->kept[i] == NULL)
            return i;
    idle->next = (oldest + 1) % DB_IDLE_MOST;
    return oldest;
}

void db_idle_give(struct db_idle_statements *idle, sqlite3_stmt *stmt)
{
    int at;

    if (stmt == NULL)
        return;
    /* A reset repeats the failure that the last step has told already. */
    (void)sqlite3_reset(stmt);
    (void)sqlite3_clear_bindings(stmt);
    at = find_room(idle);
    (void)sqlite3_finalize(idle->kept[at]);
    idle->kept[at] = stmt;
}

void db_idle_clear(struct db_idle_statements *idle)
{
    for (int i = 0; i < DB_IDLE_MOST; i++)
        (void)sqlite3_finalize(idle->kept[i]);
    *idle = (struct db_idle_statements){.next = 0};
}
