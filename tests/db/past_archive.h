/* An archive as an older program left it, with rows in it. */
#ifndef TZ_TESTS_DB_PAST_ARCHIVE_H
#define TZ_TESTS_DB_PAST_ARCHIVE_H

#include <sqlite3.h>

#include "db/archive.h"
#include "temp_folder.h"

/** Of the test that runs. */
struct past {
    char folder[TEMP_PATH], archive_path[TEMP_PATH], file_path[TEMP_PATH];
    struct fault fault;
};
extern struct past past;

/** Make it: golden/archive-7.sql brought to @version, 7 or later. */
void past_make(int version);
void past_remove(void);

/** The version that a migration starts from. */
int past_step(const char *migration);

/** Execute SQL. */
void past_run(sqlite3 *sql, const char *text);

/** Every row of a query as one text. New; free(). */
char *past_ask(const char *query);

/** Open it with this program. */
void past_migrate(struct db_archive **archive);

#endif
