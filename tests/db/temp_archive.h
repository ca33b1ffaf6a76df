/* An archive of a test's own, for its set_up and tear_down. */
#ifndef TZ_TESTS_DB_TEMP_ARCHIVE_H
#define TZ_TESTS_DB_TEMP_ARCHIVE_H

#include "db/archive.h"
#include "temp_folder.h"

/** Make and open an empty archive, @path, in a new folder, @folder. Returns 0;
 * 1 when it cannot, with @fault filled. */
int temp_archive_make(char folder[TEMP_PATH], char path[TEMP_PATH],
                      struct db_archive **archive, struct fault *fault);

/** Close it and remove its folder. Returns 0. */
int temp_archive_remove(struct db_archive **archive, const char *folder);

#endif
