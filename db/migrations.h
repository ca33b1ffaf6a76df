/* The schema's steps, from nothing to today. */
#ifndef TZ_DB_MIGRATIONS_H
#define TZ_DB_MIGRATIONS_H

#include <stddef.h>

#include "base/status.h"

struct db_archive;

/* SQL: refuse to change or remove rows of a table, REPLACE included. */
#define DB_ONLY_ADDED_TO(table)                                                \
    "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table               \
    " BEGIN SELECT RAISE(ABORT, '" table " is only added to'); END;\n"         \
    "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table               \
    " BEGIN SELECT RAISE(ABORT, '" table " is only added to'); END;\n"         \
    "CREATE TRIGGER " table "_no_replace BEFORE INSERT ON " table              \
    " WHEN EXISTS (SELECT 1 FROM " table " WHERE id = NEW.id)"                 \
    " BEGIN SELECT RAISE(ABORT, '" table " is only added to'); END;\n"

/* ---- steps in files of their own ---- */
extern const char DB_MIGRATION_QUEUE[];
extern const char DB_MIGRATION_SHEETS[];
extern const char DB_MIGRATION_SHEETS_NOW[];  /* these two follow it */
extern const char DB_MIGRATION_SHEET_PAIRS[];
extern const char DB_MIGRATION_OFFICE_VIEWS[];
extern const char DB_MIGRATION_WEIGHING[];
extern const char DB_MIGRATION_WORDS[];
extern const char DB_MIGRATION_RECALIBRATION[];
extern const char DB_MIGRATION_PARTS[];
extern const char DB_MIGRATION_REVIEW[];
extern const char DB_MIGRATION_HALVES[];
extern const char DB_MIGRATION_WRITING[];
extern const char DB_MIGRATION_ALIKE[];

/** How many steps there are: the newest PRAGMA user_version. */
int db_newest_version(void);

/** The SQL that leads from version @step to @step + 1. */
const char *db_migration(int step);

/**
 * Bring the file from its user_version to the newest, in one transaction.
 *
 * Returns ST_OK; ST_INPUT when a newer program made it (untouched); ST_BUSY;
 * ST_IO; ST_DB.
 */
MUST_CHECK enum status db_migrate(struct db_archive *archive,
                                  struct fault *fault);

#endif
