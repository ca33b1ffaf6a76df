/* A folder of a test's own, and files in it. */
#ifndef TZ_TESTS_DB_TEMP_FOLDER_H
#define TZ_TESTS_DB_TEMP_FOLDER_H

#include <stddef.h>

enum { TEMP_PATH = 512 };

/** Make a new folder below $TMPDIR, /dev/shm or /tmp; ends the test when it
 * cannot. */
void temp_folder_make(char path[TEMP_PATH]);

/** Remove the folder and everything below it. */
void temp_folder_remove(const char *path);

/** @to = "@folder/@name". */
void temp_path(char to[TEMP_PATH], const char *folder, const char *name);

/** Write @n bytes of @content to @path. */
void temp_write(const char *path, const void *content, size_t n);

/** How many files lie anywhere below @folder. */
int temp_count_files(const char *folder);

#endif
