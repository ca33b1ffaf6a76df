/* SQL for tables whose rows are never changed or removed. */
#ifndef TZ_DB_ONLY_ADDED_H
#define TZ_DB_ONLY_ADDED_H

/* Refuse to change or remove rows of a table, REPLACE included. */
#define ONLY_ADDED_TO(table)                                                   \
    "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table               \
    " BEGIN SELECT RAISE(ABORT, '" table " is only added to'); END;\n"         \
    "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table               \
    " BEGIN SELECT RAISE(ABORT, '" table " is only added to'); END;\n"         \
    "CREATE TRIGGER " table "_no_replace BEFORE INSERT ON " table              \
    " WHEN EXISTS (SELECT 1 FROM " table " WHERE id = NEW.id)"                 \
    " BEGIN SELECT RAISE(ABORT, '" table " is only added to'); END;\n"

#endif
