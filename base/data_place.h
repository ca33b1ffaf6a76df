/* Where the files lie that ship with the program. */
#ifndef TZ_BASE_DATA_PLACE_H
#define TZ_BASE_DATA_PLACE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Find "report/summary.yaml" or "locale": under $TAIZHANG_DATA if that is set
 * and has it, else beside the program (a build folder), else ../share/taizhang
 * seen from the program, else where it was configured to be installed.
 *
 * Returns false, and @path "", when it is in none of these.
 */
bool data_find(const char *name, char *path, size_t size);

#endif
